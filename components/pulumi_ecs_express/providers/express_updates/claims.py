"""
Of which services the program says whether Express Mode may update them, as far as this provider process has seen.

A resource with another name, or a replacement that the engine demands, takes a service over before the old resource is
deleted, which must not put the tag back. The engine asks about every resource of the program (Check) before it deletes what
left it, in this one process. It also asks for a Diff with old inputs, to see what a replacement entails: that says nothing.

Free of the models: a run without changes comes here.
"""

from collections.abc import Mapping
from typing import Any

_kept = set[tuple[str, str]]()
"""By cluster and name."""


def keep(properties: Mapping[str, Any]) -> None:
    """Note the service that properties name, where it is known."""
    service, cluster = properties.get("service"), properties.get("cluster")
    if isinstance(service, str):
        in_arn = service.split("/")[1:-1] if service.startswith("arn:") else []
        named = cluster.rpartition("/")[2] if isinstance(cluster, str) else "default"
        _kept.add((in_arn[0] if in_arn else named, service.rpartition("/")[2]))


def is_kept(arn: str) -> bool:
    """Report whether something in the program says it of this service."""
    return tuple(arn.split("/")[-2:]) in _kept


def forget() -> None:
    """Forget everything: for tests, in whose process several runs happen."""
    _kept.clear()
