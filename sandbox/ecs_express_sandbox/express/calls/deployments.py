"""The service deployments and revisions of Express services, as the calls on them answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from ecs_express_sandbox.containers.image_behaviour import built_for, digest_of
from ecs_express_sandbox.express.calls.deployment_source import ShownDeployment, ShownRevision
from ecs_express_sandbox.express.deployments.configuration import deployment_configuration
from ecs_express_sandbox.express.ingress.network import awsvpc
from ecs_express_sandbox.express.managed_resources.descriptions import managed_resources
from ecs_express_sandbox.express.records import Deployment, Revision, Service
from ecs_express_sandbox.express.rollouts.rollout import BREAKER, Cause, Ending, Fleet, Phase
from ecs_express_sandbox.express.service_settings import in_revision
from ecs_express_sandbox.express.task_definition import MAIN
from ecs_express_sandbox.express.world import World

Answer = dict[str, Any]


@dataclass(frozen=True)
class ExpressDeployments:
    """The deployments and revisions of Express services, in one account and Region."""

    world: World
    account: str
    region: str

    def of_service(self, asked: str, cluster: str) -> list[ShownDeployment] | None:
        """List the deployments of a service, oldest first; ``None`` for an unknown service."""
        for service in self._services():
            if asked == service.arn or (asked, cluster) == (service.name, service.cluster):
                return [self._shown(service, deployment) for deployment in service.deployments]
        return None

    def deployments(self) -> Iterator[ShownDeployment]:
        """List all deployments."""
        return (self._shown(service, found) for service in self._services() for found in service.deployments)

    def revisions(self) -> Iterator[ShownRevision]:
        """List all revisions."""
        now = self.world.clock.now()
        for service in self._services():
            gone = service.status == "INACTIVE"
            for revision in service.revisions:
                yield ShownRevision(revision.arn, revision.created_at, gone, partial(_revision, service, revision, now))

    def _services(self) -> Iterator[Service]:
        return self.world.in_region(self.account, self.region)

    def _shown(self, service: Service, deployment: Deployment) -> ShownDeployment:
        now = self.world.clock.now()
        phase = deployment.phase(now)
        stoppable = phase.status in ("PENDING", "IN_PROGRESS") and phase.stage != "CLEAN_UP"
        return ShownDeployment(
            deployment.arn,
            deployment.created_at,
            _brief(service, deployment, now),
            partial(_described, service, deployment, now),
            partial(self._stop, service, deployment) if stoppable else None,
        )

    def _stop(self, service: Service, deployment: Deployment) -> None:
        now = self.world.clock.now()
        deployment.end(Ending(Cause.STOP, now))
        self.world.touch(service, now)


def _brief(service: Service, deployment: Deployment, now: datetime) -> Answer:
    phase = deployment.phase(now)
    answer: Answer = {
        "serviceDeploymentArn": deployment.arn,
        "serviceArn": service.arn,
        "clusterArn": service.cluster_arn,
        "createdAt": deployment.created_at,
        "targetServiceRevisionArn": deployment.target.arn,
        "status": phase.status,
    }
    if phase.status != "PENDING":
        answer["startedAt"] = deployment.all_phases[min(1, len(deployment.all_phases) - 1)].begins
    if phase.is_terminal:
        answer["finishedAt"] = phase.begins
    if phase.reason:
        answer["statusReason"] = phase.reason
    return answer


def _described(service: Service, deployment: Deployment, now: datetime) -> Answer:
    phase = deployment.phase(now)
    settings = deployment_configuration(service)
    brief = _brief(service, deployment, now)
    answer: Answer = {
        **{key: value for key, value in brief.items() if key != "targetServiceRevisionArn"},
        "updatedAt": phase.begins,
        "targetServiceRevision": _summary(deployment.target, phase.target),
        "deploymentConfiguration": settings,
        "deploymentCircuitBreaker": _breaker(deployment, phase),
        "alarms": _alarms(deployment, phase, settings["alarms"]),
    }
    sources = [(deployment.source, phase.source), (deployment.leftover, phase.leftover)]
    listed = [_summary(revision, fleet) for revision, fleet in sources if revision is not None]
    if listed:
        answer["sourceServiceRevisions"] = listed
    if phase.stage:
        answer["lifecycleStage"] = phase.stage
    if phase.status == "STOPPED":
        answer["stoppedAt"] = phase.begins
    if phase.rollback_since is not None:
        answer["rollback"] = _rollback(deployment, phase)
    return answer


def _summary(revision: Revision, fleet: Fleet) -> Answer:
    return {
        "arn": revision.arn,
        "requestedTaskCount": fleet.requested,
        "runningTaskCount": fleet.running,
        "pendingTaskCount": fleet.pending,
        "requestedTestTrafficWeight": 0.0,
        "requestedProductionTrafficWeight": fleet.weight,
    }


def _rollback(deployment: Deployment, phase: Phase) -> Answer:
    reasons = [p.reason for p in deployment.all_phases if p.status == "ROLLBACK_IN_PROGRESS"]
    answer: Answer = {"startedAt": phase.rollback_since, "reason": reasons[0] if reasons else phase.reason}
    if deployment.source is not None:
        answer["serviceRevisionArn"] = deployment.source.arn
    return answer


def _breaker(deployment: Deployment, phase: Phase) -> Answer:
    tripped = phase.rollback_since is not None and any(p.reason == BREAKER for p in deployment.all_phases)
    return {
        "status": _monitor(phase, triggered=tripped) if deployment.rollout.shift.breaker else "DISABLED",
        "failureCount": phase.failures,
        "threshold": deployment.rollout.threshold,
    }


def _alarms(deployment: Deployment, phase: Phase, settings: Mapping[str, Any]) -> Answer:
    names = list(settings["alarmNames"])
    if not settings["enable"] or not deployment.watched:
        return {"status": "DISABLED", "alarmNames": names}
    triggered = list(deployment.triggered_alarms)
    answer: Answer = {"status": _monitor(phase, triggered=bool(triggered)), "alarmNames": names}
    return {**answer, "triggeredAlarmNames": triggered} if triggered else answer


def _monitor(phase: Phase, *, triggered: bool) -> str:
    if triggered:
        return "TRIGGERED"
    return "MONITORING_COMPLETE" if phase.is_terminal or phase.stage == "CLEAN_UP" else "MONITORING"


def _revision(service: Service, revision: Revision, now: datetime) -> Answer:
    own = revision.configuration
    image = own["primaryContainer"]["image"]
    return {
        **_overrides(revision, image),
        "serviceRevisionArn": revision.arn,
        "serviceArn": service.arn,
        "clusterArn": service.cluster_arn,
        "taskDefinition": revision.task_definition,
        **in_revision(revision),
        "loadBalancers": _load_balancers(service, own),
        "resolvedConfiguration": {"loadBalancers": _resolved(service, revision)},
        "networkConfiguration": awsvpc(service, own),
        "containerImages": [
            {"containerName": MAIN, "image": image, "imageDigest": revision.digests.get(image) or digest_of(image)}
        ],
        "guardDutyEnabled": False,
        "createdAt": revision.created_at,
        "ecsManagedResources": managed_resources(service, revision, now),
    }


def _overrides(revision: Revision, image: str) -> Answer:
    """Say on which architecture the tasks run if the image is not built for the one asked for. Source: API model."""
    asked = revision.definition.get("runtimePlatform", {}).get("cpuArchitecture", "X86_64")
    detected = built_for(image)
    if detected in (None, asked):
        return {}
    return {"overrides": {"runtimePlatform": {"cpuArchitecture": detected}}}


def _load_balancers(service: Service, own: dict[str, Any]) -> list[Answer]:
    groups = [service.resources[f"target_group_{index}"].arn for index in (0, 1)]
    rule = service.resources["rule"].arn
    if not all(groups) or not rule:
        return []
    advanced = {
        "alternateTargetGroupArn": groups[1],
        "productionListenerRule": rule,
        "roleArn": service.infrastructure_role,
    }
    return [
        {
            "targetGroupArn": groups[0],
            "containerName": MAIN,
            "containerPort": own["primaryContainer"]["containerPort"],
            "advancedConfiguration": advanced,
        }
    ]


def _resolved(service: Service, revision: Revision) -> list[Answer]:
    """Say which of the two target groups the revision's tasks are in."""
    deployment = next(d for d in reversed(service.deployments) if d.target is revision)
    group = service.resources[f"target_group_{deployment.target_group}"].arn
    rule = service.resources["rule"].arn
    return [{"targetGroupArn": group, "productionListenerRule": rule}] if group and rule else []
