"""What a load balancer decides for a request. Pure: rules, weights and health in, one target out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Rule:
    """
    One listener rule that forwards.

    Attributes:
        arn: its ARN.
        priority: the lower number is asked first.
        hosts: host patterns, ``*`` and ``?`` allowed, in lower case.
        weights: target group ARN -> weight.
    """

    arn: str
    priority: int
    hosts: tuple[str, ...]
    weights: Mapping[str, int]

    def matches(self, host: str) -> bool:
        """Report whether the rule is for a host."""
        return any(fnmatchcase(host, pattern) for pattern in self.hosts)


def rule_for(host: str, rules: Sequence[Rule]) -> Rule | None:
    """Choose the rule of a host."""
    fitting = [rule for rule in rules if rule.matches(host.lower())]
    return min(fitting, key=lambda rule: rule.priority, default=None)


@dataclass
class SmoothRoundRobin:
    """
    Weighted choice that deals evenly: of 20 choices at 5 percent, exactly one.

    Each name collects its weight; the richest is chosen and pays the total.
    """

    weights: Mapping[str, int]
    _credit: dict[str, int] = field(default_factory=dict)

    def choose(self) -> str | None:
        """Choose the next name; ``None`` where nothing has weight."""
        total = sum(self.weights.values())
        if total == 0:
            return None
        for name, weight in self.weights.items():
            self._credit[name] = self._credit.get(name, 0) + weight
        chosen = max(self.weights, key=lambda name: self._credit[name])
        self._credit[chosen] -= total
        return chosen
