"""The exact paths at which two trees of properties differ, as a preview shows them."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Steps
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.planning.plan import Kind


def tree_differences(old: Any, new: Any, path: Steps = ()) -> Iterator[tuple[Steps, Kind]]:
    """Find what is added, updated and deleted; what is not known yet counts as an update. Entries of lists go by position."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        members: list[tuple[str | int, Any, Any]] = [
            (name, old.get(name), new.get(name)) for name in dict.fromkeys((*old, *new))
        ]
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple):
        longest = max(len(old), len(new))
        members = [(index, _at(old, index), _at(new, index)) for index in range(longest)]
    else:
        if isinstance(new, Unknown) or old != new:
            yield path, Kind.UPDATE
        return
    for step, before, after in members:
        if before is None and after is not None:
            yield (*path, step), Kind.ADD
        elif after is None and before is not None:
            yield (*path, step), Kind.DELETE
        else:
            yield from tree_differences(before, after, (*path, step))


def _at(entries: Any, index: int) -> Any:
    return entries[index] if index < len(entries) else None
