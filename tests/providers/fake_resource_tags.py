"""Tags of managed resources in memory, and the resources of one service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.providers.fake_ecs_service import ACCOUNT
from tests.providers.fake_ecs_services import FakeEcsServices

from pulumi_ecs_express.model.service.observed import ManagedResource
from pulumi_ecs_express.planning.managed_tag import TAG

BALANCING = f"arn:aws:elasticloadbalancing:eu-west-1:{ACCOUNT}"
ARNS = {
    "load balancer": f"{BALANCING}:loadbalancer/app/ecs-express-gateway-alb-1/1",
    "load balancer security group": f"arn:aws:ec2:eu-west-1:{ACCOUNT}:security-group/sg-1",
    "listener": f"{BALANCING}:listener/app/ecs-express-gateway-alb-1/1/2",
    "listener rule": f"{BALANCING}:listener-rule/app/ecs-express-gateway-alb-1/1/2/3",
    "target group": f"{BALANCING}:targetgroup/ecs-gateway-tg-1/1",
    "certificate": f"arn:aws:acm:eu-west-1:{ACCOUNT}:certificate/1",
    "scalable target": f"arn:aws:application-autoscaling:eu-west-1:{ACCOUNT}:scalable-target/1",
    "scaling policy": f"arn:aws:autoscaling:eu-west-1:{ACCOUNT}:scalingPolicy:1",
    "alarm": f"arn:aws:cloudwatch:eu-west-1:{ACCOUNT}:alarm:default/web/RollbackAlarm",
    "service security group": f"arn:aws:ec2:eu-west-1:{ACCOUNT}:security-group/sg-2",
    "log group": f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/ecs/default/web-0001",
}
SHARED = {"load balancer", "load balancer security group", "listener"}
OWN = [arn for kind, arn in ARNS.items() if kind not in {*SHARED, "scaling policy"}]


def managed_resources() -> tuple[ManagedResource, ...]:
    """List one resource of each kind."""
    return tuple(ManagedResource(kind, arn, "ACTIVE", None) for kind, arn in ARNS.items())


class FakeResourceTags:
    """Implements `pulumi_ecs_express.ports.ResourceTags`; each call counts, and may be broken, as one of the services'."""

    def __init__(self, ecs: FakeEcsServices) -> None:
        self.ecs = ecs
        self.held: dict[str, dict[str, str]] = {arn: {TAG: "true", "team": "shop"} for arn in ARNS.values()}

    def tags(self, arn: str) -> dict[str, str]:
        with self.ecs._call("resource_tags", arn):
            return dict(self.held.get(arn, {}))

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with self.ecs._call("tag_resource", (arn, dict(tags))):
            self.held[arn].update(tags)

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with self.ecs._call("untag_resource", (arn, list(keys))):
            for key in keys:
                self.held[arn].pop(key, None)
