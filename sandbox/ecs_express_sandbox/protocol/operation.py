"""Tells which AWS operation an HTTP request is, in the names that boto3 gives clients and operations."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from botocore.exceptions import UnknownServiceError
from moto.core.request import Request
from moto.core.routing import get_service_router
from moto.core.utils import get_service_model
from werkzeug.exceptions import NotFound

Environ = dict[str, Any]

CBOR = "smithy-rpc-v2-cbor"

_CLIENTS = {
    "monitoring": "cloudwatch",
    "tagging": "resourcegroupstaggingapi",
    "email": "ses",
    "states": "stepfunctions",
}
"""Where a service signs its requests with another name than boto3 gives to its client."""

_CREDENTIAL = re.compile(r"Credential=(?P<key>[^/,]+)/[^/]+/(?P<region>[^/]+)/(?P<service>[^/]+)/")
_CBOR_PATH = re.compile(r"/service/[^/]+/operation/(?P<operation>\w+)")


@dataclass(frozen=True)
class Operation:
    """
    One call of one AWS API.

    Attributes:
        client: boto3's client name, such as ``elbv2``; empty for a request that is not signed.
        name: the operation as the API model names it; empty where it is unknown.
        region: the Region that the request was signed for.
        access_key: whose key signed it.
        protocol: the wire protocol that the client speaks, as the API models name it.
    """

    client: str
    name: str
    region: str
    access_key: str = ""
    protocol: str = "json"

    def __str__(self) -> str:
        return f"{self.client}:{self.name}"

    @property
    def changes_state(self) -> bool:
        """Report whether the call may change anything, judged by AWS's own naming."""
        return not self.name.startswith(("Describe", "List", "Get"))


def buffer_body(environ: Environ) -> bytes:
    """Read the whole body and put it back, so that it can be read again."""
    length = environ.get("CONTENT_LENGTH") or ("" if environ.get("wsgi.input_terminated") else "0")
    body: bytes = environ["wsgi.input"].read(int(length)) if length else environ["wsgi.input"].read()
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    return body


def identify(environ: Environ, body: bytes) -> Operation:
    """Tell the operation from the signature and from what each AWS protocol names it by."""
    signed = _CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    if signed is None:
        return Operation("", "", "us-east-1")
    form = _form(environ, body)
    client = _client(signed["service"].lower(), form)
    return Operation(
        client, _name(client, environ, form), signed["region"], signed["key"], _protocol(client, environ, form)
    )


def _form(environ: Environ, body: bytes) -> dict[str, str]:
    if not environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        return {}
    return {key: values[0] for key, values in parse_qs(body.decode("utf-8", "replace")).items()}


def _client(signing_name: str, form: dict[str, str]) -> str:
    if signing_name == "elasticloadbalancing":
        return "elb" if form.get("Version") == "2012-06-01" else "elbv2"
    return _CLIENTS.get(signing_name, signing_name)


def _name(client: str, environ: Environ, form: dict[str, str]) -> str:
    if "Action" in form:
        return form["Action"]
    if target := environ.get("HTTP_X_AMZ_TARGET"):
        return str(target).rsplit(".", 1)[-1]
    if found := _CBOR_PATH.match(environ.get("PATH_INFO", "")):
        return found["operation"]
    return _name_by_path(client, environ)


def _name_by_path(client: str, environ: Environ) -> str:
    """Ask moto's router: the REST protocols name an operation by method and path."""
    try:
        operation, _ = get_service_router(client).match(Request(environ.copy()))
    except (NotFound, NotImplementedError, UnknownServiceError):
        return ""
    return str(operation.name)


def _protocol(client: str, environ: Environ, form: dict[str, str]) -> str:
    """Tell the protocol by the request itself: newer services speak several."""
    if "Action" in form:
        return "ec2" if client == "ec2" else "query"
    if "HTTP_X_AMZ_TARGET" in environ:
        return "json"
    if _CBOR_PATH.match(environ.get("PATH_INFO", "")):
        return CBOR
    try:
        return str(get_service_model(client).protocol)
    except UnknownServiceError:
        return "json"
