"""EventBridge: CloudTrail's events on the default bus, rules by their state, targets that moto lacks, TestEventPattern."""

from __future__ import annotations

import json
import re
import uuid
from datetime import datetime, timezone
from typing import Any

from jsonpath_ng import parse as parse_path
from moto.events.exceptions import InvalidEventPatternException
from moto.events.models import EventPattern, Rule, events_backends
from moto.events.responses import EventsHandler
from moto.utilities.arns import parse_arn

from .deliveries import Deliveries, Sender, as_text
from .operations import Caller, Params, refuse, register
from .trail_events import TrailEvent

READS_TOO = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
_PLACEHOLDER = re.compile(r"<([^<>]+)>")


class EventBus:
    def __init__(self, deliveries: Deliveries):
        self.deliveries = deliveries

    def put_trail_event(self, event: TrailEvent) -> int:
        """Puts a CloudTrail event on the default bus of its region; the number of rules that matched."""
        kinds = {"AwsConsoleSignIn": "AWS Console Sign In via CloudTrail", "AwsServiceEvent": "AWS Service Event via CloudTrail"}
        message = {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": kinds.get(event.detail["eventType"], "AWS API Call via CloudTrail"),
            "source": "aws." + event.detail["eventSource"].partition(".")[0],
            "account": event.account,
            "time": event.detail["eventTime"],
            "region": event.region,
            "resources": [],
            "detail": event.detail,
        }
        return self.put(message, event.account, event.region, "default")

    def put(self, message: dict[str, Any], account: str, region: str, bus: str) -> int:
        rules = list(events_backends[account][region].event_buses[bus].rules.values())
        return sum(self.offer(rule, message) for rule in rules)

    def offer(self, rule: Rule, message: dict[str, Any]) -> bool:
        """Sends the event to the rule's targets when the rule is on and matches."""
        if rule.state == "DISABLED" or not rule.event_pattern.dump():
            return False
        reads = message["detail-type"].endswith("via CloudTrail") and message["detail"].get("readOnly") is True
        if reads and rule.state != READS_TOO:
            return False
        if not rule.event_pattern.matches_event(message):
            return False
        sender = Sender("events.amazonaws.com", rule.arn, rule.account_id)
        for target in rule.targets:
            arn = target["Arn"]
            dead_letters = (target.get("DeadLetterConfig") or {}).get("Arn")
            if ":event-bus/" in arn:
                there = parse_arn(arn)
                self.put(message, there.account, there.region, arn.split(":event-bus/")[1])
            else:
                self.deliveries.send(sender, arn, target_input(target, message), dead_letters=dead_letters)
        return True


def target_input(target: dict[str, Any], message: dict[str, Any]) -> str:
    """What a target gets: the event, a part of it, a constant, or a template with values of the event."""
    if target.get("Input"):
        return str(target["Input"])
    if target.get("InputPath"):
        return as_text(_value(target["InputPath"], message))
    transformer = target.get("InputTransformer")
    if not transformer:
        return json.dumps(message)
    values = {name: _value(path, message) for name, path in (transformer.get("InputPathsMap") or {}).items()}
    values["aws.events.event"] = values["aws.events.event.json"] = message
    template = transformer["InputTemplate"]

    def filled(found: re.Match[str]) -> str:
        value = values.get(found[1])
        # Inside quotes a value is text, elsewhere it is JSON.
        inside = template[: found.start()].replace('\\"', "").count('"') % 2 == 1
        return json.dumps(as_text(value))[1:-1] if inside else json.dumps(value)

    return _PLACEHOLDER.sub(filled, template)


def _value(path: str, message: dict[str, Any]) -> Any:
    found = parse_path(re.sub(r"\.([\w]+(?:-[\w]+)+)", r".'\1'", path)).find(message)
    return found[0].value if found else None


def install(deliveries: Deliveries) -> EventBus:
    bus = EventBus(deliveries)

    def send_to_targets(self: Rule, original_event: dict[str, Any], transform_input: bool = True) -> None:
        message = {k: v for k, v in original_event.items() if k != "ingestion-time"}
        if isinstance(message.get("time"), (int, float)):
            message["time"] = datetime.fromtimestamp(message["time"], timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        bus.offer(self, message)

    Rule.send_to_targets = send_to_targets

    def test_pattern(caller: Caller, params: Params) -> Params:
        try:
            event = json.loads(params["Event"])
        except ValueError:
            raise refuse("ValidationException", "Parameter Event is not valid.") from None
        missing = [k for k in ("id", "detail-type", "source", "account", "time", "region", "resources") if k not in event]
        if missing:
            raise refuse("ValidationException", f"Parameter Event is not valid: {', '.join(missing)} missing.")
        pattern = EventPattern.load(params["EventPattern"])
        if not pattern.get_pattern():
            raise InvalidEventPatternException(reason="Filter is not an object")
        return {"Result": pattern.matches_event(event)}

    register(EventsHandler, "events", "TestEventPattern", test_pattern)
    return bus
