"""Registers AWS operations on moto's response classes and validates their input by AWS's own service model."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import regex
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from moto.core.exceptions import JsonRESTError
from moto.core.responses import BaseResponse
from moto.core.utils import camelcase_to_underscores, get_service_model

Params = dict[str, Any]


@dataclass(frozen=True)
class Caller:
    """Who calls, from where: taken from the request's signature."""

    account: str
    region: str


Handler = Callable[[Caller, Params], Params | None]


def refuse(error: str, message: str) -> JsonRESTError:
    """An AWS error for the caller; raise it."""
    return JsonRESTError(error, message)


def without_none(value: Any) -> Any:
    """AWS leaves absent members out; moto writes null, which some SDKs pass on as a value."""
    if isinstance(value, dict):
        return {k: without_none(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [without_none(v) for v in value]
    return value


def register(response_class: type[BaseResponse], service: str, operation: str, handler: Handler, *, validate: bool = True) -> None:
    """Makes `handler` answer `operation` of a JSON-protocol service, instead of moto's own method if there is one."""

    def method(self: BaseResponse) -> str:
        params = json.loads(self.body or "{}")
        if validate:
            validate_input(service, operation, params)
        result = handler(Caller(self.current_account, self.region), params)
        return json.dumps(without_none(result or {}))

    setattr(response_class, camelcase_to_underscores(operation), method)


def after(response_class: type[BaseResponse], operation: str, hook: Callable[[Caller, Params, Params], Params | None]) -> None:
    """Lets moto's own method answer, then `hook(caller, params, answer)`, which may return a changed answer."""
    name = camelcase_to_underscores(operation)
    original = getattr(response_class, name)

    def method(self: BaseResponse) -> str:
        params = json.loads(self.body or "{}")
        answer = json.loads(original(self) or "{}")
        changed = hook(Caller(self.current_account, self.region), params, answer)
        return json.dumps(without_none(answer if changed is None else changed))

    setattr(response_class, name, method)


def before(response_class: type[BaseResponse], service: str, operation: str, check: Callable[[Caller, Params], None]) -> None:
    """Validates and checks, then lets moto's own method answer."""
    name = camelcase_to_underscores(operation)
    original = getattr(response_class, name)

    def method(self: BaseResponse) -> str:
        params = json.loads(self.body or "{}")
        validate_input(service, operation, params)
        check(Caller(self.current_account, self.region), params)
        return original(self)

    setattr(response_class, name, method)


def validate_input(service: str, operation: str, params: Params) -> None:
    """Refuses what AWS refuses before it looks at anything: missing members, lengths, patterns, enums."""
    shape = get_service_model(service).operation_model(operation).input_shape
    problems: list[str] = []
    _check(shape, params, "", problems)
    if problems:
        plural = "errors" if len(problems) > 1 else "error"
        raise refuse("ValidationException", f"{len(problems)} validation {plural} detected: {'; '.join(problems)}")


def _check(shape: Shape, value: Any, path: str, problems: list[str]) -> None:
    model = shape._shape_model  # botocore keeps patterns only here
    where = path or "input"
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        for name in shape.required_members:
            if value.get(name) is None:
                problems.append(f"Value null at '{_join(path, name)}' failed to satisfy constraint: Member must not be null")
        for name, member in shape.members.items():
            if value.get(name) is not None:
                _check(member, value[name], _join(path, name), problems)
    elif isinstance(shape, ListShape) and isinstance(value, list):
        _check_length(model, len(value), where, problems)
        for index, item in enumerate(value, 1):
            _check(shape.member, item, f"{path}.{index}.member", problems)
    elif isinstance(shape, MapShape):
        return
    elif isinstance(shape, StringShape) and isinstance(value, str):
        _check_length(model, len(value), where, problems)
        if shape.enum and value not in shape.enum:
            problems.append(f"Value '{value}' at '{where}' failed to satisfy constraint: Member must satisfy enum value set: {shape.enum}")
        pattern = model.get("pattern")
        if pattern and not regex.fullmatch(pattern, value):
            problems.append(f"Value at '{where}' failed to satisfy constraint: Member must satisfy regular expression pattern: {pattern}")


def _check_length(model: dict[str, Any], length: int, where: str, problems: list[str]) -> None:
    if length < model.get("min", 0):
        problems.append(f"Value at '{where}' failed to satisfy constraint: Member must have length greater than or equal to {model['min']}")
    if length > model.get("max", length):
        problems.append(f"Value at '{where}' failed to satisfy constraint: Member must have length less than or equal to {model['max']}")


def _join(path: str, name: str) -> str:
    lowered = name[0].lower() + name[1:]
    return f"{path}.{lowered}" if path else lowered


def page(items: list[Any], params: Params, default: int = 100) -> tuple[list[Any], str | None]:
    """One page of `items` and the token of the next; a token is the position, and a wrong one is refused."""
    token = params.get("NextToken")
    try:
        start = int(token) if token else 0
    except ValueError:
        raise refuse("ValidationException", "NextToken is not valid.") from None
    end = start + int(params.get("MaxResults") or default)
    return items[start:end], str(end) if end < len(items) else None
