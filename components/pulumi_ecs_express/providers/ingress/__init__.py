"""
The dynamic provider of a service's ingress: what does not change as long as the service lives.

A resource of its own, and read-only, so that its outputs stay known in the preview of an update of the service.
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

from pulumi_ecs_express.providers.unchanged import same_inputs

OUTPUTS = (
    "url", "endpoint", "accessType", "loadBalancerArn", "loadBalancerDnsName", "loadBalancerZoneId", "loadBalancerAddressType",
    "loadBalancerSecurityGroups", "listenerArn", "listenerRuleArn", "targetGroupArns", "certificateArn",
    "serviceSecurityGroupId", "complete",
)  # fmt: skip


class IngressProvider(ResourceProvider):
    """Serves ``pulumi-python:dynamic/ecsexpress:Ingress``."""

    serialize_as_secret_always = False

    def configure(self, req: ConfigureRequest) -> None:
        from pulumi_ecs_express.providers.engine import install

        install()

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        return CheckResult(news, [])

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            if _olds.get("complete") and same_inputs(call.old_inputs, _news):
                return DiffResult(changes=False)
            from pulumi_ecs_express.providers.ingress import operations

            return operations.diff(call, _olds, _news)

    def create(self, props: dict[str, Any]) -> CreateResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.ingress import operations

        with engine.serving() as call:
            return operations.create(call, props)

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.ingress import operations

        with engine.serving() as call:
            return operations.update(call, _news)

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        from pulumi_ecs_express.providers import engine
        from pulumi_ecs_express.providers.ingress import operations

        with engine.serving():
            return operations.read(id_, props)

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Forget it: the ingress goes with its service."""


class IngressResource(Resource, module="ecsexpress", name="Ingress"):
    """The ingress of one service."""

    serviceArn: pulumi.Output[str]  # noqa: N815 - properties are named as AWS names them
    url: pulumi.Output[str]
    endpoint: pulumi.Output[str]
    accessType: pulumi.Output[str]  # noqa: N815 - properties are named as AWS names them
    loadBalancerArn: pulumi.Output[str]  # noqa: N815 - as above
    loadBalancerDnsName: pulumi.Output[str]  # noqa: N815 - as above
    loadBalancerZoneId: pulumi.Output[str]  # noqa: N815 - as above
    loadBalancerAddressType: pulumi.Output[str | None]  # noqa: N815 - as above
    loadBalancerSecurityGroups: pulumi.Output[list[str]]  # noqa: N815 - as above
    listenerArn: pulumi.Output[str]  # noqa: N815 - as above
    listenerRuleArn: pulumi.Output[str]  # noqa: N815 - as above
    targetGroupArns: pulumi.Output[list[str]]  # noqa: N815 - as above
    certificateArn: pulumi.Output[str]  # noqa: N815 - as above
    serviceSecurityGroupId: pulumi.Output[str]  # noqa: N815 - as above

    def __init__(self, name: str, properties: dict[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__(IngressProvider(), name, {**dict.fromkeys(OUTPUTS), **properties}, opts)
