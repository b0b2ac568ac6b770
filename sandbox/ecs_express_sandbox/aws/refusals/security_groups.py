"""EC2: a security group that something uses stays. Words seen from AWS, in reports of many users."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ecs_express_sandbox.protocol.request import Asked, Refused


def not_in_use(asked: Asked) -> None:
    """Neither an interface, a load balancer, a service nor a rule of another group."""
    group = asked.text("GroupId")
    if group and group in _used(asked, group):
        raise Refused("DependencyViolation", f"resource {group} has a dependent object")


def _used(asked: Asked, group: str) -> Iterator[str]:
    ec2 = asked.client("ec2")
    for interface in ec2.describe_network_interfaces()["NetworkInterfaces"]:
        yield from (found["GroupId"] for found in interface.get("Groups", []))
    for other in ec2.describe_security_groups()["SecurityGroups"]:
        if other["GroupId"] != group:
            yield from _referenced(other)
    for page in asked.client("elbv2").get_paginator("describe_load_balancers").paginate():
        for balancer in page["LoadBalancers"]:
            yield from balancer.get("SecurityGroups", [])
    yield from _of_services(asked)


def _referenced(group: dict[str, Any]) -> Iterator[str]:
    for permission in [*group.get("IpPermissions", []), *group.get("IpPermissionsEgress", [])]:
        yield from (pair["GroupId"] for pair in permission.get("UserIdGroupPairs", []) if "GroupId" in pair)


def _of_services(asked: Asked) -> Iterator[str]:
    """List the groups of Express services: their tasks have no interfaces in moto."""
    ecs = asked.client("ecs")
    for cluster in ecs.list_clusters()["clusterArns"]:
        for arn in ecs.list_services(cluster=cluster, resourceManagementType="ECS")["serviceArns"]:
            service = ecs.describe_express_gateway_service(serviceArn=arn)["service"]
            for configuration in service.get("activeConfigurations", []):
                yield from configuration.get("networkConfiguration", {}).get("securityGroups", [])
