"""Passwords of IAM users: when they were made and whether they must be changed, which moto mixes up with the user."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.iam.models import User
from moto.iam.responses import IamResponse

_LAST_CHANGED = 5
"""Column password_last_changed of the credential report."""


def install() -> None:
    def shown(user: User) -> ActionResult:
        profile = {
            "UserName": user.name,
            "CreateDate": user.password_created,
            "PasswordResetRequired": user.password_reset_required,
        }
        return ActionResult({"LoginProfile": profile})

    def create(self: Any) -> ActionResult:
        user = self.backend.create_login_profile(self._get_param("UserName"), self._get_param("Password"))
        user.password_created = user.password_changed = utcnow()
        user.password_reset_required = self._get_bool_param("PasswordResetRequired", False)
        return shown(user)

    def get(self: Any) -> ActionResult:
        return shown(self.backend.get_login_profile(self._get_param("UserName")))

    def update(self: Any) -> EmptyResult:
        user = self.backend.get_login_profile(self._get_param("UserName"))
        password, reset = self._get_param("Password"), self._get_bool_param("PasswordResetRequired")
        if password is not None:
            user.password, user.password_changed = password, utcnow()
        if reset is not None:
            user.password_reset_required = reset
        return EmptyResult()

    IamResponse.create_login_profile = create
    IamResponse.get_login_profile = get
    IamResponse.update_login_profile = update

    to_csv = User.to_csv

    def with_password_age(self: User) -> str:
        columns = to_csv(self).split(",")
        columns[_LAST_CHANGED] = self.password_changed.strftime("%Y-%m-%dT%H:%M:%S+00:00") if self.password else "N/A"
        return ",".join(columns)

    User.to_csv = with_password_age
