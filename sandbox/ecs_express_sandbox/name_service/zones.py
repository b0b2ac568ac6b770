"""Hosted zones and the hosts that AWS names itself, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class RecordSet:
    """
    One record set of a zone.

    Attributes:
        name: in lower case, without its final dot; ``*`` may be its first label.
        kind: the type, such as ``A``.
        ttl: in seconds.
        values: as Route 53 keeps them; empty for an alias.
        alias: the name that an alias leads to; else empty.
        identifier: what tells it from the others of its name and type; else empty.
        weight: of a weighted record; else ``None``.
        failover: PRIMARY or SECONDARY; else empty.
        multivalue: whether it is answered together with the others.
    """

    name: str
    kind: str
    ttl: int
    values: tuple[str, ...] = ()
    alias: str = ""
    identifier: str = ""
    weight: int | None = None
    failover: str = ""
    multivalue: bool = False


@dataclass(frozen=True)
class Zone:
    """
    One hosted zone.

    Attributes:
        id: its id.
        name: as the name of a record set.
        private: whether only VPCs see it.
        records: the record sets by their names.
    """

    id: str
    name: str
    private: bool
    records: Mapping[str, tuple[RecordSet, ...]]

    def holds(self, name: str) -> bool:
        """Report whether a name is the zone's own or below it."""
        return name == self.name or name.endswith("." + self.name)

    def at(self, name: str) -> tuple[RecordSet, ...] | None:
        """Give the record sets of a name, its own or a wildcard's; ``None`` where the name does not exist."""
        if found := self.records.get(name):
            return found
        if self._has_below(name):
            return ()
        for parent in _parents(name):
            if found := self.records.get(f"*.{parent}"):
                return found
            if not self.holds(parent) or parent in self.records or self._has_below(parent):
                return None
        return None

    def _has_below(self, name: str) -> bool:
        return any(other.endswith("." + name) and not other.startswith("*.") for other in self.records)


def _parents(name: str) -> Iterator[str]:
    while "." in name:
        name = name.partition(".")[2]
        yield name


@dataclass(frozen=True)
class Host:
    """
    A host whose name AWS gives.

    Attributes:
        addresses: by type, A or AAAA.
        load_balancer: the ARN of the load balancer that answers there; ``None`` for a name server.
    """

    addresses: Mapping[str, tuple[str, ...]]
    load_balancer: str | None = None


@dataclass(frozen=True)
class Directory:
    """All zones, and all hosts by their names."""

    zones: tuple[Zone, ...]
    hosts: Mapping[str, Host]
