"""
The sandbox's own way to the rest of AWS: boto3 clients whose requests go to moto's handlers inside the process.

Such a call passes no socket, no web framework and no fault, is not counted and takes no lock; it speaks
boto3's public contract instead of moto's private signatures. The way to a handler is that of moto's own mocks.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore import UNSIGNED
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.backend_index import backend_url_patterns
from moto.core.request import Request
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.exceptions import HTTPException

_INNER = Config(
    ignore_configured_endpoint_urls=True,  # those of a shell with the environment of another sandbox
    retries={"total_max_attempts": 1},
    parameter_validation=False,
    signature_version=UNSIGNED,
    user_agent="sandbox",
)

_SIGNED = Config(signature_version="s3v4")
"""For S3 alone: to moto a request without a signature is one of the public."""

Handler = Callable[[Request, str, Any], tuple[int, dict[str, Any], "str | bytes"]]

logger = logging.getLogger(__name__)


class InnerCallError(ClientError):  # type: ignore[misc]  # botocore carries no types
    """moto failed on a call of the sandbox itself; its log says why."""

    def __init__(self) -> None:
        super().__init__({"Error": {"Code": "InternalFailure", "Message": "The sandbox failed."}}, "inner call")


class _Body(io.BytesIO):
    def stream(self, **_: object) -> Iterator[bytes]:
        yield self.read()


class Moto:
    """moto as a WSGI application, and clients that call it directly."""

    def __init__(self) -> None:
        self.application = DomainDispatcherApplication(create_backend_app)
        self._session = boto3.session.Session(aws_access_key_id="SANDBOXINNER00000000", aws_secret_access_key="inner")  # noqa: S106 - moto checks no signature
        self.client: Callable[[str, str, str], Any] = lru_cache(maxsize=None)(self._client)

    def _client(self, name: str, account: str, region: str) -> Any:
        """Make a client for one account and Region; equal arguments give the same client."""
        config = _INNER.merge(_SIGNED) if name == "s3" else _INNER
        client = self._session.client(name, region_name=region, config=config)
        client.meta.events.register("before-send.*", lambda request, **_: _send(request, account))
        return client


def _send(request: AWSPreparedRequest, account: str) -> AWSResponse:
    request.headers["x-moto-account-id"] = account
    inner = Request.from_primitives(request.method, request.url, request.headers, request.body)
    url = urlsplit(request.url)
    try:
        handler = _handler(f"{url.scheme}://{url.netloc}{url.path}")
        status, headers, body = handler(inner, inner.raw_url, dict(inner.headers))
    except HTTPException as refusal:
        status, headers, body = refusal.code or 500, dict(refusal.get_headers()), refusal.get_body()
    except Exception:
        logger.exception("%s failed inside moto", request.url)
        raise InnerCallError from None
    return AWSResponse(request.url, status, headers, _Body(body.encode() if isinstance(body, str) else body))


def _handler(url: str) -> Handler:
    """Find what moto answers a URL with."""
    host = "/".join(url.split("/", 3)[:3])
    return next(handler for pattern, handler in _handlers(host) if pattern.match(url))


@cache
def _handlers(host: str) -> list[tuple[re.Pattern[str], Handler]]:
    """List the handlers of the AWS service that has this host, by the URLs that they take."""
    service = next(name for name, pattern in backend_url_patterns if pattern.match(f"{host}/"))
    urls = import_module(f"moto.{service}.urls")
    return [
        (re.compile(path.format(base)), handler) for base in urls.url_bases for path, handler in urls.url_paths.items()
    ]
