"""Writes errors as each AWS protocol does, so that a client raises its own typed exception for them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from xml.sax.saxutils import escape

from ecs_express_sandbox.protocol.operation import CBOR, Operation


@dataclass(frozen=True)
class WireError:
    """An AWS error before it has a protocol: HTTP status, code and message."""

    status: int
    code: str
    message: str


@dataclass(frozen=True)
class WireAnswer:
    """A finished HTTP answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def denial(operation: Operation, message: str) -> WireError:
    """Refuse for want of permission, with the code that the operation's service gives it."""
    if operation.client == "ec2":
        return WireError(403, "UnauthorizedOperation", f"You are not authorized to perform this operation. {message}")
    if operation.protocol in ("query", "rest-xml"):
        return WireError(403, "AccessDenied", message)
    return WireError(400, "AccessDeniedException", message)


def render_error(operation: Operation, error: WireError) -> WireAnswer:
    """Write an error in the protocol of the operation's service."""
    protocol = operation.protocol
    request_id = str(uuid.uuid4())
    if protocol in ("query", "ec2", "rest-xml"):
        return _xml(protocol, error, request_id)
    if protocol == CBOR:
        return _cbor(error, request_id)
    content_type = "application/json" if protocol == "rest-json" else "application/x-amz-json-1.1"
    body = json.dumps({"__type": error.code, "message": error.message}).encode()
    headers = (("Content-Type", content_type), ("x-amzn-errortype", error.code), ("x-amzn-requestid", request_id))
    return WireAnswer(error.status, headers, body)


def _xml(protocol: str, error: WireError, request_id: str) -> WireAnswer:
    fault = "Sender" if error.status < 500 else "Receiver"
    inner = f"<Code>{escape(error.code)}</Code><Message>{escape(error.message)}</Message>"
    if protocol == "ec2":
        text = f"<Response><Errors><Error>{inner}</Error></Errors><RequestID>{request_id}</RequestID></Response>"
    else:
        text = (
            f"<ErrorResponse><Error><Type>{fault}</Type>{inner}</Error>"
            f"<RequestId>{request_id}</RequestId></ErrorResponse>"
        )
    headers = (("Content-Type", "text/xml"), ("x-amzn-requestid", request_id))
    return WireAnswer(error.status, headers, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode())


def _cbor(error: WireError, request_id: str) -> WireAnswer:
    """Write a map of two texts in CBOR (RFC 8949, major types 5 and 3)."""
    fields = {"__type": error.code, "message": error.message}
    body = bytes([0xA0 | len(fields)]) + b"".join(_cbor_text(key) + _cbor_text(text) for key, text in fields.items())
    headers = (
        ("Content-Type", "application/cbor"),
        ("smithy-protocol", "rpc-v2-cbor"),
        ("x-amzn-requestid", request_id),
    )
    return WireAnswer(error.status, headers, body)


def _cbor_text(text: str) -> bytes:
    raw = text.encode()
    return b"\x79" + len(raw).to_bytes(2, "big") + raw
