"""
The dynamic provider of an Express Gateway service, and the resource that it serves.

State holds this module's path and the class's name: neither ever changes, and instances hold no data.
What the methods do is in `service_operations`, which is loaded by the first call.
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

from pulumi_ecs_express.providers.unchanged import checked_before, same_inputs

OUTPUTS = (
    "serviceArn", "serviceRevisionArn", "deploymentArn", "ownerToken", "status", "statusReason",
    "createdAt", "updatedAt", "inEffect", "managedResources",
)  # fmt: skip
"""What the provider adds to the declared properties."""


class ExpressGatewayServiceProvider(ResourceProvider):
    """Serves ``pulumi-python:dynamic/ecsexpress:ExpressGatewayService``."""

    serialize_as_secret_always = False

    def configure(self, req: ConfigureRequest) -> None:
        from pulumi_ecs_express.providers.engine import install

        install()

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        if checked_before(_olds, news):
            return CheckResult(dict(_olds), [])
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.service import operations

        with engine.serving() as call:
            return operations.check(call, _olds, news)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            if same_inputs(call.old_inputs, _news):
                return DiffResult(changes=False)
            from pulumi_ecs_express.providers.service import operations

            return operations.diff(call, _olds, _news)

    def create(self, props: dict[str, Any]) -> CreateResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.service import operations

        with engine.serving() as call:
            return operations.create(call, props)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.service import operations

        with engine.serving() as call:
            return operations.update(call, _id, _olds, _news)

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.service import operations

        with engine.serving() as call:
            return operations.read(call, id_, props)

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.service import operations

        with engine.serving() as call:
            operations.delete(call, _id, _props)


class ServiceResource(Resource, module="ecsexpress", name="ExpressGatewayService"):
    """The service as the engine knows it; its properties carry AWS's names."""

    serviceName: pulumi.Output[str]  # noqa: N815 - properties are named as AWS names them
    serviceArn: pulumi.Output[str]  # noqa: N815 - as above
    serviceRevisionArn: pulumi.Output[str]  # noqa: N815 - as above
    deploymentArn: pulumi.Output[str | None]  # noqa: N815 - as above
    status: pulumi.Output[str]
    statusReason: pulumi.Output[str | None]  # noqa: N815 - as above
    createdAt: pulumi.Output[str]  # noqa: N815 - as above
    updatedAt: pulumi.Output[str]  # noqa: N815 - as above
    ownerToken: pulumi.Output[str]  # noqa: N815 - as above
    inEffect: pulumi.Output[dict[str, Any]]  # noqa: N815 - as above
    managedResources: pulumi.Output[dict[str, Any]]  # noqa: N815 - as above

    def __init__(self, name: str, properties: dict[str, Any], opts: pulumi.ResourceOptions) -> None:
        outputs = dict.fromkeys((*OUTPUTS, "serviceName"))
        super().__init__(ExpressGatewayServiceProvider(), name, {**outputs, **properties}, opts)
