"""CloudWatch alarms: evaluated when a data point comes, and back again when all is quiet. moto only stores them."""

from __future__ import annotations

import json
import operator
from datetime import datetime, timedelta, timezone
from typing import Any

from moto.cloudwatch.models import Alarm, CloudWatchBackend, cloudwatch_backends
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult
from moto.core.utils import utcnow

from .deliveries import Deliveries, Sender
from .runtime import Runtime

_COMPARE = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}
_STATISTIC = {"Sum": sum, "Maximum": max, "Minimum": min, "SampleCount": len, "Average": lambda v: sum(v) / len(v)}


def install(runtime: Runtime, deliveries: Deliveries) -> None:
    put = CloudWatchBackend.put_metric_data

    def put_metric_data(self: CloudWatchBackend, namespace: str, metric_data: list[dict[str, Any]]) -> None:
        put(self, namespace, metric_data)
        names = {m["MetricName"] for m in metric_data}
        for alarm in list(self.alarms.values()):
            if alarm.namespace == namespace and alarm.metric_name in names:
                _evaluate(self, alarm, deliveries)

    CloudWatchBackend.put_metric_data = put_metric_data

    def calm_down() -> None:
        for regions in list(cloudwatch_backends.values()):
            for backend in list(regions.values()):
                for alarm in list(backend.alarms.values()):
                    if alarm.state_value == "ALARM" and _quiet(alarm):
                        _evaluate(backend, alarm, deliveries)

    runtime.settlers.append(calm_down)

    def describe_alarm_history(self: Any) -> ActionResult:
        name, kind = self._get_param("AlarmName"), self._get_param("HistoryItemType")
        items = [i for alarm in self.cloudwatch_backend.alarms.values() if name in (None, alarm.name) for i in _history(alarm)]
        start, end = _moment(self._get_param("StartDate")), _moment(self._get_param("EndDate"))
        chosen = [
            i
            for i in items
            if kind in (None, i["HistoryItemType"])
            and (start is None or _naive(i["Timestamp"]) >= start)
            and (end is None or _naive(i["Timestamp"]) <= end)
        ]
        return ActionResult({"AlarmHistoryItems": sorted(chosen, key=lambda i: i["Timestamp"], reverse=True)})

    CloudWatchResponse.describe_alarm_history = describe_alarm_history


def _quiet(alarm: Alarm) -> bool:
    """Long enough in its state that the data points which caused it may have left the window."""
    return bool(alarm.period) and utcnow() - alarm.state_updated_timestamp >= timedelta(
        seconds=int(alarm.period) * int(alarm.evaluation_periods or 1)
    )


def _evaluate(backend: CloudWatchBackend, alarm: Alarm, deliveries: Deliveries) -> None:
    if alarm.statistic not in _STATISTIC or alarm.comparison_operator not in _COMPARE:
        return
    now, period, periods = utcnow(), timedelta(seconds=int(alarm.period)), int(alarm.evaluation_periods)
    points = [
        (_naive(d.timestamp), d.value)
        for d in backend.metric_data
        if d.namespace == alarm.namespace and d.name == alarm.metric_name and hasattr(d, "value")
    ]
    windows = [[v for t, v in points if now - period * (n + 1) < t <= now - period * n] for n in range(periods)]
    # A point of this very moment may carry a later fraction of the second.
    windows[0] = [v for t, v in points if t > now - period]
    breaching = sum(_breaches(alarm, values) for values in windows)
    missing = alarm.treat_missing_data or "missing"
    if breaching >= int(alarm.datapoints_to_alarm or periods):
        state = "ALARM"
    elif not any(windows) and missing == "missing":
        state = "INSUFFICIENT_DATA"
    elif not any(windows) and missing == "ignore":
        return
    else:
        state = "OK"
    if state != alarm.state_value:
        _change(backend, alarm, state, windows[0], deliveries)


def _breaches(alarm: Alarm, values: list[float]) -> bool:
    if not values:
        return alarm.treat_missing_data == "breaching"
    return _COMPARE[alarm.comparison_operator](_STATISTIC[alarm.statistic](values), float(alarm.threshold))


def _moment(given: Any) -> datetime | None:
    """A time as a request carries it: read by moto, ISO 8601, or seconds."""
    if given is None:
        return None
    if isinstance(given, datetime):
        found = given
    elif isinstance(given, (int, float)):
        found = datetime.fromtimestamp(given, timezone.utc)
    else:
        found = datetime.fromisoformat(given.replace("Z", "+00:00"))
    return _naive(found.astimezone(timezone.utc) if found.tzinfo else found)


def _naive(time: datetime) -> datetime:
    return time.replace(tzinfo=None)


def _change(backend: CloudWatchBackend, alarm: Alarm, state: str, values: list[float], deliveries: Deliveries) -> None:
    old = alarm.state_value
    reason = f"Threshold Crossed: {len(values)} datapoint(s) in the last period, {alarm.statistic} against threshold {alarm.threshold}."
    alarm.update_state(reason, "{}", state)
    if not alarm.actions_enabled:
        return
    actions = {"ALARM": alarm.alarm_actions, "OK": alarm.ok_actions, "INSUFFICIENT_DATA": alarm.insufficient_data_actions}[state]
    message = {
        "AlarmName": alarm.name,
        "AlarmDescription": alarm.description,
        "AWSAccountId": backend.account_id,
        "NewStateValue": state,
        "NewStateReason": reason,
        "StateChangeTime": utcnow().strftime("%Y-%m-%dT%H:%M:%S.000+0000"),
        "Region": backend.region_name,
        "AlarmArn": alarm.alarm_arn,
        "OldStateValue": old,
        "Trigger": {"MetricName": alarm.metric_name, "Namespace": alarm.namespace, "Threshold": alarm.threshold},
    }
    sender = Sender("cloudwatch.amazonaws.com", alarm.alarm_arn, backend.account_id)
    for action in actions or []:
        deliveries.send(sender, action, json.dumps(message), subject=f'{state}: "{alarm.name}"')


def _history(alarm: Alarm) -> list[dict[str, Any]]:
    """One item a change: moto keeps the states that were left, and the present one on the alarm."""
    states = [(entry[3], entry[4], entry[1]) for entry in alarm.history] + [
        (alarm.state_value, alarm.state_updated_timestamp, alarm.state_reason)
    ]
    return [
        {
            "AlarmName": alarm.name,
            "AlarmType": "MetricAlarm" if alarm.rule is None else "CompositeAlarm",
            "HistoryItemType": "StateUpdate",
            "HistorySummary": f"Alarm updated from {old[0]} to {new[0]}",
            "HistoryData": json.dumps({"oldState": {"stateValue": old[0]}, "newState": {"stateValue": new[0], "stateReason": new[2]}}),
            "Timestamp": new[1],
        }
        for old, new in zip(states, states[1:], strict=False)
    ]
