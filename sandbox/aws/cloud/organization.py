"""AWS Organizations: the world's organization in moto's backend, and answers in pages as AWS gives them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from moto.core.resource_tagging import TaggableResourcesMixin, TaggedResource
from moto.organizations import utils
from moto.organizations.models import FakeDelegatedAdministrator, FakeOrganizationalUnit, OrganizationsBackend, organizations_backends
from moto.organizations.responses import OrganizationsResponse
from moto.resourcegroupstaggingapi import models as tagging

from .async_requests import Failure
from .operations import Caller, Params, page, refuse, register
from .runtime import Runtime
from .world import World, stable_token

# AWS gives at most 20 a page: https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
PAGE_SIZE = 20


def backend(world: World) -> OrganizationsBackend:
    return organizations_backends[world.management_account][world.partition]


UNMANAGEABLE = (
    "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '{}' takes longer than "
    "usual. Please try again in a few minutes. If this problem continues, contact AWS Support."
)
"""What people report of a closed account, minutes after their request; UNVERIFIED for deletions, which were reported for creations and
provisioning only: https://github.com/aws-samples/aws-identitycenter-codepipeline-auto-assignment/issues/31,
https://github.com/61418/aws-sso-util/issues/80"""


def account_state(world: World, account_id: str) -> str | None:
    """ACTIVE, SUSPENDED, …; None for an account that is not in the organization."""
    return next((a.state for a in backend(world).accounts if a.id == account_id), None)


def fail_unless_active(world: World, account_id: str) -> None:
    """Ends an asynchronous request of Identity Center that would change a role in an account in which nothing can be changed."""
    if account_state(world, account_id) != "ACTIVE":
        raise Failure(UNMANAGEABLE.format(account_id))


def install(runtime: Runtime) -> None:
    world = runtime.world
    FakeDelegatedAdministrator.SUPPORTED_SERVICES.append("sso.amazonaws.com")
    utils.PAGINATION_MODEL["list_accounts"].update(limit_default=PAGE_SIZE, unique_attribute="Id")
    _seed(world)

    def list_children(caller: Caller, params: Params) -> Params:
        found = backend(world).list_children(**{k: params[k] for k in ("ParentId", "ChildType")})
        children, token = page(found["Children"], params, PAGE_SIZE)
        return {"Children": children, "NextToken": token}

    def list_tags(caller: Caller, params: Params) -> Params:
        found = backend(world).list_tags_for_resource(ResourceId=params["ResourceId"])
        return {"Tags": found["Tags"]}

    def only_management(handler: Any) -> Any:
        def checked(caller: Caller, params: Params) -> Params:
            if caller.account != world.management_account:
                raise refuse("AccessDeniedException", "You don't have permissions to access this resource.")
            return handler(caller, params)

        return checked

    register(OrganizationsResponse, "organizations", "ListChildren", only_management(list_children))
    register(OrganizationsResponse, "organizations", "ListTagsForResource", only_management(list_tags))

    directory = _TaggedAccounts(world)
    original = tagging.iter_taggable_backends

    def with_organizations(account_id: str, region: str) -> Iterator[TaggableResourcesMixin]:
        yield from original(account_id, region)
        # Organizations is global: the tagging API knows its resources in one region only, from the management account.
        if account_id == world.management_account and region == world.global_region:
            yield directory

    tagging.iter_taggable_backends = with_organizations


class _TaggedAccounts(TaggableResourcesMixin):
    SERVICE_NAMESPACE = "organizations"

    def __init__(self, world: World):
        self.world = world
        self.partition = world.partition

    def iter_tagged_resources(self) -> Iterator[TaggedResource]:
        for account in backend(self.world).accounts:
            yield TaggedResource(account.arn, account.tags, "organizations:account")

    def tag_resource(self, arn: str, tags: dict[str, str]) -> None:
        backend(self.world).get_account_by_id(arn.split("/")[-1]).tags.update(tags)

    def untag_resource(self, arn: str, tag_keys: list[str]) -> None:
        account = backend(self.world).get_account_by_id(arn.split("/")[-1])
        for key in tag_keys:
            account.tags.pop(key, None)


def _seed(world: World) -> None:
    organizations = backend(world)
    seed = world.management_account
    utils.make_random_org_id = lambda: f"o-{stable_token('org' + seed, 10)}"
    utils.make_random_root_id = lambda: f"r-{stable_token('root' + seed, 4)}"
    original_account_id = utils.make_random_account_id
    utils.make_random_account_id = lambda: world.management_account
    organizations.create_organization(region=world.home_region, FeatureSet=world.feature_set)
    org, root = organizations.org, organizations.ou[0]
    if world.feature_set == "ALL":
        root.add_policy_type("SERVICE_CONTROL_POLICY")
    else:
        org.available_policy_types = []

    ids: dict[str, str] = {"": org.root_id}
    for path in world.ous:
        parent, _, name = path.rpartition("/")
        unit = FakeOrganizationalUnit(org, Name=name, ParentId=ids[parent])
        unit.id = ids[path] = f"ou-{org.root_id[2:]}-{stable_token('ou' + seed + path, 8)}"
        organizations.ou.append(unit)
        for policy in (utils.DEFAULT_SCP_POLICY_ID, utils.DEFAULT_RCP_POLICY_ID):
            organizations.attach_policy(PolicyId=policy, TargetId=unit.id)

    for number, wanted in enumerate(world.accounts):
        if wanted.id == world.management_account:
            account = organizations.accounts[0]
            account.name, account.email, account.tags = wanted.name, wanted.email, dict(wanted.tags)
            account.joined_method = "INVITED"
            org.master_account_email = wanted.email
        else:
            utils.make_random_account_id = lambda wanted=wanted: wanted.id
            organizations.create_account(
                AccountName=wanted.name, Email=wanted.email, Tags=[{"Key": k, "Value": v} for k, v in wanted.tags.items()]
            )
            account = organizations.accounts[-1]
        account.parent_id = ids[wanted.ou]
        account.state = wanted.state
        # The deprecated field knows fewer states than `State`.
        account.status = wanted.state if wanted.state in ("ACTIVE", "SUSPENDED", "PENDING_CLOSURE") else "SUSPENDED"
        account.create_time += timedelta(seconds=number)
    utils.make_random_account_id = original_account_id

    if world.identity_center_enabled:
        organizations.enable_aws_service_access(ServicePrincipal="sso.amazonaws.com")
    if world.feature_set == "ALL":
        organizations.enable_aws_service_access(ServicePrincipal="cloudtrail.amazonaws.com")
