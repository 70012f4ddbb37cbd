"""Which account a request is for, and IAM backends that are cheap enough for an organization of hundreds of accounts."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import moto.core
import moto.core.models
from moto.utilities.utils import get_partition

from .world import World

_CREDENTIAL = re.compile(r"Credential=([^/,\s]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request")


def set_default_account(account_id: str) -> None:
    """Must run before anything else of moto is imported: its modules copy the value."""
    moto.core.DEFAULT_ACCOUNT_ID = moto.core.models.DEFAULT_ACCOUNT_ID = account_id


def credential_scope(environ: dict[str, Any]) -> tuple[str, str, str] | None:
    """Access key, region and service of a signed request."""
    found = _CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    return (found[1], found[3], found[4]) if found else None


def route_to_account(environ: dict[str, Any], world: World) -> None:
    """An access key id of twelve digits acts in that account of the organization: a reader's way into member accounts."""
    scope = credential_scope(environ)
    if scope and re.fullmatch(r"\d{12}", scope[0]) and any(a.id == scope[0] for a in world.accounts):
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = scope[0]


def install(world: World) -> None:
    from moto.iam import models as iam
    from moto.sts import models as sts

    @cache
    def aws_policies(partition: str) -> list[Any]:
        parsed = json.loads(iam.aws_managed_policies_data)
        return [iam.AWSManagedPolicy.from_data(name, "aws", partition, data) for name, data in parsed.items()]

    # AWS's policies are the same everywhere: moto parses 1,500 of them anew for each account, 0.15 s a time.
    iam.IAMBackend._init_aws_policies = lambda self: aws_policies(get_partition(self.region_name))

    def account_of(access_key: str) -> str:
        for account_id, partitions in list(iam.iam_backends.items()):
            for backend in list(partitions.values()):
                if access_key in backend.access_keys:
                    return account_id
        return world.management_account

    # moto's own asks every partition of every account and thereby creates their backends.
    iam.get_account_id_from = account_of

    original = sts.STSBackend.get_caller_identity

    def get_caller_identity(self: Any, access_key_id: str, region: str) -> tuple[str, str, str]:
        user_id, arn, account = original(self, access_key_id, region)
        # Unknown keys are the sandbox's dummy credentials: they act as the role that a pipeline would assume.
        return (DEPLOYER_ID, deployer_arn(account, self.partition), account) if arn.endswith(":user/moto") else (user_id, arn, account)

    sts.STSBackend.get_caller_identity = get_caller_identity


DEPLOYER_ROLE = "sandbox-deployer"
DEPLOYER_ID = "AROASANDBOXDEPLOYER00:sandbox"


def deployer_arn(account: str, partition: str) -> str:
    return f"arn:{partition}:sts::{account}:assumed-role/{DEPLOYER_ROLE}/sandbox"
