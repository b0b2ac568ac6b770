"""Going back to an earlier revision of a service: what would change, the call, and the wait for it."""

from collections.abc import Callable
from dataclasses import dataclass

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import ROLLED_BACK, Deployment
from pulumi_ecs_express.model.service.observed import ObservedService, Revision
from pulumi_ecs_express.operations.reading import express_service
from pulumi_ecs_express.operations.status import explained
from pulumi_ecs_express.operations.terminal_call import TerminalCall
from pulumi_ecs_express.planning.rollback.changes import HEALTH_CHECK_PATH, Change, advice, changes
from pulumi_ecs_express.planning.rollback.limits import limits
from pulumi_ecs_express.planning.rollback.settings import settings_of
from pulumi_ecs_express.planning.rollback.way_back import (
    WayBack,
    deregistered,
    health_check_path,
    update_request,
    way_back,
)
from pulumi_ecs_express.planning.rollout.state import RolloutState, progress
from pulumi_ecs_express.planning.status.stack import StackService
from pulumi_ecs_express.providers.adapters import (
    connect,
    connect_deployment_history,
    connect_task_definitions,
)
from pulumi_ecs_express.providers.polling import NotYet, every_poll, poll
from pulumi_ecs_express.providers.rollout.waiting import await_rollout
from pulumi_ecs_express.providers.service.target import ExpressTarget

OVER = "the time given is over (--timeout)"

INACTIVE = "INACTIVE"
"""Status of a task definition that is deregistered."""

ENOUGH = 16
"""Revisions among which the one before is looked for: with those that run, one call reads them."""


@dataclass(frozen=True)
class Rollback:
    """
    What is to be done, and what it means.

    Attributes:
        changes: What changes, argument by argument.
        advice: What the program must then say.
        limits: What does not come back.
        refusal: Why it cannot be done although there is somewhere to go; None where it can.
    """

    known: StackService
    service: ObservedService
    way: WayBack
    changes: tuple[Change, ...]
    advice: tuple[Change, ...]
    limits: tuple[str, ...]
    refusal: errors.RollbackRefused | None = None


def plan(known: StackService, to: str | None) -> Rollback:
    """Read what there is, and say what going back would do; nothing is changed."""
    service = express_service(known)
    services = connect(known.connection)
    newest = next(iter(services.describe_deployments(services.deployments(known.arn)[:1])), None)
    way = way_back(service, newest, _revisions(known, service, newest, every=to is not None), to)
    definitions = connect_task_definitions(known.connection)
    now, then = (definitions.describe(str(one.task_definition_arn)) for one in (way.now, way.then))
    path = health_check_path(service)
    before = {**settings_of(now), HEALTH_CHECK_PATH: path}
    after = {**settings_of(then), HEALTH_CHECK_PATH: update_request(service, way).get(HEALTH_CHECK_PATH, path)}
    found = changes(before, after)
    unusable = way.stops is None and then.get("status") == INACTIVE
    return Rollback(
        known,
        service,
        way,
        tuple(found),
        tuple(advice(found, known.inputs, way.now.task_definition_arn, way.then.task_definition_arn)),
        tuple(limits(way, service.newest)),
        deregistered(service, way.then) if unusable else None,
    )


def _revisions(
    known: StackService, service: ObservedService, newest: Deployment | None, *, every: bool
) -> list[Revision]:
    """Read the revisions that the service may go back to, the latest first, and those that it runs now."""
    earlier = connect_deployment_history(known.connection).successful(known.arn)[: None if every else ENOUGH]
    running = [newest.target_revision, *(one.arn for one in newest.sources)] if newest and not newest.ended else []
    active = [one.revision_arn for one in service.configurations]
    arns = dict.fromkeys(arn for arn in (*earlier, *running, *active) if arn)
    return connect(known.connection).describe_revisions(list(arns))


def carry_out(rollback: Rollback) -> str | None:
    """Send the call; give the ARN of the revision that it leads to."""
    if rollback.refusal:
        raise rollback.refusal
    connection, way = rollback.known.connection, rollback.way
    if way.stops is None:
        return connect(connection).update(update_request(rollback.service, way))
    try:
        connect_deployment_history(connection).roll_back(way.stops.arn)
    except errors.ParameterRefused as refused:
        raise errors.RollbackRefused(
            f"the deployment of service {rollback.known.name} cannot be rolled back any more",
            why=refused.why,
            remedy="wait for its end (`ecs-express status --until-done`), then run the same command again",
        ) from refused
    return None


def follow(rollback: Rollback, revision: str | None, seconds: float, show: Callable[[str], None]) -> None:
    """
    Wait until the service has gone back.

    Args:
        rollback: What was done.
        revision: The revision that it leads to, where an update was sent.
        seconds: How long to wait at most.
        show: Shows a line of progress.

    Raises:
        errors.RolloutError: It has not come to a good end, or nobody waits any longer.
    """
    call = TerminalCall(show)
    if rollback.way.stops is not None:
        _until_back(rollback, call, seconds)
        return
    services, known = connect(rollback.known.connection), rollback.known
    target = ExpressTarget(
        services, known.arn, revision, known.name, rollback.way.then.image or "the earlier revision", True, seconds,
        call.now() + seconds, limit="--timeout",
    )  # fmt: skip
    error = await_rollout(services, call, target).error
    if isinstance(error, errors.RolloutTimedOut):
        raise _goes_on(known.name, OVER)
    if isinstance(error, errors.WaitInterrupted):
        raise _goes_on(known.name, error.why.partition(";")[0])
    if error is not None:
        raise error


def _until_back(rollback: Rollback, call: TerminalCall, seconds: float) -> None:
    """Wait for the end of a deployment that is being rolled back, which is a good end this time."""
    known, deployment = rollback.known, rollback.way.stops
    services, arn = connect(known.connection), deployment.arn if deployment else ""

    def attempt() -> Deployment:
        found = services.describe_deployments([arn])
        if found and found[0].ended:
            return found[0]
        raise NotYet(progress(RolloutState(found[0] if found else None)), lambda: _goes_on(known.name, OVER))

    ended = poll(call, attempt, call.now() + seconds, lambda reason: _goes_on(known.name, reason), every_poll)
    if ended.status != ROLLED_BACK:
        raise explained(known, ended)


def _goes_on(name: str, why: str) -> errors.WaitInterrupted:
    return errors.WaitInterrupted(
        f"waiting for service {name} to go back has ended",
        why=f"{why}; the deployment goes on at AWS",
        remedy="`ecs-express status --until-done` follows it",
    )
