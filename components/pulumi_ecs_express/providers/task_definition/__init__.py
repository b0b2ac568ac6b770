"""
The dynamic provider of a revision of a task definition, and the resource that it serves.

State holds this module's path and the class's name: neither ever changes, and instances hold no data.
"""

from typing import Any

import pulumi
from pulumi.dynamic import Resource

from pulumi_ecs_express.providers.dynamic_provider import DynamicProvider
from pulumi_ecs_express.providers.unchanged import made_before, marked_anew


class TaskDefinitionRevisionProvider(DynamicProvider):
    """Serves ``pulumi-python:dynamic/ecsexpress:TaskDefinitionRevision``."""

    operations = "task_definition.operations"

    def arrived(self, news: dict[str, Any]) -> dict[str, Any]:
        return marked_anew(news)

    def checked(self, olds: dict[str, Any], news: dict[str, Any]) -> bool:
        return made_before(olds, news)


class TaskDefinitionRevisionResource(Resource, module="ecsexpress", name="TaskDefinitionRevision"):
    """A revision as the engine knows it: what was rendered stands under the names of the arguments."""

    arn: pulumi.Output[str]
    family: pulumi.Output[str]
    revision: pulumi.Output[int]
    registered: pulumi.Output[bool]
    templateArn: pulumi.Output[str | None]  # noqa: N815 - properties are named as the arguments are

    OUTPUTS = ("arn", "revision", "registered", "registeredRevisions", "templateArn")

    def __init__(self, name: str, properties: dict[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__(TaskDefinitionRevisionProvider(), name, {**dict.fromkeys(self.OUTPUTS), **properties}, opts)
