"""Provisioning of permission sets: which accounts have which set, and bringing them up to date."""

from __future__ import annotations

from typing import Any

from moto.ssoadmin.responses import SSOAdminResponse

from . import organization, reserved_roles
from .async_requests import AsyncRequests, Failure
from .center import SERVICE, Center
from .operations import Caller, Params, page, refuse, register

# https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
MAX_CONCURRENT = 3


def install(center: Center, requests: AsyncRequests) -> None:
    def targets(params: Params) -> list[str]:
        provisioned = center.provisioned.get(params["PermissionSetArn"], {})
        if params["TargetType"] == "ALL_PROVISIONED_ACCOUNTS":
            return sorted(provisioned)
        account = params.get("TargetId")
        if account is None:
            raise refuse("ValidationException", "TargetId is required when TargetType is AWS_ACCOUNT.")
        if organization.account_state(center.world, account) is None or account not in provisioned:
            raise refuse("ResourceNotFoundException", f"The permission set is not provisioned in account {account}.")
        return [account]

    def provision(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        arn = params["PermissionSetArn"]
        center.permission_set(arn)
        accounts = targets(params)

        def apply() -> None:
            # Accounts that cannot be managed come last, so that the others are up to date: UNVERIFIED of AWS, as is the
            # failure of the whole.
            for account in sorted(accounts, key=lambda a: organization.account_state(center.world, a) != "ACTIVE"):
                # An assignment that goes away in the meantime fails the whole request:
                # https://github.com/hashicorp/terraform-provider-aws/issues/33337
                if account not in center.provisioned.get(arn, {}):
                    raise Failure(f"Received a 404 status error: Assignment not found in account {account}")
                organization.fail_unless_active(center.world, account)
                reserved_roles.provision(center, arn, account)

        subject: dict[str, Any] = {"PermissionSetArn": arn, "AccountId": params.get("TargetId")}
        seconds = None if accounts else 0.0
        request = requests.start("provisioning", subject, apply, limit=MAX_CONCURRENT, seconds=seconds)
        return {"PermissionSetProvisioningStatus": request.describe()}

    def describe(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        return {"PermissionSetProvisioningStatus": requests.find("provisioning", params["ProvisionPermissionSetRequestId"]).describe()}

    def listing(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        found, token = requests.list("provisioning", params)
        return {"PermissionSetsProvisioningStatus": found, "NextToken": token}

    def matches(status: str | None, arn: str, account: str) -> bool:
        if status is None:
            return True
        newest = center.provisioned[arn][account] == center.versions.get(arn, 0)
        return newest == (status == "LATEST_PERMISSION_SET_PROVISIONED")

    def accounts_of_set(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        arn = params["PermissionSetArn"]
        center.permission_set(arn)
        accounts = [a for a in sorted(center.provisioned.get(arn, {})) if matches(params.get("ProvisioningStatus"), arn, a)]
        found, token = page(accounts, params)
        return {"AccountIds": found, "NextToken": token}

    def sets_of_account(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        account = params["AccountId"]
        arns = [
            a for a, accounts in center.provisioned.items() if account in accounts and matches(params.get("ProvisioningStatus"), a, account)
        ]
        found, token = page(sorted(arns), params)
        return {"PermissionSets": found, "NextToken": token}

    register(SSOAdminResponse, SERVICE, "ProvisionPermissionSet", provision)
    register(SSOAdminResponse, SERVICE, "DescribePermissionSetProvisioningStatus", describe)
    register(SSOAdminResponse, SERVICE, "ListPermissionSetProvisioningStatus", listing)
    register(SSOAdminResponse, SERVICE, "ListAccountsForProvisionedPermissionSet", accounts_of_set)
    register(SSOAdminResponse, SERVICE, "ListPermissionSetsProvisionedToAccount", sets_of_account)
