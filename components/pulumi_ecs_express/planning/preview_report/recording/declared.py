"""The components of this package whose changes are told field by field, and what the package says of their fields."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.custom_domain.spec import ARGUMENTS as DOMAIN
from pulumi_ecs_express.model.fields.arguments import Arguments
from pulumi_ecs_express.model.fields.effect import Effect, Keep, Removal
from pulumi_ecs_express.model.fields.property_paths import Steps, pattern
from pulumi_ecs_express.model.fields.rules import rule_for
from pulumi_ecs_express.model.service.spec import ARGUMENTS as SERVICE
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS as SETTINGS
from pulumi_ecs_express.model.service_update.spec import ARGUMENTS as UPDATE
from pulumi_ecs_express.model.task_definition.spec import ARGUMENTS as DEFINITION

KINDS: Mapping[str, Arguments[Any]] = {
    "ExpressGatewayService": SERVICE,
    "CustomDomain": DOMAIN,
    "TaskDefinitionRevision": DEFINITION,
    "EcsServiceUpdate": UPDATE,
    "ServiceSettings": SETTINGS,
}
"""By the class of the component, and the last part of the type of the dynamic resource that holds its arguments."""

NOT_A_FIELD = (Effect.NONE, Keep("it is no argument"))
"""Of a property that no argument stands for."""


def rule_of(kind: str, steps: Steps) -> tuple[Effect, Removal]:
    """Find what a change and a removal of a field mean, as its model declares it."""
    rules = KINDS[kind].rules()
    path = tuple(str(step) for step in pattern(steps, rules))
    try:
        return rule_for(path, rules)
    except StopIteration:
        return NOT_A_FIELD
