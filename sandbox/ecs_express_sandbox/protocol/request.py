"""A request as the rules see it: its parameters by the API model's names, and the account that it was sent to."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.utils import get_service_model

from ecs_express_sandbox.protocol.operation import Environ, Operation


class Refused(Exception):
    """
    AWS would not carry the request out.

    Attributes:
        code: the error's code, as the protocol carries it.
        message: AWS's words.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code, self.message = code, message
        super().__init__(f"{code}: {message}")


@dataclass(frozen=True)
class Asked:
    """
    One request.

    Attributes:
        account: whose account it was sent to.
        parameters: what it asks, as the API model names it.
        client: gives a boto3 client that sees the same account and Region.
    """

    account: str
    parameters: Mapping[str, Any]
    client: Callable[[str], Any]

    def text(self, name: str) -> str:
        """Return a parameter as text; empty where it was left out."""
        return str(self.parameters.get(name) or "")

    def listed(self, name: str) -> list[Any]:
        """Return a parameter that is a list; empty where it was left out."""
        return list(self.parameters.get(name) or [])


Rule = Callable[[Asked], None]
"""Raises ``Refused`` where AWS would refuse."""


def parsed(operation: Operation, environ: Environ) -> dict[str, Any]:
    """Read the parameters of a request, which can be read again afterwards."""
    request = Request({**environ, "wsgi.input": io.BytesIO(environ["wsgi.input"].getvalue())})
    service = get_service_model(operation.client)
    protocol = determine_request_protocol(service, request.content_type)
    parser = PROTOCOL_PARSERS[protocol](service.operation_model(operation.name))
    found = parser.parse(
        {
            "method": request.method,
            "values": request.values,
            "headers": request.headers,
            "body": request.get_data(),
            "url_path": request.path,
            "url_params": _path_parameters(operation, request) if protocol.startswith("rest") else {},
        }
    )
    return dict(found)


def _path_parameters(operation: Operation, request: Any) -> dict[str, Any]:
    _, found = get_service_router(operation.client).match(request)
    return dict(found)


def constraint(value: object, name: str, rule: str) -> str:
    """Write the sentence that AWS's request validation has for a value outside a constraint of the API model."""
    return f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: {rule}"


def repeated(values: Iterable[str]) -> bool:
    """Report whether a value comes twice."""
    listed = list(values)
    return len(set(listed)) < len(listed)
