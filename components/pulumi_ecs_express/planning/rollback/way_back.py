"""
Which revision a service goes back to, and by which call.

While a deployment runs, ECS itself goes back to where that started from (StopServiceDeployment). At rest there is no
call for it: the task definition of an earlier revision is deployed again by UpdateExpressGatewayService, which takes any
task definition and uses it as it is. So image, variables, secrets, command, roles, size and sidecars come back together,
no value of a variable has to be read and sent again, and a task role that is gone goes, which no other request can do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service.observed import Configuration, ObservedService, Revision
from pulumi_ecs_express.planning.rollout.revisions import chosen, described
from pulumi_ecs_express.planning.rollout.state import RolloutState, progress

WAIT = "wait for its end: `ecs-express status --until-done`"


@dataclass(frozen=True)
class WayBack:
    """
    The way back.

    Attributes:
        now: The revision that serves, or is being deployed.
        then: The revision to go back to.
        stops: The deployment that is rolled back for it; None where the earlier revision is deployed again.
    """

    now: Revision
    then: Revision
    stops: Deployment | None = None


def way_back(
    service: ObservedService, newest: Deployment | None, revisions: Sequence[Revision], to: str | None
) -> WayBack:
    """
    Choose where to go, and by which call.

    Args:
        service: The service.
        newest: Its newest deployment.
        revisions: Revisions that a deployment has ended well with, the latest first, and those of the newest deployment.
        to: The revision that was named, if one was.

    Raises:
        errors.RollbackRefused: There is nothing to go back to, or this is not the moment.
        errors.RevisionNotFound: Nothing has the name that was given.
    """
    if not service.alive:
        raise _refused(service, f"it is {service.status.value}", "there is no way back: `pulumi up` makes it again")
    if newest is not None and not newest.ended:
        return _of_running(service, newest, revisions, to)
    if service.newest is None:
        raise _refused(service, "no revision of it serves", "run `pulumi up`")
    now = _known(service.newest, revisions)
    if to is None:
        return WayBack(now, _before(service, now, revisions))
    then = chosen(service.arn, to, revisions)
    if then.arn == now.arn:
        raise _refused(service, f"revision {described(then)} serves already", "name another one with --to")
    return WayBack(now, then)


def _of_running(service: ObservedService, newest: Deployment, revisions: Sequence[Revision], to: str | None) -> WayBack:
    if newest.going_back:
        raise _refused(service, f"it is being rolled back already ({newest.status})", WAIT)
    targets = {one.arn: one for one in revisions}
    target = targets.get(newest.target_revision or "")
    source = next((targets[one.arn] for one in newest.sources if one.arn in targets), None)
    if target is None or source is None:
        why = (
            "its first deployment runs, and nothing was before it"
            if not newest.sources
            else "AWS does not show its revisions yet"
        )
        raise _refused(
            service, why, "mend the program and run `pulumi up`, or destroy it" if not newest.sources else WAIT
        )
    if to is not None and chosen(service.arn, to, revisions).arn != source.arn:
        raise _refused(
            service,
            f"a deployment runs ({progress(RolloutState(newest))}), and from it AWS goes back to {described(source)} alone",
            "leave --to out, or wait until it has ended",
        )
    return WayBack(target, source, newest)


def _known(configuration: Configuration, revisions: Sequence[Revision]) -> Revision:
    """Find the revision of a configuration, with what else is known of it."""
    found = next((one for one in revisions if one.arn == configuration.revision_arn), None)
    return found or Revision(configuration.revision_arn, configuration.task_definition_arn, ())


def _before(service: ObservedService, now: Revision, revisions: Sequence[Revision]) -> Revision:
    """Find the latest revision that ran something else; one of the same settings would change nothing."""
    for one in revisions:
        if one.task_definition_arn != now.task_definition_arn or _path(one) not in (None, _path(now)):
            return one
    raise _refused(
        service,
        "of the deployments that AWS remembers, 90 days, none has ended well with anything else",
        "change the program and run `pulumi up`",
    )


def _path(revision: Revision) -> Any:
    """Read the health check path of a revision, which is no part of its task definition; None where AWS does not say."""
    groups = revision.of_kind("target group")
    return groups[0].details.get("healthCheckPath") if groups else None


def update_request(service: ObservedService, way: WayBack) -> dict[str, Any]:
    """Render UpdateExpressGatewayService: the task definition, and the health check path where it was another one."""
    request: dict[str, Any] = {"serviceArn": service.arn, "taskDefinitionArn": way.then.task_definition_arn}
    path = _path(way.then)
    return {**request, "healthCheckPath": path} if path and path != health_check_path(service) else request


def health_check_path(service: ObservedService) -> str | None:
    """Read the path in effect."""
    path: str | None = service.newest.settings.get("healthCheckPath") if service.newest else None
    return path


def _refused(service: ObservedService, why: str, remedy: str) -> errors.RollbackRefused:
    return errors.RollbackRefused(f"service {service.name} cannot go back", why=why, remedy=remedy)


def deregistered(service: ObservedService, then: Revision) -> errors.RollbackRefused:
    """Say that the task definition to go back to is INACTIVE."""
    return _refused(
        service,
        f"the task definition of revision {described(then)} is deregistered, and no update may use it",
        "write the settings above into the program and run `pulumi up`, or name another revision with --to",
    )
