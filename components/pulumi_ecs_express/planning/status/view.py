"""From what was read of a service to its part of the report."""

from collections.abc import Iterator

from pulumi_ecs_express.model.rollout.deployment import Deployment, Tasks
from pulumi_ecs_express.model.service.observed import Configuration, ObservedService, ServiceArn
from pulumi_ecs_express.model.status.report import (
    DeploymentStatus,
    DomainStatus,
    EndpointStatus,
    FailureStatus,
    NotShown,
    Outcome,
    RevisionStatus,
    ScalingStatus,
    ServiceStatus,
    TaskCounts,
)
from pulumi_ecs_express.planning.rollout.state import (
    RolloutState,
    Verdict,
    judge_rollout,
    progress,
    serving_configuration,
)
from pulumi_ecs_express.planning.status.observation import Observation, Unread

MISSING = "MISSING"
"""What is said of a service or a certificate that AWS does not know."""

OUTCOMES = {
    Verdict.DONE: Outcome.SUCCESSFUL,
    Verdict.ROLLED_BACK: Outcome.ROLLED_BACK,
    Verdict.FAILED: Outcome.FAILED,
    Verdict.STOPPED: Outcome.STOPPED,
    Verdict.WAITING: Outcome.IN_PROGRESS,
}


def service_status(seen: Observation) -> ServiceStatus:
    """Report a service."""
    arn, service = ServiceArn(seen.known.arn), seen.service
    newest = service.newest if service else None
    traffic = tuple(_traffic(seen))
    serving = _serving(seen)
    return ServiceStatus(
        name=arn.name,
        arn=arn.text,
        cluster=arn.cluster,
        region=arn.region,
        resource=seen.known.resource,
        status=service.status.value if service else MISSING if seen.missing else None,
        status_reason=service.status_reason if service else None,
        serving=next((one for one in traffic if serving and one.arn == serving.revision_arn), None),
        deployment=_deployment(seen),
        traffic=traffic,
        tasks=_counts(seen.tasks),
        scaling=_scaling(newest) if newest else None,
        endpoints=tuple(_endpoints(service)),
        domains=tuple(_domains(seen)),
        failure=_failure(seen),
        not_shown=tuple(map(_not_shown, seen.unread)),
    )


def _endpoints(service: ObservedService | None) -> Iterator[EndpointStatus]:
    paths = dict.fromkeys(service.ingress_paths if service else [])
    yield from (EndpointStatus(url=path.url, access_type=path.access_type) for path in paths)


def outcome(deployment: Deployment) -> Outcome:
    """Judge a deployment as a wait for it would."""
    return Outcome.ROLLING_BACK if deployment.going_back else OUTCOMES[judge_rollout(deployment)]


def number(arn: str | None) -> str | None:
    """Take the number out of the ARN of a revision or a deployment."""
    return arn.rpartition("/")[2] if arn else None


def _deployment(seen: Observation) -> DeploymentStatus | None:
    found = seen.deployment
    if found is None:
        return None
    resources = tuple(one for revision in seen.revisions for one in revision.resources)
    return DeploymentStatus(
        arn=found.arn,
        outcome=outcome(found),
        status=found.status,
        stage=None if found.ended else found.stage,
        summary=_ended(found) if found.ended else progress(RolloutState(found, resources)),
        revision=number(found.target_revision),
        started_at=found.started_at or found.created_at,
        updated_at=found.updated_at,
    )


def _ended(deployment: Deployment) -> str:
    said = "" if deployment.successful else "".join(f": {words}" for words in deployment.words()[:1])
    return f"{outcome(deployment).value.replace('-', ' ')}{said}"


def _serving(seen: Observation) -> Configuration | None:
    """Find the revision that serves; before the first deployment has moved any traffic, there is none."""
    found = seen.deployment
    if seen.service is None or (found and not found.sources and not found.took_over):
        return None
    return serving_configuration(seen.service, found)


def _traffic(seen: Observation) -> Iterator[RevisionStatus]:
    """
    List the revisions with their shares: of a deployment that runs, as AWS reports it; at rest, all of it on one.

    Of a deployment that has ended AWS keeps the last shares that it set, which a rollback does not correct.
    """
    found, serving = seen.deployment, _serving(seen)
    if found and not found.ended:
        if found.target_revision:
            yield _revision(seen, found.target_revision, found.traffic, found.tasks)
        for source in found.sources:
            yield _revision(seen, source.arn, source.traffic, source.tasks)
    elif serving:
        yield _revision(seen, serving.revision_arn, 100.0, seen.tasks)


def _revision(seen: Observation, arn: str, traffic: float | None, tasks: Tasks | None) -> RevisionStatus:
    active = seen.service.configuration(arn) if seen.service else None
    described = next((one for one in seen.revisions if one.arn == arn), None)
    image = (active.settings.get("primaryContainer") or {}).get("image") if active else None
    definition = active.task_definition_arn if active else described.task_definition_arn if described else None
    return RevisionStatus(
        id=number(arn) or "",
        arn=arn,
        image=image or (described.image if described else None),
        task_definition=number(definition),
        traffic_percent=traffic,
        tasks=_counts(tasks),
    )


def _counts(tasks: Tasks | None) -> TaskCounts | None:
    return TaskCounts(desired=tasks.requested, running=tasks.running, pending=tasks.pending) if tasks else None


def _scaling(configuration: Configuration) -> ScalingStatus | None:
    found = configuration.settings.get("scalingTarget") or {}
    if not {"minTaskCount", "maxTaskCount", "autoScalingMetric", "autoScalingTargetValue"} <= found.keys():
        return None
    return ScalingStatus(
        min_task_count=found["minTaskCount"],
        max_task_count=found["maxTaskCount"],
        metric=found["autoScalingMetric"],
        target_value=found["autoScalingTargetValue"],
        paused=found["maxTaskCount"] == 0,
    )


def _domains(seen: Observation) -> Iterator[DomainStatus]:
    for domain in seen.known.domains:
        arn = domain.certificate_arn
        certificate = seen.certificates.get(arn) if arn else None
        gone = arn in seen.certificates and certificate is None
        for host in domain.hosts:
            yield DomainStatus(
                host=host,
                certificate_arn=arn,
                certificate_status=certificate.status if certificate else MISSING if gone else None,
                failure_reason=certificate.failure_reason if certificate else None,
            )


def _failure(seen: Observation) -> FailureStatus | None:
    error = seen.failure
    return FailureStatus(code=error.code, what=error.what, why=error.why, remedy=error.remedy) if error else None


def _not_shown(unread: Unread) -> NotShown:
    error = unread.error
    return NotShown(part=unread.part, action=getattr(error, "action", None) or None, why=error.why or error.what)
