"""One request to GitHub and its answer; what goes wrong on the way is an error of its own."""

from __future__ import annotations

import json
import ssl
from http.client import HTTPException
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from pulumi_ecs_express.planning.pull_request.answers import Answer

TIMEOUT_SECONDS = 30.0
"""The longest silence of the server."""

REDIRECTS = 3
"""Redirects that are followed: a repository that was renamed or moved has one."""

VERSION = "2022-11-28"
"""The version of the REST API that is asked for."""

MOVED = (301, 302, 307, 308)


class NoAnswer(Exception):
    """
    GitHub has not answered; whether it has done what was asked is not known.

    Attributes:
        lasting: Whether trying again cannot help.
    """

    def __init__(self, why: str, *, lasting: bool = False) -> None:
        self.lasting = lasting
        super().__init__(why)


class Connection(Protocol):
    """What sends one request, once."""

    def send(self, method: str, url: str, body: object | None) -> Answer:
        """
        Send it and give the answer, whatever its status.

        Raises:
            NoAnswer: There is none.
        """


def _opener() -> OpenerDirector:
    """Make what speaks HTTP, without redirects: they would make a GET of a POST, and take the token to another host."""
    opener = OpenerDirector()
    for kind in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
        opener.add_handler(kind())
    return opener


class HttpConnection:
    """GitHub over HTTP, through the proxies of the environment; the token goes to the API's own host alone."""

    def __init__(self, api: str, token: str) -> None:
        self._origin, self._token = _origin(api), token
        self._opener = _opener()

    def send(self, method: str, url: str, body: object | None) -> Answer:
        for _ in range(REDIRECTS):
            answer = self._once(method, url, body)
            if answer.status not in MOVED or "location" not in answer.headers:
                break
            url = _target(url, answer.headers["location"])
        return answer

    def _once(self, method: str, url: str, body: object | None) -> Answer:
        if _origin(url) != self._origin:
            raise NoAnswer(f"it leads to another host, {_origin(url)[1] or url}: the token stays here", lasting=True)
        data = None if body is None else json.dumps(body).encode()
        request = Request(url, data, self._headers(data), method=method)  # noqa: S310  # only http and https get here
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as response:
                return self._answer(response.status, dict(response.headers), response.read())
        except HTTPError as answered:
            with answered:
                return self._answer(answered.code, dict(answered.headers), answered.read())
        except URLError as error:
            lasting = isinstance(error.reason, ssl.SSLCertVerificationError)
            raise NoAnswer(self._failure(error.reason), lasting=lasting) from error
        except (OSError, HTTPException) as error:
            raise NoAnswer(self._failure(error)) from error

    def _headers(self, data: bytes | None) -> dict[str, str]:
        return {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self._token}",
            "User-Agent": "pulumi-ecs-express",
            "X-GitHub-Api-Version": VERSION,
            **({} if data is None else {"Content-Type": "application/json"}),
        }

    def _answer(self, status: int, headers: dict[str, str], content: bytes) -> Answer:
        """Read an answer; a proxy's page may repeat the request, token and all."""
        named = {name.lower(): value for name, value in headers.items()}
        return Answer(status, named, self._masked(content.decode(errors="replace")))

    def _failure(self, fault: object) -> str:
        """Say what is wrong with the way to the API, and where that is."""
        said = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
        return self._masked(f"{self._origin[1]}: {said}")

    def _masked(self, text: str) -> str:
        return text.replace(self._token, "***") if self._token else text


def _origin(url: str) -> tuple[str, str]:
    """Give scheme and host; of what is no URL, neither."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc


def _target(url: str, location: str) -> str:
    """Find where a redirect leads; what is no URL stays as it is, and is refused as another host."""
    try:
        return urljoin(url, location)
    except ValueError:
        return location
