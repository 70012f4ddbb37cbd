"""Whether a resource policy lets an AWS service act: the part of policy evaluation that topics, queues and keys need."""

from __future__ import annotations

import fnmatch
import json
from typing import Any

Context = dict[str, str]
"""Condition keys in lower case, such as aws:sourcearn."""


def allows(policy: str | dict[str, Any] | None, service: str, action: str, context: Context) -> bool:
    """True when a statement allows `service` (such as events.amazonaws.com) the action and none denies it."""
    if not policy:
        return False
    document = json.loads(policy) if isinstance(policy, str) else policy
    context = {"aws:securetransport": "true", "aws:principalisawsservice": "true", **context}
    effects = [
        s.get("Effect")
        for s in _listed(document.get("Statement"))
        if _principal(s, service) and _action(s, action) and _conditions(s.get("Condition") or {}, context)
    ]
    return "Allow" in effects and "Deny" not in effects


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _principal(statement: dict[str, Any], service: str) -> bool:
    principal = statement.get("Principal")
    if principal == "*":
        return True
    if not isinstance(principal, dict):
        return False
    return service in _listed(principal.get("Service")) or "*" in _listed(principal.get("AWS"))


def _action(statement: dict[str, Any], action: str) -> bool:
    if "NotAction" in statement:
        return not any(_like(action.lower(), a.lower()) for a in _listed(statement["NotAction"]))
    return any(_like(action.lower(), a.lower()) for a in _listed(statement.get("Action")))


def _like(value: str, pattern: str) -> bool:
    return fnmatch.fnmatchcase(value, pattern.replace("[", "[[]"))


def _conditions(conditions: dict[str, Any], context: Context) -> bool:
    return all(_condition(operator, key, _listed(wanted), context) for operator, keys in conditions.items() for key, wanted in keys.items())


def _condition(operator: str, key: str, wanted: list[Any], context: Context) -> bool:
    optional = operator.endswith("IfExists")
    operator = operator.removesuffix("IfExists")
    if_absent = optional or "Not" in operator
    value = context.get(key.lower())
    if value is None:
        return if_absent
    texts = [str(w).lower() if isinstance(w, bool) else str(w) for w in wanted]
    negated = "Not" in operator
    base = operator.replace("Not", "")
    if base in ("ArnLike", "ArnEquals", "StringLike"):
        return any(_like(value, t) for t in texts) != negated
    if base in ("StringEquals", "Bool"):
        return (value in texts) != negated
    if base == "StringEqualsIgnoreCase":
        return (value.lower() in (t.lower() for t in texts)) != negated
    return False
