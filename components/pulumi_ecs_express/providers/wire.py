"""The edge to Pulumi: its unknowns, floats and property names on one side, models and values by path on the other."""

from collections.abc import Mapping
from typing import Any

import pulumi
from pydantic import ValidationError

from pulumi_ecs_express.model.connection.connection import PROPERTIES, Connection
from pulumi_ecs_express.model.connection.credentials import setting_problems
from pulumi_ecs_express.model.connection.settings import CREDENTIALS
from pulumi_ecs_express.model.fields.arguments import AnyModel, Arguments
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, flatten
from pulumi_ecs_express.model.fields.unknown import UNKNOWN, Unknown, holds_unknown
from pulumi_ecs_express.model.service.internal_inputs import INTERNAL_PREFIX
from pulumi_ecs_express.providers import input_errors


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


def declared(properties: Mapping[str, Any], arguments: Arguments[Any]) -> dict[str, Any]:
    """Pick a component's arguments out of its properties, which hold outputs and notes as well."""
    known = {path[0] for path in arguments.rules()}
    return {key: incoming(value) for key, value in properties.items() if key in known}


def declared_values(properties: Mapping[str, Any] | None, arguments: Arguments[Any]) -> dict[Path, PropertyValue]:
    """Take the declared settings apart, as they stand in checked inputs or in outputs."""
    return flatten(declared(properties or {}, arguments), arguments.structures)


def connection(properties: Mapping[str, Any], region: str | None = None) -> Connection:
    """Read from a resource's properties how AWS is to be reached; ``region`` counts where it is known."""
    reported = properties.get("region"), properties.get("profile"), properties.get("endpoints") or {}
    declared_region, profile, endpoints = reported
    return Connection(region or declared_region, profile, frozenset(endpoints.items()), properties.get(CREDENTIALS))


def can_connect(properties: Mapping[str, Any], *others: str) -> bool:
    """Report whether all is known with which AWS is reached, and the ``others`` beside it, such as the Region."""
    return not holds_unknown([incoming(properties.get(name)) for name in (*PROPERTIES, *others)])


def parsed(properties: Mapping[str, Any], arguments: Arguments[AnyModel]) -> AnyModel:
    """Make the model of inputs that `checked` has passed."""
    return arguments.model.model_validate(declared(properties, arguments))


ROUNDS = 20
"""Bound on how often what is wrong is set aside; a round finds all that does not hide behind something else."""


def checked(properties: Mapping[str, Any], arguments: Arguments[AnyModel]) -> tuple[AnyModel | None, list[str]]:
    """
    Make the model of what the program declares, or list all that is wrong with it.

    What is wrong in one field counts as unknown for the rest, so that rules between fields are judged in the same go.
    """
    given = {
        key: incoming(value)
        for key, value in properties.items()
        if not key.startswith(INTERNAL_PREFIX) and value is not None
    }
    data, problems = input_errors.without_none(given, arguments)
    problems += setting_problems(credentials) if isinstance(credentials := properties.get(CREDENTIALS), str) else []
    for _ in range(ROUNDS):
        try:
            spec = arguments.model.model_validate(data)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            problems += [text for detail in details for text in input_errors.texts(given, detail, arguments)]
            before, data = data, input_errors.set_aside(data, details)
            if data == before or any(not detail["loc"] for detail in details):
                break
        else:
            return (None, problems) if problems else (spec, [])
    return None, problems
