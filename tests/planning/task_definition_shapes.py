"""What the installed botocore knows of task definitions: its members, and a definition that has all of them."""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session

from pulumi_ecs_express.aws.ecs.registration_form import registration_form
from pulumi_ecs_express.model.task_definition.form import Form
from pulumi_ecs_express.model.task_definition.members import Answer


@cache
def _model() -> Any:
    return botocore.session.get_session().get_service_model("ecs")


def request_shape() -> Any:
    """Give the shape of the request of RegisterTaskDefinition."""
    return _model().operation_model("RegisterTaskDefinition").input_shape


def definition_shape() -> Any:
    """Give the shape of ``taskDefinition`` in the answer of DescribeTaskDefinition."""
    return _model().operation_model("DescribeTaskDefinition").output_shape.members["taskDefinition"]


def known_form() -> Form:
    """Give the form of what can be sent, as data."""
    return registration_form()


def everything(shape: Any, name: str = "x") -> Any:
    """Make a value of a shape in which every member is set."""
    kind = shape.type_name
    if kind == "structure":
        return {member: everything(of, member) for member, of in shape.members.items()}
    if kind == "list":
        return [everything(shape.member, name)]
    if kind == "map":
        return {"key": everything(shape.value, name)}
    if kind == "string":
        return shape.enum[0] if shape.enum else f"a-{name}"
    return {"integer": 7, "boolean": True, "timestamp": "2026-11-28T00:00:00Z"}[kind]


def answer_with_everything() -> Answer:
    """Make an answer in which every member that AWS can answer is set."""
    return {"taskDefinition": everything(definition_shape()), "tags": [{"key": "team", "value": "shop"}]}
