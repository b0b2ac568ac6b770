"""
The dynamic provider of a service's ingress: what does not change as long as the service lives.

A resource of its own, and read-only, so that its outputs stay known in the preview of an update of the service.
State holds this module's path and the class's name: neither ever changes, and instances hold no data.
"""

from typing import TYPE_CHECKING, Any

import pulumi
from pulumi.dynamic import CheckResult, Resource

from pulumi_ecs_express.providers.dynamic_provider import DynamicProvider

OUTPUTS = (
    "url", "endpoint", "accessType", "loadBalancerArn", "loadBalancerDnsName", "loadBalancerZoneId", "loadBalancerAddressType",
    "loadBalancerSecurityGroups", "listenerArn", "listenerRuleArn", "targetGroupArns", "certificateArn",
    "serviceSecurityGroupId", "complete",
)  # fmt: skip


class IngressProvider(DynamicProvider):
    """Serves ``pulumi-python:dynamic/ecsexpress:Ingress``."""

    operations = "ingress.operations"

    def settled(self, outputs: dict[str, Any]) -> bool:
        return bool(outputs.get("complete"))

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        return CheckResult(news, [])

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        """Forget it: the ingress goes with its service."""


class IngressResource(Resource, module="ecsexpress", name="Ingress"):
    """The ingress of one service."""

    if TYPE_CHECKING:  # Pulumi would read them anew for each resource: a tenth of a component's own time
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
