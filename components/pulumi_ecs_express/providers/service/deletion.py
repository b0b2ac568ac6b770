"""Deleting a service: only the one in state, and until it is really gone."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import ServiceArn, Status
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.ports import Call, ExpressServices
from pulumi_ecs_express.providers.polling import NotYet, every_poll, poll
from pulumi_ecs_express.providers.service.presence import read_if_there

GONE = (None, Status.INACTIVE)

DRAINING = "DRAINING: AWS is stopping the tasks and taking down what it made"


class _LeftAlone(Exception):
    """The service belongs to a newer incarnation."""


def remove(services: ExpressServices, call: Call, arn: str, token: str, seconds: float) -> bool:
    """
    Delete a service and wait for INACTIVE; what is gone already is deleted.

    What belongs to a newer incarnation is left alone: then the answer is False.
    """
    try:
        _remove(services, call, arn, token, seconds)
    except _LeftAlone:
        call.say("left alone: a newer resource has taken this service over")
        return False
    return True


def _remove(services: ExpressServices, call: Call, arn: str, token: str, seconds: float) -> None:
    deadline = call.now() + seconds
    status = _status(services, arn, token)
    if status in GONE:
        return
    if status is Status.ACTIVE:
        call.say("deleting")
        try:
            services.delete(arn)
        except (errors.ServiceNotFound, errors.ServiceNotActive):
            call.say("AWS is deleting it already")

    def attempt() -> None:
        if _status(services, arn, token) not in GONE:
            raise NotYet(DRAINING, lambda: _timed_out(arn, seconds))

    poll(call, attempt, deadline, lambda reason: _interrupted(arn, reason), every_poll)


def _status(services: ExpressServices, arn: str, token: str) -> Status | None:
    """Read whether the service is there; None where it is gone."""
    service = read_if_there(services, arn)
    if service is None:
        return None
    if not ownership.may_delete(ownership.parse(service.tags.get(ownership.TAG)), token):
        raise _LeftAlone
    return service.status


def _interrupted(arn: str, reason: str) -> errors.WaitInterrupted:
    return errors.WaitInterrupted(
        f"deleting service {ServiceArn(arn).name} was interrupted",
        why=f"{reason}; AWS goes on deleting it",
        remedy="run the same command again",
    )


def _timed_out(arn: str, seconds: float) -> errors.DeletionTimedOut:
    return errors.DeletionTimedOut(
        f"service {ServiceArn(arn).name} is still DRAINING after {seconds / 60:.0f} minutes",
        why="ECS needs the infrastructure role and its policies until the service is gone",
        remedy="check that the role exists and has AmazonECSInfrastructureRoleforExpressGatewayServices, then run `pulumi destroy` again",
    )
