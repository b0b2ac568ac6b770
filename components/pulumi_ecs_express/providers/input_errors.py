"""What is wrong with a program's arguments, in its author's words: each mistake by its path, with what to write instead."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from pulumi_ecs_express.model.fields.arguments import Arguments
from pulumi_ecs_express.model.fields.name_value_lists import find_pair
from pulumi_ecs_express.model.fields.property_paths import Steps, camel, snake
from pulumi_ecs_express.model.fields.unknown import NONE, UNKNOWN

Location = Sequence[str | int]

KEY = "[key]"
"""With what pydantic ends the location of a wrong key."""

CLOSE = 0.84
"""How alike two names must be for one to be taken for a misspelling of the other, from 0 to 1: `access_role_arn` is none."""


def without_none(given: Any, arguments: Arguments[Any], path: tuple[str | int, ...] = ()) -> tuple[Any, list[str]]:
    """Put an unknown in place of each None inside of a map or list, and list where they stand."""
    if given == NONE:
        empty = ', or write ""' if any(step in arguments.text_maps for step in path) else ""
        return UNKNOWN, [f"{arguments.path(path)}: is None: leave it out{empty}"]
    if not isinstance(given, Mapping | list):
        return given, []
    members = given.items() if isinstance(given, Mapping) else enumerate(given)
    found = {step: without_none(member, arguments, (*path, step)) for step, member in members}
    texts = [text for _, inside in found.values() for text in inside]
    if isinstance(given, Mapping):
        return {step: member for step, (member, _) in found.items()}, texts
    return [member for member, _ in found.values()], texts


def texts(given: Any, detail: ErrorDetails, arguments: Arguments[Any]) -> list[str]:
    """Write one of pydantic's errors: the path in the form that the program uses, and each thing that is wrong there."""
    place = _written(given, detail["loc"])
    if detail["type"] == "mistakes_at":
        reported = [((*place, *steps), text) for steps, text in detail["ctx"]["found"]]
    else:
        found = detail["ctx"]["texts"] if detail["type"] == "mistakes" else [_text(detail, arguments)]
        reported = [(tuple(place), text) for text in found]
    return [f"{where}: {text}" if (where := arguments.path(path)) else text for path, text in reported]


def _written(given: Any, location: Location) -> list[str | int]:
    """Find in the program's own form what pydantic found in the model's: lists of pairs are maps there."""
    steps: list[str | int] = []
    of_name = None
    for step in location:
        pair = find_pair(given, step) if isinstance(given, list) and isinstance(step, str) else None
        if pair:
            index, of_name, of_value = pair
            steps += [index, of_value]
            given = given[index][of_value]
        elif step == KEY:
            steps[-1:] = [of_name or steps[-1]]
        else:
            steps.append(step)
            given = _member(given, step)
    return steps


def _member(value: Any, step: str | int) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def set_aside(data: Any, details: Iterable[ErrorDetails]) -> Any:
    """Put unknowns in place of all that is wrong, and leave out what has no place."""
    for detail in details:
        data = _set_aside(data, list(detail["loc"]), drop=detail["type"] == "extra_forbidden")
    return data


def _set_aside(data: Any, location: list[Any], *, drop: bool) -> Any:
    if not location or not isinstance(data, dict | list):
        return UNKNOWN
    step, rest = location[0], location[1:]
    drop_here = rest == [KEY] or (drop and not rest)
    if isinstance(data, dict):
        others = {key: value for key, value in data.items() if key != step}
        return others if drop_here else {**data, step: _inside(data.get(step), rest, drop=drop)}
    if isinstance(step, int) and step < len(data):
        return [_inside(value, rest, drop=drop) if index == step else value for index, value in enumerate(data)]
    pair = find_pair(data, step)
    if pair is None:
        return UNKNOWN
    index, _, value_key = pair
    entry = data[index]
    kept = [] if drop_here else [{**entry, value_key: _inside(entry[value_key], rest, drop=drop)}]
    return [*data[:index], *kept, *data[index + 1 :]]


def _inside(data: Any, location: list[Any], *, drop: bool) -> Any:
    """Set aside deeper down; an object of which nothing is left counts as unknown, since more than nothing was written."""
    return _set_aside(data, location, drop=drop) or UNKNOWN


def _text(detail: ErrorDetails, arguments: Arguments[Any]) -> str:
    """Say what is wrong, and what to write instead."""
    kind, location = detail["type"], detail["loc"]
    if kind == "missing":
        return "is missing, and AWS requires it"
    if kind == "extra_forbidden":
        return _unknown_argument(location, arguments)
    if kind == "model_type":
        return f"must be one map of its members: {', '.join(arguments.members(location))}"
    if kind in _TYPES:
        return f"must be {_TYPES[kind]}"
    if kind == "too_long":
        return _too_many(detail["ctx"]["max_length"])
    return str(detail["msg"])


def _too_many(most: int) -> str:
    marks = ", and two are marks of this package and of Express Mode" if most < MOST_TAGS else ""
    return f"holds more than {most}: AWS takes {MOST_TAGS}{marks}"


MOST_TAGS = 50
"""Source: Tag, Amazon ECS API reference, and RequestCertificate, AWS Certificate Manager API reference, read 2026-11-28."""

_TYPES = {
    "dict_type": "a map, such as {\"NAME\": \"value\"}",
    "tuple_type": "a list",
    "bool_type": "True or False",
    "string_type": "a string",
}  # fmt: skip


def _unknown_argument(path: Steps, arguments: Arguments[Any]) -> str:
    """Answer a wrong name with the right one: by what it means elsewhere, else by how it is spelt."""
    right, instead = arguments.right_name(tuple(step for step in path if isinstance(step, str)))
    if instead:
        return f"is no argument: {instead}"
    siblings = arguments.members(path[:-1])
    nearest = difflib.get_close_matches(snake(camel(str(path[-1]))), siblings, n=1, cutoff=CLOSE)
    if right or nearest:
        return f"is no argument; did you mean {right or nearest[0]}?"
    return f"is no argument; there are {', '.join(siblings)}"
