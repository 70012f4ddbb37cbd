"""Turns API calls that the local AWS answers into CloudTrail management events."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl

from moto.core.request import Request
from moto.core.routing import NotFound, get_service_router
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from . import accounts
from .trail_events import EventHistory
from .world import World

SOURCES = {
    "sso": "sso.amazonaws.com",
    "identitystore": "identitystore.amazonaws.com",
    "organizations": "organizations.amazonaws.com",
    "iam": "iam.amazonaws.com",
    "sts": "sts.amazonaws.com",
    "cloudtrail": "cloudtrail.amazonaws.com",
    "events": "events.amazonaws.com",
    "logs": "logs.amazonaws.com",
    "monitoring": "monitoring.amazonaws.com",
    "kms": "kms.amazonaws.com",
    "sns": "sns.amazonaws.com",
    "sqs": "sqs.amazonaws.com",
    "s3": "s3.amazonaws.com",
    "scheduler": "scheduler.amazonaws.com",
    "tagging": "tagging.amazonaws.com",
    "account": "account.amazonaws.com",
}
"""Signing name -> eventSource; other services are not recorded."""
GLOBAL = ("iam", "organizations")
"""Recorded in the partition's first region wherever they are called from."""
DATA_EVENTS = re.compile(
    r"(Put|Get|Head|Delete|Copy|List)Objects?.*|ListObjectsV2|SelectObjectContent|.*MultipartUpload.*|UploadPart.*|Publish.*|"
    r"(Send|Receive|Delete|ChangeMessageVisibility)(Message)?(Batch)?|PutEvents|PutLogEvents|PutMetricData|GetLogEvents|FilterLogEvents"
)
"""Data plane: CloudTrail keeps none of these in the event history."""
_ROUTED = {"s3": "s3", "scheduler": "scheduler", "account": "account"}
_SECRET = re.compile(r"password|secret|privatekey|assertion|token", re.IGNORECASE)


class Recorder:
    def __init__(self, history: EventHistory, world: World):
        self.history = history
        self.world = world

    def operation(self, environ: dict[str, Any], service: str, body: bytes) -> str | None:
        """The name of the called operation, whatever the protocol."""
        target = environ.get("HTTP_X_AMZ_TARGET")
        if target:
            return target.rpartition(".")[2]
        path = environ.get("PATH_INFO", "")
        if "/operation/" in path:
            return path.rpartition("/")[2]
        if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
            return dict(parse_qsl(body.decode(errors="replace"))).get("Action")
        if service in _ROUTED:
            try:
                return get_service_router(_ROUTED[service]).match(Request(dict(environ)))[0].name
            except (NotFound, NotImplementedError):
                return None  # a path that the service does not have: moto answers it
        return None

    def record(self, environ: dict[str, Any], service: str, operation: str, body: bytes, status: int, answer: bytes) -> None:
        source = SOURCES.get(service)
        if source is None or DATA_EVENTS.fullmatch(operation):
            return
        scope = accounts.credential_scope(environ)
        if scope is None:
            return
        access_key, region, _ = scope
        account = environ.get("HTTP_X_MOTO_ACCOUNT_ID") or self._account_of(access_key)
        region = self.world.global_region if service in GLOBAL else region
        detail: dict[str, Any] = {
            "eventSource": source,
            "eventName": operation,
            "userIdentity": self._identity(access_key, account),
            "userAgent": environ.get("HTTP_USER_AGENT", ""),
            "sourceIPAddress": environ.get("REMOTE_ADDR", "127.0.0.1"),
            "requestParameters": _parameters(environ, body),
        }
        if status >= 400:
            detail["errorCode"], detail["errorMessage"] = _error(answer)
        self.history.add(detail, account, region)

    def _account_of(self, access_key: str) -> str:
        from moto.iam.models import get_account_id_from

        return get_account_id_from(access_key)

    def _identity(self, access_key: str, account: str) -> dict[str, Any]:
        partition = self.world.partition
        user = iam_backends[account][partition].get_user_from_access_key_id(access_key)
        if user is not None:
            return {
                "type": "IAMUser",
                "principalId": user.id,
                "arn": user.arn,
                "accountId": account,
                "accessKeyId": access_key,
                "userName": user.name,
            }
        assumed = sts_backends[account][partition].get_assumed_role_from_access_key(access_key)
        arn = assumed.arn if assumed else accounts.deployer_arn(account, partition)
        role = arn.split("/")[1]
        issuer = assumed.role_arn if assumed else f"arn:{partition}:iam::{account}:role/{role}"
        return {
            "type": "AssumedRole",
            "principalId": assumed.user_id if assumed else accounts.DEPLOYER_ID,
            "arn": arn,
            "accountId": account,
            "accessKeyId": access_key,
            "sessionContext": {"sessionIssuer": {"type": "Role", "arn": issuer, "accountId": account, "userName": role}},
        }


def _parameters(environ: dict[str, Any], body: bytes) -> dict[str, Any] | None:
    text = body.decode(errors="replace")
    if text.startswith("{"):
        try:
            return _lowered(json.loads(text))
        except ValueError:
            return None
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return _lowered({k: v for k, v in parse_qsl(text) if k not in ("Action", "Version")}) or None
    bucket = environ.get("PATH_INFO", "").strip("/").partition("/")[0]
    return {"bucketName": bucket} if bucket else None


def _lowered(value: Any) -> Any:
    """CloudTrail writes camelCase; secrets never reach it."""
    if isinstance(value, dict):
        return {k[:1].lower() + k[1:]: "HIDDEN_DUE_TO_SECURITY_REASONS" if _SECRET.search(k) else _lowered(v) for k, v in value.items()}
    return [_lowered(v) for v in value] if isinstance(value, list) else value


def _error(answer: bytes) -> tuple[str, str]:
    text = answer.decode(errors="replace")
    try:
        parsed = json.loads(text)
        return str(parsed.get("__type", "")).rpartition("#")[2], str(parsed.get("message") or parsed.get("Message") or "")
    except ValueError:
        code, message = re.search(r"<Code>(.*?)</Code>", text), re.search(r"<Message>(.*?)</Message>", text, re.DOTALL)
        return code[1] if code else "UnknownError", message[1] if message else ""
