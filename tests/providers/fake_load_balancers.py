"""Load balancers in memory."""

from __future__ import annotations


class FakeLoadBalancers:
    """Implements `pulumi_ecs_express.ports.LoadBalancers`: every load balancer is there but those that are gone."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    def address(self, arn: str) -> tuple[str, str] | None:
        return None if arn in self.gone else ("ecs-express-gateway-alb-1.elb.amazonaws.com", "Z1")
