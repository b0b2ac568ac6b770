"""
Which settings of which service the program's resources own, as far as this provider process has seen.

The engine asks about every resource of the program (Check) before it changes anything for it, in this one process. So two
resources that own the same setting find each other here, and a resource that is deleted finds what others own now.
"""

import threading
from collections.abc import Iterable, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.service_settings.internal_inputs import COMPONENT
from pulumi_ecs_express.planning.service_settings.owners import shared

_lock = threading.Lock()
_owned: dict[tuple[str, str], frozenset[Path]] = {}
"""Settings by service, as the program names it, and by the URN of their owner."""


def claim(urn: str, service: str, paths: Iterable[Path]) -> dict[str, list[Path]]:
    """Note what a resource owns; give the settings that others own as well, by their owners."""
    own = frozenset(paths)
    with _lock:
        _owned[service, urn] = own
        others = {other: found for (named, other), found in _owned.items() if named == service and other != urn}
    return {other: both for other, found in others.items() if (both := shared(own, found))}


def kept(urn: str, service: str) -> frozenset[Path]:
    """List what resources other than this one own of a service."""
    with _lock:
        return frozenset(
            path for (named, other), found in _owned.items() if named == service and other != urn for path in found
        )


def forget() -> None:
    """Forget everything: for tests, in whose process several runs happen."""
    with _lock:
        _owned.clear()


def claimed(urn: str, properties: Mapping[str, Any], paths: Iterable[Path]) -> dict[str, list[Path]]:
    """Claim settings for the service that properties name, in every way in which they name it."""
    own = list(paths)
    found = [claim(urn, name, own) for name in names(properties)]
    return {other: both for one in found for other, both in one.items()}


def names(properties: Mapping[str, Any]) -> list[str]:
    """List how a service may be named: by the component of the program, and by cluster and name."""
    component, service, cluster = (properties.get(name) for name in (COMPONENT, "service", "cluster"))
    found = [component] if isinstance(component, str) else []
    if isinstance(service, str):
        in_arn = service.split("/")[1:-1] if service.startswith("arn:") else []
        of_cluster = cluster.rpartition("/")[2] if isinstance(cluster, str) else "default"
        found.append("/".join([*(in_arn[:1] or [of_cluster]), service.rpartition("/")[2]]))
    return found
