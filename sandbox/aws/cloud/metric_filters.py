"""Metric filters: TestMetricFilter, and metrics that log lines really make."""

from __future__ import annotations

import json
from typing import Any

from moto.cloudwatch.models import cloudwatch_backends
from moto.logs import models as logs_models
from moto.logs.models import LogsBackend
from moto.logs.responses import LogsResponse

from .log_patterns import BadPattern, compile_pattern, select
from .operations import Caller, Params, refuse, register


def install() -> None:
    def test_metric_filter(caller: Caller, params: Params) -> Params:
        matcher = compiled(params["filterPattern"])
        lines = enumerate(params["logEventMessages"], 1)
        return {"matches": [{"eventNumber": n, "eventMessage": line, "extractedValues": {}} for n, line in lines if matcher(line)]}

    register(LogsResponse, "logs", "TestMetricFilter", test_metric_filter)
    # moto searches log events by words only; FilterLogEvents takes the same patterns as metric filters.
    logs_models.EventMessageFilter = _EventFilter

    put_filter = LogsBackend.put_metric_filter

    def put_metric_filter(
        self: LogsBackend, filter_name: str, filter_pattern: str, log_group_name: str, metric_transformations: Any
    ) -> None:
        compiled(filter_pattern)
        if log_group_name not in self.groups:
            raise refuse("ResourceNotFoundException", "The specified log group does not exist.")
        self.filters.delete_filter(filter_name, log_group_name)  # moto would keep both
        put_filter(self, filter_name, filter_pattern, log_group_name, metric_transformations)

    LogsBackend.put_metric_filter = put_metric_filter

    put_events = LogsBackend.put_log_events

    def put_log_events(self: LogsBackend, log_group_name: str, log_stream_name: str, log_events: list[dict[str, Any]]) -> Any:
        answer = put_events(self, log_group_name, log_stream_name, log_events)
        for metric_filter in self.filters.get_matching_filters(log_group_name=log_group_name):
            matcher = compile_pattern(metric_filter["filterPattern"])
            for event in log_events:
                if matcher(event["message"]):
                    _count(self, metric_filter, event["message"])
        return answer

    LogsBackend.put_log_events = put_log_events


class _EventFilter:
    def __init__(self, pattern: str | None):
        self.matches = compiled(pattern or "")


def compiled(pattern: str) -> Any:
    try:
        return compile_pattern(pattern)
    except BadPattern as problem:
        raise refuse("InvalidParameterException", str(problem)) from None


def _count(logs: LogsBackend, metric_filter: dict[str, Any], line: str) -> None:
    for transformation in metric_filter["metricTransformations"]:
        value = transformation["metricValue"]
        if value.startswith("$"):
            found = select(value, json.loads(line))
            value = found[0] if found else None
        try:
            number = float(value)
        except (TypeError, ValueError):
            continue  # AWS makes no data point of a value that is no number
        metrics = cloudwatch_backends[logs.account_id][logs.region_name]
        metrics.put_metric_data(transformation["metricNamespace"], [{"MetricName": transformation["metricName"], "Value": number}])
