"""Latency, failures and rates on demand, for tests of what happens on a bad day.

POST /_sandbox/faults
{"latencyMs": 50, "ratePerSecond": {"sso": 20},
 "fail": [{"service": "sso", "operation": "CreateAccountAssignment", "times": 1, "error": "ThrottlingException"}],
 "random": {"rate": 0.3, "seed": 7},
 "assignments": {"seconds": [1, 5], "refusal": "ConflictException", "seed": 7}}

GET /_sandbox/faults tells, beside them, how often each operation was called since then, how often it was refused, and
how many seconds assignments took in all.
"""

from __future__ import annotations

import random
import time
from collections import deque
from typing import Any

DEFAULT_STATUS = {"ThrottlingException": 400, "InternalServerException": 500, "ServiceUnavailable": 503}
PASSING = ("ThrottlingException", "InternalServerException", "ServiceUnavailable")
"""What a call on a bad day fails with at random; the same call made again may pass."""


class Faults:
    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.latency_ms = 0.0
        self.fail: list[dict[str, Any]] = []
        self.rates: dict[str, float] = {}
        self.calls: dict[str, deque[float]] = {}
        self.random_rate = 0.0
        self.random = random.Random(0)
        self.assignments: tuple[float, float] | None = None
        self.assignments_random = random.Random(0)
        self.refusal = "ThrottlingException"
        self.assignments_took = 0.0
        self.counts: dict[str, dict[str, dict[str, int]]] = {}

    def replace(self, wanted: dict[str, Any]) -> None:
        """Takes the place of all faults before; ValueError on what cannot be read."""
        unknown = set(wanted) - {"latencyMs", "fail", "ratePerSecond", "random", "assignments"}
        if unknown:
            raise ValueError(f"Unknown: {', '.join(sorted(unknown))}. Known are latencyMs, ratePerSecond, fail, random and assignments.")
        for entry in wanted.get("fail") or []:
            if not isinstance(entry, dict) or "error" not in entry or "service" not in entry:
                raise ValueError("Each entry of fail needs service and error; operation, times and status are optional.")
        self.clear()
        self.latency_ms = float(wanted.get("latencyMs") or 0)
        self.rates = {k: float(v) for k, v in (wanted.get("ratePerSecond") or {}).items()}
        wild = wanted.get("random") or {}
        self.random_rate = float(wild.get("rate") or 0)
        self.random = random.Random(wild.get("seed") or 0)
        assignments = wanted.get("assignments") or {}
        if assignments:
            least, most = assignments.get("seconds") or (None, None)
            if least is None or not 0 <= least <= most:
                raise ValueError("assignments needs seconds: the least and the most that one takes.")
            self.assignments = (float(least), float(most))
            self.assignments_random = random.Random(assignments.get("seed") or 0)
            self.refusal = assignments.get("refusal") or self.refusal
        self.fail = [{"times": 1, **entry} for entry in wanted.get("fail") or []]

    def describe(self) -> dict[str, Any]:
        return {
            "latencyMs": self.latency_ms,
            "ratePerSecond": self.rates,
            "fail": self.fail,
            "random": {"rate": self.random_rate},
            "calls": self.counts,
            "assignmentsTook": self.assignments_took,
        }

    def assignment_seconds(self) -> float | None:
        """How long the next assignment takes; None where nobody says."""
        if self.assignments is None:
            return None
        seconds = self.assignments_random.uniform(*self.assignments)
        self.assignments_took += seconds
        return seconds

    def answered(self, service: str, operation: str, status: int) -> None:
        """Counts a call; call it once a request, under the lock."""
        counts = self.counts.setdefault(service, {}).setdefault(operation, {"calls": 0, "refused": 0})
        counts["calls"] += 1
        counts["refused"] += status >= 400

    def error_for(self, service: str, operation: str) -> tuple[int, str, str] | None:
        """HTTP status, error code and message when this call must fail; call it once a request, under the lock."""
        for entry in self.fail:
            if entry["service"] == service and entry.get("operation") in (None, operation) and entry["times"] != 0:
                entry["times"] -= 1
                return entry.get("status") or DEFAULT_STATUS.get(entry["error"], 400), entry["error"], "Failure on demand of the sandbox."
        if self.random_rate and self.random.random() < self.random_rate:
            error = self.random.choice(PASSING)
            return DEFAULT_STATUS[error], error, "Failure at random of the sandbox."
        rate = self.rates.get(service)
        if rate is not None:
            now, calls = time.monotonic(), self.calls.setdefault(service, deque())
            while calls and now - calls[0] >= 1:
                calls.popleft()
            if len(calls) >= rate:
                return 400, "ThrottlingException", "Rate exceeded"
            calls.append(now)
        return None
