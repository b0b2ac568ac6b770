"""
The dynamic provider of a revision of a task definition, and the resource that it serves.

State holds this module's path and the class's name: neither ever changes, and instances hold no data.
"""

from typing import Any

import pulumi
from pulumi.dynamic import (
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    Resource,
    ResourceProvider,
    UpdateResult,
)

from pulumi_ecs_express.providers.unchanged import made_before, same_inputs


class TaskDefinitionRevisionProvider(ResourceProvider):
    """Serves ``pulumi-python:dynamic/ecsexpress:TaskDefinitionRevision``."""

    serialize_as_secret_always = False

    def configure(self, req: ConfigureRequest) -> None:
        from pulumi_ecs_express.providers.engine import install

        install()

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        if made_before(_olds, news):
            return CheckResult(dict(_olds), [])
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.task_definition import operations

        with engine.serving() as call:
            return operations.check(call, _olds, news)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            if same_inputs(call.old_inputs, _news):
                return DiffResult(changes=False)
            from pulumi_ecs_express.providers.task_definition import operations

            return operations.diff(call, _olds, _news)

    def create(self, props: dict[str, Any]) -> CreateResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.task_definition import operations

        with engine.serving() as call:
            return operations.create(call, props)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.task_definition import operations

        with engine.serving() as call:
            return operations.update(call, _olds, _news)

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.task_definition import operations

        with engine.serving() as call:
            return operations.read(call, id_, props)

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.task_definition import operations

        with engine.serving() as call:
            operations.delete(call, _props)


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
