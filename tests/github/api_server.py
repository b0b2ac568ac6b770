"""
GitHub's REST API for comments of a pull request, on a local port: it answers as the documentation says.

Pages of 30 unless asked, 100 at most, with Link headers; texts of 65,536 characters at most; tokens with and without
permission; redirects of a repository that was renamed. Source: https://docs.github.com/en/rest/issues/comments,
.../rest/using-the-rest-api/using-pagination-in-the-rest-api and .../rate-limits-for-the-rest-api, read 2026-11-28;
the messages are those that GitHub's users quote in public issues.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

REPOSITORY, OLD_NAME, NUMBER = "acme/shop", "acme/store", 7
BOT = {"login": "github-actions[bot]", "type": "Bot"}
PERSON = {"login": "mallory", "type": "User"}
LONGEST = 65_536
GOOD = "good-token"
TOKENS: dict[str, dict[str, str]] = {
    "good-token": BOT,
    "reading-token": BOT,
    "person-token": {**PERSON, "login": "ann"},
}
"""Tokens, and whose they are; the second may only read."""


@dataclass
class Reply:
    """An answer in place of the API's own; without a status the connection is reset."""

    status: int | None
    content: object = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    done: bool = False
    """Whether the request is carried out all the same, and only its answer lost."""


@dataclass
class GitHub:
    """What the server knows, what was asked of it, and what it answers in place of the truth."""

    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    replies: dict[str, list[Reply | None]] = field(default_factory=dict)
    """By method, the answers that are given first; None for the API's own."""
    viewer: Reply | None = None
    """What GraphQL answers in place of the token's account."""
    before: dict[str, Callable[[], None]] = field(default_factory=dict)
    """By method, what happens once before a request is carried out."""
    next_id: int = 1000

    def add(self, body: str, user: Mapping[str, str] | None = BOT, association: str = "NONE") -> dict[str, Any]:
        """Make a comment."""
        self.next_id += 1
        url = f"https://github.com/{REPOSITORY}/pull/{NUMBER}#issuecomment-{self.next_id}"
        made = {
            "id": self.next_id,
            "body": body,
            "user": user,
            "html_url": url,
            "author_association": association,
        }
        self.comments.append(made)
        return made

    def bodies(self) -> list[str]:
        """List the texts of all comments."""
        return [one["body"] for one in self.comments]

    def count(self, beginning: str) -> int:
        """Count the requests that begin so, as in ``POST /repos``."""
        return sum(line.startswith(beginning) for line in self.asked)

    def answer(self, method: str, path: str, token: str, body: Any) -> Reply:
        """Answer a request."""
        if token not in TOKENS:
            return Reply(401, {"message": "Bad credentials", "status": "401"})
        parts = urlsplit(path)
        if parts.path.endswith("/graphql"):
            return self.viewer or Reply(200, {"data": {"viewer": {"login": TOKENS[token]["login"]}}})
        if parts.path.startswith(f"/repos/{OLD_NAME}/"):
            there = path.replace(OLD_NAME, REPOSITORY, 1)
            return Reply(301 if method == "GET" else 307, {"message": "Moved"}, {"Location": f"{self.url}{there}"})
        if parts.path == f"/repos/{REPOSITORY}/issues/{NUMBER}/comments":
            return self._page(parse_qs(parts.query)) if method == "GET" else self._post(token, body)
        one = re.fullmatch(rf"/repos/{REPOSITORY}/issues/comments/(\d+)", parts.path)
        return self._edit(int(one[1]), token, body) if one and method == "PATCH" else _not_found()

    def _page(self, query: Mapping[str, list[str]]) -> Reply:
        size = min(100, int(query.get("per_page", ["30"])[0]))
        page = int(query.get("page", ["1"])[0])
        last = max(1, -(-len(self.comments) // size))
        around = {"prev": page - 1, "next": page + 1, "last": last, "first": 1}
        links = [
            f'<{self.url}/repos/{REPOSITORY}/issues/{NUMBER}/comments?per_page={size}&page={there}>; rel="{name}"'
            for name, there in around.items()
            if 1 <= there <= last and there != page
        ]
        content = self.comments[(page - 1) * size : page * size]
        return Reply(200, content, {"Link": ", ".join(links)} if links else {})

    def _post(self, token: str, body: Any) -> Reply:
        return _refusal(token, body) or Reply(201, self.add(body["body"], TOKENS[token]))

    def _edit(self, number: int, token: str, body: Any) -> Reply:
        found = [one for one in self.comments if one["id"] == number]
        refused = _refusal(token, body)
        if refused or not found:
            return refused or _not_found()
        found[0]["body"] = body["body"]
        return Reply(200, found[0])


def _not_found() -> Reply:
    return Reply(404, {"message": "Not Found", "status": "404"})


def _refusal(token: str, body: Any) -> Reply | None:
    if token == "reading-token":
        accepted = {"X-Accepted-GitHub-Permissions": "issues=write; pull_requests=write"}
        return Reply(403, {"message": "Resource not accessible by integration", "status": "403"}, accepted)
    if len(body["body"]) > LONGEST:
        problem = {
            "field": "body",
            "code": "too_long",
            "message": f"body is too long (maximum is {LONGEST} characters)",
        }
        return Reply(422, {"message": "Validation Failed", "errors": [problem]})
    return None


class _Server(ThreadingHTTPServer):
    """A server to which a client that has gone away is no fault of its own."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[GitHub]:
    """Serve until the end of the block, by HTTPS with a certificate."""
    github = GitHub()

    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            _handle(github, self)

        do_GET = _handle  # noqa: N815  # the name is the standard library's
        do_POST = _handle  # noqa: N815  # as above
        do_PATCH = _handle  # noqa: N815  # as above

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    github.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield github
    finally:
        server.shutdown()
        server.server_close()


def _handle(github: GitHub, request: BaseHTTPRequestHandler) -> None:
    method, path = request.command, request.path
    content = request.rfile.read(int(request.headers.get("Content-Length") or 0))
    token = (request.headers.get("Authorization") or "").removeprefix("Bearer ")
    github.asked.append(f"{method} {path}")
    github.tokens.append(token)
    github.before.pop(method, lambda: None)()
    body = json.loads(content) if content else None
    queued = github.replies.get(method)
    reply = queued.pop(0) if queued and not path.endswith("/graphql") else None
    if reply is None or reply.done:
        real = github.answer(method, path, token, body)
        reply = reply or real
    _send(request, reply)


def _send(request: BaseHTTPRequestHandler, reply: Reply) -> None:
    if reply.status is None:
        request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.connection.close()
        request.wfile = open("/dev/null", "wb")  # noqa: PTH123, SIM115  # the handler flushes what is closed
        return
    text = reply.content if isinstance(reply.content, str) else json.dumps(reply.content)
    request.send_response(reply.status)
    for name, value in reply.headers.items():
        request.send_header(name, value)
    request.send_header("Content-Length", str(len(text.encode())))
    request.end_headers()
    request.wfile.write(text.encode())
