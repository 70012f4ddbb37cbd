"""PATCH operations of SCIM on one user's JSON."""

from __future__ import annotations

import re
from typing import Any

from .scim_schema import ENTERPRISE_SCHEMA, NAME, PLAIN, SINGLE_VALUED, blocks, check_text, invalid

_ALLOWED = {"userName", "active", "externalId", "displayName", "name", ENTERPRISE_SCHEMA, *PLAIN, *SINGLE_VALUED}
_FILTERED = re.compile(r'(emails|addresses|phoneNumbers)\[(\w+) eq "?([^"\]]*)"?\](?:\.(\w+))?')


def operations(body: dict[str, Any]) -> list[dict[str, Any]]:
    found = blocks("Operations", body.get("Operations"))
    if not found:
        raise invalid("Operations must be a list with at least one entry.")
    for operation in found:
        check_text(path=operation.get("path"))
        verb = str(operation.get("op", "")).lower()
        if verb not in ("add", "replace", "remove"):
            raise invalid("op must be add, replace or remove.")
        if verb == "remove" and not operation.get("path"):
            raise invalid("remove needs a path.")
        if verb != "remove" and "value" not in operation:
            raise invalid(f"{verb} needs a value.")
        operation["op"] = verb
    return found


def patch_user(resource: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    for operation in operations(body):
        path, value = operation.get("path"), operation.get("value")
        if path:
            _set(resource, path, None if operation["op"] == "remove" else value)
        elif isinstance(value, dict):
            for key, item in value.items():
                _set(resource, key, item)
        else:
            raise invalid("An operation without path needs an object as value.")
    return resource


def _set(resource: dict[str, Any], path: str, value: Any) -> None:
    if value is None and path in ("userName", "active"):
        raise invalid(f"{path} cannot be removed.")
    filtered = _FILTERED.fullmatch(path)
    if filtered:
        _set_in_list(resource, filtered, value)
    elif path.startswith(f"{ENTERPRISE_SCHEMA}:"):
        _put(_object(resource, ENTERPRISE_SCHEMA), path[len(ENTERPRISE_SCHEMA) + 1 :], value)
    elif path.startswith("name.") and path[5:] in NAME:
        _put(_object(resource, "name"), path[5:], value)
    elif path in ("name", ENTERPRISE_SCHEMA) and isinstance(value, dict):
        _object(resource, path).update(value)
    elif path == "active":
        # Entra sends the texts "True" and "False" unless told otherwise.
        resource["active"] = str(value).lower() == "true"
    elif path in _ALLOWED:
        _put(resource, path, value)
    else:
        raise invalid(f"The path {path} is not supported.")


def _object(resource: dict[str, Any], key: str) -> dict[str, Any]:
    found = resource.setdefault(key, {})
    if not isinstance(found, dict):
        raise invalid(f"{key} must be an object.")
    return found


def _set_in_list(resource: dict[str, Any], found: re.Match[str], value: Any) -> None:
    attribute, key, wanted, member = found.groups()
    values = blocks(attribute, resource.get(attribute))
    if value is not None and not member and not isinstance(value, dict):
        raise invalid(f"{attribute} must be a list of objects.")
    match = next((v for v in values if str(v.get(key)).lower() == wanted.lower()), None)
    if value is None:
        if match is not None and member:
            match.pop(member, None)
        elif match is not None:
            values.remove(match)
    else:
        if match is None:
            match = {key: wanted == "true" if wanted in ("true", "false") else wanted}
            if attribute == "emails":
                match["primary"] = True
            values.append(match)
        match.update({member: value} if member else value)
    _put(resource, attribute, values or None)


def _put(target: dict[str, Any], key: str, value: Any) -> None:
    if value is None or value == "":
        target.pop(key, None)
    else:
        target[key] = value
