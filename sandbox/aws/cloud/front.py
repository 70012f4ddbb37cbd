"""The WSGI application in front of moto: control routes, SCIM, faults, and the record of every call."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterable
from typing import Any
from xml.sax.saxutils import escape

from werkzeug.wrappers import Request, Response

from . import accounts
from .console import Console
from .faults import Faults
from .recorder import Recorder
from .runtime import Runtime
from .scim import PATH as SCIM_PATH
from .scim import Scim

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Front:
    def __init__(
        self,
        runtime: Runtime,
        moto: Wsgi,
        scim: Scim,
        console: Console,
        faults: Faults,
        recorder: Recorder,
        before_cloudtrail: Callable[[], None],
    ):
        self.before_cloudtrail = before_cloudtrail
        self.runtime = runtime
        self.moto = moto
        self.scim = scim
        self.console = console
        self.faults = faults
        self.recorder = recorder

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith("/_sandbox/"):
            return self._locked(self.console.respond, environ, start_response)
        if self.faults.latency_ms:
            time.sleep(self.faults.latency_ms / 1000)
        if environ.get("HTTP_HOST", "").startswith("scim.") or SCIM_PATH.fullmatch(path):
            return self._locked(self.scim.respond, environ, start_response)
        return self._aws(environ, start_response)

    def _locked(self, respond: Callable[[Request], Response], environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        request.get_data()
        with self.runtime.lock:
            self.runtime.settle()
            return respond(request)(environ, start_response)

    def _aws(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = _read(environ)
        scope = accounts.credential_scope(environ)
        accounts.route_to_account(environ, self.runtime.world)
        service = scope[2] if scope else ""
        operation = self.recorder.operation({**environ, "wsgi.input": io.BytesIO(body)}, service, body) or ""
        answered: list[Any] = []

        def keep(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            answered[:] = [status, headers]
            return answered.append

        with self.runtime.lock:
            self.runtime.settle()
            if service == "cloudtrail":
                self.before_cloudtrail()
            fault = self.faults.error_for(service, operation)
            if fault:
                answer = b"".join(_failure(fault, environ)(environ, keep))
            else:
                try:
                    answer = b"".join(self.moto(environ, keep))
                except NotImplementedError:
                    unknown = (
                        501,
                        "NotImplementedException",
                        f"The sandbox's AWS does not know {service}:{operation or environ.get('PATH_INFO')}.",
                    )
                    answer = b"".join(_failure(unknown, environ)(environ, keep))
            status = int(answered[0].split()[0])
            self.faults.answered(service, operation, status)
            # moto's 404 to an unknown path and its 501 are no calls of AWS.
            if operation and status not in (404, 501) or status == 404 and b"NoSuchEntity" in answer:
                self.recorder.record(environ, service, operation, body, status, answer)
        start_response(answered[0], answered[1])
        return [answer]


def _read(environ: dict[str, Any]) -> bytes:
    """The whole body, put back for moto."""
    if environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked":
        body = environ["wsgi.input"].read()
    else:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def _failure(fault: tuple[int, str, str], environ: dict[str, Any]) -> Response:
    status, code, message = fault
    if environ.get("HTTP_X_AMZ_TARGET"):
        body = json.dumps({"__type": code, "message": message})
        return Response(body, status=status, headers={"x-amzn-errortype": code}, content_type="application/x-amz-json-1.1")
    xml = f"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{escape(message)}</Message></Error></ErrorResponse>"
    return Response(xml, status=status, headers={"x-amzn-errortype": code}, content_type="text/xml")
