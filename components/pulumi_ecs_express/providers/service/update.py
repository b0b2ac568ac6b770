"""Bringing a living service to what is declared, starting from what AWS answers now."""

from dataclasses import replace

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.fields.property_paths import PropertyValues
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service.observed import Configuration, ObservedService
from pulumi_ecs_express.model.service.spec import ServiceSpec
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.plan import Kind
from pulumi_ecs_express.planning.rollout.failures import timed_out
from pulumi_ecs_express.planning.rollout.state import RolloutState
from pulumi_ecs_express.planning.service import own_url, pausing
from pulumi_ecs_express.planning.service.requests import completing_request, redeploy_request, update_request
from pulumi_ecs_express.providers.polling import POLL_SECONDS, NotYet
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult, until_ended
from pulumi_ecs_express.providers.service.create_or_update import Operation, plan_against
from pulumi_ecs_express.providers.service.endpoint import with_endpoint
from pulumi_ecs_express.providers.service.registered_definition import on_registered_definition

POLLS_UNTIL_SHOWN = 10
"""Polls of a service whose answer does not show the revision being deployed yet."""

NOT_SHOWN = "waiting for AWS to show the revision being deployed"


def update_service(
    operation: Operation, arn: str, previous: PropertyValues, attempted: str | None = None, *, redeploy: bool = False
) -> RolloutResult:
    """
    Bring a living service to what is declared, doing no more than AWS's present answer calls for.

    What is declared is being deployed: wait for it. It runs already: done. Else: send what differs, and wait for that.

    Args:
        operation: What to work with.
        arn: The service.
        previous: What was declared before.
        attempted: The deployment of an earlier attempt at these very settings.
        redeploy: Whether the same settings are to be deployed again.
    """
    service, latest = _validate(operation, arn)
    if latest and latest.going_back:
        until_ended(operation.services, operation.call, latest.arn, operation.deadline)
        service, latest = _validate(operation, arn)
    desired = _desired(operation, service, previous)
    retag(operation, service, previous)
    running = latest if latest and not latest.ended else None
    if running and running.arn == attempted:
        return operation.follow(arn, running.target_revision)
    compared = _compared(operation, service, running)
    in_use = compared.task_definition_arn if compared else None
    desired = on_registered_definition(operation, desired, previous, in_use)
    plan = plan_against(desired, service, compared, previous)
    if not plan.settings:
        if running or latest is None:
            return operation.follow(arn, compared.revision_arn if compared else None)
        failed = latest.failed and compared and latest.target_revision == compared.revision_arn
        if not failed and not (redeploy and latest.arn != attempted):
            return RolloutResult(RolloutState(latest if latest.successful else None), service=service)
    request = update_request(arn, desired, plan) if plan.settings else redeploy_request(arn, desired)
    operation.call.say("sending the update")
    revision = operation.send_update(request)
    return _completed(operation, desired, arn, revision, operation.follow(arn, revision))


def _desired(operation: Operation, service: ObservedService, previous: PropertyValues) -> ServiceSpec:
    """Write what is declared in AWS's terms: a pause as a number of tasks, the own URL as the URL that it stands for."""
    declared = operation.spec
    if declared.paused is True and service.configurations:
        operation.remembered = pausing.remember(service.configurations[0].by_path(), operation.remembered)
    desired = pausing.as_request(declared, previous, operation.remembered)
    if not own_url.uses_own_url(desired):
        return desired
    found = with_endpoint(operation.services, operation.call, service.arn, service)
    return own_url.with_url(desired, found.ingress_paths[0].url)


def _completed(
    operation: Operation, desired: ServiceSpec, arn: str, revision: str | None, reached: RolloutResult
) -> RolloutResult:
    """Send the whole container once more where the new revision turns out to lack declared members of it."""
    if reached.error is not None or not operation.waits:
        return reached
    service = operation.services.describe(arn)
    deployed = service.configuration(revision)
    plan = plan_against(desired, service, deployed, {}) if deployed else None
    if plan is None or not [change for change in plan.settings if change.path[0] == "primaryContainer"]:
        return replace(reached, service=service)
    request = completing_request(arn, desired)
    return operation.follow(arn, operation.send_update(request))


def _validate(operation: Operation, arn: str) -> tuple[ObservedService, Deployment | None]:
    """Read the service and its latest deployment."""
    try:
        service = operation.services.describe(arn)
    except (errors.ServiceNotFound, errors.ServiceNotActive) as gone:
        raise _gone(operation, gone.why) from gone
    if not service.alive:
        raise _gone(operation, f"its status is {service.status.value}")
    latest = operation.services.describe_deployments(operation.services.deployments(arn)[:1])
    return service, (latest[0] if latest else None)


def _gone(operation: Operation, why: str) -> errors.ServiceGone:
    return errors.ServiceGone(
        f"service {operation.name} is not there any more", why=why, remedy="run `pulumi up --refresh` to make it again"
    )


def _compared(operation: Operation, service: ObservedService, running: Deployment | None) -> Configuration | None:
    """Choose the configuration to compare with: the one being deployed, else the newest."""
    if running is None:
        return service.newest
    polls = 0

    def attempt() -> Configuration | None:
        nonlocal polls
        shown = operation.services.describe(service.arn) if polls else service
        polls += 1
        found = shown.configuration(running.target_revision)
        if found or polls > POLLS_UNTIL_SHOWN:
            return found or shown.newest
        raise NotYet(NOT_SHOWN, lambda: timed_out(operation.name, operation.seconds, RolloutState(running)))

    return operation.poll(attempt, operation.deadline, lambda _: min(POLL_SECONDS(), 1.0))


def retag(operation: Operation, service: ObservedService, previous: PropertyValues) -> None:
    """
    Set the tags that differ and take off those that the program no longer has; tags of others stay.

    An imported service gets the mark of its owner along with its first update.
    """
    changes = plan_against(operation.spec, service, None, previous).tags
    wanted = {change.path[1]: str(change.new) for change in changes if change.kind is not Kind.DELETE}
    if operation.owner is not None and ownership.TAG not in service.tags:
        wanted[ownership.TAG] = operation.owner.tag()
    gone = [change.path[1] for change in changes if change.kind is Kind.DELETE]
    if wanted:
        operation.services.tag(service.arn, wanted)
    if gone:
        operation.services.untag(service.arn, gone)
