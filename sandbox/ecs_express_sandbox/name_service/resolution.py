"""From a name and a type to records: aliases, CNAMEs and weights are followed. Pure, but for the choice by weight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ecs_express_sandbox.dns_names import bare
from ecs_express_sandbox.name_service.zones import Directory, Host, RecordSet, Zone

MOST_STEPS = 16
"""How many aliases and CNAMEs are followed: some lead back to themselves."""

HOST_TTL = 60
"""Of the addresses of a load balancer, also through an alias; seconds."""

Choose = Callable[[str, Mapping[str, int]], str]
"""Chooses among weighted records, given what is chosen for and the weights by set identifier."""


@dataclass(frozen=True)
class Found:
    """Records of one name and type, as they are answered."""

    name: str
    kind: str
    ttl: int
    values: tuple[str, ...]


@dataclass(frozen=True)
class Resolution:
    """
    What DNS says.

    Attributes:
        found: the CNAMEs on the way, and the records that were asked for.
        exists: whether the last name on the way exists, with or without such records.
        zone: the zone of the last name on the way; ``None`` outside of every zone.
        load_balancer: the ARN of the load balancer at the end of the way.
    """

    found: tuple[Found, ...] = ()
    exists: bool = False
    zone: Zone | None = None
    load_balancer: str | None = None


@dataclass(frozen=True)
class Resolver:
    """
    Resolves names.

    Attributes:
        directory: what there is.
        choose: the choice among weighted records.
        private: whether private zones are asked for names that no public one has.
    """

    directory: Directory
    choose: Choose
    private: bool

    def resolve(self, name: str, kind: str, steps: int = MOST_STEPS) -> Resolution:
        """Resolve a name."""
        name = bare(name)
        if host := self.directory.hosts.get(name):
            return _at_host(name, kind, host)
        zone, records = self._records(name)
        if zone is None or records is None:
            return Resolution(zone=zone)
        fitting = [record for record in records if record.kind == kind]
        leading = [record for record in records if record.kind == "CNAME"]
        if not steps or not (fitting or leading):
            return Resolution(exists=True, zone=zone)
        chosen = replace(self._chosen(zone, name, fitting or leading), name=name)
        if not fitting:
            return self._through(chosen, kind, steps - 1)
        return self._alias(chosen, zone, steps - 1) if chosen.alias else Resolution((_found(chosen),), True, zone)

    def _records(self, name: str) -> tuple[Zone | None, tuple[RecordSet, ...] | None]:
        """Find the zone that is asked for a name, and what it has there."""
        asked = list(self._asked(name))
        having = ((zone, records) for zone in asked if (records := zone.at(name)) is not None)
        return next(having, (asked[0] if asked else None, None))

    def _asked(self, name: str) -> Iterator[Zone]:
        """The longest zone name wins: a delegated zone hides what its parent has. Public DNS is asked first."""
        for private in (False, True) if self.private else (False,):
            zones = [zone for zone in self.directory.zones if zone.private == private and zone.holds(name)]
            if zones:
                yield max(zones, key=lambda zone: len(zone.name))

    def _through(self, record: RecordSet, kind: str, steps: int) -> Resolution:
        """Go on from a CNAME, which is part of the answer."""
        target = record.alias or next(iter(record.values), "")
        rest = self.resolve(target, kind, steps)
        return replace(rest, found=(Found(record.name, "CNAME", record.ttl, (target,)), *rest.found))

    def _alias(self, record: RecordSet, zone: Zone, steps: int) -> Resolution:
        """Answer what an alias leads to under the alias's own name."""
        rest = self.resolve(record.alias, record.kind, steps)
        ends = [found for found in rest.found if found.kind == record.kind]
        found = tuple(replace(end, name=record.name) for end in ends)
        return Resolution(found, exists=True, zone=zone, load_balancer=rest.load_balancer)

    def _chosen(self, zone: Zone, name: str, records: Sequence[RecordSet]) -> RecordSet:
        """Choose by the routing policy: weights, all values together, or the first of a failover pair."""
        weights = {record.identifier: record.weight for record in records if record.weight is not None}
        if weights:
            shares = weights if any(weights.values()) else dict.fromkeys(weights, 1)
            chosen = self.choose(f"{zone.id} {name} {records[0].kind}", shares)
            return next(record for record in records if record.identifier == chosen)
        first = min(records, key=lambda record: (record.failover, record.identifier))
        if first.multivalue:
            return replace(first, values=tuple(value for record in records for value in record.values))
        return first


def _at_host(name: str, kind: str, host: Host) -> Resolution:
    values = host.addresses.get(kind, ())
    found = (Found(name, kind, HOST_TTL, values),) if values else ()
    return Resolution(found, exists=True, load_balancer=host.load_balancer)


def _found(record: RecordSet) -> Found:
    return Found(record.name, record.kind, record.ttl, record.values)
