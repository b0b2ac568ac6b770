"""Waiting for the endpoint of a service that was made moments ago: AWS answers the service before it has one."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ObservedService, ServiceArn
from pulumi_ecs_express.ports import Call, ExpressServices
from pulumi_ecs_express.providers.polling import POLL_SECONDS

LOOKS = 24
"""Looks at a service that has no endpoint yet: two minutes; a service that was waited for has one."""


def with_endpoint(
    services: ExpressServices, call: Call, arn: str, service: ObservedService | None = None
) -> ObservedService:
    """Read a service until it shows a way in; ``service`` is what was read of it last."""
    for _ in range(LOOKS):
        service = service or services.describe(arn)
        if service.ways_in:
            return service
        call.say("waiting for AWS to give the service an endpoint")
        if call.wait(POLL_SECONDS()):
            break
        service = None
    raise errors.RolloutTimedOut(
        f"service {ServiceArn(arn).name} has no endpoint yet",
        why="AWS has not made its load balancer's listener rule",
        remedy="run `pulumi up` again",
    )
