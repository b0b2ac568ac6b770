"""Waiting for the endpoint of a service that was made moments ago: AWS answers the service before it has one."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ObservedService, ServiceArn
from pulumi_ecs_express.ports import Call, ExpressServices
from pulumi_ecs_express.providers.polling import POLL_SECONDS, NotYet, every_poll, poll

POLLS = 24
"""Polls of a service that has no endpoint yet: two minutes; a service that was waited for has one."""


def with_endpoint(
    services: ExpressServices, call: Call, arn: str, service: ObservedService | None = None
) -> ObservedService:
    """Read a service until it has an endpoint; ``service`` is what was read of it last."""
    last = service

    def attempt() -> ObservedService:
        nonlocal last
        found, last = last or services.describe(arn), None
        if found.ingress_paths:
            return found
        raise NotYet("waiting for AWS to give the service an endpoint", lambda: _missing(arn))

    return poll(call, attempt, call.now() + POLLS * POLL_SECONDS(), lambda _: _missing(arn), every_poll)


def _missing(arn: str) -> errors.RolloutTimedOut:
    return errors.RolloutTimedOut(
        f"service {ServiceArn(arn).name} has no endpoint yet",
        why="AWS has not made its load balancer's listener rule",
        remedy="run `pulumi up` again",
    )
