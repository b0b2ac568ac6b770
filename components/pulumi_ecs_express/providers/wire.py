"""The edge to Pulumi: its unknowns, floats and property names on one side, models and values by path on the other."""

import difflib
from collections.abc import Mapping
from typing import Any

import pulumi
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, dotted, flatten
from pulumi_ecs_express.model.fields.unknown import UNKNOWN, Unknown
from pulumi_ecs_express.model.service.internal_inputs import INTERNAL_PREFIX
from pulumi_ecs_express.model.service.other_tools import right_name
from pulumi_ecs_express.model.service.spec import ServiceSpec, rules


def incoming(value: Any) -> Any:
    """Take values over from Pulumi: unknowns as our own, whole floats as integers, as they were declared."""
    if isinstance(value, pulumi.output.Unknown):
        return UNKNOWN
    if isinstance(value, Mapping):
        return {key: incoming(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [incoming(member) for member in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def outgoing(value: Any) -> Any:
    """Give values to Pulumi: the inverse of `incoming`."""
    if isinstance(value, Unknown):
        return pulumi.output.Unknown()  # type: ignore[no-untyped-call] # Pulumi has not typed it
    if isinstance(value, Mapping):
        return {key: outgoing(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [outgoing(member) for member in value]
    return value


def declared(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Pick the arguments of a service out of its properties, which hold outputs and notes as well."""
    known = {path[0] for path in rules()}
    return {key: incoming(value) for key, value in properties.items() if key in known}


def declared_values(properties: Mapping[str, Any] | None) -> dict[Path, PropertyValue]:
    """Take the declared settings apart, as they stand in checked inputs or in outputs."""
    return flatten(declared(properties or {}))


def connection(properties: Mapping[str, Any], region: str | None = None) -> Connection:
    """Read from a resource's properties how AWS is to be reached; ``region`` counts where it is known."""
    reported = properties.get("region"), properties.get("profile"), properties.get("endpoints") or {}
    declared_region, profile, endpoints = reported
    return Connection(region or declared_region, profile, frozenset(endpoints.items()))


def parsed(properties: Mapping[str, Any]) -> ServiceSpec:
    """Make the model of inputs that `checked` has passed."""
    return ServiceSpec.model_validate(declared(properties))


def checked(properties: Mapping[str, Any]) -> tuple[ServiceSpec | None, list[str]]:
    """
    Make the model of what the program declares, or list all that is wrong with it.

    What is wrong in one field counts as unknown for the rest, so that rules between fields are judged in the same go.
    """
    data = {
        key: incoming(value)
        for key, value in properties.items()
        if not key.startswith(INTERNAL_PREFIX) and value is not None
    }
    problems: list[str] = []
    while True:
        try:
            spec = ServiceSpec.model_validate(data)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            problems += [f"{_where(detail)}{words}" for detail in details for words in _words(detail)]
            for detail in details:
                data = _set_aside(data, list(detail["loc"]), drop=detail["type"] == "extra_forbidden")
            if any(not detail["loc"] for detail in details):
                return None, problems
        else:
            return (None, problems) if problems else (spec, [])


def _set_aside(data: Any, loc: list[Any], *, drop: bool) -> Any:
    """Put an unknown in place of what is wrong, or leave it out."""
    if not loc:
        return UNKNOWN
    if not isinstance(data, dict | list):
        return UNKNOWN
    step, rest = loc[0], loc[1:]
    if rest == ["[key]"] or (drop and not rest):
        return {key: value for key, value in data.items() if key != step} if isinstance(data, dict) else UNKNOWN
    if isinstance(data, list):
        return [_set_aside(value, rest, drop=drop) if index == step else value for index, value in enumerate(data)]
    return {**data, step: _set_aside(data.get(step), rest, drop=drop)}


def _where(detail: ErrorDetails) -> str:
    steps = [step for step in detail["loc"] if step != "[key]"]
    path = ""
    for step in steps:
        path = f"{path}[{step}]" if isinstance(step, int) else ".".join(filter(None, [path, dotted((step,))]))
    return f"{path.replace('.[', '[')}: " if path else ""


def _words(detail: ErrorDetails) -> list[str]:
    """Say each thing that is wrong, one by one."""
    return list(detail["ctx"]["texts"]) if detail["type"] == "mistakes" else [_word(detail)]


def _word(detail: ErrorDetails) -> str:
    """Say what is wrong, and what to write instead, in the words of the program's author."""
    kind, loc = detail["type"], [step for step in detail["loc"] if isinstance(step, str)]
    if kind == "missing":
        return "is missing, and AWS requires it"
    if kind == "extra_forbidden":
        return _unknown_argument(tuple(loc))
    if kind == "model_type":
        return f"must be one map of its members: {', '.join(_members(tuple(loc)))}"
    if kind in _TYPES:
        return f"must be {_TYPES[kind]}"
    if kind == "too_long":
        return f"holds more than the {detail['ctx']['max_length']} that AWS takes"
    return str(detail["msg"])


_TYPES = {
    "dict_type": "a map, such as {\"NAME\": \"value\"}",
    "tuple_type": "a list",
    "bool_type": "True or False",
    "string_type": "a string",
}  # fmt: skip


def _unknown_argument(path: Path) -> str:
    """Answer a wrong name with the right one: by what it means elsewhere, else by how it is spelt."""
    right, instead = right_name(path)
    if instead:
        return f"is no argument: {instead}"
    siblings = _members(path[:-1])
    nearest = difflib.get_close_matches(snake(_camel(path[-1])), siblings, n=1, cutoff=0.5)
    if right or nearest:
        return f"is no argument; did you mean {right or nearest[0]}?"
    return f"is no argument; there are {', '.join(siblings)}"


def _members(path: Path) -> list[str]:
    """List what may stand at a place, as Python's arguments are called."""
    return [snake(known[-1]) for known in rules() if known[:-1] == path]


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def snake(name: str) -> str:
    """Write a property's name as the Python argument is called."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
