"""
How long the load balancers go on by a rule's hosts and a listener's certificates as they were before a change.

"It may take a few minutes", as AWS says ("Updating resources outside of Express Mode", Amazon ECS developer guide, read
2026-11-28). A setting, none by default; what is new altogether counts at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from ecs_express_sandbox.load_balancer.routing import Balancer, Listener, Rule, Table

Values = tuple[str, ...]


@dataclass
class Past:
    """What a thing had, each with the time since when; the newest last."""

    entries: list[tuple[datetime, Values]] = field(default_factory=list)

    def note(self, values: Values, now: datetime) -> None:
        """Note what it has now."""
        if not self.entries or self.entries[-1][1] != values:
            self.entries.append((now, values))

    def at(self, instant: datetime) -> Values:
        """Give what it had at a time; before it was there, what it had first."""
        return next((values for since, values in reversed(self.entries) if since <= instant), self.entries[0][1])


class Propagation:
    """Remembers hosts and certificates, and shows a table as the load balancers have taken it over."""

    def __init__(self) -> None:
        self._hosts: dict[str, Past] = {}
        self._certificates: dict[tuple[str, int], Past] = {}

    def note(self, table: Table, now: datetime) -> None:
        """Note a table that was read after a change, and forget what is gone."""
        hosts, certificates = self._hosts, self._certificates
        self._hosts, self._certificates = {}, {}
        for balancer in table.balancers.values():
            for listener in balancer.listeners:
                key = (balancer.arn, listener.port)
                self._certificates[key] = certificates.get(key, Past())
                self._certificates[key].note(listener.certificates, now)
                for rule in listener.rules:
                    self._hosts[rule.arn] = hosts.get(rule.arn, Past())
                    self._hosts[rule.arn].note(rule.hosts, now)

    def taken_over(self, table: Table, now: datetime, delay: float) -> Table:
        """Show a table with hosts and certificates as they were before the delay."""
        instant = now - timedelta(seconds=delay)
        balancers = {
            arn: replace(
                balancer, listeners=tuple(self._listener(balancer, found, instant) for found in balancer.listeners)
            )
            for arn, balancer in table.balancers.items()
        }
        return Table(balancers, table.healthy)

    def _listener(self, balancer: Balancer, listener: Listener, instant: datetime) -> Listener:
        rules = tuple(self._rule(rule, instant) for rule in listener.rules)
        return replace(listener, rules=rules, certificates=self._certificates[balancer.arn, listener.port].at(instant))

    def _rule(self, rule: Rule, instant: datetime) -> Rule:
        return replace(rule, hosts=self._hosts[rule.arn].at(instant))
