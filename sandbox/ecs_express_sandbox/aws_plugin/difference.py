"""
What differs between the state of a resource and its new inputs, by path.

Pure. Only what the program declares is compared, so that what AWS filled in is never a difference; what the program
declared before and no longer does is one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from ecs_express_sandbox.aws_plugin import documents
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.values import Properties, Unknown, has_unknown


class Kind(Enum):
    """How a path differs."""

    ADD = "add"
    DELETE = "delete"
    UPDATE = "update"


def differences(
    declaration: Declaration, state: Properties, old_inputs: Properties, new_inputs: Properties
) -> dict[str, Kind]:
    """
    List the paths that differ.

    Args:
        declaration: the type of the resource.
        state: its outputs; after a refresh they hold what AWS has.
        old_inputs: what was declared before.
        new_inputs: what is declared now.
    """
    found: dict[str, Kind] = {}
    forgotten = old_inputs.keys() - declaration.computed  # what AWS fills in may be left out again without a change
    for name in sorted(declaration.known_inputs & (forgotten | new_inputs.keys())):
        old = state.get(name, old_inputs.get(name))
        if name in declaration.unreadable:
            old = old_inputs.get(name, state.get(name))
        if not same(declaration, name, (old, state), (new_inputs.get(name), new_inputs)):
            found |= dict(paths(name, old, new_inputs.get(name)))
    return found


def same(declaration: Declaration, name: str, one: tuple[Any, Properties], other: tuple[Any, Properties]) -> bool:
    """Report whether two values of a property, each given with all properties beside it, are two spellings of one."""
    if has_unknown(other[0]):
        return False
    if name in declaration.documents:
        return documents.same(one[0], other[0])
    if name in declaration.unordered:
        return in_order(one[0]) == in_order(other[0])
    form = declaration.one_form.get(name)
    return form is not None and bool(form(*one) == form(*other))


def in_order(value: Any) -> list[str]:
    """Return the members of a list that has no order in one order."""
    return sorted(json.dumps(member, sort_keys=True) for member in value or [])


def paths(path: str, old: Any, new: Any) -> Iterator[tuple[str, Kind]]:
    """Walk two values and give the paths of their differences; an absent map or list equals an empty one."""
    if old == new and not isinstance(new, Unknown):
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted(old.keys() | new.keys()):
            yield from paths(member(path, key), old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            yield from paths(f"{path}[{index}]", at(old, index), at(new, index))
    elif is_nothing(old):
        if not is_nothing(new):
            yield path, Kind.ADD
    else:
        yield path, Kind.DELETE if new is None else Kind.UPDATE


def member(path: str, key: str) -> str:
    """Write the path of a member of a map as Pulumi does."""
    return f"{path}.{key}" if key.isidentifier() else f"{path}[{json.dumps(key)}]"


def at(values: list[Any], index: int) -> Any:
    """Return a member of a list, None behind its end."""
    return values[index] if index < len(values) else None


def is_nothing(value: Any) -> bool:
    """Report whether a value says no more than an absent one: AWS gives back `""` and `{}` for what was never set."""
    return value is None or (not isinstance(value, bool) and value in ("", [], {}))


def top(path: str) -> str:
    """Return the property that a path belongs to."""
    return path.partition(".")[0].partition("[")[0]
