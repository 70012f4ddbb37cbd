"""Security keys of IAM users: enrolled in the console only, seen through ListMFADevices.

POST /_sandbox/iam/mfa-devices  {"userName": "breakglass-1", "name": "key-a"}
"""

from __future__ import annotations

import secrets
import string
from typing import Any

from moto.iam.models import MFADevice, iam_backends
from werkzeug.wrappers import Request

from .console import BadRequest, body_of
from .trail_events import EventHistory
from .world import World

MAX_DEVICES = 8
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""


def enrol(world: World, history: EventHistory, request: Request) -> dict[str, Any]:
    body = body_of(request)
    account = str(body.get("account") or world.management_account)
    name = str(body.get("userName", ""))
    user = iam_backends[account][world.partition].users.get(name)
    if user is None:
        raise BadRequest(f'There is no IAM user "{name}" in account {account}.')
    if len(user.mfa_devices) >= MAX_DEVICES:
        raise BadRequest(f'The IAM user "{name}" has {MAX_DEVICES} MFA devices already.')
    suffix = "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(26))
    serial = f"arn:{world.partition}:iam::{account}:u2f/user/{name}/{body.get('name') or 'key'}-{suffix}"
    user.mfa_devices[serial] = MFADevice(serial, "", "")
    identity = {"type": "IAMUser", "userName": name, "arn": user.arn, "accountId": account, "principalId": user.id}
    detail = {
        "eventSource": "iam.amazonaws.com",
        "eventName": "EnableMFADevice",
        "userIdentity": identity,
        "requestParameters": {"userName": name, "serialNumber": serial},
    }
    history.add(detail, account, world.global_region)
    return {"serialNumber": serial}
