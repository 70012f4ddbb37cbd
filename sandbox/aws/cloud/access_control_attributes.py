"""Attributes for access control (ABAC) of the Identity Center instance."""

from __future__ import annotations

from moto.ssoadmin.responses import SSOAdminResponse

from .center import SERVICE, Center
from .operations import Caller, Params, refuse, register


def install(center: Center) -> None:
    state: dict[str, Params] = {}

    def existing(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        if "configuration" not in state:
            raise refuse("ResourceNotFoundException", "Attributes for access control are not enabled for this instance.")
        return state["configuration"]

    def check(params: Params) -> Params:
        configuration = params["InstanceAccessControlAttributeConfiguration"]
        keys = [a["Key"] for a in configuration["AccessControlAttributes"]]
        if len(set(keys)) != len(keys):
            raise refuse("ValidationException", "Duplicate attribute keys are not allowed.")
        return configuration

    def create(caller: Caller, params: Params) -> Params:
        center.check_instance(caller, params)
        if "configuration" in state:
            raise refuse("ConflictException", "Attributes for access control are already enabled for this instance.")
        state["configuration"] = check(params)
        return {}

    def update(caller: Caller, params: Params) -> Params:
        existing(caller, params)
        state["configuration"] = check(params)
        return {}

    def delete(caller: Caller, params: Params) -> Params:
        existing(caller, params)
        del state["configuration"]
        return {}

    def describe(caller: Caller, params: Params) -> Params:
        return {"Status": "ENABLED", "InstanceAccessControlAttributeConfiguration": existing(caller, params)}

    name = "InstanceAccessControlAttributeConfiguration"
    for verb, handler in (("Create", create), ("Update", update), ("Delete", delete), ("Describe", describe)):
        register(SSOAdminResponse, SERVICE, f"{verb}{name}", handler)
