"""The arguments of `ServiceSettings`; what each may hold is said by the model's type of the same name."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Union

import pulumi
from typing_extensions import NotRequired, TypedDict

from pulumi_ecs_express.settings_structures.deployment import DeploymentConfigurationArgs, DeploymentControllerArgs
from pulumi_ecs_express.settings_structures.service_connect import ServiceConnectConfigurationArgs
from pulumi_ecs_express.settings_structures.tasks import (
    CapacityProviderItemArgs,
    MonitoringArgs,
    PlacementConstraintArgs,
    PlacementStrategyArgs,
    VolumeConfigurationArgs,
)
from pulumi_ecs_express.settings_structures.traffic import (
    GatewayConnectorArgs,
    LoadBalancerArgs,
    ServiceNetworkConfigurationArgs,
    ServiceRegistryArgs,
    VpcLatticeConfigurationArgs,
)

if TYPE_CHECKING:
    from pulumi_ecs_express.service import ExpressGatewayService


class ServiceSettingsArgs(TypedDict):
    """
    The arguments of `ServiceSettings`: each setting is a parameter of UpdateService, and at least one must be declared.

    A setting that is left out stays as AWS has it. An empty list clears. A setting that is removed gets the value back that
    was found before the first apply; of a structure that holds for each of its members. UpdateService authorizes the revision
    of the task definition that the service has: since 2024-03-21 it is resolved first, a family to its latest revision.

    Where a change starts a deployment, new tasks start and old ones stop. A task that is stopped gets SIGTERM; after 30 seconds
    SIGKILL ends it, unless it has ended by itself or its task definition has another ``stopTimeout``. ECS keeps the tasks balanced
    over the Availability Zones: it starts them where the service has the fewest, and stops them where it has the most.
    """

    service: Union["ExpressGatewayService", pulumi.CustomResource, pulumi.Input[str]]
    """
    The component, another service's resource, or a service's name or ARN. Another one is another resource. It cannot be removed.
    """

    cluster: NotRequired[pulumi.Input[str]]
    """
    Name or ARN of the service's cluster. Another one is another resource. Left out or removed, that of the service's ARN,
    else ``default``.
    """

    region: NotRequired[pulumi.Input[str]]
    """Region of the service. Left out or removed, that of its ARN, else of the provider."""

    wait: NotRequired[pulumi.Input[str]]
    """
    ``until_stable`` ends with the deployment that a change starts; ``dont_wait`` once AWS has accepted it. Left out or removed,
    ``until_stable``.
    """

    timeout: NotRequired[pulumi.Input[str]]
    """
    How long a deployment may take, such as ``30m``, ``90s`` or ``1h30m``; it wins over ``custom_timeouts``. Left out or
    removed, these count, else 30 minutes.
    """

    restore_on_destroy: NotRequired[pulumi.Input[bool]]
    """
    Whether a destroy puts the values back that were found before the first apply; with False the service stays as it is.
    Left out or removed, True.
    """

    express_updates: NotRequired[pulumi.Input[str]]
    """
    ``blocked`` takes the tag by which Express Mode knows its resources off those of this service alone, so that Express
    updates leave them as they are; ``allowed`` has it put back. Left out or removed, ``allowed``.
    """

    force_new_deployment: NotRequired[pulumi.Input[str | int | bool]]
    """
    A value that, when it appears or changes, has the service deployed again, which pulls what the image's tag now means. ``True``
    deploys once. Removed, nothing is deployed.
    """

    availability_zone_rebalancing: NotRequired[pulumi.Input[str]]
    """
    ``ENABLED`` moves tasks when the zones are out of balance, ``DISABLED`` does not; AWS's default is ENABLED, of services
    older than the setting DISABLED. A change deploys nothing. Removed, the value found before is put back.
    """

    capacity_provider_strategy: NotRequired[pulumi.Input[Sequence[pulumi.Input[CapacityProviderItemArgs]]]]
    """
    Which capacity providers run the tasks, at most 20. AWS takes a change with a new deployment alone, which is forced. An empty
    list leads back to the launch type; nothing leads back to the cluster's default strategy. Removed, what was found before is
    put back.
    """

    deployment_configuration: NotRequired[pulumi.Input[DeploymentConfigurationArgs]]
    """
    How tasks are replaced: percentages, circuit breaker, alarms, strategy. A change deploys nothing; it counts from the next
    deployment on. AWS replaces it as a whole, so the members that are not declared go along as AWS has them. Removed, the values
    found before are put back.
    """

    deployment_controller: NotRequired[pulumi.Input[DeploymentControllerArgs]]
    """Who carries out deployments; meant for leaving CodeDeploy. Removed, the one found before is put back, if AWS takes it."""

    desired_count: NotRequired[pulumi.Input[int]]
    """
    How many tasks run; not for a DAEMON service, nor where auto scaling moves it, as for each Express service. A change
    deploys nothing. Removed, the number found before is put back.
    """

    enable_ecs_managed_tags: NotRequired[pulumi.Input[bool]]
    """
    Whether tasks get AWS's tags of cluster and service; tasks that run already do not, until the next deployment. Removed, the
    value found before is put back.
    """

    enable_execute_command: NotRequired[pulumi.Input[bool]]
    """
    Whether commands can be run in tasks by ECS Exec; in tasks that run already they cannot, until the next deployment. The task
    role must allow it. Removed, the value found before is put back.
    """

    gateway_connectors: NotRequired[pulumi.Input[Sequence[pulumi.Input[GatewayConnectorArgs]]]]
    """The gateway by which tasks are reached, at most one. Removed, what was found before is put back."""

    health_check_grace_period_seconds: NotRequired[pulumi.Input[int]]
    """
    Seconds after its start in which a task's failing health checks are ignored, those of load balancer, VPC Lattice and
    containers, 0 to 2147483647; without health checks it has no effect. AWS's default is 0. A change deploys nothing. Removed,
    the value found before is put back.
    """

    load_balancers: NotRequired[pulumi.Input[Sequence[pulumi.Input[LoadBalancerArgs]]]]
    """
    Load balancers, at most 5 target groups; an empty list clears. A change starts a deployment, and needs the service-linked role
    AWSServiceRoleForECS. Not for an Express service, whose load balancing is AWS's. Removed, what was found before is put back.
    """

    monitoring: NotRequired[pulumi.Input[MonitoringArgs]]
    """How finely CPU and memory metrics are collected; AWS's default is 60 seconds. Removed, what was found before is put back."""

    network_configuration: NotRequired[pulumi.Input[ServiceNetworkConfigurationArgs]]
    """
    Subnets, security groups and public addresses of the tasks. A change starts a deployment. Of an Express service, that
    service's own ``network_configuration`` says it. Removed, the values found before are put back.
    """

    placement_constraints: NotRequired[pulumi.Input[Sequence[pulumi.Input[PlacementConstraintArgs]]]]
    """
    Rules for the choice of container instances, on EC2 alone: at most 10, those of the task definition included; an empty list
    clears. A change deploys nothing. Removed, what was found before is put back.
    """

    placement_strategy: NotRequired[pulumi.Input[Sequence[pulumi.Input[PlacementStrategyArgs]]]]
    """
    Rules for the order of container instances, on EC2 alone, one after the other: at most 5; an empty list clears, and AWS then
    balances zones alone. A change deploys nothing. Removed, what was found before is put back.
    """

    platform_version: NotRequired[pulumi.Input[str]]
    """
    Version of Fargate, such as ``1.4.0``; AWS's default is ``LATEST``. A change starts a deployment. Removed, the value found
    before is put back.
    """

    propagate_tags: NotRequired[pulumi.Input[str]]
    """
    Whose tags tasks get: ``SERVICE``, ``TASK_DEFINITION`` or ``NONE``, AWS's default; tasks that run already keep theirs, until
    the next deployment. Removed, the value found before is put back.
    """

    service_connect_configuration: NotRequired[pulumi.Input[ServiceConnectConfigurationArgs]]
    """
    How the service reaches others, and is reached, by names of a Cloud Map namespace; ``{"enabled": False}`` clears. A change
    starts a deployment. Removed, the values found before are put back.
    """

    service_registries: NotRequired[pulumi.Input[Sequence[pulumi.Input[ServiceRegistryArgs]]]]
    """
    Services of Cloud Map in which tasks are registered; an empty list clears. A change starts a deployment, and needs the
    service-linked role AWSServiceRoleForECS. Removed, what was found before is put back.
    """

    volume_configurations: NotRequired[pulumi.Input[Sequence[pulumi.Input[VolumeConfigurationArgs]]]]
    """
    The volume of EBS that is made for each task, at most one; not for a DAEMON service. A change starts a deployment. Removed,
    what was found before is put back.
    """

    vpc_lattice_configurations: NotRequired[pulumi.Input[Sequence[pulumi.Input[VpcLatticeConfigurationArgs]]]]
    """
    Target groups of VPC Lattice in which tasks are registered. A change starts a deployment. Removed, what was found before is
    put back.
    """

    profile: NotRequired[pulumi.Input[str]]
    """Profile of the shared AWS configuration for the package's own calls. Left out or removed, the provider's."""

    endpoints: NotRequired[pulumi.Input[Mapping[str, pulumi.Input[str]]]]
    """URLs in place of AWS's own, by the service's name. Left out or removed, the provider's."""
