"""
The HTTP front: answers in place of the containers, routed as the load balancers would.

Host header -> listener rule -> weighted target group -> healthy target. Rules and health are read through what ELBv2
describes, never from the rollouts; what a container would answer is canned.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

from moto.elbv2.models import elbv2_backends

from ecs_express_sandbox.express.records import Service, Task
from ecs_express_sandbox.load_balancer.routing import Rule, SmoothRoundRobin, rule_for
from ecs_express_sandbox.protocol.error_responses import WireAnswer
from ecs_express_sandbox.protocol.operation import Environ, buffer_body
from ecs_express_sandbox.sandbox import Sandbox


@dataclass
class Table:
    """
    What the load balancers know, as of one state of the sandbox.

    Attributes:
        rules: all forwarding rules of all listeners.
        healthy: target group ARN -> addresses of its healthy targets.
    """

    rules: list[Rule] = field(default_factory=list)
    healthy: dict[str, list[str]] = field(default_factory=dict)


class Front:
    """The WSGI application behind the ingress address."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._table = Table()
        self._table_of = -1
        self._choosers: dict[str, SmoothRoundRobin] = {}
        self._turns: dict[str, tuple[list[str], Any]] = {}

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        buffer_body(environ)
        host = environ.get("HTTP_HOST", "").rsplit(":", 1)[0]
        with self._sandbox.lock:
            self._sandbox.settle()
            answer = self._routed(host)
        start_response(f"{answer.status} ", [*answer.headers, ("Content-Length", str(len(answer.body)))])
        return [answer.body]

    def _routed(self, host: str) -> WireAnswer:
        table = self._current_table()
        rule = rule_for(host, table.rules)
        if rule is None:
            return _plain(404, "Not Found")
        group = self._chooser(rule).choose()
        address = self._next_target(group, table.healthy.get(group, [])) if group else None
        found = self._task(address) if address else None
        if found is None or address is None:
            return _plain(503, "503 Service Temporarily Unavailable")
        return _canned(*found, address)

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

    def _task(self, address: str) -> tuple[Service, Task] | None:
        """Find the container behind an address."""
        for service in self._sandbox.world.services.values():
            for task in service.live_tasks():
                if task.address == address:
                    return service, task
        return None

    def _current_table(self) -> Table:
        """Read the load balancers anew only after something changed."""
        if self._table_of != self._sandbox.world.changes:
            self._table_of = self._sandbox.world.changes
            self._table = _read(self._sandbox)
        return self._table


def _read(sandbox: Sandbox) -> Table:
    table = Table()
    for account, regions in list(elbv2_backends.items()):
        for region, backend in list(regions.items()):
            if backend.load_balancers:
                _read_region(sandbox.moto.client("elbv2", account, region), table)
    return table


def _read_region(elbv2: Any, table: Table) -> None:
    for balancer in elbv2.describe_load_balancers()["LoadBalancers"]:
        for listener in elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]:
            for rule in elbv2.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]:
                if read := _read_rule(rule):
                    table.rules.append(read)
    for group in {arn for rule in table.rules for arn in rule.weights} - set(table.healthy):
        described = elbv2.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        table.healthy[group] = [d["Target"]["Id"] for d in described if d["TargetHealth"]["State"] == "healthy"]


def _read_rule(rule: dict[str, Any]) -> Rule | None:
    """Read a rule that forwards by host; others have no part in what is imitated."""
    hosts: list[str] = []
    for condition in rule["Conditions"]:
        if condition["Field"] == "host-header":
            hosts += condition.get("HostHeaderConfig", {}).get("Values") or condition.get("Values") or []
    forwards = [action["ForwardConfig"] for action in rule["Actions"] if "ForwardConfig" in action]
    if not hosts or not forwards or not rule["Priority"].isdigit():
        return None
    weights = {group["TargetGroupArn"]: int(group.get("Weight", 1)) for group in forwards[0]["TargetGroups"]}
    return Rule(rule["RuleArn"], int(rule["Priority"]), tuple(host.lower() for host in hosts), weights)


def _canned(service: Service, task: Task, address: str) -> WireAnswer:
    content = {
        "service": service.name,
        "revision": task.revision.arn,
        "image": task.revision.configuration["primaryContainer"]["image"],
        "task": task.arn,
        "target": address,
    }
    headers = (("Content-Type", "application/json"), ("x-sandbox-revision", task.revision.arn))
    return WireAnswer(200, headers, json.dumps(content).encode())


def _plain(status: int, text: str) -> WireAnswer:
    return WireAnswer(status, (("Content-Type", "text/plain"),), text.encode())
