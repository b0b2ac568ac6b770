"""What a program declares of a service's settings: any parameter of UpdateService, and exactly those that are declared."""

from functools import cache
from typing import Annotated, Any

from pydantic import Field

from pulumi_ecs_express.model.fields.arguments import Arguments
from pulumi_ecs_express.model.fields.effect import Effect, Keep, ResetTo
from pulumi_ecs_express.model.fields.rules import Rules, collect_rules
from pulumi_ecs_express.model.fields.types import TaskCount, Trigger
from pulumi_ecs_express.model.service_settings.deployment import DeploymentConfiguration, DeploymentController
from pulumi_ecs_express.model.service_settings.express_updates import ALLOWED
from pulumi_ecs_express.model.service_settings.other_tools import right_name
from pulumi_ecs_express.model.service_settings.placement import (
    CapacityProviderStrategy,
    PlacementConstraints,
    PlacementStrategies,
)
from pulumi_ecs_express.model.service_settings.service_connect import ServiceConnectConfiguration
from pulumi_ecs_express.model.service_settings.structures import Many, Setting, at_most, judged
from pulumi_ecs_express.model.service_settings.traffic import (
    GatewayConnector,
    LoadBalancers,
    ServiceNetworkConfiguration,
    ServiceRegistry,
    VpcLatticeConfiguration,
)
from pulumi_ecs_express.model.service_settings.types import (
    Enabled,
    ExpressUpdates,
    PlatformVersion,
    PropagateTags,
    Seconds,
    Switch,
)
from pulumi_ecs_express.model.service_settings.volumes import Monitoring, VolumeConfiguration
from pulumi_ecs_express.model.service_update.spec import ServiceOperation


class ServiceSettingsSpec(ServiceOperation):
    """The declared settings of one service; a member that is left out stays as AWS has it."""

    restore_on_destroy: Annotated[bool | None, Field(strict=True), Effect.NONE, ResetTo(True)] = None
    """Whether a destroy puts back what was found before the first apply."""

    express_updates: Annotated[ExpressUpdates | None, Effect.TAGS, ResetTo(ALLOWED)] = None
    """Whether updates by Express Mode may change the service's own resources."""

    force_new_deployment: Annotated[Trigger | None, Effect.REDEPLOYMENT, Keep("there is nothing to deploy for it")] = (
        None
    )
    """A value that, when it changes, has the service deployed again."""

    availability_zone_rebalancing: Setting[Enabled] = None
    """Whether tasks move when zones are out of balance."""

    capacity_provider_strategy: Setting[CapacityProviderStrategy] = None
    """Which capacity providers run the tasks; none is the launch type."""

    deployment_configuration: Setting[DeploymentConfiguration] = None
    """How tasks are replaced."""

    deployment_controller: Setting[DeploymentController] = None
    """Who carries out deployments."""

    desired_count: Setting[TaskCount] = None
    """How many tasks run."""

    enable_ecs_managed_tags: Setting[Switch] = None
    """Whether new tasks get AWS's tags of cluster and service."""

    enable_execute_command: Setting[Switch] = None
    """Whether commands can be run in new tasks."""

    gateway_connectors: Setting[Annotated[Many[GatewayConnector], judged(at_most(1, "gateway connectors"))]] = None
    """The gateway by which tasks are reached."""

    health_check_grace_period_seconds: Setting[Seconds] = None
    """For how long after its start a task's failing health checks are ignored."""

    load_balancers: Setting[LoadBalancers] = None
    """Load balancers, each with the container and port behind it."""

    monitoring: Setting[Monitoring] = None
    """How finely metrics are collected."""

    network_configuration: Setting[ServiceNetworkConfiguration] = None
    """Subnets, security groups and public addresses of the tasks."""

    placement_constraints: Setting[PlacementConstraints] = None
    """Rules for the choice of container instances."""

    placement_strategy: Setting[PlacementStrategies] = None
    """Rules for their order."""

    platform_version: Setting[PlatformVersion] = None
    """Version of Fargate."""

    propagate_tags: Setting[PropagateTags] = None
    """Whose tags new tasks get."""

    service_connect_configuration: Setting[ServiceConnectConfiguration] = None
    """How the service reaches others, and is reached, by names."""

    service_registries: Setting[Many[ServiceRegistry]] = None
    """Services of Cloud Map in which tasks are registered."""

    volume_configurations: Setting[Annotated[Many[VolumeConfiguration], judged(at_most(1, "volumes"))]] = None
    """The volume that is made for each task."""

    vpc_lattice_configurations: Setting[Many[VpcLatticeConfiguration]] = None
    """Target groups of VPC Lattice in which tasks are registered."""

    def settings(self) -> dict[str, Any]:
        """Write the declared settings as UpdateService takes them; lists that clear and switches that are off are in it."""
        return {name: _as_json(value) for name, value in self.tree().items() if name in SETTINGS}

    def _problems(self) -> list[str]:
        declared = self.tree().keys() & {*SETTINGS, FORCE, EXPRESS_UPDATES}
        lacking = (
            [] if declared else ["declare at least one setting, such as deployment_configuration, or express_updates"]
        )
        return [*super()._problems(), *lacking]


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(member) for key, member in value.items()}
    return [_as_json(member) for member in value] if isinstance(value, list | tuple) else value


FORCE, EXPRESS_UPDATES = "forceNewDeployment", "expressUpdates"

SETTINGS = tuple(
    str(field.alias) for field in ServiceSettingsSpec.model_fields.values() if Effect.SETTING in field.metadata
)
"""The parameters of UpdateService that are settings, in the model's order."""


@cache
def rules() -> Rules:
    """List for every field, by its path, what a change does and what a removal means."""
    return collect_rules(ServiceSettingsSpec)


STRUCTURED = (
    "capacityProviderStrategy", "deploymentConfiguration", "deploymentController", "gatewayConnectors", "loadBalancers",
    "monitoring", "networkConfiguration", "placementConstraints", "placementStrategy", "serviceConnectConfiguration",
    "serviceRegistries", "volumeConfigurations", "vpcLatticeConfigurations",
)  # fmt: skip
"""The settings that are maps or lists."""

ARGUMENTS = Arguments(ServiceSettingsSpec, rules, right_name, ("tags", "options"), STRUCTURED)
"""The arguments, for all that is told of them to their users."""
