"""Pulumi's own options and Outputs, as programs use them."""

from __future__ import annotations

from collections.abc import Callable

import pulumi
import pytest

from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


def test_ignore_changes_of_the_component_reach_the_service(project: Project, aws: LocalAws, service: Write) -> None:
    """An image that another tool deploys is left alone, by the argument's own name or by AWS's."""
    assert project.up(service("app:1")).ok

    for path in ("primary_container.image", "primaryContainer.image"):
        ignoring = pulumi.ResourceOptions(ignore_changes=[path])
        assert project.preview(service("app:2", opts=ignoring)).changed == {}, path


def test_a_protected_component_is_not_destroyed(project: Project, aws: LocalAws, service: Write) -> None:
    """Options that Pulumi passes on by itself reach all children."""
    protected = pulumi.ResourceOptions(protect=True)
    assert project.up(service("app:1", opts=protected)).ok

    assert not project.destroy().ok

    assert "ecs:DeleteExpressGatewayService" not in aws.calls()


def _private_subnets(aws: LocalAws) -> list[str]:
    """Two subnets of the default VPC without a way to the internet."""
    ec2 = aws.client("ec2")
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    made = []
    for number, zone in enumerate(("us-east-1a", "us-east-1b")):
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=f"172.31.{200 + number}.0/24", AvailabilityZone=zone)["Subnet"]
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnet["SubnetId"])
        made.append(subnet["SubnetId"])
    return made


@pytest.mark.row("S1-15", "S0-23")
def test_private_subnets_give_a_private_endpoint_that_nobody_requests(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """The access type follows from the routes; success is judged by the deployment alone; the ARN is the id in state."""
    done = project.up(service("app:1", network_configuration={"subnets": _private_subnets(aws)}))

    assert done.ok, done.text
    assert project.state("pulumi-python:dynamic/ecsexpress:Ingress")["outputs"]["accessType"] == "PRIVATE"
    assert project.state(SERVICE)["id"] == done.outputs["arn"]
    balancer = aws.client("elbv2").describe_load_balancers(
        LoadBalancerArns=[done.outputs["managed"]["load_balancer_arn"]]
    )
    assert balancer["LoadBalancers"][0]["Scheme"] == "internal"
