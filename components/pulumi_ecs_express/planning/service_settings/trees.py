"""Settings as trees and by path: a map is taken apart, a list is one value, since AWS replaces it whole."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pulumi_ecs_express.model.fields.property_paths import Path

Tree = Mapping[str, Any]
Values = Mapping[Path, Any]


class Gone:
    """The type of `GONE`."""

    def __repr__(self) -> str:
        return "GONE"


GONE: Final = Gone()
"""Stands for a setting that is to be taken out again, since there was none before."""


def by_path(tree: Tree) -> dict[Path, Any]:
    """Take a tree apart; an empty map inside of it is a value."""
    return dict(_walk((), tree))


def _walk(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, Mapping) and (value or not path):
        for key, member in value.items():
            yield from _walk((*path, key), member)
    elif value is not None:
        yield path, value


def value_at(tree: Any, path: Path) -> Any:
    """Look a value up; None where there is none."""
    for step in path:
        if not isinstance(tree, Mapping):
            return None
        tree = tree.get(step)
    return tree


def with_values(tree: Tree, values: Values) -> dict[str, Any]:
    """Put values into a copy of a tree, and take out those that are `GONE`, with the maps that are empty then."""
    result = dict(tree)
    for path, value in values.items():
        _put(result, path, value)
    return result


def _put(tree: dict[str, Any], path: Path, value: Any) -> None:
    step, rest = path[0], path[1:]
    if rest:
        inner = tree.get(step)
        branch = dict(inner) if isinstance(inner, Mapping) else {}
        _put(branch, rest, value)
        if branch or value is not GONE:
            tree[step] = branch
        else:
            tree.pop(step, None)
    elif value is GONE:
        tree.pop(step, None)
    else:
        tree[step] = value


def member_of(name: str, values: Values) -> dict[Path, Any]:
    """Pick the values of one setting, by their paths inside of it."""
    return {path[1:]: value for path, value in values.items() if path[0] == name}
