"""Load balancers in memory."""

from __future__ import annotations

from pulumi_ecs_express.model.service.observed import LoadBalancer


class FakeLoadBalancers:
    """Implements `pulumi_ecs_express.ports.LoadBalancers`: every load balancer is there but those that are gone."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    def find(self, arn: str) -> LoadBalancer | None:
        return None if arn in self.gone else LoadBalancer("ecs-express-gateway-alb-1.elb.amazonaws.com", "Z1")
