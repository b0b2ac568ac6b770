"""Where the providers get their adapters from: functions that tests can have return a fake's."""

from functools import cache

from pulumi_ecs_express.aws.ecs import BotoExpressServices
from pulumi_ecs_express.aws.elbv2 import BotoLoadBalancers
from pulumi_ecs_express.ports import ExpressServices, LoadBalancers


@cache
def connect(region: str | None) -> ExpressServices:
    """Connect to the services of a Region; without one, that of the session counts."""
    return BotoExpressServices(region)


@cache
def connect_load_balancers(region: str) -> LoadBalancers:
    """Connect to the load balancers of a Region."""
    return BotoLoadBalancers(region)
