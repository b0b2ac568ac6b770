"""
Settings by property path: a map from each path to its value.

Desired, declared before and observed all come to this one form, so that comparing them is comparing maps.
A path is written as in the resource's properties: ``("primaryContainer", "environment", "PORT")``.
A list is one value, since AWS replaces it whole; an absent path is a value that was not declared.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from pulumi_ecs_express.model.fields.unknown import Unknown

Path: TypeAlias = tuple[str, ...]
PropertyValue: TypeAlias = str | int | bool | tuple[str, ...] | Unknown
PropertyValues: TypeAlias = Mapping[Path, PropertyValue]


def flatten(tree: Mapping[str, Any]) -> dict[Path, PropertyValue]:
    """Take a tree of objects apart; None, an empty object and an empty list declare nothing, so they have no entry."""
    return dict(_walk((), tree))


def _walk(path: Path, value: Any) -> Iterator[tuple[Path, PropertyValue]]:
    if isinstance(value, Mapping):
        for key, member in value.items():
            yield from _walk((*path, key), member)
    elif isinstance(value, list | tuple | set | frozenset):
        if value:
            yield path, tuple(value)
    elif value is not None:
        yield path, value


def nest(property_values: PropertyValues) -> dict[str, Any]:
    """Put values together to a tree again, lists as lists: the inverse of `flatten`, up to what says nothing."""
    tree: dict[str, Any] = {}
    for path, property_value in property_values.items():
        branch = tree
        for step in path[:-1]:
            branch = branch.setdefault(step, {})
        branch[path[-1]] = list(property_value) if isinstance(property_value, tuple) else property_value
    return tree


def covered(path: Path, property_values: PropertyValues) -> bool:
    """Report whether ``property_values`` hold something at ``path``, or an unknown above it that may turn out to hold it."""
    return path in property_values or any(
        isinstance(property_values.get(path[:depth]), Unknown) for depth in range(1, len(path))
    )


def under(prefix: Path, property_values: PropertyValues) -> dict[Path, PropertyValue]:
    """Pick the values at and below ``prefix``."""
    return {path: property_value for path, property_value in property_values.items() if path[: len(prefix)] == prefix}


def dotted(path: Path) -> str:
    """Write a path as Pulumi does, quoting the steps that are no plain names."""
    text = ""
    for step in path:
        if step.isidentifier():
            text += f".{step}" if text else step
        else:
            quoted = step.replace("\\", "\\\\").replace('"', '\\"')
            text += f'["{quoted}"]'
    return text
