"""
Settings by property path: a map from each path to its value.

Desired, declared before and observed all come to this one form, so that comparing them is comparing maps.
A path is written as in the resource's properties: ``("primaryContainer", "environment", "PORT")``.
A list is one value, since AWS replaces it whole; an absent path is a value that was not declared.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pulumi_ecs_express.model.fields.unknown import Unknown

Path: TypeAlias = tuple[str, ...]
Steps: TypeAlias = tuple[str | int, ...]
"""A path into a tree with lists, whose entries go by their positions."""


@dataclass(frozen=True)
class Structure:
    """Maps and lists in AWS's own form, compared and sent as a whole; any value inside may be unknown."""

    tree: Any


PropertyValue: TypeAlias = str | int | bool | tuple[str, ...] | Structure | Unknown
PropertyValues: TypeAlias = Mapping[Path, PropertyValue]


def flatten(tree: Mapping[str, Any], structures: Collection[str] = ()) -> dict[Path, PropertyValue]:
    """
    Take a tree of objects apart; None, an empty object and an empty list declare nothing, so they have no entry.

    Args:
        tree: The properties.
        structures: Properties that are not taken apart.
    """
    others = {name: member for name, member in tree.items() if name not in structures}
    whole = {name: tree[name] for name in structures if tree.get(name)}
    return {**dict(_walk((), others)), **{(name,): _structure(member) for name, member in whole.items()}}


def _structure(member: Any) -> PropertyValue:
    return member if isinstance(member, Unknown) else Structure(member)


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
        branch[path[-1]] = _member(property_value)
    return tree


def _member(property_value: PropertyValue) -> Any:
    if isinstance(property_value, Structure):
        return property_value.tree
    return list(property_value) if isinstance(property_value, tuple) else property_value


def covered(path: Path, property_values: PropertyValues) -> bool:
    """Report whether ``property_values`` hold something at ``path``, or an unknown above it that may turn out to hold it."""
    return path in property_values or any(
        isinstance(property_values.get(path[:depth]), Unknown) for depth in range(1, len(path))
    )


def under(prefix: Path, property_values: PropertyValues) -> dict[Path, PropertyValue]:
    """Pick the values at and below ``prefix``."""
    return {path: property_value for path, property_value in property_values.items() if path[: len(prefix)] == prefix}


def dotted(path: Sequence[str | int]) -> str:
    """Write a path as Pulumi does: entries of lists by number, steps that are no plain names in quotes."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.isidentifier():
            text += f".{step}" if text else step
        else:
            quoted = step.replace("\\", "\\\\").replace('"', '\\"')
            text += f'["{quoted}"]'
    return text


_STEP = re.compile(r'\.?([^.\["\]]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]')


def undotted(text: str) -> Steps:
    """Take a path apart that Pulumi, or `dotted`, has written; what is no path is one step."""
    steps: list[str | int] = []
    at = 0
    while at < len(text):
        found = _STEP.match(text, at)
        if found is None:
            return (text,)
        name, index, quoted = found.groups()
        steps.append(
            int(index) if index else re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL) if quoted is not None else name
        )
        at = found.end()
    return tuple(steps)


_CAMEL = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]+)*")
"""What `camel` makes of a Python name; another spelling is the user's own."""


_BY_ARGUMENT = {
    "enable_ecs_managed_tags": "enableECSManagedTags",
    "managed_ebs_volume": "managedEBSVolume",
    "size_in_gib": "sizeInGiB",
}
"""AWS's names with capitals in a row, by argument."""

_BY_NAME = {name: argument for argument, name in _BY_ARGUMENT.items()}


def snake(name: str) -> str:
    """Write a property's name as the Python argument is called."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


EACH = "*"
"""Stands in the path of a field for each key of a map, or entry of a list, that is an object with members of its own."""


def pattern(path: Sequence[str | int], known: Collection[Path]) -> Steps:
    """Write `EACH` in the place of each key of the user's own, and of each position, that has fields behind it."""
    found: Steps = ()
    for step in path:
        each = (*found, EACH)
        found = each if any(field[: len(each)] == each for field in known) else (*found, step)
    return found


def argument(path: Sequence[str | int], known: Collection[Path]) -> str:
    """
    Write a path as the program does: in Python's names, except for the keys of the user's own maps.

    Args:
        path: The path in the resource's properties.
        known: The paths of all fields; what stands directly inside an object of theirs is a name, right or wrong.
    """
    objects = {field[:-1] for field in known if field[-1] != EACH}
    steps = pattern(path, known)
    return dotted(
        [
            snake(step)
            if isinstance(step, str) and steps[:depth] in objects and steps[depth] != EACH and _is_ours(step)
            else step
            for depth, step in enumerate(path)
        ]
    )


def _is_ours(name: str) -> bool:
    """Report whether a property has the name that is made of an argument's; others are shown as they are."""
    return name in _BY_NAME or (_CAMEL.fullmatch(name) is not None and camel(snake(name)) == name)


def camel(name: str) -> str:
    """Write an argument's name as AWS does; a name in AWS's form stays."""
    if name in _BY_ARGUMENT:
        return _BY_ARGUMENT[name]
    head, *rest = name.split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest)
