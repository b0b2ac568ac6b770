"""
What a load balancer decides for a request. Pure: listeners and rules in, one rule out.

Source: "Listener rules", Application Load Balancers user guide, read 2026-11-28. A rule with a condition on something
else than host, path and method is never chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

LAST = 50001
"""The default rule is asked after every other."""


@dataclass(frozen=True)
class Request:
    """What a rule can see of a request: the host in lower case without a port, the path with its first slash."""

    host: str
    path: str = "/"
    query: str = ""
    method: str = "GET"


@dataclass(frozen=True)
class Rule:
    """
    One listener rule.

    Attributes:
        arn: its ARN.
        priority: the lower number is asked first.
        hosts: host patterns, ``*`` and ``?`` allowed, in lower case; none where any host will do.
        weights: target group ARN -> weight, for a rule that forwards.
        paths: path patterns, as the hosts, but small and capital letters differ.
        methods: HTTP methods; none where any will do.
        answer: the action of a rule that answers by itself, as ELBv2 describes it.
    """

    arn: str
    priority: int
    hosts: tuple[str, ...]
    weights: Mapping[str, int]
    paths: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    answer: Mapping[str, Any] | None = None

    def matches(self, request: Request) -> bool:
        """Report whether the rule is for a request: all of its conditions hold, each by one of its values."""
        return (
            (not self.hosts or self.names(request.host))
            and (not self.paths or any(fnmatchcase(request.path, pattern) for pattern in self.paths))
            and (not self.methods or request.method in self.methods)
        )

    def names(self, host: str) -> bool:
        """Report whether the condition on the host holds."""
        return any(fnmatchcase(host.lower(), pattern) for pattern in self.hosts)


def rule_for(request: Request, rules: Sequence[Rule]) -> Rule | None:
    """Choose the rule of a request."""
    fitting = [rule for rule in rules if rule.matches(request)]
    return min(fitting, key=lambda rule: rule.priority, default=None)


@dataclass(frozen=True)
class Listener:
    """
    One listener.

    Attributes:
        protocol: HTTP or HTTPS.
        port: where it listens on AWS.
        rules: its rules, the default one too.
        certificates: the ARNs of its certificates, the default one first.
    """

    protocol: str
    port: int
    rules: tuple[Rule, ...]
    certificates: tuple[str, ...] = ()

    def knows(self, host: str) -> int:
        """Give the priority of the first rule that names a host; ``LAST`` where none does."""
        named = [rule.priority for rule in self.rules if rule.names(host)]
        return min(named, default=LAST)


@dataclass(frozen=True)
class Balancer:
    """One load balancer with its listeners, by their ports."""

    arn: str
    listeners: tuple[Listener, ...]

    @property
    def secure(self) -> Listener | None:
        """The listener that stands for HTTPS."""
        return next((listener for listener in self.listeners if listener.protocol == "HTTPS"), None)

    def plain(self, host: str) -> Listener | None:
        """Give the listener that stands for HTTP; without one on port 80, that which knows the host."""
        on_80 = next((listener for listener in self.listeners if listener.port == 80), None)
        return on_80 or min(self.listeners, key=lambda listener: listener.knows(host), default=None)


@dataclass
class Table:
    """
    What the load balancers know, as of one state of the sandbox.

    Attributes:
        balancers: all of them, by ARN.
        healthy: target group ARN -> addresses of its healthy targets.
    """

    balancers: dict[str, Balancer] = field(default_factory=dict)
    healthy: dict[str, list[str]] = field(default_factory=dict)

    def knowing(self, host: str) -> Balancer | None:
        """Give the load balancer with a rule for a host that DNS says nothing of."""
        priorities = {
            arn: min((listener.knows(host) for listener in balancer.listeners), default=LAST)
            for arn, balancer in self.balancers.items()
        }
        best = min(priorities, key=lambda arn: priorities[arn], default=None)
        return self.balancers[best] if best is not None and priorities[best] < LAST else None
