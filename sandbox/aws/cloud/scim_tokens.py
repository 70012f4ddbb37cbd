"""Bearer tokens of automatic provisioning: at most two at once, valid for a year, shown once."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from .runtime import Runtime

MAX_TOKENS = 2
VALIDITY = timedelta(days=365)


@dataclass(frozen=True)
class Token:
    id: str
    digest: str
    created: datetime
    expires: datetime

    def describe(self) -> dict[str, str]:
        return {"tokenId": self.id, "created": self.created.isoformat(), "expires": self.expires.date().isoformat()}


class Tokens:
    """Keeps digests only: nothing of the sandbox can print a token again."""

    def __init__(self, runtime: Runtime):
        self.runtime = runtime
        self.all: list[Token] = []

    def create(self, expires: datetime | None = None) -> tuple[Token, str]:
        """A token and its secret text; ValueError when there are two already."""
        if len(self.all) >= MAX_TOKENS:
            raise ValueError(f"There are already {MAX_TOKENS} access tokens; delete one first.")
        secret = f"{uuid.uuid4()}:{secrets.token_urlsafe(48)}"
        now = self.runtime.now()
        token = Token(str(uuid.uuid4()), _digest(secret), now, expires or now + VALIDITY)
        self.all.append(token)
        return token, secret

    def delete(self, token_id: str) -> bool:
        before = len(self.all)
        self.all = [t for t in self.all if t.id != token_id]
        return len(self.all) < before

    def accepts(self, secret: str) -> bool:
        digest, now = _digest(secret), self.runtime.now()
        return any(secrets.compare_digest(t.digest, digest) and now < t.expires for t in self.all)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
