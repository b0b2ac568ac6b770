"""Arguments as resource properties: Python's names become AWS's, and nothing else changes."""

from collections.abc import Callable, Mapping
from typing import Any

import pulumi

from pulumi_ecs_express.model.fields.property_paths import EACH, camel
from pulumi_ecs_express.model.fields.unknown import NONE

Shape = Mapping[str, Any]

SHAPE: Shape = {
    "primaryContainer": {"awsLogsConfiguration": {}, "repositoryCredentials": {}},
    "networkConfiguration": {},
    "scalingTarget": {},
}
"""The arguments that are objects with members of their own; every other map has the user's keys."""

DOMAIN_SHAPE: Shape = {"weightedRouting": {}}
"""The same of a custom domain."""

DEFINITION_SHAPE: Shape = {"containers": {EACH: {}}}
"""The same of a task definition: each container has members, under a name of the user's."""


def properties(arguments: Mapping[str, Any], shape: Shape = SHAPE) -> dict[str, Any]:
    """Rename arguments to resource properties, in place: no Output is combined with another, so each secret value stays its own."""
    if EACH in shape:
        return {key: NONE if value is None else _inside(value, shape[EACH]) for key, value in arguments.items()}
    renamed = {camel(key): value for key, value in arguments.items() if value is not None}
    return {key: _inside(value, shape[key]) if key in shape else _kept(value) for key, value in renamed.items()}


def _inside(value: Any, shape: Shape) -> Any:
    if isinstance(value, pulumi.Output):
        rename: Callable[[Any], Any] = lambda known: _inside(known, shape)  # noqa: E731 - apply wants a function of one value
        return value.apply(rename)
    return properties(value, shape) if isinstance(value, Mapping) else _kept(value)


def _kept(value: Any) -> Any:
    """Keep each None in a map or a list from being dropped, so that the check of the resource names it."""
    if isinstance(value, pulumi.Output):
        return value.apply(_kept)
    if isinstance(value, Mapping):
        return {key: _member(member) for key, member in value.items()}
    return [_member(member) for member in value] if isinstance(value, list | tuple) else value


def _member(value: Any) -> Any:
    if isinstance(value, pulumi.Output):
        return value.apply(_member)
    return NONE if value is None else _kept(value)


def camel_path(path: str, names: Shape = SHAPE) -> str:
    """Write a path of ``ignore_changes`` in AWS's names, as far as the names are ours: map keys stay as they are."""
    steps, shape, written = path.split("."), names, list[str]()
    for depth, step in enumerate(steps):
        if depth and shape is None:
            written += steps[depth:]
            break
        each = bool(shape) and EACH in (shape or ())
        name = camel(step) if step.replace("_", "").isalnum() and not each else step
        written.append(name)
        shape = shape.get(EACH if each else name) if shape else None  # type: ignore[assignment] # None ends the walk
    return ".".join(written)
