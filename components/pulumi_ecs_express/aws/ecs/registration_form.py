"""The form of RegisterTaskDefinition as the installed botocore knows it; no call is made for it."""

from typing import Any

import botocore.session

from pulumi_ecs_express.aws.once import Once
from pulumi_ecs_express.model.task_definition.form import Form, Kind

KINDS: dict[str, Kind] = {"long": "integer", "integer": "integer", "boolean": "boolean", "string": "string"}


@Once
def registration_form() -> Form:
    """Read it from botocore's model of Amazon ECS."""
    model = botocore.session.get_session().get_service_model("ecs")
    return _form(model.operation_model("RegisterTaskDefinition").input_shape)


def _form(shape: Any) -> Form:
    if shape.type_name == "structure":
        members = {name: _form(member) for name, member in shape.members.items()}
        return Form("structure", members, tuple(shape.required_members))
    if shape.type_name == "list":
        return Form("list", entry=_form(shape.member))
    if shape.type_name == "map":
        return Form("map", entry=_form(shape.value))
    return Form(KINDS[shape.type_name], choices=tuple(getattr(shape, "enum", ())))
