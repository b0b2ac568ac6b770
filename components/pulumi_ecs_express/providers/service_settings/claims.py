"""
Which settings of which service the program's resources own, as far as this provider process has seen.

The engine asks about every resource of the program (Check) before it changes anything for it, in this one process. So two
resources that own the same setting find each other here; and what a resource no longer owns, or what is deleted with it in
a replacement, is not put back where the program sets it. A resource that has left the program is not asked about.
"""

import threading
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.planning.service_settings.owners import overlap, same_service, shared

_lock = threading.Lock()
_owned: dict[str, tuple[Mapping[str, Any], frozenset[Path]]] = {}
"""By the URN of the owner: the properties that name the service, and the settings."""

_settled = set[str]()
"""ARNs of services whose settings were deleted."""


def claim(urn: str, properties: Mapping[str, Any], paths: Iterable[Path]) -> dict[str, list[Path]]:
    """Note what a resource owns; give the settings that others own as well, by their owners."""
    own = frozenset(paths)
    with _lock:
        _owned[urn] = properties, own
        others = {
            other: found for other, (named, found) in _owned.items() if other != urn and same_service(properties, named)
        }
    return {other: both for other, found in others.items() if (both := shared(own, found))}


def without_owned(backs: Mapping[Path, Any], arn: str, urn: str = "") -> dict[Path, Any]:
    """
    Leave out of what is to be put back what the program sets.

    Args:
        backs: The settings, by path.
        arn: The service.
        urn: A resource whose own claim does not count; none in a deletion, which may be part of a replacement.
    """
    with _lock:
        owned: Collection[Path] = {
            path
            for other, (named, found) in _owned.items()
            if other != urn and same_service({"service": arn}, named)
            for path in found
        }
    return {path: value for path, value in backs.items() if not any(overlap(path, other) for other in owned)}


def settle(arn: str) -> None:
    """Note that settings of a service were deleted, with all that was to be put back."""
    with _lock:
        _settled.add(arn)


def is_settled(arn: str) -> bool:
    """Report whether settings of a service were deleted in this run."""
    with _lock:
        return arn in _settled


def forget() -> None:
    """Forget everything: for tests, in whose process several runs happen."""
    with _lock:
        _owned.clear()
        _settled.clear()
