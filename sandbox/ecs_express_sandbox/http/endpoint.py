"""
The endpoint for all AWS requests: identify, count, apply faults, advance to the present time, pass on to moto.

One lock lies around each request. Faults are decided outside of it where they only wait.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterable
from typing import Any

from moto.iam.models import get_account_id_from

from ecs_express_sandbox.access.guard import denied
from ecs_express_sandbox.aws.refusals.judgement import refusal_of
from ecs_express_sandbox.control.faults import error_of
from ecs_express_sandbox.control.held_calls import Moment
from ecs_express_sandbox.http.control_api import ControlApi
from ecs_express_sandbox.protocol.error_responses import WireAnswer, WireError, render_error
from ecs_express_sandbox.protocol.operation import Environ, Operation, buffer_body, identify
from ecs_express_sandbox.sandbox import Sandbox

CONTROL_PREFIX = "/_sandbox"

GARBLED = WireAnswer(200, (("Content-Type", "text/html"),), b"<html><body>Please log in.</body></html>")
"""What a proxy answers in place of AWS."""

logger = logging.getLogger(__name__)


class Endpoint:
    """The WSGI application behind ``AWS_ENDPOINT_URL``."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._control = ControlApi(sandbox)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        body = buffer_body(environ)
        path = str(environ.get("PATH_INFO", ""))
        if path == CONTROL_PREFIX or path.startswith(CONTROL_PREFIX + "/"):
            query = str(environ.get("QUERY_STRING", ""))
            answer = self._control.answer(environ["REQUEST_METHOD"], path[len(CONTROL_PREFIX) :], body, query)
        elif path == "/moto-api/reset":
            answer = self._control.answer("POST", "/reset", b"")
        else:
            answer = self._aws(environ, body)
        start_response(f"{answer.status} ", [*answer.headers, ("Content-Length", str(len(answer.body)))])
        return [answer.body]

    def _aws(self, environ: Environ, body: bytes) -> WireAnswer:
        operation = identify(environ, body)
        with self._sandbox.lock:
            if operation.name:
                self._sandbox.calls.count(str(operation))
            fault = self._sandbox.faults.strike(operation)
        if fault is None:
            return self._served(environ, operation)
        if fault.kind == "drop_before" or (fault.kind == "hold_before" and not self._goes_on(operation, "before")):
            _hang_up(environ)
        if fault.kind == "delay":
            time.sleep(fault.seconds)
        if error := error_of(fault, operation):
            return render_error(operation, error)
        answer = self._served(environ, operation)
        if fault.kind == "drop_after" or (fault.kind == "hold_after" and not self._goes_on(operation, "after")):
            _hang_up(environ)
        return GARBLED if fault.kind == "garble" else answer

    def _goes_on(self, operation: Operation, moment: Moment) -> bool:
        """Hold a call, outside of the lock, until it is released."""
        return self._sandbox.held.hold(str(operation), moment)

    def _served(self, environ: Environ, operation: Operation) -> WireAnswer:
        with self._sandbox.lock:
            try:
                self._sandbox.settle()
                self._sandbox.prepare_region(operation.client, _account(environ, operation), operation.region)
                answer = self._refused(environ, operation) or self._moto(environ)
                self._sandbox.settle()
            except NotImplementedError as missing:
                answer = render_error(operation, _not_imitated(operation, missing))
            except Exception:
                logger.exception("%s failed inside the sandbox", operation)
                answer = render_error(operation, _internal(operation))
            if operation.changes_state:
                self._sandbox.world.note_change()
            return answer

    def _refused(self, environ: Environ, operation: Operation) -> WireAnswer | None:
        account = _account(environ, operation)
        refusal = denied(operation, environ, account) if self._sandbox.settings.enforce_iam else None
        refusal = refusal or refusal_of(operation, environ, account, self._sandbox.moto)
        return render_error(operation, refusal) if refusal else None

    def _moto(self, environ: Environ) -> WireAnswer:
        started: list[Any] = []
        chunks = self._sandbox.moto.application(
            environ, lambda status, headers, _=None: started.extend((status, headers))
        )
        body = b"".join(chunks)
        headers = tuple((key, value) for key, value in started[1] if key.lower() != "content-length")
        return WireAnswer(int(started[0].split()[0]), headers, body)


def _account(environ: Environ, operation: Operation) -> str:
    """Tell the account of a request, as moto does: by header, else by access key."""
    return str(environ.get("HTTP_X_MOTO_ACCOUNT_ID") or get_account_id_from(operation.access_key))


def _not_imitated(operation: Operation, missing: NotImplementedError) -> WireError:
    """Refuse at once what is not there: clients do not retry a 501."""
    return WireError(501, "NotImplemented", f"The sandbox does not imitate {operation}: {missing}")


def _internal(operation: Operation) -> WireError:
    code = "ServerException" if operation.client == "ecs" else "InternalFailure"
    return WireError(500, code, "The sandbox failed; its log says why.")


def _hang_up(environ: Environ) -> None:
    """Close the connection without an answer."""
    connection: socket.socket = environ["werkzeug.socket"]
    connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionAbortedError("dropped on request")
