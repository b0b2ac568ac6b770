"""What the port `LoadBalancers` promises, on both of its adapters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.providers.fake_load_balancers import FakeLoadBalancers
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express.aws.elbv2 import BotoLoadBalancers
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.ports import LoadBalancers

World = tuple[LoadBalancers, str, Callable[[], object]]
"""An adapter, the ARN of a load balancer, and what takes it away."""


@pytest.fixture
def fake() -> World:
    """The in-memory adapter."""
    balancers = FakeLoadBalancers()
    return balancers, "arn:load balancer:web", lambda: balancers.gone.add("arn:load balancer:web")


@pytest.fixture
def boto3(sandbox: LocalAws) -> World:
    """The package's adapter on the sandbox."""
    sandbox.reset()
    subnets = [subnet["SubnetId"] for subnet in sandbox.client("ec2").describe_subnets()["Subnets"][:2]]
    made = sandbox.elbv2.create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"][0]
    arn = made["LoadBalancerArn"]
    return BotoLoadBalancers(Connection(REGION)), arn, lambda: sandbox.elbv2.delete_load_balancer(LoadBalancerArn=arn)


@pytest.mark.parametrize("name", ["fake", "boto3"])
def test_a_load_balancer_has_a_name_and_a_zone_until_it_is_gone(name: str, request: pytest.FixtureRequest) -> None:
    """Both are what an alias record needs; gone is no error."""
    balancers, arn, delete_leftovers = request.getfixturevalue(name)
    address = balancers.find(arn)

    assert address is not None
    assert address.dns_name.endswith("elb.amazonaws.com")
    assert address.zone_id.startswith("Z")
    delete_leftovers()
    assert balancers.find(arn) is None
