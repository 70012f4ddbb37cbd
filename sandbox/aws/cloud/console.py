"""The operator's side: what has no public API on AWS and is clicked in the console, under /_sandbox/."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from werkzeug.wrappers import Request, Response

from .faults import Faults
from .federation_metadata import parse_metadata, parse_pem, read_certificate
from .runtime import Runtime
from .scim_tokens import Tokens
from .trail_events import EventHistory

DIRECTORY = "sso-directory.amazonaws.com"


class BadRequest(Exception):
    """One sentence for whoever called a control route wrongly."""

    status = 400


class Conflict(BadRequest):
    status = 409


Route = Callable[[Request], Any]


class Console:
    def __init__(self, runtime: Runtime, tokens: Tokens, history: EventHistory, faults: Faults):
        self.runtime = runtime
        self.tokens = tokens
        self.history = history
        self.faults = faults
        self.identity_source: dict[str, Any] = {"type": "IDENTITY_CENTER_DIRECTORY"}
        self.routes: dict[tuple[str, str], Route] = {
            ("GET", "health"): lambda _: {"status": "ok", "account": runtime.world.management_account},
            ("GET", "console"): lambda _: self.view(),
            ("POST", "console/enable-provisioning"): self.enable_provisioning,
            ("POST", "console/delete-token"): self.delete_token,
            ("POST", "console/identity-source"): self.set_identity_source,
            ("POST", "console/import-certificate"): self.import_certificate,
            ("POST", "console/delete-certificate"): self.delete_certificate,
            ("GET", "faults"): lambda _: faults.describe(),
            ("POST", "faults"): self.set_faults,
            ("DELETE", "faults"): lambda _: faults.clear() or {},
            ("POST", "events"): self.inject,
        }

    def respond(self, request: Request) -> Response:
        path = request.path.removeprefix("/_sandbox/").strip("/")
        route = self.routes.get((request.method, path))
        try:
            if route is None:
                known = ", ".join(sorted(f"{method} /_sandbox/{name}" for method, name in self.routes))
                raise BadRequest(f"There is no {request.method} {request.path}; there are: {known}.")
            return _json(route(request), 200)
        except BadRequest as problem:
            return _json({"error": str(problem)}, problem.status)

    def view(self) -> dict[str, Any]:
        world = self.runtime.world
        return {
            "identityCenter": {
                "enabled": world.identity_center_enabled,
                "homeRegion": world.home_region,
                "instanceArn": world.instance_arn if world.identity_center_enabled else None,
            },
            "identitySource": self.identity_source,
            "provisioning": {"scimEndpoint": self.scim_endpoint, "tokens": [t.describe() for t in self.tokens.all]},
            **{name: part() for name, part in self.runtime.operator_view.items()},
        }

    @property
    def scim_endpoint(self) -> str:
        world = self.runtime.world
        suffix = "amazonaws.com.cn" if world.partition == "aws-cn" else "amazonaws.com"
        return f"https://scim.{world.home_region}.{suffix}/{world.scim_tenant_id}/scim/v2/"

    def enable_provisioning(self, request: Request) -> dict[str, str]:
        """Makes a token. The body may name a day, `{"expires": "2020-01-01"}`, to try what an old token does."""
        self._need_instance()
        wanted = body_of(request).get("expires")
        try:
            expires = datetime.fromisoformat(wanted).replace(tzinfo=timezone.utc) if wanted else None
        except ValueError:
            raise BadRequest(f'expires is "{wanted}"; it must be a date such as 2027-09-30.') from None
        first = not self.tokens.all
        try:
            token, secret = self.tokens.create(expires)
        except ValueError as problem:
            raise Conflict(str(problem)) from None
        if first:
            self._record("CreateProvisioningTenant", {"directoryId": self.runtime.world.identity_store_id})
        self._record("CreateBearerToken", {"tenantId": self.runtime.world.scim_tenant_id})
        return {"scimEndpoint": self.scim_endpoint, "token": secret, "expires": token.expires.date().isoformat(), "tokenId": token.id}

    def delete_token(self, request: Request) -> dict[str, Any]:
        token_id = body_of(request).get("tokenId", "")
        if not self.tokens.delete(token_id):
            raise BadRequest(f'There is no token with tokenId "{token_id}".')
        self._record("DeleteBearerToken", {"tenantId": self.runtime.world.scim_tenant_id, "tokenId": token_id})
        return {}

    def set_identity_source(self, request: Request) -> dict[str, Any]:
        self._need_instance()
        try:
            metadata = parse_metadata(request.get_data())
        except ValueError as problem:
            raise BadRequest(str(problem)) from None
        changed = self.identity_source["type"] == "EXTERNAL_IDP"
        self.identity_source = {"type": "EXTERNAL_IDP", **metadata}
        directory = {"directoryId": self.runtime.world.identity_store_id, "issuer": metadata["entityId"]}
        self._record("UpdateExternalIdPConfigurationForDirectory" if changed else "CreateExternalIdPConfigurationForDirectory", directory)
        for certificate in metadata["certificates"]:
            self._record("ImportExternalIdPCertificate", {"thumbprint": certificate["sha256"]})
        if not changed:
            self._record("EnableExternalIdPConfigurationForDirectory", directory)
        return self.identity_source

    def import_certificate(self, request: Request) -> dict[str, Any]:
        """Manage SAML 2.0 certificates > Import certificate: the body is the PEM file. It is good at once, beside those that are there."""
        known = self._certificates()
        try:
            certificate = parse_pem(request.get_data(as_text=True))
        except ValueError as problem:
            raise BadRequest(str(problem)) from None
        if certificate["sha256"] in [c["sha256"] for c in known]:
            raise Conflict("This certificate was imported already.")
        known.append(certificate)
        self._record("ImportExternalIdPCertificate", {"thumbprint": certificate["sha256"]})
        return certificate

    def delete_certificate(self, request: Request) -> dict[str, Any]:
        """One of those that are there, by `{"sha256": "…"}`; the last one stays."""
        known, sha256 = self._certificates(), body_of(request).get("sha256")
        found = next((c for c in known if c["sha256"] == sha256), None)
        if found is None:
            raise BadRequest(f'There is no certificate with sha256 "{sha256}".')
        if len(known) == 1:
            raise Conflict("There must always be at least one certificate.")
        known.remove(found)
        self._record("DeleteExternalIdPCertificate", {"thumbprint": sha256})
        return {}

    def _certificates(self) -> list[dict[str, str]]:
        if self.identity_source["type"] != "EXTERNAL_IDP":
            raise Conflict("The identity source is not an external identity provider.")
        return self.identity_source["certificates"]

    def trusts(self, encoded: str) -> bool:
        """Whether an assertion that is signed with this certificate, base64 DER, would be taken now."""
        sha256 = read_certificate(encoded)["sha256"]
        now = self.runtime.now()
        return any(c["sha256"] == sha256 and now < datetime.fromisoformat(c["notAfter"]) for c in self._certificates())

    def set_faults(self, request: Request) -> dict[str, Any]:
        try:
            self.faults.replace(body_of(request))
        except (ValueError, TypeError) as problem:
            raise BadRequest(str(problem)) from None
        return self.faults.describe()

    def inject(self, request: Request) -> dict[str, Any]:
        """An event of which no API call to the local AWS is the cause, such as a console sign-in."""
        body = body_of(request)
        detail = body.get("detail", body)
        for key in ("eventSource", "eventName"):
            if not isinstance(detail.get(key), str):
                raise BadRequest(f"The event needs {key}, as CloudTrail writes it.")
        world = self.runtime.world
        account = body.get("account") or detail.get("recipientAccountId") or world.management_account
        region = body.get("region") or detail.get("awsRegion") or world.global_region
        event = self.history.add(detail, account, region)
        return {"eventId": event.detail["eventID"], "account": event.account, "region": event.region}

    def _need_instance(self) -> None:
        if not self.runtime.world.identity_center_enabled:
            raise Conflict("IAM Identity Center is not enabled in this organization.")

    def _record(self, name: str, parameters: dict[str, Any]) -> None:
        world = self.runtime.world
        identity = {
            "type": "AssumedRole",
            "arn": f"arn:{world.partition}:sts::{world.management_account}:assumed-role/operator/console",
            "accountId": world.management_account,
        }
        detail = {"eventSource": DIRECTORY, "eventName": name, "userIdentity": identity, "requestParameters": parameters}
        self.history.add(detail, world.management_account, world.home_region)


def body_of(request: Request) -> dict[str, Any]:
    text = request.get_data(as_text=True)
    if not text:
        return {}
    try:
        body = json.loads(text)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise BadRequest("The body must be a JSON object.")
    return body


def _json(value: Any, status: int) -> Response:
    return Response(json.dumps(value), status=status, content_type="application/json")
