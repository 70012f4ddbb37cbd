"""Permission sets: the refusals, boundaries and tags that moto does not know."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import regex
from moto.ssoadmin import models as ssoadmin
from moto.ssoadmin.responses import SSOAdminResponse

from .center import SERVICE, Center
from .operations import Caller, Params, after, before, page, refuse, register

# https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
MAX_PERMISSION_SETS = 3500
MAX_POLICIES = 25
MAX_INLINE_CHARACTERS = 10_240
"""Without white space."""
MAX_TAGS = 50

_DURATION = regex.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


def session_seconds(duration: str) -> int:
    """Length of an ISO 8601 duration; 0 for what is none."""
    found = _DURATION.fullmatch(duration)
    days, hours, minutes, seconds = (int(g or 0) for g in found.groups()) if found else (0, 0, 0, 0)
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds


def check_session_duration(duration: str | None) -> None:
    """One to twelve hours."""
    if duration is not None and not 3600 <= session_seconds(duration) <= 12 * 3600:
        raise refuse("ValidationException", f"Session duration {duration} is invalid: it must be between 1 hour and 12 hours.")


def _aws_managed_policies() -> dict[str, Any]:
    """AWS's policies as moto's Identity Center looks for them: it reads `path`, the data says `Path`, and job functions are not found."""
    policies = json.loads(ssoadmin.aws_managed_policies_data)
    return {name: {**data, "path": data.get("Path", "/")} for name, data in policies.items()}


def install(center: Center, in_use: Callable[[str], bool]) -> None:
    """`in_use(arn)`: whether assignments of the set exist or are being made."""
    ssoadmin.MAX_MANAGED_POLICIES_PER_PERMISSION_SET = MAX_POLICIES
    center.backend.aws_managed_policies = _aws_managed_policies()

    def create(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        check_session_duration(params.get("SessionDuration"))
        name = params["Name"]
        if any(s.name == name for s in center.backend.permission_sets):
            raise refuse("ConflictException", f"PermissionSet with name {name} already exists.")
        if len(center.backend.permission_sets) >= MAX_PERMISSION_SETS:
            raise refuse("ServiceQuotaExceededException", f"You have exceeded AWS SSO limits: {MAX_PERMISSION_SETS} permission sets.")
        created = center.backend.create_permission_set(
            name=name,
            description=params.get("Description"),
            instance_arn=params["InstanceArn"],
            session_duration=params.get("SessionDuration", "PT1H"),
            relay_state=params.get("RelayState"),
            tags=list(params.get("Tags") or []),
        )
        return {"PermissionSet": created}

    def update(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        check_session_duration(params.get("SessionDuration"))
        found = center.permission_set(params["PermissionSetArn"])
        found.description = params.get("Description", found.description)
        found.session_duration = params.get("SessionDuration", found.session_duration)
        # Left out is cleared: https://github.com/hashicorp/terraform-provider-aws/issues/17411
        found.relay_state = params.get("RelayState")
        center.touch(found.permission_set_arn)
        return {}

    def delete(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        arn = params["PermissionSetArn"]
        center.permission_set(arn)
        if in_use(arn):
            raise refuse(
                "ConflictException", f"PermissionSet with id {arn.split('/')[-1]} has associated account assignments and cannot be deleted."
            )
        center.backend.delete_permission_set(params["InstanceArn"], arn)
        for table in (center.versions, center.provisioned, center.boundaries):
            table.pop(arn, None)
        return {}

    register(SSOAdminResponse, SERVICE, "CreatePermissionSet", create)
    register(SSOAdminResponse, SERVICE, "UpdatePermissionSet", update)
    register(SSOAdminResponse, SERVICE, "DeletePermissionSet", delete)

    def check_inline(caller: Caller, params: Params) -> None:
        center.check_instance(caller, params)
        length = len("".join(params["InlinePolicy"].split()))
        if length > MAX_INLINE_CHARACTERS:
            raise refuse(
                "ServiceQuotaExceededException", f"The inline policy has {length} characters; the maximum is {MAX_INLINE_CHARACTERS}."
            )

    # moto answers these; AWS then shows accounts as behind until they are provisioned again.
    for operation in (
        "DeleteInlinePolicyFromPermissionSet AttachManagedPolicyToPermissionSet DetachManagedPolicyFromPermissionSet "
        "AttachCustomerManagedPolicyReferenceToPermissionSet DetachCustomerManagedPolicyReferenceFromPermissionSet"
    ).split():
        before(SSOAdminResponse, SERVICE, operation, center.check_instance)
        after(SSOAdminResponse, operation, lambda c, p, a: center.touch(p["PermissionSetArn"]))
    before(SSOAdminResponse, SERVICE, "PutInlinePolicyToPermissionSet", check_inline)
    after(SSOAdminResponse, "PutInlinePolicyToPermissionSet", lambda c, p, a: center.touch(p["PermissionSetArn"]))
    _boundaries(center)
    _tags(center)


def _boundaries(center: Center) -> None:
    def put(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        arn, boundary = params["PermissionSetArn"], params["PermissionsBoundary"]
        center.permission_set(arn)
        if ("ManagedPolicyArn" in boundary) == ("CustomerManagedPolicyReference" in boundary):
            raise refuse("ValidationException", "Exactly one of ManagedPolicyArn and CustomerManagedPolicyReference must be given.")
        if "ManagedPolicyArn" in boundary:
            center.backend._find_managed_policy(boundary["ManagedPolicyArn"])
        else:
            boundary["CustomerManagedPolicyReference"].setdefault("Path", "/")
        center.boundaries[arn] = boundary
        center.touch(arn)
        return {}

    def existing(caller: Caller, params: Params) -> dict[str, Any]:
        center.check_instance(caller, params)
        center.permission_set(params["PermissionSetArn"])
        boundary = center.boundaries.get(params["PermissionSetArn"])
        if boundary is None:
            raise refuse("ResourceNotFoundException", "The permission set has no permissions boundary.")
        return boundary

    def delete(caller: Caller, params: Params) -> Params:
        existing(caller, params)
        del center.boundaries[params["PermissionSetArn"]]
        center.touch(params["PermissionSetArn"])
        return {}

    register(SSOAdminResponse, SERVICE, "PutPermissionsBoundaryToPermissionSet", put)
    register(SSOAdminResponse, SERVICE, "GetPermissionsBoundaryForPermissionSet", lambda c, p: {"PermissionsBoundary": existing(c, p)})
    register(SSOAdminResponse, SERVICE, "DeletePermissionsBoundaryFromPermissionSet", delete)


def _tags(center: Center) -> None:
    instance_tags: list[dict[str, str]] = []

    def tags_of(caller: Caller, params: Params) -> list[dict[str, str]]:
        center.check_instance(caller, {"InstanceArn": params.get("InstanceArn", center.world.instance_arn)})
        arn = params["ResourceArn"]
        return instance_tags if arn == center.world.instance_arn else center.permission_set(arn).tags

    def tag(caller: Caller, params: Params) -> Params:
        tags = tags_of(caller, params)
        merged = {t["Key"]: t["Value"] for t in [*tags, *params["Tags"]]}
        if len(merged) > MAX_TAGS:
            raise refuse("ServiceQuotaExceededException", f"A resource has at most {MAX_TAGS} tags.")
        tags[:] = [{"Key": k, "Value": v} for k, v in merged.items()]
        return {}

    def untag(caller: Caller, params: Params) -> Params:
        tags = tags_of(caller, params)
        tags[:] = [t for t in tags if t["Key"] not in params["TagKeys"]]
        return {}

    def list_tags(caller: Caller, params: Params) -> Params:
        tags, token = page(tags_of(caller, params), params)
        return {"Tags": tags, "NextToken": token}

    register(SSOAdminResponse, SERVICE, "TagResource", tag)
    register(SSOAdminResponse, SERVICE, "UntagResource", untag)
    register(SSOAdminResponse, SERVICE, "ListTagsForResource", list_tags)
