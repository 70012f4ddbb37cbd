"""What every module of the local AWS shares: the world, the one lock, the clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .world import World


@dataclass
class Runtime:
    """Created once by the server and handed to every module's `install`."""

    world: World
    async_seconds: float
    """How long an asynchronous Identity Center request stays IN_PROGRESS."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    """moto's backends are plain dictionaries: one request at a time touches them."""
    settlers: list[Callable[[], None]] = field(default_factory=list)
    """Run before each request: finish what became due since the last one. No thread needs to be alive for it, so a client
    that was killed in the middle finds its request completed, as on AWS."""
    operator_view: dict[str, Callable[[], object]] = field(default_factory=dict)
    """Parts of `GET /_sandbox/console`, by name."""

    @staticmethod
    def now() -> datetime:
        return datetime.now(timezone.utc)

    def settle(self) -> None:
        for settler in self.settlers:
            settler()
