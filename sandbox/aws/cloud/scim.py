"""The SCIM 2.0 endpoint of Identity Center: writes the identity store, external ids included.

https://docs.aws.amazon.com/singlesignon/latest/developerguide/what-is-scim.html
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

from moto.identitystore.models import Group
from werkzeug.wrappers import Request, Response

from .identity_store import Directory
from .scim_patch import operations, patch_user
from .scim_schema import (
    ENTERPRISE_SCHEMA,
    ERROR_SCHEMA,
    LIST_SCHEMA,
    ScimError,
    check_text,
    check_user,
    from_group,
    from_user,
    invalid,
    references,
    to_user,
)
from .scim_tokens import Tokens

MAX_MEMBER_CHANGES = 100
MAX_PAGE = 50
PATH = re.compile(r"/(?P<tenant>[0-9a-fA-F-]{36})/scim/v2(?:/(?P<kind>\w+))?(?:/(?P<id>[^/]+))?/?")
_CLAUSE = re.compile(r'(\w+)\s+eq\s+"((?:[^"\\]|\\.)*)"', re.IGNORECASE)

Record = Callable[[str, int, str], None]
"""Tells CloudTrail: operation, HTTP status, detail of an error."""


class Scim:
    def __init__(self, directory: Directory, tokens: Tokens, record: Record):
        self.directory = directory
        self.tokens = tokens
        self.record = record

    def respond(self, request: Request) -> Response:
        found = PATH.fullmatch(request.path)
        kind, identity = (found["kind"] or "", found["id"]) if found else ("", None)
        operation = _operation(request.method, kind, identity)
        try:
            scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
            tenant = found["tenant"].lower() if found else ""
            if scheme.lower() != "bearer" or tenant != self.directory.world.scim_tenant_id or not self.tokens.accepts(secret.strip()):
                raise ScimError(401, "Authorization header is invalid or missing.")
            status, body = self._route(request, kind, identity)
            self.record(operation, status, "")
        except ScimError as error:
            status, body = error.status, _error(error)
            self.record(operation, status, str(error))
        text = "" if body is None else json.dumps(body)
        return Response(text, status=status, content_type="application/scim+json")

    def _route(self, request: Request, kind: str, identity: str | None) -> tuple[int, Any]:
        method = request.method
        if method == "GET" and kind == "ServiceProviderConfig":
            return 200, SERVICE_PROVIDER_CONFIG
        if kind not in ("Users", "Groups"):
            raise ScimError(404, f"{kind or 'The path'} is not found.")
        users = kind == "Users"
        if identity is None:
            if method == "GET":
                return 200, self._list(request, users)
            if method == "POST":
                return 201, (self._create_user if users else self._create_group)(_body(request))
        else:
            store = self.directory.users if users else self.directory.groups
            if identity not in store:
                raise ScimError(404, f"{kind[:-1]} {identity} is not found.")
            if method == "GET":
                return 200, self._show(users, identity)
            if method == "DELETE":
                self.directory.forget(identity)
                return 204, None
            if method == "PATCH" and users:
                return 200, self._write_user(identity, patch_user(self._show(True, identity), _body(request)))
            if method == "PATCH":
                self._patch_group(identity, _body(request))
                return 204, None
            if method == "PUT" and users:
                return 200, self._write_user(identity, _body(request))
        raise invalid(f"{method} is not supported on {kind}.")

    def _show(self, users: bool, identity: str) -> dict[str, Any]:
        directory = self.directory
        external = directory.external_ids.get(identity)
        if users:
            active = identity not in directory.disabled
            return from_user(directory.users[identity], external, active, dict(directory.extensions.get(identity) or {}))
        return from_group(directory.groups[identity], external)

    def _list(self, request: Request, users: bool) -> dict[str, Any]:
        store: dict[str, Any] = self.directory.users if users else self.directory.groups
        found = list(store)
        text = request.args.get("filter")
        if text:
            clauses = _CLAUSE.findall(text)
            if " and ".join(f'{a} eq "{v}"' for a, v in clauses).lower() != " ".join(text.split()).lower():
                raise invalid("Only eq, joined by and, is supported in filters.")
            for attribute, value in clauses:
                found = [i for i in found if self._matches(i, users, attribute, value)]
        start = max(_whole(request, "startIndex", 1), 1)
        count = max(min(_whole(request, "count", MAX_PAGE), MAX_PAGE), 0)
        page = found[start - 1 : start - 1 + count]
        return {
            "schemas": [LIST_SCHEMA],
            "totalResults": len(found),
            "itemsPerPage": len(page),
            "startIndex": start,
            "Resources": [self._show(users, i) for i in page],
        }

    def _matches(self, identity: str, users: bool, attribute: str, value: str) -> bool:
        directory, key = self.directory, attribute.lower()
        if key == "id":
            return identity == value
        if key == "externalid":
            return directory.external_ids.get(identity) == value
        if users and key == "username":
            return directory.users[identity].UserName.lower() == value.lower()
        if not users and key == "displayname":
            return directory.groups[identity].DisplayName.lower() == value.lower()
        if not users and key == "members":
            return value in directory.members(identity)
        raise invalid(f"The filter attribute {attribute} is not supported.")

    def _create_user(self, body: dict[str, Any]) -> dict[str, Any]:
        return self._write_user(str(uuid.uuid4()), body)

    def _write_user(self, identity: str, resource: dict[str, Any]) -> dict[str, Any]:
        check_user(resource)
        directory = self.directory
        emails = {e["value"].lower() for e in resource.get("emails") or [] if e.get("value")}
        for other in directory.users.values():
            if other.UserId == identity:
                continue
            if other.UserName.lower() == resource["userName"].lower() or emails & {e["Value"].lower() for e in other.Emails or []}:
                raise ScimError(409, "User already exists: userName and primary email must be unique.")
        self._claim_external_id(directory.users, identity, resource.get("externalId"))
        directory.users[identity] = to_user(identity, directory.world.identity_store_id, resource)
        if resource.get("active", True):
            directory.disabled.discard(identity)
        else:
            directory.disabled.add(identity)
        directory.extensions[identity] = resource.get(ENTERPRISE_SCHEMA) or {}
        return self._show(True, identity)

    def _claim_external_id(self, store: dict[str, Any], identity: str, external: str | None) -> None:
        if external is None:
            self.directory.external_ids.pop(identity, None)
            return
        if self.directory.by_external_id(store, external) not in (None, identity):
            raise ScimError(409, "The externalId is in use already.")
        self.directory.external_ids[identity] = external

    def _create_group(self, body: dict[str, Any]) -> dict[str, Any]:
        identity = str(uuid.uuid4())
        self._write_group(identity, body.get("displayName"), body.get("externalId"))
        try:
            self._change_members(identity, references("members", body.get("members")), [])
        except ScimError:
            self.directory.forget(identity)
            raise
        return self._show(False, identity)

    def _write_group(self, identity: str, display_name: Any, external: str | None) -> None:
        directory = self.directory
        check_text(displayName=display_name, externalId=external)
        if not display_name:
            raise invalid("Required: displayName.")
        if any(g.DisplayName.lower() == display_name.lower() for i, g in directory.groups.items() if i != identity):
            raise ScimError(409, "Group already exists: displayName must be unique.")
        self._claim_external_id(directory.groups, identity, external)
        directory.groups[identity] = Group(identity, display_name, [], None, directory.world.identity_store_id)

    def _patch_group(self, identity: str, body: dict[str, Any]) -> None:
        name, external = self.directory.groups[identity].DisplayName, self.directory.external_ids.get(identity)
        added: list[str] = []
        removed: list[str] = []
        for operation in operations(body):
            verb, path, value = operation["op"], operation.get("path"), operation.get("value")
            one = re.fullmatch(r'members\[value eq "([^"]+)"\]', path or "")
            if one and verb == "remove":
                removed.append(one[1])
            elif path == "members" and verb != "replace" and value:
                (added if verb == "add" else removed).extend(references(path, value))
            elif path == "members":
                raise invalid("Replacing or removing all members is not supported.")
            elif path in ("displayName", "externalId") or path is None and isinstance(value, dict):
                changes = {path: value} if path else value
                if set(changes) - {"displayName", "externalId", "id"}:
                    raise invalid("Only displayName, members and externalId may change.")
                name, external = changes.get("displayName", name), changes.get("externalId", external)
            else:
                raise invalid("Only displayName, members and externalId may change.")
        self._check_members(added, removed)
        self._write_group(identity, name, external)
        self._change_members(identity, added, removed)

    def _check_members(self, added: list[str], removed: list[str]) -> None:
        if len(added) + len(removed) > MAX_MEMBER_CHANGES:
            raise invalid(f"At most {MAX_MEMBER_CHANGES} membership changes are allowed in one request.")
        for user in added:
            if user not in self.directory.users:
                raise ScimError(404, f"User {user} is not found.")

    def _change_members(self, group: str, added: list[str], removed: list[str]) -> None:
        self._check_members(added, removed)
        directory = self.directory
        members = directory.members(group)
        for user in dict.fromkeys(added):
            if user not in members:
                directory.backend.create_group_membership(directory.world.identity_store_id, group, {"UserId": user})
        for user in removed:
            if user in members:
                directory.backend.delete_group_membership(directory.world.identity_store_id, members[user])


def _whole(request: Request, key: str, otherwise: int) -> int:
    try:
        return int(request.args.get(key, otherwise))
    except ValueError:
        raise invalid(f"{key} must be a whole number.") from None


def _body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(request.get_data(as_text=True))
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise invalid("The body must be a JSON object.")
    return body


def _error(error: ScimError) -> dict[str, Any]:
    # AWS answers with both spellings of the key.
    return {
        "schema": [ERROR_SCHEMA],
        "schemas": [ERROR_SCHEMA],
        "detail": str(error),
        "status": error.status,
        "exceptionRequestId": str(uuid.uuid4()),
    }


def _operation(method: str, kind: str, identity: str | None) -> str:
    noun = kind.removesuffix("s") or "Unknown"
    if kind == "ServiceProviderConfig":
        return "GetServiceProviderConfig"
    if method == "GET":
        return f"Get{noun}" if identity else f"List{kind}"
    return {"POST": "Create", "PATCH": "Patch", "PUT": "Put", "DELETE": "Delete"}.get(method, method) + noun


SERVICE_PROVIDER_CONFIG = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    "documentationUri": "https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-identity-source-idp.html",
    "authenticationSchemes": [
        {
            "type": "oauthbearertoken",
            "name": "OAuth Bearer Token",
            "description": "Authentication scheme using the OAuth Bearer Token Standard",
            "specUri": "https://www.rfc-editor.org/info/rfc6750",
            "primary": True,
        }
    ],
    "patch": {"supported": True},
    "bulk": {"supported": False, "maxOperations": 1, "maxPayloadSize": 1048576},
    "filter": {"supported": True, "maxResults": MAX_PAGE},
    "changePassword": {"supported": False},
    "sort": {"supported": False},
    "etag": {"supported": False},
}
