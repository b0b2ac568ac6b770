"""How tasks are reached: structures of network, load balancers, service registries, VPC Lattice and gateways."""

from collections.abc import Sequence

import pulumi
from typing_extensions import NotRequired, TypedDict


class AwsvpcConfigurationArgs(TypedDict):
    """Subnets and security groups of the tasks, all of one VPC; their order means nothing."""

    subnets: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """IDs of 1 to 16 subnets."""

    security_groups: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """IDs of at most 5 security groups; with none AWS takes the VPC's default one."""

    assign_public_ip: NotRequired[pulumi.Input[str]]
    """``ENABLED`` or ``DISABLED``, AWS's default: whether tasks have public addresses."""


class ServiceNetworkConfigurationArgs(TypedDict):
    """The network of tasks in the mode ``awsvpc``."""

    awsvpc_configuration: NotRequired[pulumi.Input[AwsvpcConfigurationArgs]]
    """Subnets, security groups and public addresses."""


class AdvancedConfigurationArgs(TypedDict):
    """What ECS needs to shift traffic in blue/green, linear and canary deployments."""

    alternate_target_group_arn: NotRequired[pulumi.Input[str]]
    """The other target group."""

    production_listener_rule: NotRequired[pulumi.Input[str]]
    """ARN of the rule of the traffic; of a Network Load Balancer, of the listener."""

    test_listener_rule: NotRequired[pulumi.Input[str]]
    """The same of test traffic."""

    role_arn: NotRequired[pulumi.Input[str]]
    """Role by which ECS changes them."""


class LoadBalancerArgs(TypedDict):
    """A target group, or a Classic Load Balancer, with the container and port behind it."""

    target_group_arn: NotRequired[pulumi.Input[str]]
    """The target group; of target type ``ip`` where the task definition has the network mode ``awsvpc``."""

    load_balancer_name: NotRequired[pulumi.Input[str]]
    """Name of a Classic Load Balancer, in place of a target group."""

    container_name: NotRequired[pulumi.Input[str]]
    """The container, as the task definition names it."""

    container_port: NotRequired[pulumi.Input[int]]
    """Its port, which the task definition must map."""

    advanced_configuration: NotRequired[pulumi.Input[AdvancedConfigurationArgs]]
    """What ECS needs to shift traffic."""


class ServiceRegistryArgs(TypedDict):
    """A service of Cloud Map in which tasks are registered."""

    registry_arn: NotRequired[pulumi.Input[str]]
    """ARN of the service of Cloud Map."""

    port: NotRequired[pulumi.Input[int]]
    """Port for SRV records, in place of container and port."""

    container_name: NotRequired[pulumi.Input[str]]
    """The container, in the network modes ``bridge`` and ``host``, or for SRV records."""

    container_port: NotRequired[pulumi.Input[int]]
    """Its port."""


class LatticeAdvancedConfigurationArgs(TypedDict):
    """What VPC Lattice needs to shift traffic."""

    alternate_target_group_arn: NotRequired[pulumi.Input[str]]
    """The other target group."""

    production_listener_rule: NotRequired[pulumi.Input[str]]
    """ARN of the rule of the traffic."""

    test_listener_rule: NotRequired[pulumi.Input[str]]
    """ARN of the rule of test traffic."""


class VpcLatticeConfigurationArgs(TypedDict):
    """A target group of VPC Lattice in which tasks are registered."""

    role_arn: pulumi.Input[str]
    """Role by which ECS registers them."""

    target_group_arn: pulumi.Input[str]
    """The target group."""

    port_name: pulumi.Input[str]
    """Name of a port mapping in the task definition."""

    advanced_configuration: NotRequired[pulumi.Input[LatticeAdvancedConfigurationArgs]]
    """What VPC Lattice needs to shift traffic."""


class HealthMatcherArgs(TypedDict):
    """Codes of a healthy answer."""

    http_code: NotRequired[pulumi.Input[str]]
    """HTTP codes, such as ``200-299``."""

    grpc_code: NotRequired[pulumi.Input[str]]
    """Codes of gRPC, such as ``0``."""


class GatewayHealthCheckArgs(TypedDict):
    """How a gateway checks tasks."""

    health_check_protocol: NotRequired[pulumi.Input[str]]
    """``HTTP`` or ``HTTPS``."""

    health_check_port: NotRequired[pulumi.Input[int]]
    """Port that is checked."""

    health_check_path: NotRequired[pulumi.Input[str]]
    """Path that is asked for."""

    health_check_timeout_seconds: NotRequired[pulumi.Input[int]]
    """Seconds without an answer that count as failed."""

    health_check_interval_seconds: NotRequired[pulumi.Input[int]]
    """Seconds between two checks of a task."""

    healthy_threshold_count: NotRequired[pulumi.Input[int]]
    """Checks in a row that make a task healthy."""

    unhealthy_threshold_count: NotRequired[pulumi.Input[int]]
    """Failed checks in a row that make it unhealthy."""

    matcher: NotRequired[pulumi.Input[HealthMatcherArgs]]
    """Codes of a healthy answer."""


class GatewayFiltersArgs(TypedDict):
    """To which ingress paths of the gateway a connector applies."""

    access_types: NotRequired[pulumi.Input[Sequence[pulumi.Input[str]]]]
    """``PUBLIC``, ``PRIVATE``, or both."""


class DeregistrationDelayArgs(TypedDict):
    """How long a task is kept that is being removed from the gateway."""

    timeout_seconds: NotRequired[pulumi.Input[int]]
    """0 to 3600 seconds; AWS's default is 300."""


class GatewayConnectorArgs(TypedDict):
    """Connects the service to an ingress path of a gateway."""

    port_name: pulumi.Input[str]
    """Name of a port mapping in the task definition."""

    health_check: NotRequired[pulumi.Input[GatewayHealthCheckArgs]]
    """How the gateway checks tasks."""

    filters: NotRequired[pulumi.Input[GatewayFiltersArgs]]
    """To which ingress paths it applies."""

    deregistration_delay: NotRequired[pulumi.Input[DeregistrationDelayArgs]]
    """How long a task is kept that is being removed."""
