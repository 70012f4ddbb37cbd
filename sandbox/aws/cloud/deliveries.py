"""Messages that AWS services send to topics, queues and log groups, stopped where AWS would stop them without a word."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from typing import Any

from moto.core.utils import unix_time_millis
from moto.kms.models import kms_backends
from moto.logs.models import logs_backends
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends
from moto.utilities.arns import parse_arn

from .resource_policy import allows
from .runtime import Runtime

KEPT_FAILURES = 200


class Undeliverable(Exception):
    """Why a target did not get the message."""


@dataclass(frozen=True)
class Sender:
    service: str
    """Service principal, such as events.amazonaws.com."""
    arn: str
    """The rule or alarm: aws:SourceArn."""
    account: str

    @property
    def context(self) -> dict[str, str]:
        return {"aws:sourcearn": self.arn, "aws:sourceaccount": self.account}


class Deliveries:
    def __init__(self, runtime: Runtime):
        self.runtime = runtime
        self.failures: deque[dict[str, str]] = deque(maxlen=KEPT_FAILURES)
        """For the operator only: AWS tells nobody but the FailedInvocations metric."""
        runtime.operator_view["undelivered"] = lambda: list(self.failures)

    def send(self, sender: Sender, target: str, message: str, *, subject: str | None = None, dead_letters: str | None = None) -> None:
        """Sends; what cannot be delivered goes to `dead_letters` (a queue's ARN), or is lost as on AWS."""
        try:
            self._deliver(sender, target, message, subject)
        except Undeliverable as problem:
            self.failures.append({"from": sender.arn, "to": target, "reason": str(problem)})
            if dead_letters:
                self.send(sender, dead_letters, message)

    def _deliver(self, sender: Sender, target: str, message: str, subject: str | None) -> None:
        arn = parse_arn(target)
        if arn.service == "sns":
            topic = sns_backends[arn.account][arn.region].topics.get(target)
            if topic is None:
                raise Undeliverable("The topic does not exist.")
            if not allows(topic.policy, sender.service, "sns:Publish", sender.context):
                raise Undeliverable(f"The topic's policy does not allow {sender.service} sns:Publish.")
            self._check_key(topic.kms_master_key_id, "sns", sender, arn.account, arn.region)
            topic.publish(message, subject=subject)
        elif arn.service == "sqs":
            queue = sqs_backends[arn.account][arn.region].queues.get(target.split(":")[-1])
            if queue is None:
                raise Undeliverable("The queue does not exist.")
            if not allows(queue.policy, sender.service, "sqs:SendMessage", sender.context):
                raise Undeliverable(f"The queue's policy does not allow {sender.service} sqs:SendMessage.")
            self._check_key(queue.kms_master_key_id, "sqs", sender, arn.account, arn.region)
            sqs_backends[arn.account][arn.region].send_message(queue.name, message)
        elif arn.service == "logs":
            self.log(arn.account, arn.region, target.split(":log-group:")[1].removesuffix(":*"), "events", message)
        else:
            raise Undeliverable(f"The sandbox cannot deliver to {arn.service}.")

    def _check_key(self, key_id: str | None, service: str, sender: Sender, account: str, region: str) -> None:
        if not key_id:
            return
        if key_id.endswith(f"alias/aws/{service}"):
            raise Undeliverable(f"alias/aws/{service} lets no other service encrypt: a customer-managed key is needed.")
        kms = kms_backends[account][region]
        key = kms.keys.get(kms.get_key_id_from_alias(key_id) or kms.get_key_id(key_id))
        if key is None or not key.enabled:
            raise Undeliverable(f"The key {key_id} does not exist or is disabled.")
        for action in ("kms:Decrypt", "kms:GenerateDataKey"):
            if not allows(key.policy, sender.service, action, sender.context):
                raise Undeliverable(f"The policy of key {key_id} does not allow {sender.service} {action}.")

    def log(self, account: str, region: str, group: str, stream: str, message: str) -> None:
        """Appends one line to a log group, making the stream when it is missing."""
        backend = logs_backends[account][region]
        if group not in backend.groups:
            raise Undeliverable(f"The log group {group} does not exist.")
        if stream not in backend.groups[group].streams:
            backend.create_log_stream(group, stream)
        backend.put_log_events(group, stream, [{"timestamp": int(unix_time_millis()), "message": message}])


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
