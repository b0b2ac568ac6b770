"""Reads the load balancers through what ELBv2 describes, never from the rollouts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.elbv2.models import elbv2_backends

from ecs_express_sandbox.load_balancer.propagation import Propagation
from ecs_express_sandbox.load_balancer.routing import LAST, Balancer, Listener, Rule, Table
from ecs_express_sandbox.sandbox import Sandbox

_CONFIGURATIONS = {
    "host-header": "HostHeaderConfig",
    "path-pattern": "PathPatternConfig",
    "http-request-method": "HttpRequestMethodConfig",
}
"""The conditions that are imitated, and where their values are."""


class Tables:
    """The table of the present state, read anew only after something changed."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._table = Table()
        self._table_of = -1
        self._propagation = Propagation()
        sandbox.world.watchers.append(self._watch)

    def _watch(self) -> None:
        """Read each state where the one before it goes on to count for a while."""
        if self._sandbox.settings.listener_change_seconds:
            self.current()

    def current(self) -> Table:
        """Give it; the sandbox's lock is held by whoever asks."""
        if self._table_of != self._sandbox.world.changes:
            self._table_of = self._sandbox.world.changes
            self._table = _read(self._sandbox)
            self._propagation.note(self._table, self._sandbox.world.changed_at)
        if delay := self._sandbox.settings.listener_change_seconds:
            return self._propagation.taken_over(self._table, self._sandbox.clock.now(), delay)
        return self._table


def _read(sandbox: Sandbox) -> Table:
    table = Table()
    for account, regions in list(elbv2_backends.items()):
        for region, backend in list(regions.items()):
            if backend.load_balancers:
                _read_region(sandbox.moto.client("elbv2", account, region), table)
    return table


def _read_region(elbv2: Any, table: Table) -> None:
    for page in elbv2.get_paginator("describe_load_balancers").paginate():
        for arn in (found["LoadBalancerArn"] for found in page["LoadBalancers"]):
            listeners = elbv2.describe_listeners(LoadBalancerArn=arn)["Listeners"]
            read = sorted((_listener(elbv2, found) for found in listeners), key=lambda listener: listener.port)
            table.balancers[arn] = Balancer(arn, tuple(read))
            for listener in read:
                _read_health(elbv2, listener, table)


def _listener(elbv2: Any, described: dict[str, Any]) -> Listener:
    arn = described["ListenerArn"]
    secure = described.get("Protocol") == "HTTPS"
    shown = elbv2.describe_listener_certificates(ListenerArn=arn)["Certificates"] if secure else []
    return Listener(
        protocol=str(described.get("Protocol")),
        port=int(described.get("Port") or 0),
        rules=tuple(rule for found in _rules(elbv2, arn) if (rule := _rule(found))),
        certificates=tuple(certificate["CertificateArn"] for certificate in shown),
    )


def _rules(elbv2: Any, listener: str) -> Iterator[dict[str, Any]]:
    for page in elbv2.get_paginator("describe_rules").paginate(ListenerArn=listener):
        yield from page["Rules"]


def _rule(described: dict[str, Any]) -> Rule | None:
    """Read a rule; one with a condition that is not imitated has no part in anything."""
    conditions = described.get("Conditions") or []
    if any(condition.get("Field") not in _CONFIGURATIONS for condition in conditions):
        return None
    values = {condition["Field"]: _values(condition) for condition in conditions}
    action = _last(described["Actions"])
    return Rule(
        arn=described["RuleArn"],
        priority=int(described["Priority"]) if described["Priority"].isdigit() else LAST,
        hosts=tuple(host.lower() for host in values.get("host-header", [])),
        weights=_weights(action),
        paths=tuple(values.get("path-pattern", [])),
        methods=tuple(values.get("http-request-method", [])),
        answer=action if action.get("Type") in ("redirect", "fixed-response") else None,
    )


def _values(condition: dict[str, Any]) -> list[str]:
    return condition.get(_CONFIGURATIONS[condition["Field"]], {}).get("Values") or condition.get("Values") or []


def _last(actions: list[dict[str, Any]]) -> dict[str, Any]:
    """Pick the action that ends the request: authentication comes before it, and is not imitated."""
    return max(actions, key=lambda action: int(action.get("Order", 0)), default={})


def _weights(action: dict[str, Any]) -> dict[str, int]:
    if groups := action.get("ForwardConfig", {}).get("TargetGroups"):
        return {group["TargetGroupArn"]: int(group.get("Weight", 1)) for group in groups}
    return {action["TargetGroupArn"]: 1} if "TargetGroupArn" in action else {}


def _read_health(elbv2: Any, listener: Listener, table: Table) -> None:
    for group in {arn for rule in listener.rules for arn in rule.weights} - set(table.healthy):
        described = elbv2.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        table.healthy[group] = [d["Target"]["Id"] for d in described if d["TargetHealth"]["State"] == "healthy"]
