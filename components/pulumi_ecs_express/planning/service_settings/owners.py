"""Whether two resources own the same setting of one service."""

from collections.abc import Iterable

from pulumi_ecs_express.model.fields.property_paths import Path


def shared(own: Iterable[Path], others: Iterable[Path]) -> list[Path]:
    """List the settings that both own: the same one, or one inside of the other's."""
    listed = list(others)
    return sorted(path for path in own if any(_overlap(path, other) for other in listed))


def _overlap(one: Path, other: Path) -> bool:
    depth = min(len(one), len(other))
    return one[:depth] == other[:depth]
