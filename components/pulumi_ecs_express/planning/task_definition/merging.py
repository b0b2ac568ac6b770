"""Putting what a program declares into what a template holds, without changing either."""

from collections.abc import Iterable, Mapping
from typing import Any

DECIDES = {"logConfiguration": "logDriver", "firelensConfiguration": "type"}
"""Structures whose other members belong to the value of one: the options of another log driver mean nothing to a new one."""


def copied(value: Any) -> Any:
    """Copy maps and lists, so that no two task definitions share one."""
    if isinstance(value, Mapping):
        return {key: copied(member) for key, member in value.items()}
    return [copied(member) for member in value] if isinstance(value, list | tuple) else value


def merged(before: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """
    Merge maps deeply: members that are not given stay.

    A list takes the place of the one before, since its entries have no names in general; an empty one, or None, takes the
    member away.
    """
    result: dict[str, Any] = copied(before)
    for member, value in given.items():
        if value is None or (isinstance(value, list | tuple) and not value):
            result.pop(member, None)
        elif isinstance(value, Mapping):
            result[member] = merged(_continued(member, result.get(member), value), value)
        else:
            result[member] = copied(value)
    return result


def _continued(member: str, before: Any, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what a structure is merged into: nothing, where it becomes one of another kind."""
    if not isinstance(before, Mapping):
        return {}
    deciding = DECIDES.get(member)
    other_kind = deciding is not None and deciding in given and given[deciding] != before.get(deciding)
    return {} if other_kind else before


def by_name(before: Iterable[Mapping[str, Any]], given: Iterable[Any], key: str = "name") -> list[Any]:
    """Put entries in the places of those of their names, and new ones behind; what is not known has no name yet."""
    named: dict[str, Any] = {}
    others = []
    for entry in given:
        name = entry.get(key) if isinstance(entry, Mapping) else None
        if isinstance(name, str):
            named[name] = entry
        else:
            others.append(entry)
    kept = [copied(named.pop(entry.get(key, ""), entry)) for entry in before]
    return [*kept, *(copied(entry) for entry in [*named.values(), *others])]
