"""Trails: what CloudTrail delivers to EventBridge, to a trail's log group and to its bucket."""

from __future__ import annotations

import gzip
import json
import secrets
from typing import Any

from moto.cloudtrail.models import CloudTrailBackend, Trail, cloudtrail_backends
from moto.s3.models import s3_backends

from .deliveries import Deliveries, Undeliverable
from .event_bus import EventBus
from .trail_events import TrailEvent


class Trails:
    def __init__(self, bus: EventBus, deliveries: Deliveries):
        self.bus = bus
        self.deliveries = deliveries
        self.before_call: list[Trail] = []

    def remember(self) -> None:
        """Before a call to CloudTrail: the trail that the call stops still logs that call."""
        self.before_call = self.logging()

    def logging(self) -> list[Trail]:
        backends = [b for regions in cloudtrail_backends.values() for b in regions.values()]
        return [t for b in backends for t in b.trails.values() if t.status.is_logging]

    def deliver(self, event: TrailEvent) -> None:
        stopping = self.before_call if event.detail["eventSource"] == "cloudtrail.amazonaws.com" else []
        trails = {t.arn: t for t in [*self.logging(), *stopping]}.values()
        here = [t for t in trails if t.account_id == event.account and (t.is_multi_region or t.region_name == event.region)]
        logged = [t for t in here if _selected(t, event)]
        # EventBridge gets CloudTrail's events only where a trail logs:
        # https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
        if logged:
            self.bus.put_trail_event(event)
        for trail in logged:
            self._to_log_group(trail, event)
            # AWS writes a file every five minutes with all events; here a change is a file at once, and a read is none.
            if not event.read_only:
                self._to_bucket(trail, event)

    def _to_log_group(self, trail: Trail, event: TrailEvent) -> None:
        if not trail.cw_log_group_arn:
            return
        _, _, _, region, account, _, group = trail.cw_log_group_arn.split(":", 6)
        try:
            self.deliveries.log(account, region, group.removesuffix(":*"), f"{account}_CloudTrail_{event.region}", json.dumps(event.detail))
        except Undeliverable as problem:
            self.deliveries.failures.append({"from": trail.arn, "to": trail.cw_log_group_arn, "reason": str(problem)})

    def _to_bucket(self, trail: Trail, event: TrailEvent) -> None:
        buckets = s3_backends[trail.account_id][trail.partition]
        if trail.bucket_name not in buckets.buckets:
            return
        prefix = f"{trail.s3_key_prefix}/" if trail.s3_key_prefix else ""
        place = f"AWSLogs/{event.account}/CloudTrail/{event.region}/{event.time:%Y/%m/%d}"
        name = f"{event.account}_CloudTrail_{event.region}_{event.time:%Y%m%dT%H%MZ}_{secrets.token_hex(8)}.json.gz"
        buckets.put_object(trail.bucket_name, f"{prefix}{place}/{name}", gzip.compress(json.dumps({"Records": [event.detail]}).encode()))


def _selected(trail: Trail, event: TrailEvent) -> bool:
    """Whether the trail's event selectors take this management event."""
    wanted = ("All", "ReadOnly" if event.read_only else "WriteOnly")
    if trail.event_selectors:
        return any(s.get("IncludeManagementEvents", True) and s.get("ReadWriteType", "All") in wanted for s in trail.event_selectors)
    if trail.advanced_event_selectors:
        return any(_advanced(s.get("FieldSelectors") or [], event) for s in trail.advanced_event_selectors)
    return True


def _advanced(fields: list[dict[str, Any]], event: TrailEvent) -> bool:
    values = {
        "eventCategory": event.detail["eventCategory"],
        "readOnly": str(event.read_only).lower(),
        "eventSource": event.detail["eventSource"],
        "eventName": event.detail["eventName"],
    }
    for field in fields:
        value = values.get(field["Field"])
        if field.get("Equals") and value not in field["Equals"] or field.get("NotEquals") and value in field["NotEquals"]:
            return False
    return True


def install(bus: EventBus, deliveries: Deliveries) -> Trails:
    def delete_trail(self: CloudTrailBackend, name: str) -> None:
        self.trails.pop(self.get_trail(name).trail_name)  # moto ignores an ARN and an unknown name

    def put_insight_selectors(self: Trail, insight_selectors: list[dict[str, str]]) -> None:
        self.insight_selectors = insight_selectors  # moto adds to what was there

    CloudTrailBackend.delete_trail = delete_trail
    Trail.put_insight_selectors = put_insight_selectors
    return Trails(bus, deliveries)
