"""
Amazon ECS Express Mode for Pulumi programs.

    import pulumi
    import pulumi_ecs_express as express

    web = express.ExpressGatewayService("web", primary_container={"image": "public.ecr.aws/nginx/nginx:1.28"})
    pulumi.export("url", web.url)

Only the names in ``__all__`` are promised; every module below this one may change, but for the module paths
and class names of the providers, which Pulumi's state holds.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pulumi_ecs_express.arguments import (
        AwsLogsConfigurationArgs,
        ExpressGatewayServiceArgs,
        NetworkConfigurationArgs,
        PrimaryContainerArgs,
        RepositoryCredentialsArgs,
        ScalingTargetArgs,
    )
    from pulumi_ecs_express.custom_domain import CustomDomain
    from pulumi_ecs_express.definition_arguments import ContainerArgs, EcsServiceUpdateArgs, TaskDefinitionRevisionArgs
    from pulumi_ecs_express.domain_arguments import CustomDomainArgs, WeightedRoutingArgs
    from pulumi_ecs_express.ecs_service_update import EcsServiceUpdate
    from pulumi_ecs_express.model.service.own_url import OWN_URL
    from pulumi_ecs_express.policies import deny_express_updates_policy, execute_command_policy
    from pulumi_ecs_express.service import ExpressGatewayService
    from pulumi_ecs_express.service_settings import ServiceSettings
    from pulumi_ecs_express.settings_arguments import ServiceSettingsArgs
    from pulumi_ecs_express.sidecars import fluent_bit_sidecar, otel_sidecar
    from pulumi_ecs_express.task_definition_revision import TaskDefinitionRevision

__all__ = [
    "OWN_URL",
    "AwsLogsConfigurationArgs",
    "ContainerArgs",
    "CustomDomain",
    "CustomDomainArgs",
    "EcsServiceUpdate",
    "EcsServiceUpdateArgs",
    "ExpressGatewayService",
    "ExpressGatewayServiceArgs",
    "NetworkConfigurationArgs",
    "PrimaryContainerArgs",
    "RepositoryCredentialsArgs",
    "ScalingTargetArgs",
    "ServiceSettings",
    "ServiceSettingsArgs",
    "TaskDefinitionRevision",
    "TaskDefinitionRevisionArgs",
    "WeightedRoutingArgs",
    "deny_express_updates_policy",
    "execute_command_policy",
    "fluent_bit_sidecar",
    "otel_sidecar",
]

_HOMES = {
    "AwsLogsConfigurationArgs": "arguments",
    "ContainerArgs": "definition_arguments",
    "CustomDomain": "custom_domain",
    "CustomDomainArgs": "domain_arguments",
    "EcsServiceUpdate": "ecs_service_update",
    "EcsServiceUpdateArgs": "definition_arguments",
    "ExpressGatewayService": "service",
    "ExpressGatewayServiceArgs": "arguments",
    "NetworkConfigurationArgs": "arguments",
    "OWN_URL": "model.service.own_url",
    "PrimaryContainerArgs": "arguments",
    "RepositoryCredentialsArgs": "arguments",
    "ScalingTargetArgs": "arguments",
    "ServiceSettings": "service_settings",
    "ServiceSettingsArgs": "settings_arguments",
    "TaskDefinitionRevision": "task_definition_revision",
    "TaskDefinitionRevisionArgs": "definition_arguments",
    "WeightedRoutingArgs": "domain_arguments",
    "deny_express_updates_policy": "policies",
    "execute_command_policy": "policies",
    "fluent_bit_sidecar": "sidecars",
    "otel_sidecar": "sidecars",
}
"""The modules of the names, loaded where one is used: a provider's process needs none of them, and a program some."""


def __getattr__(name: str) -> Any:
    """Load a name when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
