"""
The dynamic provider of an update of an existing ECS service, and the resource that it serves.

State holds this module's path and the class's name: neither ever changes, and instances hold no data.
What the methods do is in `operations`, which is loaded by the first call.
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

from pulumi_ecs_express.providers.service_update import claims
from pulumi_ecs_express.providers.unchanged import checked_before, made_before, same_inputs

OUTPUTS = (
    "serviceArn", "clusterName", "serviceName", "region", "deploymentArn", "earlierTaskDefinitionArn", "taskDefinitionArn",
    "revision", "registered", "templateArn", "arn", "registeredRevisions",
)  # fmt: skip
"""What the provider adds to the declared properties; the Region is an argument as well."""


class EcsServiceUpdateProvider(ResourceProvider):
    """Serves ``pulumi-python:dynamic/ecsexpress:EcsServiceUpdate``."""

    serialize_as_secret_always = False

    def configure(self, req: ConfigureRequest) -> None:
        from pulumi_ecs_express.providers.engine import install

        install()

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        if checked_before(_olds, news) or made_before(_olds, news):
            return CheckResult(dict(_olds), [])
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.service_update import operations

        with engine.serving() as call:
            return operations.check(call, _olds, news)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            if same_inputs(call.old_inputs, _news) and not _runs_another(_olds):
                claims.keep(_id)
                return DiffResult(changes=False)
            from pulumi_ecs_express.providers.service_update import operations

            return operations.diff(call, _id, _olds, _news)

    def create(self, props: dict[str, Any]) -> CreateResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.service_update import operations

        with engine.serving() as call:
            return operations.create(call, props)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.service_update import operations

        with engine.serving() as call:
            return operations.update(call, _id, _olds, _news)

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.service_update import operations

        with engine.serving() as call:
            return operations.read(call, id_, props)

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.service_update import operations

        with engine.serving() as call:
            operations.delete(call, _id, _props)


def _runs_another(outputs: dict[str, Any]) -> bool:
    """Report whether a refresh has found another revision on the service than the one that was rendered."""
    return outputs.get("arn") not in (None, outputs.get("taskDefinitionArn"))


class EcsServiceUpdateResource(Resource, module="ecsexpress", name="EcsServiceUpdate"):
    """The revision that an existing service runs, as the engine knows it; its properties carry AWS's names."""

    taskDefinitionArn: pulumi.Output[str]  # noqa: N815 - properties are named as AWS names them
    revision: pulumi.Output[int]
    registered: pulumi.Output[bool | None]
    templateArn: pulumi.Output[str | None]  # noqa: N815 - as above
    serviceArn: pulumi.Output[str]  # noqa: N815 - as above
    clusterName: pulumi.Output[str]  # noqa: N815 - as above
    serviceName: pulumi.Output[str]  # noqa: N815 - as above
    region: pulumi.Output[str]
    deploymentArn: pulumi.Output[str | None]  # noqa: N815 - as above
    earlierTaskDefinitionArn: pulumi.Output[str | None]  # noqa: N815 - as above

    def __init__(self, name: str, properties: dict[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__(EcsServiceUpdateProvider(), name, {**dict.fromkeys(OUTPUTS), **properties}, opts)
