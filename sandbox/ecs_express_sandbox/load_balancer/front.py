"""
The front of the load balancers, by HTTP and by HTTPS: answers in place of the containers, routed as they would.

Name -> load balancer -> listener -> rule -> weighted target group -> healthy target. What a container would answer is canned.
A name that the sandbox's DNS leads to no load balancer goes to any with a rule for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import cycle
from typing import Any

from ecs_express_sandbox.classic.scheduling.load_balancing import answering_image
from ecs_express_sandbox.containers.task import Owner, Task
from ecs_express_sandbox.load_balancer.own_answers import answered
from ecs_express_sandbox.load_balancer.reading import Tables
from ecs_express_sandbox.load_balancer.routing import Listener, Request, Rule, Table, rule_for
from ecs_express_sandbox.name_service.names import Names
from ecs_express_sandbox.protocol.error_responses import WireAnswer
from ecs_express_sandbox.protocol.operation import Environ, buffer_body
from ecs_express_sandbox.sandbox import Sandbox
from ecs_express_sandbox.weighted_choice import SmoothRoundRobin

REACHED = "sandbox_load_balancer"
"""The attribute of a connection that names the load balancer which its handshake reached."""


class Front:
    """The WSGI application behind an ingress address."""

    def __init__(self, sandbox: Sandbox, tables: Tables, *, secure: bool) -> None:
        self._sandbox, self._tables, self._secure = sandbox, tables, secure
        self._names = Names(sandbox)
        self._choosers: dict[str, SmoothRoundRobin] = {}
        self._turns: dict[str, tuple[list[str], Any]] = {}

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        buffer_body(environ)
        request = _request(environ)
        reached = getattr(environ.get("werkzeug.socket"), REACHED, None)
        with self._sandbox.lock:
            self._sandbox.settle()
            answer = self._answer(request, reached)
        start_response(f"{answer.status} ", [*answer.headers, ("Content-Length", str(len(answer.body)))])
        return [answer.body]

    def _answer(self, request: Request, reached: str | None) -> WireAnswer:
        table = self._tables.current()
        listener = self._listener(request, reached, table)
        rule = rule_for(request, listener.rules) if listener else None
        if rule is None or listener is None:
            return _plain(404, "Not Found")
        return answered(rule.answer, request, listener) if rule.answer else self._forwarded(rule, table)

    def _listener(self, request: Request, reached: str | None, table: Table) -> Listener | None:
        """Choose the listener that a client of this name would have reached."""
        led = reached or self._names.load_balancer_of(request.host)
        balancer = table.balancers.get(led or "") or table.knowing(request.host)
        if balancer is None:
            return None
        return balancer.secure if self._secure else balancer.plain(request.host)

    def _forwarded(self, rule: Rule, table: Table) -> WireAnswer:
        group = self._chooser(rule).choose()
        address = self._next_target(group, table.healthy.get(group, [])) if group else None
        found = self._answer_of(address) if address else None
        return found or _plain(503, "503 Service Temporarily Unavailable")

    def _chooser(self, rule: Rule) -> SmoothRoundRobin:
        chooser = self._choosers.get(rule.arn)
        if chooser is None or chooser.weights != rule.weights:
            chooser = self._choosers[rule.arn] = SmoothRoundRobin(rule.weights)
        return chooser

    def _next_target(self, group: str, healthy: list[str]) -> str | None:
        if not healthy:
            return None
        known = self._turns.get(group)
        if known is None or known[0] != healthy:
            known = self._turns[group] = (healthy, cycle(healthy))
        return str(next(known[1]))

    def _answer_of(self, address: str) -> WireAnswer | None:
        """Answer in place of the container behind an address."""
        for service in self._sandbox.world.services.values():
            for task in service.live_tasks():
                if task.address == address:
                    image = task.revision.configuration["primaryContainer"]["image"]
                    return _canned(service, task, task.revision.arn, image)
        for classic in self._sandbox.classic.services.values():
            for own in classic.live_tasks():
                if own.address == address:
                    return _canned(classic, own, own.revision.arn, answering_image(own.revision))
        return None


def _request(environ: Environ) -> Request:
    """Read what rules look at."""
    host = str(environ.get("HTTP_HOST", "")).rsplit(":", 1)[0].lower()
    path = str(environ.get("RAW_URI") or environ.get("PATH_INFO") or "/").partition("?")[0]
    return Request(host, path, str(environ.get("QUERY_STRING", "")), str(environ.get("REQUEST_METHOD", "GET")))


def _canned(service: Owner, task: Task, revision: str, image: str) -> WireAnswer:
    content = {
        "service": service.name,
        "revision": revision,
        "image": image,
        "task": task.arn,
        "target": task.address,
    }
    headers = (("Content-Type", "application/json"), ("x-sandbox-revision", revision))
    return WireAnswer(200, headers, json.dumps(content).encode())


def _plain(status: int, text: str) -> WireAnswer:
    return WireAnswer(status, (("Content-Type", "text/plain"),), text.encode())
