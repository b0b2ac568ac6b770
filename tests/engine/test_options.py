"""Pulumi's own options and Outputs, as programs use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest

import pulumi_ecs_express as express
from tests.engine.conftest import ROLES
from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


@pytest.mark.parametrize("path", ["primary_container.image", "primaryContainer.image"])
def test_ignore_changes_of_the_component_reach_the_service(
    project: Project, aws: LocalAws, service: Write, path: str
) -> None:
    """An image that another tool deploys is left alone, by the argument's own name or by AWS's."""
    ignoring = pulumi.ResourceOptions(ignore_changes=[path])
    assert project.up(service("app:1", opts=ignoring)).ok

    preview = project.preview(service("app:2", opts=ignoring))

    assert preview.changed == {}


def test_a_container_that_is_an_output_as_a_whole_works(project: Project, aws: LocalAws) -> None:
    """Names are given in Python's form inside an Output as well."""

    def program() -> None:
        whole: Any = pulumi.Output.from_input("app:1").apply(lambda image: {"image": image, "container_port": 8080})
        web = express.ExpressGatewayService("web", primary_container=whole, **ROLES)
        pulumi.export("url", web.url)

    done = project.up(program)

    assert done.ok, done.text
    assert project.state(SERVICE)["inputs"]["primaryContainer"] == {"image": "app:1", "containerPort": 8080}


@pytest.mark.row("S0-05")
def test_the_region_of_the_configuration_counts_and_another_one_replaces(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """`aws:region` is where the service is made; changing it makes another service, there."""
    project.stack.set_config("aws:region", pulumi.automation.ConfigValue("eu-west-1"))
    first = project.up(service("app:1"))
    assert first.ok, first.text
    assert ":eu-west-1:" in first.outputs["arn"]

    second = project.up(service("app:1", region="us-west-2"))

    assert second.ok, second.text
    assert ":us-west-2:" in second.outputs["arn"]


def test_protect_and_parallel_components(project: Project, aws: LocalAws, service: Write) -> None:
    """Options that Pulumi passes on by itself reach all children: a protected service is not destroyed."""
    protected = pulumi.ResourceOptions(protect=True)
    assert project.up(service("app:1", opts=protected)).ok

    assert not project.destroy().ok

    assert "ecs:DeleteExpressGatewayService" not in aws.calls()
    assert project.up(service("app:1")).ok
    assert project.destroy().ok


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
