"""Judges the components of a written program as a preview does: by their models, and by Fargate's rules for sidecars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express import property_names
from pulumi_ecs_express.model.custom_domain import spec as domain
from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.service import spec as service
from pulumi_ecs_express.model.service.definition_parts import PARTS
from pulumi_ecs_express.planning.conversion.draft import DOMAIN, SERVICE
from pulumi_ecs_express.planning.program.program import Component, Program
from pulumi_ecs_express.planning.program.python_source import Expression
from pulumi_ecs_express.planning.task_definition.express_problems import express_problems
from pulumi_ecs_express.providers.adapters import known_form
from pulumi_ecs_express.providers.wire import checked

ROLES = ("executionRoleArn", "infrastructureRoleArn")
"""The component makes them, so a program need not name them."""


def problems(program: Program) -> list[str]:
    """List what a preview would refuse, by component and argument; values that are not known yet are no obstacle."""
    return [f"{one.name}: {text}" for one in program.components for text in _problems(one)]


def _problems(one: Component) -> Iterator[str]:
    arguments = {name: _known(value) for name, value in one.arguments.items()}
    if one.kind == SERVICE:
        declared = {**dict.fromkeys(ROLES, UNKNOWN), **property_names.properties(arguments)}
        yield from checked(declared, service.ARGUMENTS)[1]
        if any(part in declared for part in PARTS):
            yield from express_problems(declared, known_form(), own_log_group="logRetentionDays" in declared)
    elif one.kind == DOMAIN:
        declared = property_names.properties({**arguments, "service": None}, property_names.DOMAIN_SHAPE)
        yield from checked(declared, domain.ARGUMENTS)[1]


def _known(value: Any) -> Any:
    """Put an unknown in place of code, whose value is known when the program runs."""
    if isinstance(value, Expression):
        return UNKNOWN
    if isinstance(value, Mapping):
        return {key: _known(member) for key, member in value.items()}
    return [_known(member) for member in value] if isinstance(value, list | tuple) else value
