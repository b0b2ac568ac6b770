"""
The sandbox's own way to the rest of AWS: boto3 clients whose requests go to moto inside the process, without a socket.

Such a call passes no fault, is not counted and takes no lock; it speaks boto3's public contract instead of moto's
private signatures.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.test import EnvironBuilder, run_wsgi_app

MARK = "x-ecs-express-sandbox-inner"
"""A header on every inner request, by which the overridden responses know them."""

_ONCE = Config(retries={"total_max_attempts": 1}, parameter_validation=False)


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
        client = self._session.client(name, region_name=region, config=_ONCE)
        client.meta.events.register("before-send.*", lambda request, **_: self._send(request, account))
        return client

    def _send(self, request: AWSPreparedRequest, account: str) -> AWSResponse:
        url = urlsplit(request.url)
        body = request.body or b""
        builder = EnvironBuilder(
            path=url.path,
            query_string=url.query,
            base_url=f"{url.scheme}://{url.netloc}",
            method=request.method,
            headers=[*_headers(request), ("x-moto-account-id", account), (MARK, "1")],
            data=body.encode() if isinstance(body, str) else body,
        )
        try:
            chunks, status, headers = run_wsgi_app(self.application, builder.get_environ(), buffered=True)
        except Exception:
            logger.exception("%s failed inside moto", request.url)
            raise InnerCallError from None
        return AWSResponse(request.url, int(status.split()[0]), dict(headers), _Body(b"".join(chunks)))


def _headers(request: AWSPreparedRequest) -> list[tuple[str, str]]:
    return [
        (name, value.decode() if isinstance(value, bytes) else str(value)) for name, value in request.headers.items()
    ]
