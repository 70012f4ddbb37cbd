"""Puts the local AWS together and serves it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache

from . import accounts
from .runtime import Runtime
from .world import World


def build(world: World, async_seconds: float) -> object:
    """The WSGI application. moto must not have been imported before: it copies the default account id."""
    accounts.set_default_account(world.management_account)
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    from . import (
        access_control_attributes,
        alarms,
        assignments,
        center,
        closures,
        event_bus,
        identity_store,
        login_profiles,
        metric_filters,
        mfa,
        organization,
        permission_sets,
        provisioning,
        service_credentials,
        subscriptions,
        trail_events,
        trails,
    )
    from .async_requests import AsyncRequests
    from .console import Console
    from .deliveries import Deliveries
    from .faults import Faults
    from .front import Front
    from .recorder import Recorder
    from .scim import Scim
    from .scim_tokens import Tokens
    from .sign_in import SignIn

    runtime = Runtime(world, async_seconds)
    accounts.install(world)
    organization.install(runtime)
    directory = identity_store.install(runtime)
    identity_center = center.install(runtime, directory)
    requests = AsyncRequests(runtime)
    faults = Faults()
    assigned = assignments.install(identity_center, requests, faults)
    permission_sets.install(identity_center, assigned.in_use)
    provisioning.install(identity_center, requests)
    access_control_attributes.install(identity_center)
    history = trail_events.install(runtime)
    deliveries = Deliveries(runtime)
    metric_filters.install()
    subscriptions.install()
    login_profiles.install()
    service_credentials.install()
    alarms.install(runtime, deliveries)
    logged = trails.install(event_bus.install(deliveries), deliveries)
    history.listeners.append(logged.deliver)

    def record_scim(operation: str, status: int, detail: str) -> None:
        event = {
            "eventSource": "identitystore-scim.amazonaws.com",
            "eventName": operation,
            "userIdentity": {"type": "WebIdentityUser", "accountId": world.management_account},
            "requestParameters": {"tenantId": world.scim_tenant_id},
        }
        if status >= 400:
            codes = {400: "ValidationException", 401: "UnauthorizedException", 404: "ResourceNotFoundException", 409: "ConflictException"}
            event.update(errorCode=codes.get(status, "InternalServerException"), errorMessage=detail)
        history.add(event, world.management_account, world.home_region)

    tokens = Tokens(runtime)
    console = Console(runtime, tokens, history, faults)
    console.routes["POST", "console/restore-account"] = closures.install(identity_center).restore
    console.routes["POST", "iam/mfa-devices"] = lambda request: mfa.enrol(world, history, request)
    console.routes["POST", "console/confirm-subscriptions"] = subscriptions.confirm
    console.routes["POST", "sign-in"] = SignIn(identity_center, history, console).respond
    scim = Scim(directory, tokens, record_scim)
    moto = DomainDispatcherApplication(create_backend_app)
    # moto looks through its folders on disk for the service of each request.
    moto.get_backend_for_host = cache(moto.get_backend_for_host)
    return Front(runtime, moto, scim, console, faults, Recorder(history, world), before_cloudtrail=logged.remember)


def serve(world: World, port: int, async_seconds: float, ready: Callable[[int], None]) -> None:
    """Answers on 127.0.0.1 until the process ends; `ready` gets the port."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    application = build(world, async_seconds)
    from moto.moto_server.werkzeug_app import MotoRequestHandler
    from werkzeug.serving import make_server

    class Handler(MotoRequestHandler):
        # Keeps connections open: a provider makes thousands of small calls.
        protocol_version = "HTTP/1.1"

    server = make_server("127.0.0.1", port, application, threaded=True, request_handler=Handler)
    ready(server.server_port)
    server.serve_forever()
