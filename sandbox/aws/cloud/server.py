"""Puts the local AWS together and serves it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from . import accounts
from .runtime import Runtime
from .world import World


def build(world: World, async_seconds: float) -> object:
    """The WSGI application. moto must not have been imported before: it copies the default account id."""
    accounts.set_default_account(world.management_account)
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

    from . import (
        access_control_attributes,
        assignments,
        center,
        identity_store,
        organization,
        permission_sets,
        provisioning,
        trail_events,
    )
    from .async_requests import AsyncRequests
    from .console import Console
    from .faults import Faults
    from .front import Front
    from .recorder import Recorder
    from .scim import Scim
    from .scim_tokens import Tokens

    runtime = Runtime(world, async_seconds)
    accounts.install(world)
    organization.install(runtime)
    directory = identity_store.install(runtime)
    identity_center = center.install(runtime, directory)
    requests = AsyncRequests(runtime)
    assigned = assignments.install(identity_center, requests)
    permission_sets.install(identity_center, assigned.in_use)
    provisioning.install(identity_center, requests)
    access_control_attributes.install(identity_center)
    history = trail_events.install(runtime)

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

    tokens, faults = Tokens(runtime), Faults()
    console = Console(runtime, tokens, history, faults)
    scim = Scim(directory, tokens, record_scim)
    return Front(runtime, DomainDispatcherApplication(create_backend_app), scim, console, faults, Recorder(history, world))


def serve(world: World, port: int, async_seconds: float, ready: Callable[[int], None]) -> None:
    """Answers on 127.0.0.1 until the process ends; `ready` gets the port."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    application = build(world, async_seconds)
    from moto.moto_server.werkzeug_app import MotoRequestHandler
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", port, application, threaded=True, request_handler=MotoRequestHandler)
    ready(server.server_port)
    server.serve_forever()
