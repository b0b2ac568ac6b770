"""
The dynamic provider of an Express Gateway service, and the resource that it serves.

State holds this module's path and the class's name: neither ever changes, and instances hold no data.
What the methods do is in `operations`, which is loaded by the first call.
"""

from typing import TYPE_CHECKING, Any

import pulumi
from pulumi.dynamic import Resource

from pulumi_ecs_express.providers.dynamic_provider import DynamicProvider

OUTPUTS = (
    "serviceArn", "serviceRevisionArn", "deploymentArn", "ownerToken", "status", "statusReason",
    "createdAt", "updatedAt", "inEffect", "managedResources",
)  # fmt: skip
"""What the provider adds to the declared properties."""


class ExpressGatewayServiceProvider(DynamicProvider):
    """Serves ``pulumi-python:dynamic/ecsexpress:ExpressGatewayService``."""

    operations = "service.operations"


class ServiceResource(Resource, module="ecsexpress", name="ExpressGatewayService"):
    """The service as the engine knows it; its properties carry AWS's names."""

    if TYPE_CHECKING:  # Pulumi would read them anew for each resource: a tenth of a component's own time
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
