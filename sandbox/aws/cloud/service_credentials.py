"""Service-specific credentials of IAM users (CodeCommit, Keyspaces), which moto does not know: made, listed and deleted."""

from __future__ import annotations

import secrets
import string
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.iam.exceptions import LimitExceededException, NotFoundException
from moto.iam.responses import IamResponse

_SHOWN = ("UserName", "Status", "ServiceUserName", "CreateDate", "ServiceSpecificCredentialId", "ServiceName")


def install() -> None:
    def of(self: Any) -> list[dict[str, Any]]:
        user = self.backend.get_user(self._get_param("UserName"))
        if not hasattr(user, "service_specific_credentials"):
            user.service_specific_credentials = []
        return user.service_specific_credentials

    def create(self: Any) -> ActionResult:
        name, service = self._get_param("UserName"), self._get_param("ServiceName")
        made = of(self)
        if sum(1 for each in made if each["ServiceName"] == service) >= 2:
            raise LimitExceededException(f"{name} has two credentials for {service} already.")
        credential = {
            "UserName": name,
            "Status": "Active",
            "ServiceName": service,
            "ServiceUserName": f"{name}-at-{self.current_account}",
            "ServicePassword": secrets.token_urlsafe(32),
            "ServiceSpecificCredentialId": "ACCA" + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(17)),
            "CreateDate": utcnow(),
        }
        made.append(credential)
        return ActionResult({"ServiceSpecificCredential": credential})

    def listed(self: Any) -> ActionResult:
        wanted = self._get_param("ServiceName")
        found = [{key: each[key] for key in _SHOWN} for each in of(self) if wanted in (None, each["ServiceName"])]
        return ActionResult({"ServiceSpecificCredentials": found, "IsTruncated": False})

    def delete(self: Any) -> EmptyResult:
        identity = self._get_param("ServiceSpecificCredentialId")
        made = of(self)
        kept = [each for each in made if each["ServiceSpecificCredentialId"] != identity]
        if len(kept) == len(made):
            raise NotFoundException(f"No such credential {identity} exists.")
        made[:] = kept
        return EmptyResult()

    IamResponse.create_service_specific_credential = create
    IamResponse.list_service_specific_credentials = listed
    IamResponse.delete_service_specific_credential = delete
