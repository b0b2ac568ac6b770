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


@pytest.mark.row("S1-15", "S0-23")
def test_private_subnets_give_a_private_endpoint_that_nobody_requests(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """The access type follows from the routes; success is judged by the deployment alone; the ARN is the id in state."""
    done = project.up(service("app:1", network_configuration={"subnets": aws.private_subnets()}))

    assert done.ok, done.text
    assert project.state("pulumi-python:dynamic/ecsexpress:Ingress")["outputs"]["accessType"] == "PRIVATE"
    assert project.state(SERVICE)["id"] == done.outputs["arn"]
    balancer = aws.client("elbv2").describe_load_balancers(
        LoadBalancerArns=[done.outputs["managed"]["load_balancer_arn"]]
    )
    assert balancer["LoadBalancers"][0]["Scheme"] == "internal"
