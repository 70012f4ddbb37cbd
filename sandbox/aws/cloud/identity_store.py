"""The identity store: external ids (which only SCIM sets), user status, and look-ups by them."""

from __future__ import annotations

from typing import Any

from moto.identitystore.exceptions import ConflictException, ResourceNotFoundException, ValidationException
from moto.identitystore.models import Group, IdentityStoreData, User, identitystore_backends
from moto.identitystore.responses import IdentityStoreResponse

from .operations import Caller, Params, after, before, register
from .runtime import Runtime
from .world import World


class Directory:
    """The store behind Identity Center, seen from SCIM and from the Identity Store API alike."""

    def __init__(self, world: World):
        self.world = world
        self.external_ids: dict[str, str] = {}
        """Id of a user or group -> its external id."""
        self.disabled: set[str] = set()
        self.extensions: dict[str, dict[str, Any]] = {}
        """User id -> attributes that SCIM keeps and the API shows under Extensions: department, manager and the like."""

    @property
    def backend(self) -> Any:
        return identitystore_backends[self.world.management_account][self.world.home_region]

    @property
    def data(self) -> IdentityStoreData:
        return self.backend.identity_stores.setdefault(self.world.identity_store_id, IdentityStoreData())

    @property
    def users(self) -> dict[str, User]:
        return self.data.users

    @property
    def groups(self) -> dict[str, Group]:
        return self.data.groups

    def members(self, group_id: str) -> dict[str, str]:
        """User id -> membership id."""
        return {m["MemberId"]["UserId"]: key for key, m in self.data.group_memberships.items() if m["GroupId"] == group_id}

    def external_ids_of(self, identity: str) -> list[dict[str, str]] | None:
        external = self.external_ids.get(identity)
        return [{"Issuer": self.world.scim_issuer, "Id": external}] if external else None

    def by_external_id(self, kind: dict[str, Any], external: str) -> str | None:
        return next((i for i in kind if self.external_ids.get(i) == external), None)

    def forget(self, identity: str) -> None:
        """Removes a user or group with its memberships (moto leaves those behind)."""
        data = self.data
        data.users.pop(identity, None)
        data.groups.pop(identity, None)
        for key, membership in list(data.group_memberships.items()):
            if identity in (membership["GroupId"], membership["MemberId"]["UserId"]):
                del data.group_memberships[key]
        self.external_ids.pop(identity, None)
        self.disabled.discard(identity)
        self.extensions.pop(identity, None)

    def exists(self, principal_type: str, principal_id: str) -> bool:
        return principal_id in (self.groups if principal_type == "GROUP" else self.users)


