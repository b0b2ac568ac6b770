"""
Errors that every operation has in common: no signature, no such operation, a body that cannot be read.

Codes: API references, "Common Error Types", and what SDKs of other languages report. A JSON service says nothing more
than the code in the last two cases; the words there are (ours).
"""

from __future__ import annotations

import json

from botocore.exceptions import UnknownServiceError
from moto.core.utils import get_service_model

from ecs_express_sandbox.protocol.error_responses import WireError
from ecs_express_sandbox.protocol.operation import Environ, Operation


def malformed(operation: Operation, environ: Environ) -> WireError | None:
    """Say what is wrong with the form of a request; ``None`` for one that can be read."""
    target = environ.get("HTTP_X_AMZ_TARGET", "")
    if not operation.client:
        # A form without a signature may be rightly so: some operations of STS take no credentials.
        return WireError(400, "MissingAuthenticationTokenException", "Missing Authentication Token") if target else None
    if operation.name and not _is_known(operation):
        return _unknown(operation)
    if target and not _holds_an_object(environ):
        return WireError(400, "SerializationException", "The body of the request is not a JSON object.")
    return None


def _is_known(operation: Operation) -> bool:
    try:
        return operation.name in get_service_model(operation.client).operation_names
    except UnknownServiceError:
        return True


def _unknown(operation: Operation) -> WireError:
    if operation.protocol in ("query", "ec2"):
        words = f"Could not find operation {operation.name}"
        return WireError(400, "InvalidAction", f"{words} for version {_version(operation)}")
    return WireError(400, "UnknownOperationException", f"There is no operation {operation.name}.")


def _version(operation: Operation) -> str:
    return str(get_service_model(operation.client).api_version)


def _holds_an_object(environ: Environ) -> bool:
    try:
        return isinstance(json.loads(environ["wsgi.input"].getvalue() or b"{}"), dict)
    except ValueError:
        return False
