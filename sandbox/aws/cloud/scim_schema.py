"""Between SCIM's JSON and the identity store's records: mapping, and what AWS refuses.

https://docs.aws.amazon.com/singlesignon/latest/developerguide/createuser.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.identitystore.models import Group, Name, User

USER_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE_SCHEMA = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
GROUP_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group"
LIST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ERROR_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error"

SINGLE_VALUED = ("emails", "addresses", "phoneNumbers")
"""Multi-valued in SCIM; AWS takes one value."""
UNSUPPORTED = ("ims", "photos", "x509Certificates", "entitlements", "password", "groups")
PLAIN = {
    "nickName": "NickName",
    "profileUrl": "ProfileUrl",
    "userType": "UserType",
    "title": "Title",
    "preferredLanguage": "PreferredLanguage",
    "locale": "Locale",
    "timezone": "Timezone",
}
NAME = ("formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix")

_FORBIDDEN = re.compile(r"[<>;:%\t\n\r\x00-\x1f]")


class ScimError(Exception):
    def __init__(self, status: int, detail: str):
        super().__init__(detail)
        self.status = status


def invalid(why: str) -> ScimError:
    """AWS says only the first sentence; the reason is the sandbox's courtesy."""
    return ScimError(400, f"Request is unparsable, syntactically incorrect, or violates schema. {why}")


def check_text(**values: Any) -> None:
    for key, value in values.items():
        if value is not None and not isinstance(value, str):
            raise invalid(f"{key} must be text.")


def blocks(key: str, value: Any) -> list[dict[str, Any]]:
    """The elements of a multi-valued attribute, or the operations of a patch."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise invalid(f"{key} must be a list of objects.")
    return value


def references(key: str, value: Any) -> list[str]:
    """Ids of members."""
    found = [item.get("value") for item in blocks(key, value)]
    if not all(isinstance(item, str) for item in found):
        raise invalid(f"{key} must name each member by its id.")
    return found


def _check_types(resource: dict[str, Any]) -> None:
    for key in ("name", ENTERPRISE_SCHEMA):
        if not isinstance(resource.get(key) or {}, dict):
            raise invalid(f"{key} must be an object.")
    check_text(**{key: resource.get(key) for key in ("userName", "displayName", "externalId", *PLAIN)})
    check_text(**{f"name.{part}": (resource.get("name") or {}).get(part) for part in NAME})
    for key in SINGLE_VALUED:
        for item in blocks(key, resource.get(key)):
            check_text(**{f"{key}.{part}": value for part, value in item.items() if part != "primary"})
            if not isinstance(item.get("primary", False), bool):
                raise invalid(f"{key}.primary must be true or false.")
    if not isinstance(resource.get("active", True), bool):
        raise invalid("active must be true or false.")


def check_user(resource: dict[str, Any]) -> None:
    _check_types(resource)
    name = resource.get("name") or {}
    required = {
        "name.givenName": name.get("givenName"),
        "name.familyName": name.get("familyName"),
        "userName": resource.get("userName"),
        "displayName": resource.get("displayName"),
    }
    missing = [key for key, value in required.items() if not value]
    if missing:
        raise invalid(f"Required: {', '.join(missing)}.")
    for key, value in required.items():
        if _FORBIDDEN.search(value):
            raise invalid(f"{key} has a character that is not allowed.")
    for key in UNSUPPORTED:
        if key in resource:
            raise invalid(f"{key} is not supported.")
    for key in SINGLE_VALUED:
        values = resource.get(key) or []
        if len(values) > 1:
            raise invalid(f"{key} takes a single value.")
    if any(not email.get("primary") for email in resource.get("emails") or []):
        raise invalid("The value of emails must be marked as primary.")


def to_user(user_id: str, store_id: str, resource: dict[str, Any]) -> User:
    name = resource["name"]

    def capitalised(values: list[dict[str, Any]] | None) -> Any:
        return [{k[0].upper() + k[1:]: v for k, v in value.items()} for value in values or []]

    return User(
        UserId=user_id,
        IdentityStoreId=store_id,
        UserName=resource["userName"],
        Name=Name(*(name.get(part) for part in NAME)),
        DisplayName=resource["displayName"],
        Emails=capitalised(resource.get("emails")),
        Addresses=capitalised(resource.get("addresses")),
        PhoneNumbers=capitalised(resource.get("phoneNumbers")),
        **{field: resource.get(key) for key, field in PLAIN.items()},
    )


def from_user(user: User, external_id: str | None, active: bool, enterprise: dict[str, Any] | None) -> dict[str, Any]:
    def lowered(values: list[dict[str, Any]] | None) -> Any:
        return [{k[0].lower() + k[1:]: v for k, v in value.items()} for value in values] if values else None

    name = {part: getattr(user.Name, part[0].upper() + part[1:]) for part in NAME} if user.Name else {}
    resource = {
        "schemas": [USER_SCHEMA, *([ENTERPRISE_SCHEMA] if enterprise else [])],
        "id": user.UserId,
        "externalId": external_id,
        "meta": {"resourceType": "User"},
        "userName": user.UserName,
        "name": {k: v for k, v in name.items() if v is not None},
        "displayName": user.DisplayName,
        "active": active,
        "emails": lowered(user.Emails),
        "addresses": lowered(user.Addresses),
        "phoneNumbers": lowered(user.PhoneNumbers),
        ENTERPRISE_SCHEMA: enterprise or None,
        **{key: getattr(user, field) for key, field in PLAIN.items()},
    }
    return {k: v for k, v in resource.items() if v is not None}


def from_group(group: Group, external_id: str | None) -> dict[str, Any]:
    """AWS never lists members here: ask with the filter `id eq … and members eq …`."""
    resource = {
        "schemas": [GROUP_SCHEMA],
        "id": group.GroupId,
        "externalId": external_id,
        "meta": {"resourceType": "Group"},
        "displayName": group.DisplayName,
        "members": [],
    }
    return {k: v for k, v in resource.items() if v is not None}
