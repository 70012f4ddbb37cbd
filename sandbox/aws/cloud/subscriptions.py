"""SNS subscriptions: pending until their recipient confirms, and web hooks that cannot hold the sandbox up.

POST /_sandbox/console/confirm-subscriptions  {"endpoint": "soc@example.com"}   (none: all of them)
"""

from __future__ import annotations

import threading
from typing import Any

import requests
from moto.core.responses import ActionResult
from moto.sns import models as sns
from moto.sns.responses import SNSResponse
from werkzeug.wrappers import Request

from .console import body_of

WEB_HOOK_SECONDS = 5.0
NEEDS_CLICK = ("email", "email-json", "http", "https")
"""Protocols whose recipient must confirm; queues of the same account need not."""


def pending(subscription: sns.Subscription) -> bool:
    return subscription.attributes.get("PendingConfirmation") == "true"


def confirm(request: Request) -> dict[str, Any]:
    wanted = body_of(request).get("endpoint")
    confirmed = []
    for regions in sns.sns_backends.values():
        for backend in regions.values():
            for subscription in backend.subscriptions.values():
                if pending(subscription) and wanted in (None, subscription.endpoint):
                    subscription.attributes["PendingConfirmation"] = "false"
                    confirmed.append(subscription.arn)
    return {"confirmed": confirmed}


def install() -> None:
    subscribe = sns.SNSBackend.subscribe

    def subscribe_pending(self: Any, topic_arn: str, endpoint: str, protocol: str) -> sns.Subscription:
        known = set(self.subscriptions)
        subscription = subscribe(self, topic_arn, endpoint, protocol)
        if subscription.arn not in known and protocol in NEEDS_CLICK:
            subscription.attributes.update(PendingConfirmation="true", ConfirmationWasAuthenticated="false")
        return subscription

    sns.SNSBackend.subscribe = subscribe_pending

    publish = sns.Subscription.publish

    def publish_confirmed(self: sns.Subscription, *args: Any, **options: Any) -> None:
        if not pending(self):
            publish(self, *args, **options)

    sns.Subscription.publish = publish_confirmed

    for name in ("list_subscriptions", "list_subscriptions_by_topic"):
        setattr(SNSResponse, name, _shown(getattr(SNSResponse, name)))

    class BackgroundRequests:
        """moto posts to web hooks within the caller's request, without a time limit."""

        @staticmethod
        def post(url: str, **options: Any) -> None:
            def deliver() -> None:
                try:
                    requests.post(url, timeout=WEB_HOOK_SECONDS, **options)
                except requests.RequestException:
                    pass  # SNS retries and gives up; nobody is told

            threading.Thread(target=deliver, daemon=True).start()

    sns.requests = BackgroundRequests


def _shown(original: Any) -> Any:
    """Lists show the word PendingConfirmation in place of the ARN."""

    def method(self: Any) -> ActionResult:
        found: Any = original(self).result
        subscriptions = [
            {
                "SubscriptionArn": "PendingConfirmation" if pending(s) else s.arn,
                "Owner": s.account_id,
                "Protocol": s.protocol,
                "Endpoint": s.endpoint,
                "TopicArn": s.topic_arn,
            }
            for s in found["Subscriptions"]
        ]
        return ActionResult({**found, "Subscriptions": subscriptions})

    return method
