"""Comparing what a program declares of settings with what it declared before, by exact path."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.service_settings.spec import FORCE
from pulumi_ecs_express.planning.plan import Kind
from pulumi_ecs_express.planning.service_settings.equality import same
from pulumi_ecs_express.planning.service_settings.table import TABLE
from pulumi_ecs_express.planning.service_settings.trees import Tree, by_path, value_at, with_values
from pulumi_ecs_express.planning.service_update.place import ARGUMENTS, place_of

OF_NO_CALL = ("wait", "timeout", "restoreOnDestroy", "expressUpdates")
"""Arguments by which this resource sends nothing."""


def differences(before: Tree, now: Tree) -> Iterator[tuple[Path, Kind]]:
    """List what differs; a trigger that is taken away deploys nothing."""
    old, new = by_path(before), by_path(now)
    for path in sorted({*old, *new}):
        if path[0] in (*ARGUMENTS, *OF_NO_CALL) or old.get(path) == new.get(path):
            continue
        if path not in new:
            if path[0] != FORCE and not any(path[:depth] in new for depth in range(1, len(path))):
                yield path, Kind.DELETE
        else:
            yield path, Kind.UPDATE if path in old else Kind.ADD


def moved(before: Tree, now: Tree, arn: str) -> list[str]:
    """Name the arguments by which another service is meant; another way to name the same one is no change."""
    place = place_of(now)
    if place is not None and place.is_that_of(arn):
        return []
    return [name for name in ARGUMENTS if before.get(name) != now.get(name)]


def as_found(declared: Tree, found: Tree, *, express: bool) -> dict[str, Any]:
    """Say what AWS has at the declared paths, in the program's own form where it means the same."""
    values: dict[Path, Any] = {}
    for path, value in by_path({name: declared[name] for name in TABLE if name in declared}).items():
        there = value_at(found, path)
        if same(path, value, there, before=value, express=express):
            values[path] = value
        elif there is not None:
            values[path] = there
    others: Mapping[str, Any] = {name: value for name, value in declared.items() if name not in TABLE}
    return with_values(others, values)
