"""
The dynamic providers of settings of an ECS service, and the resources that they serve.

State holds this module's path and the classes' names: neither ever changes, and instances hold no data.
What the methods do is in `operations` and `remembering`, which are loaded by the first call.

The settings that a service had before are written down by a resource of its own, which ends before anything is changed:
so they are in the state even where the engine is killed between AWS's answer and its own saving.
"""

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi.dynamic import CheckResult, Resource

from pulumi_ecs_express.planning.service_settings.table import TABLE
from pulumi_ecs_express.planning.service_settings.trees import by_path
from pulumi_ecs_express.providers.dynamic_provider import DynamicProvider
from pulumi_ecs_express.providers.service_settings import claims
from pulumi_ecs_express.providers.unchanged import checked_before

OUTPUTS = ("serviceArn", "clusterName", "serviceName", "region", "deploymentArn", "earlierSettings")
"""What the provider adds to the declared properties; the Region is an argument as well."""

SECRET_OUTPUTS = ["earlierSettings", "found"]
"""What may hold somebody else's secret, such as a token among log options: it is always stored encrypted."""


class ServiceSettingsProvider(DynamicProvider):
    """Serves ``pulumi-python:dynamic/ecsexpress:ServiceSettings``."""

    operations = "service_settings.operations"

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            owned = by_path({name: news[name] for name in (*TABLE, "expressUpdates") if name in news})
            known = [path for path, value in owned.items() if not isinstance(value, pulumi.output.Unknown)]
            shared = claims.claim(call.urn, news, known)
            if not shared and checked_before(_olds, news):
                return CheckResult(dict(_olds), [])
            checked: CheckResult = self._module().check(call, _olds, news, shared)
            return checked


class RememberedSettingsProvider(DynamicProvider):
    """Serves ``pulumi-python:dynamic/ecsexpress:RememberedSettings``."""

    operations = "service_settings.remembering"


class ServiceSettingsResource(Resource, module="ecsexpress", name="ServiceSettings"):
    """Settings of an ECS service, as the engine knows them; their properties carry AWS's names."""

    serviceArn: pulumi.Output[str]  # noqa: N815 - properties are named as AWS names them
    clusterName: pulumi.Output[str]  # noqa: N815 - as above
    serviceName: pulumi.Output[str]  # noqa: N815 - as above
    region: pulumi.Output[str]
    deploymentArn: pulumi.Output[str | None]  # noqa: N815 - as above

    def __init__(self, name: str, properties: Mapping[str, Any], opts: pulumi.ResourceOptions) -> None:
        secret = pulumi.ResourceOptions(additional_secret_outputs=SECRET_OUTPUTS[:1])
        own = pulumi.ResourceOptions.merge(opts, secret)
        super().__init__(ServiceSettingsProvider(), name, {**dict.fromkeys(OUTPUTS), **properties}, own)


class RememberedSettingsResource(Resource, module="ecsexpress", name="RememberedSettings"):
    """Settings of an ECS service as they were before a program owned them."""

    found: pulumi.Output[Any]

    def __init__(self, name: str, properties: Mapping[str, Any], opts: pulumi.ResourceOptions) -> None:
        secret = pulumi.ResourceOptions(additional_secret_outputs=SECRET_OUTPUTS[1:])
        own = pulumi.ResourceOptions.merge(opts, secret)
        super().__init__(RememberedSettingsProvider(), name, {"found": None, **properties}, own)
