"""
An HTTP server that answers as App Runner does, from the answers of one service: moto has no App Runner.

Every answer is held against botocore's model of the operation before it is sent, so a sample that AWS could not have sent
fails the test.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.adapter_calls import service_model

from pulumi_ecs_express.aws.response_validation import problems

TIMES = ("CreatedAt", "UpdatedAt", "DeletedAt")
PAGE = 1
"""Entries of a list in one answer, so that whoever reads it has to ask again."""


class AppRunner:
    """One service of App Runner, with what belongs to it, under the names of the answers' members."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.refuses: dict[str, tuple[int, str, str]] = {}

    def answer(self, operation: str, request: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Answer a request."""
        self.asked.append(operation)
        if operation in self.refuses:
            status, code, message = self.refuses[operation]
            return status, {"__type": code, "message": message}
        if request.get("ServiceArn", self.arn) != self.arn:
            return 400, {
                "__type": "ResourceNotFoundException",
                "message": f"Service not found: {request['ServiceArn']}",
            }
        return 200, self._checked(operation, self._found(operation, request))

    @property
    def arn(self) -> str:
        """The ARN of the service."""
        return str(self.answers["Service"]["ServiceArn"])

    def _found(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        if operation == "DescribeCustomDomains":
            domains = self._page("CustomDomains", request)
            return {"DNSTarget": "x.awsapprunner.com", "ServiceArn": self.arn, "VpcDNSTargets": [], **domains}
        if operation == "ListVpcIngressConnections":
            page = self._page("VpcIngressConnections", request)
            return {
                ("VpcIngressConnectionSummaryList" if key == "VpcIngressConnections" else key): value
                for key, value in page.items()
            }
        if operation == "ListTagsForResource":
            return {"Tags": self.answers["Tags"]}
        name = operation.removeprefix("Describe")
        return {name: self.answers[name]}

    def _page(self, name: str, request: dict[str, Any]) -> dict[str, Any]:
        start = int(request.get("NextToken") or 0)
        listed = self.answers[name]
        further = {"NextToken": str(start + PAGE)} if start + PAGE < len(listed) else {}
        return {name: listed[start : start + PAGE], **further}

    def _checked(self, operation: str, answer: dict[str, Any]) -> dict[str, Any]:
        shape = service_model("apprunner").operation_model(operation).output_shape
        found = list(problems(_with_times(answer, datetime.fromisoformat), shape))
        assert not found, found
        return dict(_with_times(answer, lambda text: datetime.fromisoformat(text).timestamp()))


def _with_times(value: Any, read: Any) -> Any:
    """Write moments in another form."""
    if isinstance(value, dict):
        return {
            key: read(member.replace("Z", "+00:00")) if key in TIMES else _with_times(member, read)
            for key, member in value.items()
        }
    return [_with_times(member, read) for member in value] if isinstance(value, list) else value


@contextmanager
def served(service: AppRunner) -> Iterator[str]:
    """Serve it; give the URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, body = service.answer(self.headers["X-Amz-Target"].rpartition(".")[2], request)
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/x-amz-json-1.0")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
