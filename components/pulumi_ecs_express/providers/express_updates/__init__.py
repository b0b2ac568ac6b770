"""
The dynamic provider that keeps Express updates off a service, and the resource that it serves.

State holds this module's path and the classes' names: neither ever changes, and instances hold no data.
What the methods do is in `operations`, which is loaded by the first call.

It is a resource of its own because it must end before the service is deleted, by Express Mode, which needs its tag for that;
settings of a service go with it.
"""

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi.dynamic import CheckResult, Resource

from pulumi_ecs_express.providers.dynamic_provider import DynamicProvider
from pulumi_ecs_express.providers.express_updates import claims

OUTPUTS = ("serviceArn",)
"""What the provider adds to the declared properties."""


class ExpressUpdatesProvider(DynamicProvider):
    """Serves ``pulumi-python:dynamic/ecsexpress:ExpressUpdates``."""

    operations = "express_updates.operations"

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        claims.keep(news)
        return super().check(_olds, news)


class ExpressUpdatesResource(Resource, module="ecsexpress", name="ExpressUpdates"):
    """Whether Express Mode may operate a service."""

    serviceArn: pulumi.Output[str]  # noqa: N815 - properties are named as AWS names them

    def __init__(self, name: str, properties: Mapping[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__(ExpressUpdatesProvider(), name, {**dict.fromkeys(OUTPUTS), **properties}, opts)
