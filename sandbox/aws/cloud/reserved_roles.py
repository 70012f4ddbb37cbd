"""The IAM roles that Identity Center makes in target accounts: AWSReservedSSO_<permission set>_<16 hex>."""

from __future__ import annotations

import json
import secrets
from typing import Any

from moto.iam.models import IAMBackend, Role, iam_backends
from moto.ssoadmin.models import PermissionSet

from .async_requests import Failure
from .center import Center
from .permission_sets import session_seconds

INLINE_POLICY_NAME = "AwsSSOInlinePolicy"


def role_path(home_region: str) -> str:
    """The region is part of the path, but for a home in us-east-1."""
    return "/aws-reserved/sso.amazonaws.com/" + ("" if home_region == "us-east-1" else f"{home_region}/")


def provision(center: Center, permission_set_arn: str, account: str) -> None:
    """Makes the role or brings it up to date; Failure when a customer-managed policy is missing in the account."""
    permission_set = center.permission_set(permission_set_arn)
    iam = iam_backends[account][center.world.partition]
    customer = [
        _customer_policy(iam, account, center.world.partition, {"Name": p.name, "Path": p.path})
        for p in permission_set.customer_managed_policies
    ]
    boundary = center.boundaries.get(permission_set_arn)
    boundary_arn = None
    if boundary:
        reference = boundary.get("CustomerManagedPolicyReference")
        boundary_arn = _customer_policy(iam, account, center.world.partition, reference) if reference else boundary["ManagedPolicyArn"]

    role = _find(iam, permission_set.name) or _create(iam, center, permission_set)
    role.description = permission_set.description or ""
    role.max_session_duration = str(session_seconds(permission_set.session_duration))
    role.permissions_boundary_arn = boundary_arn
    for policy in list(role.managed_policies.values()):
        policy.detach_from(role)
    for arn in [*(p.arn for p in permission_set.managed_policies), *customer]:
        iam.attach_role_policy(arn, role.name)
    role.policies.pop(INLINE_POLICY_NAME, None)
    if permission_set.inline_policy:
        role.put_policy(INLINE_POLICY_NAME, permission_set.inline_policy)
    center.provisioned.setdefault(permission_set_arn, {})[account] = center.versions.get(permission_set_arn, 0)


def remove(center: Center, permission_set_arn: str, account: str) -> None:
    """After the last assignment of the set in the account; a later one brings a role with another suffix."""
    center.provisioned.get(permission_set_arn, {}).pop(account, None)
    iam = iam_backends[account][center.world.partition]
    role = _find(iam, center.permission_set(permission_set_arn).name)
    if role is not None:
        for policy in list(role.managed_policies.values()):
            policy.detach_from(role)
        iam.roles.pop(role.id)


def _find(iam: IAMBackend, permission_set: str) -> Role | None:
    prefix = f"AWSReservedSSO_{permission_set}_"
    return next((r for r in iam.get_roles() if r.name.startswith(prefix) and len(r.name) == len(prefix) + 16), None)


def _create(iam: IAMBackend, center: Center, permission_set: PermissionSet) -> Role:
    provider = f"arn:{center.world.partition}:iam::{iam.account_id}:saml-provider/AWSSSO_{center.world.instance_id[-16:]}_DO_NOT_DELETE"
    trust: dict[str, Any] = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Federated": provider},
                "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
                "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}},
            }
        ],
    }
    return iam.create_role(
        role_name=f"AWSReservedSSO_{permission_set.name}_{secrets.token_hex(8)}",
        assume_role_policy_document=json.dumps(trust),
        path=role_path(center.world.home_region),
        permissions_boundary=None,
        description=permission_set.description or "",
        tags=[],
        max_session_duration=str(session_seconds(permission_set.session_duration)),
    )


def _customer_policy(iam: IAMBackend, account: str, partition: str, reference: dict[str, str]) -> str:
    arn = f"arn:{partition}:iam::{account}:policy{reference.get('Path') or '/'}{reference['Name']}"
    if arn not in iam.managed_policies:
        raise Failure(f"Received a 404 status error: Policy {arn} does not exist in account {account}.")
    return arn
