"""The Identity Center instance: where it lives, and the permission sets that moto holds for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from moto.ssoadmin.models import Instance, PermissionSet, SSOAdminBackend, ssoadmin_backends
from moto.ssoadmin.responses import SSOAdminResponse

from .identity_store import Directory
from .operations import Caller, Params, before, refuse, register
from .runtime import Runtime
from .world import World

SERVICE = "sso-admin"


@dataclass
class Center:
    runtime: Runtime
    directory: Directory
    versions: dict[str, int] = field(default_factory=dict)
    """Permission set ARN -> how often its content changed; provisioning brings an account to the newest."""
    provisioned: dict[str, dict[str, int]] = field(default_factory=dict)
    """Permission set ARN -> account id -> version that the account has."""
    boundaries: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return self.runtime.world

    @property
    def backend(self) -> SSOAdminBackend:
        return ssoadmin_backends[self.world.management_account][self.world.home_region]

    def permission_set(self, arn: str) -> PermissionSet:
        """The set; ResourceNotFoundException when there is none."""
        return self.backend._find_permission_set(self.world.instance_arn, arn)

    def touch(self, permission_set_arn: str) -> None:
        self.versions[permission_set_arn] = self.versions.get(permission_set_arn, 0) + 1

    def check_instance(self, caller: Caller, params: Params) -> None:
        """Every call names the instance and reaches it only in its home region, from the management account."""
        world = self.world
        here = caller.region == world.home_region and caller.account == world.management_account
        if not (world.identity_center_enabled and here and params.get("InstanceArn") == world.instance_arn):
            raise refuse("ResourceNotFoundException", f"Could not find Instance with arn {params.get('InstanceArn')}")


def install(runtime: Runtime, directory: Directory) -> Center:
    center = Center(runtime, directory)
    world = runtime.world

    original = SSOAdminBackend.__init__

    def without_instance(self: SSOAdminBackend, region_name: str, account_id: str) -> None:
        original(self, region_name, account_id)
        self.instances = []
        if world.identity_center_enabled and (region_name, account_id) == (world.home_region, world.management_account):
            instance = Instance(account_id, region_name)
            instance.instance_arn, instance.identity_store_id = world.instance_arn, world.identity_store_id
            self.instances.append(instance)

    SSOAdminBackend.__init__ = without_instance
    # moto nests the set's ARN below the instance's; AWS has a form of its own.
    generate = PermissionSet.generate_id
    PermissionSet.generate_id = staticmethod(lambda instance_arn: generate(instance_arn).replace(":instance/", ":permissionSet/"))

    def describe_instance(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        return {**center.backend.instances[0].to_json(), "PrimaryRegion": world.home_region}

    register(SSOAdminResponse, SERVICE, "DescribeInstance", describe_instance)
    for operation in (
        "ListPermissionSets DescribePermissionSet GetInlinePolicyForPermissionSet ListManagedPoliciesInPermissionSet "
        "ListCustomerManagedPolicyReferencesInPermissionSet ListAccountAssignmentsForPrincipal UpdateInstance"
    ).split():
        before(SSOAdminResponse, SERVICE, operation, center.check_instance)
    return center
