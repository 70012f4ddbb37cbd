"""Asynchronous requests of Identity Center: IN_PROGRESS, then SUCCEEDED or FAILED, whether or not anybody still waits."""

from __future__ import annotations

import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .operations import Params, page, refuse
from .runtime import Runtime


class Failure(Exception):
    """Ends a request as FAILED; the text becomes its FailureReason."""


@dataclass
class AsyncRequest:
    kind: str
    subject: dict[str, Any]
    """What is asked for, in the words of the API."""
    apply: Callable[[], None]
    created: float
    due: float
    status: str = "IN_PROGRESS"
    failure: str | None = None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def describe(self) -> dict[str, Any]:
        return {
            **self.subject,
            "RequestId": self.id,
            "Status": self.status,
            "CreatedDate": self.created,
            "FailureReason": self.failure,
        }

    def summary(self) -> dict[str, Any]:
        return {"RequestId": self.id, "Status": self.status, "CreatedDate": self.created}


class AsyncRequests:
    """Requests of all kinds, in the order in which they were made."""

    def __init__(self, runtime: Runtime):
        self.runtime = runtime
        self.all: dict[str, AsyncRequest] = {}
        self.open: list[AsyncRequest] = []
        runtime.settlers.append(self.settle)

    def start(
        self, kind: str, subject: dict[str, Any], apply: Callable[[], None], *, limit: int, seconds: float | None = None, refusal: str = "ThrottlingException"
    ) -> AsyncRequest:
        """Refuses beyond `limit` open requests of the kind."""
        if len(self.pending(kind)) >= limit:
            raise refuse(refusal, f"Rate exceeded: at most {limit} such requests may be outstanding.")
        now = self.runtime.now().timestamp()
        request = AsyncRequest(kind, subject, apply, now, now + (self.runtime.async_seconds if seconds is None else seconds))
        self.all[request.id] = request
        self.open.append(request)
        return request

    def pending(self, kind: str) -> list[AsyncRequest]:
        return [r for r in self.open if r.kind == kind]

    def settle(self) -> None:
        now = self.runtime.now().timestamp()
        for request in sorted((r for r in self.open if r.due <= now), key=lambda r: r.due):
            self.open.remove(request)
            try:
                request.apply()
                request.status = "SUCCEEDED"
            except Failure as failure:
                request.status, request.failure = "FAILED", str(failure)
            except Exception as error:  # whoever waits is told, and does not wait for ever
                traceback.print_exc()
                request.status, request.failure = "FAILED", f"Internal failure: {error!r}"

    def find(self, kind: str, request_id: str) -> AsyncRequest:
        request = self.all.get(request_id)
        if request is None or request.kind != kind:
            raise refuse("ResourceNotFoundException", f"Could not find the request {request_id}")
        return request

    def list(self, kind: str, params: Params) -> tuple[list[dict[str, Any]], str | None]:
        wanted = (params.get("Filter") or {}).get("Status")
        found = [r.summary() for r in reversed(self.all.values()) if r.kind == kind and wanted in (None, r.status)]
        return page(found, params)
