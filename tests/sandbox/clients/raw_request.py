"""
A client without an SDK: one HTTP request, signed by hand.

Source: IAM user guide, "Create a signed AWS API request" (signature version 4).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime, timezone
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

REGION, SERVICE = "eu-west-1", "ecs"
KEY, SECRET = "AKIASANDBOXRAW000000", "secret"
TARGET = "AmazonEC2ContainerServiceV20141113"
CONTENT_TYPE = "application/x-amz-json-1.1"


def signed(host: str, operation: str, body: bytes, now: datetime) -> dict[str, str]:
    """Give the headers of a signed request."""
    moment = now.strftime("%Y%m%dT%H%M%SZ")
    headers = {
        "content-type": CONTENT_TYPE,
        "host": host,
        "x-amz-date": moment,
        "x-amz-target": f"{TARGET}.{operation}",
    }
    names = ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    scope = f"{moment[:8]}/{REGION}/{SERVICE}/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"AWS4{SECRET}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    credential = f"Credential={KEY}/{scope}"
    return {
        **headers,
        "authorization": f"AWS4-HMAC-SHA256 {credential}, SignedHeaders={names}, Signature={signature}",
    }


class RawAnswer:
    """What came back: status, headers by lower-case name, and the body."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def content(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def call(endpoint: str, operation: str, request: Any, *, sign: bool = True) -> RawAnswer:
    """Send one request; bytes go as they are."""
    host = urlsplit(endpoint).netloc
    body = request if isinstance(request, bytes) else json.dumps(request).encode()
    headers = signed(host, operation, body, datetime.now(timezone.utc))
    if not sign:
        del headers["authorization"]
    connection = HTTPConnection(host)
    try:
        connection.request("POST", "/", body, headers)
        with connection.getresponse() as answer:
            found = {name.lower(): value for name, value in answer.getheaders()}
            return RawAnswer(answer.status, found, answer.read())
    finally:
        connection.close()
