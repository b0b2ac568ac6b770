"""
Settings as leaves: a map from the path of a value to the value.

Desired, declared before and observed all come to this one form, so that comparing them is comparing maps.
A path is written as in the resource's properties: ``("primaryContainer", "environment", "PORT")``.
Lists are one leaf, since AWS replaces them whole; an absent leaf is a value that nobody declared.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from pulumi_ecs_express.model.fields.unknown import Unknown

Path: TypeAlias = tuple[str, ...]
Leaf: TypeAlias = str | int | bool | tuple[str, ...] | Unknown
Leaves: TypeAlias = Mapping[Path, Leaf]


def flatten(tree: Mapping[str, Any]) -> dict[Path, Leaf]:
    """Take a tree of objects apart; None, an empty object and an empty list say nothing, so they leave no leaf."""
    return dict(_walk((), tree))


def _walk(path: Path, value: Any) -> Iterator[tuple[Path, Leaf]]:
    if isinstance(value, Mapping):
        for key, member in value.items():
            yield from _walk((*path, key), member)
    elif isinstance(value, list | tuple | set | frozenset):
        if value:
            yield path, tuple(value)
    elif value is not None:
        yield path, value


def nest(leaves: Leaves) -> dict[str, Any]:
    """Put leaves together to a tree again, lists as lists: the inverse of `flatten`, up to what says nothing."""
    tree: dict[str, Any] = {}
    for path, leaf in leaves.items():
        branch = tree
        for step in path[:-1]:
            branch = branch.setdefault(step, {})
        branch[path[-1]] = list(leaf) if isinstance(leaf, tuple) else leaf
    return tree


def covered(path: Path, leaves: Leaves) -> bool:
    """Tell whether ``leaves`` hold something at ``path``, or an unknown above it that may turn out to hold it."""
    return path in leaves or any(isinstance(leaves.get(path[:depth]), Unknown) for depth in range(1, len(path)))


def under(prefix: Path, leaves: Leaves) -> dict[Path, Leaf]:
    """Pick the leaves at and below ``prefix``."""
    return {path: leaf for path, leaf in leaves.items() if path[: len(prefix)] == prefix}


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