def install(runtime: Runtime) -> Directory:
    directory = Directory(runtime.world)
    service = "identitystore"

    def check_store(caller: Caller, params: Params) -> None:
        world = runtime.world
        known = world.identity_center_enabled and caller.region == world.home_region and caller.account == world.management_account
        if not known or params.get("IdentityStoreId") != world.identity_store_id:
            raise ResourceNotFoundException(message="IDENTITY_STORE not found.", resource_type="IDENTITY_STORE")

    def shown_user(user: dict[str, Any]) -> dict[str, Any]:
        user["ExternalIds"] = directory.external_ids_of(user["UserId"])
        user["UserStatus"] = "DISABLED" if user["UserId"] in directory.disabled else "ENABLED"
        extension = directory.extensions.get(user["UserId"])
        if extension:
            user["Extensions"] = {"aws:identitystore:enterprise": extension}
        return user

    def shown_group(group: dict[str, Any]) -> dict[str, Any]:
        group["ExternalIds"] = directory.external_ids_of(group["GroupId"])
        return group

    after(IdentityStoreResponse, "DescribeUser", lambda c, p, a: shown_user(a))
    after(IdentityStoreResponse, "ListUsers", lambda c, p, a: {**a, "Users": [shown_user(u) for u in a["Users"]]})
    after(IdentityStoreResponse, "DescribeGroup", lambda c, p, a: shown_group(a))
    after(IdentityStoreResponse, "ListGroups", lambda c, p, a: {**a, "Groups": [shown_group(g) for g in a["Groups"]]})

    def identity_of(kind: str) -> Any:
        def find(caller: Caller, params: Params) -> Params:
            check_store(caller, params)
            alternate = params["AlternateIdentifier"]
            store = directory.groups if kind == "Group" else directory.users
            found: str | None = None
            if "ExternalId" in alternate:
                wanted = alternate["ExternalId"]
                if wanted.get("Issuer") == runtime.world.scim_issuer:
                    found = directory.by_external_id(store, wanted.get("Id"))
            else:
                attribute = alternate["UniqueAttribute"]
                find_by = directory.backend.get_group_id if kind == "Group" else directory.backend.get_user_id
                found = find_by(params["IdentityStoreId"], {"UniqueAttribute": attribute})[0]
            if found is None:
                raise ResourceNotFoundException(message=f"{kind.upper()} not found.", resource_type=kind.upper())
            return {f"{kind}Id": found, "IdentityStoreId": params["IdentityStoreId"]}

        return find

    register(IdentityStoreResponse, service, "GetGroupId", identity_of("Group"))
    register(IdentityStoreResponse, service, "GetUserId", identity_of("User"))

    def delete(kind: str) -> Any:
        def handler(caller: Caller, params: Params) -> None:
            check_store(caller, params)
            identity = params[f"{kind}Id"]
            if not directory.exists(kind.upper(), identity):
                raise ResourceNotFoundException(message=f"{kind.upper()} not found.", resource_type=kind.upper())
            directory.forget(identity)

        return handler

    register(IdentityStoreResponse, service, "DeleteGroup", delete("Group"))
    register(IdentityStoreResponse, service, "DeleteUser", delete("User"))

    def update(kind: str) -> Any:
        store_of = {"Group": lambda: directory.groups, "User": lambda: directory.users}[kind]
        unique = {"Group": "DisplayName", "User": "UserName"}[kind]

        def handler(caller: Caller, params: Params) -> None:
            check_store(caller, params)
            store, identity = store_of(), params[f"{kind}Id"]
            if identity not in store:
                raise ResourceNotFoundException(message=f"{kind.upper()} not found.", resource_type=kind.upper())
            for operation in params["Operations"]:
                path = operation["AttributePath"]
                field = path[0].upper() + path[1:]
                if field not in store[identity]._fields or "Id" in field:
                    raise ValidationException(message=f"The attribute path {path} is not supported.")
                value = operation.get("AttributeValue")
                if field == unique and any(getattr(o, unique) == value for i, o in store.items() if i != identity):
                    raise ConflictException(message=f"Duplicate {kind}{unique}", reason="UNIQUENESS_CONSTRAINT_VIOLATION")
                store[identity] = store[identity]._replace(**{field: value})

        return handler

    register(IdentityStoreResponse, service, "UpdateGroup", update("Group"))
    register(IdentityStoreResponse, service, "UpdateUser", update("User"))

    # Every other call answers for this store only, in the home region only.
    for operation in (
        "CreateGroup CreateUser CreateGroupMembership DescribeGroup DescribeUser DescribeGroupMembership GetGroupMembershipId "
        "ListGroups ListUsers ListGroupMemberships ListGroupMembershipsForMember IsMemberInGroups DeleteGroupMembership"
    ).split():
        before(IdentityStoreResponse, service, operation, check_store)
    _refuse_twice(directory)
    return directory


def _refuse_twice(directory: Directory) -> None:
    original = type(directory.backend).create_group_membership

    def create_group_membership(self: Any, identity_store_id: str, group_id: str, member_id: dict[str, str]) -> Any:
        if member_id["UserId"] in directory.members(group_id):
            raise ConflictException(message="Member and Group relationship already exists.", reason="UNIQUENESS_CONSTRAINT_VIOLATION")
        return original(self, identity_store_id, group_id, member_id)

    type(directory.backend).create_group_membership = create_group_membership
