"""CloudTrail's event history: what LookupEvents finds."""

from __future__ import annotations

import json
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cached_property
from typing import Any

from moto.cloudtrail.responses import CloudTrailResponse

from .operations import Caller, Params, page, refuse, register
from .runtime import Runtime

# https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html
KEPT = timedelta(days=90)
PAGE_SIZE = 50
KEPT_EVENTS = 50_000
"""Per account and region; the sandbox forgets older ones."""

READ_PREFIXES = ("Get", "List", "Describe", "Lookup", "Test", "BatchGet", "Search", "Simulate", "Select", "Head")


@dataclass(frozen=True)
class TrailEvent:
    account: str
    region: str
    detail: dict[str, Any]
    """The event as CloudTrail writes it (the CloudTrailEvent JSON)."""

    @cached_property
    def time(self) -> datetime:
        return datetime.fromisoformat(self.detail["eventTime"].replace("Z", "+00:00"))

    @property
    def read_only(self) -> bool:
        return bool(self.detail.get("readOnly"))

    @property
    def user_name(self) -> str | None:
        identity = self.detail.get("userIdentity") or {}
        return identity.get("userName") or (identity.get("arn") or "").rpartition("/")[2] or None

    @property
    def resources(self) -> list[dict[str, str]]:
        found = [{"ResourceType": r.get("type"), "ResourceName": r.get("ARN")} for r in self.detail.get("resources") or []]
        if self.user_name and self.detail["eventName"] == "ConsoleLogin":
            found.append({"ResourceType": "AWS::IAM::User", "ResourceName": self.user_name})
        return found

    @cached_property
    def attributes(self) -> dict[str, Any]:
        """What LookupEvents tells of the event beside its JSON, and finds it by."""
        return {
            "EventId": self.detail["eventID"],
            "EventName": self.detail["eventName"],
            "ReadOnly": str(self.read_only).lower(),
            "AccessKeyId": (self.detail.get("userIdentity") or {}).get("accessKeyId"),
            "EventTime": self.time.timestamp(),
            "EventSource": self.detail["eventSource"],
            "Username": self.user_name,
            "Resources": self.resources,
        }

    def summary(self) -> dict[str, Any]:
        return {**self.attributes, "CloudTrailEvent": json.dumps(self.detail)}

    def matches(self, key: str, value: str) -> bool:
        if key == "ResourceName":
            return any(r["ResourceName"] == value for r in self.resources)
        if key == "ResourceType":
            return any(r["ResourceType"] == value for r in self.resources)
        return self.attributes.get(key) == (value.lower() if key == "ReadOnly" else value)


class EventHistory:
    def __init__(self, runtime: Runtime):
        self.runtime = runtime
        self.places: dict[tuple[str, str], deque[TrailEvent]] = {}
        self.listeners: list[Callable[[TrailEvent], None]] = []
        """Told of each new event: EventBridge, trails."""

    def add(self, detail: dict[str, Any], account: str, region: str) -> TrailEvent:
        """Completes the event with what CloudTrail always writes, keeps it and tells the listeners."""
        name = detail["eventName"]
        complete = {
            "eventVersion": "1.11",
            "userIdentity": {},
            "eventTime": self.runtime.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "awsRegion": region,
            "sourceIPAddress": "127.0.0.1",
            "userAgent": "sandbox",
            "requestParameters": None,
            "responseElements": None,
            "eventID": str(uuid.uuid4()),
            "readOnly": name.startswith(READ_PREFIXES),
            "eventType": "AwsApiCall",
            "managementEvent": True,
            "recipientAccountId": account,
            "eventCategory": "Management",
            **detail,
        }
        event = TrailEvent(account, complete["awsRegion"], complete)
        self.places.setdefault((account, event.region), deque(maxlen=KEPT_EVENTS)).append(event)
        for listener in self.listeners:
            listener(event)
        return event


def install(runtime: Runtime) -> EventHistory:
    history = EventHistory(runtime)

    def lookup(caller: Caller, params: Params) -> Params:
        attributes = params.get("LookupAttributes") or []
        if len(attributes) > 1:
            raise refuse("InvalidLookupAttributesException", "You can specify only one lookup attribute.")
        if int(params.get("MaxResults") or PAGE_SIZE) > PAGE_SIZE:
            raise refuse("InvalidMaxResultsException", f"MaxResults must be between 1 and {PAGE_SIZE}.")
        start, end = _time(params.get("StartTime")), _time(params.get("EndTime"))
        if start and end and start > end:
            raise refuse("InvalidTimeRangeException", "StartTime must not be later than EndTime.")
        oldest = runtime.now() - KEPT
        start = max(start, oldest) if start else oldest
        found = [
            event
            for event in history.places.get((caller.account, caller.region), ())
            if start <= event.time
            and (end is None or event.time <= end)
            and all(event.matches(a["AttributeKey"], a["AttributeValue"]) for a in attributes)
        ]
        found.sort(key=lambda event: event.time, reverse=True)
        events, token = page(found, params, PAGE_SIZE)
        return {"Events": [event.summary() for event in events], "NextToken": token}

    register(CloudTrailResponse, "cloudtrail", "LookupEvents", lookup, validate=False)
    return history


def _time(value: Any) -> datetime | None:
    if value is None:
        return None
    return datetime.fromtimestamp(float(value), timezone.utc) if isinstance(value, (int, float)) else datetime.fromisoformat(value)
