"""Whether two resources own the same setting of one service, however the program names it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.service_settings.internal_inputs import COMPONENT

DEFAULT_CLUSTER = "default"
"""Source: UpdateService, Amazon ECS API reference, read 2026-11-28."""


@dataclass(frozen=True)
class NamedService:
    """
    A service as a program names it.

    Attributes:
        region: None where the program does not say it.
        account: None where it is named without its ARN.
    """

    cluster: str
    name: str
    region: str | None = None
    account: str | None = None

    def may_be(self, other: "NamedService") -> bool:
        """Report whether both may be one service: what a program does not say is any."""
        pairs = ((self.region, other.region), (self.account, other.account))
        same = (self.cluster, self.name) == (other.cluster, other.name)
        return same and all(one == another or None in (one, another) for one, another in pairs)


def named_service(properties: Mapping[str, Any]) -> NamedService | None:
    """Read from properties which service is meant; None where that is not known."""
    service, cluster, region = (properties.get(name) for name in ("service", "cluster", "region"))
    if not isinstance(service, str):
        return None
    if service.startswith("arn:") and service.count("/") > 1:
        parts, place = service.split(":"), service.split("/")
        return NamedService(place[-2], place[-1], parts[3], parts[4])
    if isinstance(cluster, str) and cluster.startswith("arn:"):
        region = region or cluster.split(":")[3]
    named = cluster.rpartition("/")[2] if isinstance(cluster, str) else DEFAULT_CLUSTER
    return NamedService(named, service, region if isinstance(region, str) else None)


def same_service(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Report whether properties of two resources mean one service: by the component of the program, or by name."""
    component = one.get(COMPONENT)
    if isinstance(component, str) and component == other.get(COMPONENT):
        return True
    named, another = named_service(one), named_service(other)
    return named is not None and another is not None and named.may_be(another)


def shared(own: Iterable[Path], others: Iterable[Path]) -> list[Path]:
    """List the settings that both own: the same one, or one inside of the other's."""
    listed = list(others)
    return sorted(path for path in own if any(overlap(path, other) for other in listed))


def overlap(one: Path, other: Path) -> bool:
    """Report whether two paths are the same, or one is inside of the other."""
    depth = min(len(one), len(other))
    return one[:depth] == other[:depth]
