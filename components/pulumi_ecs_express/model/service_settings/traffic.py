"""How tasks are reached: network, load balancers, service registries, VPC Lattice and gateways."""

from typing import Annotated

from pulumi_ecs_express.model.fields.id_sets import Sorted, id_set
from pulumi_ecs_express.model.fields.types import Port, RoleArn, SecurityGroupId, SubnetId, whole_number
from pulumi_ecs_express.model.service_settings.structures import (
    Many,
    Problems,
    Required,
    Setting,
    SettingStructure,
    at_most,
    each_once,
    judged,
)
from pulumi_ecs_express.model.service_settings.types import (
    ContainerName,
    Count,
    Enabled,
    LatticeRuleArn,
    LatticeTargetGroupArn,
    ListenerOrRuleArn,
    PortName,
    RegistryArn,
    Seconds,
    TargetGroupArn,
    one_of,
    text,
)


class AwsvpcConfiguration(SettingStructure):
    """Subnets and security groups of the tasks, all of one VPC; order means nothing in either."""

    subnets: Setting[Annotated[tuple[SubnetId, ...], id_set(1, 16, "subnets", "subnet-0abc1234"), Sorted]] = None
    """Subnets of the tasks."""

    security_groups: Setting[
        Annotated[tuple[SecurityGroupId, ...], id_set(0, 5, "security groups", "sg-0abc1234"), Sorted]
    ] = None
    """Security groups of the tasks."""

    assign_public_ip: Setting[Enabled] = None
    """Whether tasks have public addresses."""


class ServiceNetworkConfiguration(SettingStructure):
    """The network of tasks in the mode awsvpc."""

    awsvpc_configuration: Setting[AwsvpcConfiguration] = None
    """Subnets, security groups and public addresses."""


class AdvancedConfiguration(SettingStructure):
    """What a load balancer needs to shift traffic."""

    alternate_target_group_arn: Setting[TargetGroupArn] = None
    """The other target group."""

    production_listener_rule: Setting[ListenerOrRuleArn] = None
    """Rule, or listener of a Network Load Balancer, of the traffic."""

    test_listener_rule: Setting[ListenerOrRuleArn] = None
    """The same of test traffic."""

    role_arn: Setting[RoleArn] = None
    """Role by which ECS changes them."""


class LoadBalancer(SettingStructure):
    """A target group, or a Classic Load Balancer, with the container and port behind it."""

    target_group_arn: Setting[TargetGroupArn] = None
    """The target group."""

    load_balancer_name: Setting[Annotated[str, text("the name of a Classic Load Balancer", 32)]] = None
    """The Classic Load Balancer."""

    container_name: Setting[ContainerName] = None
    """The container in the task definition."""

    container_port: Setting[Port] = None
    """Its port."""

    advanced_configuration: Setting[AdvancedConfiguration] = None
    """What is needed to shift traffic."""

    def _problems(self) -> Problems:
        if self.target_group_arn is not None and self.load_balancer_name is not None:
            yield (
                ("loadBalancerName",),
                "is of a Classic Load Balancer, and stands beside target_group_arn: leave it out",
            )


LoadBalancers = Annotated[Many[LoadBalancer], judged(at_most(5, "target groups"), each_once())]
"""Source of the bound: "Amazon ECS service quotas", Amazon ECS developer guide, read 2026-11-28."""


class ServiceRegistry(SettingStructure):
    """A service of Cloud Map in which tasks are registered."""

    registry_arn: Setting[RegistryArn] = None
    """The service of Cloud Map."""

    port: Setting[Port] = None
    """Port for SRV records."""

    container_name: Setting[ContainerName] = None
    """Container in the task definition."""

    container_port: Setting[Port] = None
    """Its port."""

    def _problems(self) -> Problems:
        if self.port is not None:
            beside = {"containerName": self.container_name, "containerPort": self.container_port}
            for member, value in beside.items():
                if value is not None:
                    yield (member,), "stands beside port, and AWS takes either: keep one of the two"


class LatticeAdvancedConfiguration(SettingStructure):
    """What VPC Lattice needs to shift traffic."""

    alternate_target_group_arn: Setting[LatticeTargetGroupArn] = None
    """The other target group."""

    production_listener_rule: Setting[LatticeRuleArn] = None
    """Rule of the traffic."""

    test_listener_rule: Setting[LatticeRuleArn] = None
    """Rule of test traffic."""


class VpcLatticeConfiguration(SettingStructure):
    """A target group of VPC Lattice in which tasks are registered."""

    role_arn: Required[RoleArn]
    """Role by which ECS registers them."""

    target_group_arn: Required[LatticeTargetGroupArn]
    """The target group."""

    port_name: Required[PortName]
    """Port mapping in the task definition."""

    advanced_configuration: Setting[LatticeAdvancedConfiguration] = None
    """What is needed to shift traffic."""


class HealthMatcher(SettingStructure):
    """Codes of a healthy answer."""

    http_code: Setting[Annotated[str, text("HTTP codes, such as '200-299'", 255)]] = None
    """HTTP codes."""

    grpc_code: Setting[Annotated[str, text("gRPC codes, such as '0'", 255)]] = None
    """The codes of gRPC."""


class GatewayHealthCheck(SettingStructure):
    """How a gateway checks tasks."""

    health_check_protocol: Setting[Annotated[str, one_of("a protocol of health checks", "HTTP", "HTTPS")]] = None
    """Protocol of the check."""

    health_check_port: Setting[Port] = None
    """Port of the check."""

    health_check_path: Setting[Annotated[str, text("a path", 1024)]] = None
    """Path that is asked for."""

    health_check_timeout_seconds: Setting[Seconds] = None
    """Time without an answer that counts as failed."""

    health_check_interval_seconds: Setting[Seconds] = None
    """Time between two checks."""

    healthy_threshold_count: Setting[Count] = None
    """Checks in a row that make a target healthy."""

    unhealthy_threshold_count: Setting[Count] = None
    """Failed checks in a row that make it unhealthy."""

    matcher: Setting[HealthMatcher] = None
    """Codes of a healthy answer."""


class GatewayFilters(SettingStructure):
    """To which ingress paths of the gateway a connector applies."""

    access_types: Setting[
        Annotated[
            Many[Annotated[str, one_of("an access type", "PUBLIC", "PRIVATE")]],
            judged(at_most(2, "access types"), each_once()),
        ]
    ] = None
    """Public paths, private ones, or both."""


class DeregistrationDelay(SettingStructure):
    """How long a target stays that is being removed."""

    timeout_seconds: Setting[Annotated[int, whole_number(0, 3600, "a deregistration delay in seconds")]] = None
    """Time until it is removed."""


class GatewayConnector(SettingStructure):
    """Connects the service to an ingress path of a gateway."""

    port_name: Required[PortName]
    """Port mapping in the task definition."""

    health_check: Setting[GatewayHealthCheck] = None
    """How the gateway checks tasks."""

    filters: Setting[GatewayFilters] = None
    """To which ingress paths it applies."""

    deregistration_delay: Setting[DeregistrationDelay] = None
    """How long a target stays that is being removed."""
