"""
The dynamic provider of an update of an existing ECS service, and the resource that it serves.

State holds this module's path and the class's name: neither ever changes, and instances hold no data.
What the methods do is in `operations`, which is loaded by the first call.
"""

from typing import Any

import pulumi
from pulumi.dynamic import Resource

from pulumi_ecs_express.providers.dynamic_provider import DynamicProvider
from pulumi_ecs_express.providers.service_update import claims
from pulumi_ecs_express.providers.unchanged import checked_before, made_before, marked_anew

OUTPUTS = (
    "serviceArn", "clusterName", "serviceName", "region", "deploymentArn", "earlierTaskDefinitionArn", "taskDefinitionArn",
    "revision", "registered", "templateArn", "arn", "registeredRevisions",
)  # fmt: skip
"""What the provider adds to the declared properties; the Region is an argument as well."""


class EcsServiceUpdateProvider(DynamicProvider):
    """Serves ``pulumi-python:dynamic/ecsexpress:EcsServiceUpdate``."""

    operations = "service_update.operations"

    def arrived(self, news: dict[str, Any]) -> dict[str, Any]:
        return marked_anew(news)

    def checked(self, olds: dict[str, Any], news: dict[str, Any]) -> bool:
        return checked_before(olds, news) or made_before(olds, news)

    def settled(self, outputs: dict[str, Any]) -> bool:
        """Report whether the service runs the revision that was rendered, as far as a refresh has found."""
        return outputs.get("arn") in (None, outputs.get("taskDefinitionArn"))

    def keep(self, id_: str, news: dict[str, Any]) -> None:
        claims.keep(id_)


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
