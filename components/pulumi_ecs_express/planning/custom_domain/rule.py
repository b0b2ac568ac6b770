"""
The hosts of a listener rule that others write too: what to add, what to leave, and what stands in the way.

A rule's conditions are replaced as a whole, so all of them are sent; its actions, whose weights AWS shifts, never are.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.custom_domain.domain_names import MOST_VALUES, covers, overlap
from pulumi_ecs_express.model.custom_domain.observed import HOST_HEADER, ListenerRule

Condition = Mapping[str, Any]


@dataclass(frozen=True)
class HostChange:
    """
    What one domain wants of a rule.

    Attributes:
        hosts: Hosts that must be among its values.
        leaving: Hosts that must not be among them any more.
    """

    hosts: tuple[str, ...]
    leaving: frozenset[str] = frozenset()

    def is_done(self, rule: ListenerRule) -> bool:
        """Report whether the rule is as wanted."""
        found = set(rule.hosts)
        return found >= set(self.hosts) and not found & self.leaving

    @property
    def progress(self) -> str:
        """What the row shows while the rule is written."""
        parts = [f"adding {', '.join(self.hosts)} to the listener rule"] if self.hosts else []
        parts += [f"taking {', '.join(sorted(self.leaving))} out of the listener rule"] if self.leaving else []
        return ", ".join(parts)

    def conditions(self, rule: ListenerRule, endpoint: str) -> list[Condition]:
        """Write all conditions of the rule with this change in them; whatever others have written there stays."""
        others = [condition for condition in rule.conditions if condition.get("Field") != HOST_HEADER]
        header = next((dict(found["HostHeaderConfig"]) for found in rule.conditions if found not in others), {})
        kept = [value for value in header.get("Values", [endpoint]) if value.lower() not in self.leaving]
        there = {value.lower() for value in kept}
        values = [*kept, *(host for host in self.hosts if host not in there)]
        return [*others, {"Field": HOST_HEADER, "HostHeaderConfig": {**header, "Values": values}}]


def number_of_values(conditions: Iterable[Condition]) -> int:
    """Count what the quota of a rule counts."""
    configured = [value for condition in conditions for value in condition.values() if isinstance(value, Mapping)]
    return sum(len(member) for found in configured for member in found.values() if isinstance(member, list | tuple))


def has_room(rule: ListenerRule, change: HostChange, endpoint: str) -> bool:
    """Report whether the rule can hold the change."""
    return number_of_values(change.conditions(rule, endpoint)) <= MOST_VALUES


def room_problem(rule: ListenerRule, change: HostChange, endpoint: str) -> str | None:
    """Say why a rule cannot hold the hosts; None where it can."""
    if has_room(rule, change, endpoint):
        return None
    there = ", ".join(rule.hosts)
    return (
        f"the service's listener rule holds {there}, and has no room for {', '.join(change.hosts)}: a rule has {MOST_VALUES} "
        "values, a quota that AWS does not raise; use a wildcard for several names, or give a name to another service"
    )


def find_rule(rules: Iterable[ListenerRule], arn: str, endpoint: str) -> ListenerRule | None:
    """Find a service's rule: by its ARN, else by the endpoint among its hosts; never by priority, which AWS chooses."""
    listed = list(rules)
    by_arn = next((rule for rule in listed if rule.arn == arn), None)
    return by_arn or next((rule for rule in listed if endpoint in rule.hosts), None)


Place = tuple[str, str]
"""A rule's ARN and a host."""


def conflicts(
    rules: Iterable[ListenerRule], own: ListenerRule, hosts: Collection[str], moving: Collection[Place]
) -> list[str]:
    """
    Say which hosts another rule of the listener answers for, or would take away from another rule.

    Args:
        rules: All rules of the listener.
        own: The rule that is to have the hosts.
        hosts: The new hosts.
        moving: What this program takes out of other rules.
    """
    found = []
    for rule in rules:
        if rule.arn == own.arn:
            continue
        for host in hosts:
            against = [other for other in rule.hosts if overlap(other, host) and (rule.arn, other) not in moving]
            found += [_conflict(host, other, rule) for other in against]
    return found


def _conflict(host: str, other: str, rule: ListenerRule) -> str:
    where = f"rule {rule.arn.rpartition('/')[2]} (priority {rule.priority}) of the same load balancer"
    if host == other:
        return (
            f"{host}: {where} answers for it already: take it away there first, or move it in one program by changing `service` "
            "of the domain that has it"
        )
    return f"{host}: {where} answers for {other}, and which of the two is asked first is AWS's choice: use names apart"


def needs_certificate(hosts: Iterable[str], names: Collection[str], others: Iterable[Collection[str]]) -> list[str]:
    """
    List the hosts for which a listener needs a certificate.

    Args:
        hosts: Hosts of all rules of the listener.
        names: What the certificate is good for.
        others: What each of the other certificates on the listener is good for.
    """
    elsewhere = [name for certificate in others for name in certificate]
    return [
        host
        for host in dict.fromkeys(hosts)
        if any(covers(name, host) for name in names) and not any(covers(name, host) for name in elsewhere)
    ]
