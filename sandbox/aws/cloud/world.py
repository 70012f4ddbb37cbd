"""The organization and Identity Center that the local AWS starts with, as written in world.json."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_NAMESPACE = uuid.UUID("5b0c4d3e-8a3d-4b6b-9f0e-7d1f7a0c2e11")


def stable_token(seed: str, length: int) -> str:
    """Lower-case letters and digits that are the same for the same seed, so that ids survive a restart."""
    digest = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"
    out = ""
    for _ in range(length):
        digest, index = divmod(digest, len(alphabet))
        out += alphabet[index]
    return out


@dataclass(frozen=True)
class Account:
    id: str
    name: str
    email: str
    ou: str
    """Path below the root, parts separated by "/"; "" is the root itself."""
    state: str
    tags: dict[str, str]


@dataclass(frozen=True)
class World:
    home_region: str
    management_account: str
    feature_set: str
    """ALL or CONSOLIDATED_BILLING."""
    identity_center_enabled: bool
    instance_id: str
    identity_store_id: str
    scim_tenant_id: str
    ous: list[str]
    """Every organizational unit path, parents before children."""
    accounts: list[Account]
    """The management account is the first."""

    @property
    def partition(self) -> str:
        if self.home_region.startswith("us-gov-"):
            return "aws-us-gov"
        return "aws-cn" if self.home_region.startswith("cn-") else "aws"

    @property
    def instance_arn(self) -> str:
        return f"arn:{self.partition}:sso:::instance/{self.instance_id}"

    @property
    def scim_issuer(self) -> str:
        """Issuer of external ids that SCIM writes. The shape is UNVERIFIED on AWS: read it from the API, never build it."""
        return f"https://scim.aws.com/{self.scim_tenant_id}"

    @property
    def global_region(self) -> str:
        """Where CloudTrail shows the events of global services (IAM, Organizations, console sign-in)."""
        return {"aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1"}.get(self.partition, "us-east-1")

    @staticmethod
    def read(path: Path) -> World:
        return World.parse(json.loads(path.read_text(encoding="utf-8")))

    @staticmethod
    def parse(raw: dict[str, Any]) -> World:
        organization = raw["organization"]
        center = raw.get("identityCenter") or {"enabled": False}
        management = str(organization["managementAccount"])
        accounts = [
            Account(
                id=str(a["id"]),
                name=a["name"],
                email=a.get("email") or f"{a['name']}@example.com",
                ou=a.get("ou") or "",
                state=a.get("state") or "ACTIVE",
                tags={str(k): str(v) for k, v in (a.get("tags") or {}).items()},
            )
            for a in raw.get("accounts") or []
        ]
        if all(a.id != management for a in accounts):
            accounts.append(Account(management, "management", "management@example.com", "", "ACTIVE", {}))
        accounts.sort(key=lambda a: a.id != management)
        paths: dict[str, None] = {}
        for path in [*(raw.get("ous") or []), *(a.ou for a in accounts if a.ou)]:
            parts = path.split("/")
            for depth in range(1, len(parts) + 1):
                paths["/".join(parts[:depth])] = None
        instance_id = center.get("instanceId") or f"ssoins-{stable_token('instance' + management, 16)}"
        return World(
            home_region=raw["homeRegion"],
            management_account=management,
            feature_set=organization.get("featureSet") or "ALL",
            identity_center_enabled=bool(center.get("enabled", True)),
            instance_id=instance_id,
            identity_store_id=center.get("identityStoreId") or f"d-{stable_token('store' + management, 10)}",
            scim_tenant_id=center.get("scimTenantId") or str(uuid.uuid5(_NAMESPACE, instance_id)),
            ous=list(paths),
            accounts=accounts,
        )
