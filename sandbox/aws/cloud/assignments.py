"""Account assignments: made and removed asynchronously, refused and failed as AWS does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.ssoadmin.models import AccountAssignment
from moto.ssoadmin.responses import SSOAdminResponse

from . import organization, reserved_roles
from .async_requests import AsyncRequest, AsyncRequests
from .center import SERVICE, Center
from .faults import Faults
from .operations import Caller, Params, before, refuse, register

# https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
MAX_OUTSTANDING = 15

_SUBJECT = ("TargetId", "TargetType", "PermissionSetArn", "PrincipalType", "PrincipalId")


class Assignments:
    def __init__(self, center: Center, requests: AsyncRequests, faults: Faults):
        self.center = center
        self.requests = requests
        self.faults = faults

    def existing(self, subject: dict[str, Any]) -> AccountAssignment | None:
        return next((a for a in self.center.backend.account_assignments if a.to_json() == subject), None)

    def in_use(self, permission_set_arn: str) -> bool:
        made = any(a.permission_set_arn == permission_set_arn for a in self.center.backend.account_assignments)
        pending = [*self.requests.pending("creation"), *self.requests.pending("deletion")]
        return made or any(r.subject["PermissionSetArn"] == permission_set_arn for r in pending)

    def check(self, caller: Caller, params: Params) -> dict[str, Any]:
        center = self.center
        center.check_instance(caller, params)
        subject = {name: params[name] for name in _SUBJECT}
        center.permission_set(subject["PermissionSetArn"])
        if organization.account_state(center.world, subject["TargetId"]) is None:
            raise refuse("ResourceNotFoundException", f"Could not find Account with id {subject['TargetId']}")
        for request in [*self.requests.pending("creation"), *self.requests.pending("deletion")]:
            if request.subject == subject:
                raise refuse("ConflictException", f"There is a conflicting request in progress for this assignment: {request.id}")
        return subject

    def start(self, kind: str, subject: dict[str, Any], apply: Callable[[], None]) -> AsyncRequest:
        """Which error AWS gives beyond the limit is UNVERIFIED: the provider takes either for a reason to try again."""
        seconds = self.faults.assignment_seconds() if len(self.requests.pending(kind)) < MAX_OUTSTANDING else None
        return self.requests.start(kind, subject, apply, limit=MAX_OUTSTANDING, seconds=seconds, refusal=self.faults.refusal)

    def create(self, caller: Caller, params: Params) -> Params:
        subject = self.check(caller, params)
        if not self.center.directory.exists(subject["PrincipalType"], subject["PrincipalId"]):
            raise refuse("ResourceNotFoundException", f"Could not find {subject['PrincipalType']} with id {subject['PrincipalId']}")

        def apply() -> None:
            organization.fail_unless_active(self.center.world, subject["TargetId"])
            # Creating what exists succeeds and changes nothing; it is the Terraform provider that refuses to adopt it.
            if self.existing(subject) is not None:
                return
            reserved_roles.provision(self.center, subject["PermissionSetArn"], subject["TargetId"])
            self.center.backend.account_assignments.append(
                AccountAssignment(
                    params["InstanceArn"],
                    subject["TargetId"],
                    subject["TargetType"],
                    subject["PermissionSetArn"],
                    subject["PrincipalType"],
                    subject["PrincipalId"],
                )
            )

        request = self.start("creation", subject, apply)
        return {"AccountAssignmentCreationStatus": request.describe()}

    def delete(self, caller: Caller, params: Params) -> Params:
        subject = self.check(caller, params)
        if self.existing(subject) is None:
            raise refuse("ResourceNotFoundException", "Assignment not found")

        def apply() -> None:
            organization.fail_unless_active(self.center.world, subject["TargetId"])
            found = self.existing(subject)
            if found is not None:
                self.center.backend.account_assignments.remove(found)
            arn, account = subject["PermissionSetArn"], subject["TargetId"]
            others = (a for a in self.center.backend.account_assignments if (a.permission_set_arn, a.target_id) == (arn, account))
            if next(others, None) is None:
                reserved_roles.remove(self.center, arn, account)

        request = self.start("deletion", subject, apply)
        return {"AccountAssignmentDeletionStatus": request.describe()}


def install(center: Center, requests: AsyncRequests, faults: Faults) -> Assignments:
    assignments = Assignments(center, requests, faults)
    register(SSOAdminResponse, SERVICE, "CreateAccountAssignment", assignments.create)
    register(SSOAdminResponse, SERVICE, "DeleteAccountAssignment", assignments.delete)

    for kind, word in (("creation", "Creation"), ("deletion", "Deletion")):

        def describe(caller: Caller, params: Params, kind: str = kind, word: str = word) -> Params:
            center.check_instance(caller, params)
            request = requests.find(kind, params[f"AccountAssignment{word}RequestId"])
            return {f"AccountAssignment{word}Status": request.describe()}

        def listing(caller: Caller, params: Params, kind: str = kind, word: str = word) -> Params:
            center.check_instance(caller, params)
            found, token = requests.list(kind, params)
            return {f"AccountAssignments{word}Status": found, "NextToken": token}

        register(SSOAdminResponse, SERVICE, f"DescribeAccountAssignment{word}Status", describe)
        register(SSOAdminResponse, SERVICE, f"ListAccountAssignment{word}Status", listing)

    def check_listing(caller: Caller, params: Params) -> None:
        center.check_instance(caller, params)
        center.permission_set(params["PermissionSetArn"])
        if organization.account_state(center.world, params["AccountId"]) is None:
            raise refuse("ResourceNotFoundException", f"Could not find Account with id {params['AccountId']}")

    before(SSOAdminResponse, SERVICE, "ListAccountAssignments", check_listing)
    return assignments
