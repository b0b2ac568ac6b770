"""The service deployments and revisions of classic services, as the calls on them answer; CODE_DEPLOY and EXTERNAL have none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ecs_express_sandbox.classic.judgement.compute import platform_shown
from ecs_express_sandbox.classic.records import Deployment, Revision, Service
from ecs_express_sandbox.classic.scheduling import shifting
from ecs_express_sandbox.classic.world import ClassicWorld
from ecs_express_sandbox.containers.fates import containers_of
from ecs_express_sandbox.express.calls.deployment_source import ShownDeployment, ShownRevision
from ecs_express_sandbox.express.rollouts.rollout import BREAKER

Answer = dict[str, Any]

_OWN = (
    "capacityProviderStrategy",
    "gatewayConnectors",
    "launchType",
    "loadBalancers",
    "monitoring",
    "networkConfiguration",
    "serviceConnectConfiguration",
    "serviceRegistries",
    "vpcLatticeConfigurations",
    "volumeConfigurations",
)
"""Members of a revision that read back as they were given."""


@dataclass(frozen=True)
class ClassicDeployments:
    """The deployments and revisions of classic services, in one account and Region."""

    world: ClassicWorld
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
        for service in self._services():
            for revision in service.revisions if service.controller == "ECS" else ():
                gone = service.status == "INACTIVE"
                yield ShownRevision(revision.arn, revision.created_at, gone, partial(_revision, service, revision))

    def _services(self) -> Iterator[Service]:
        return self.world.in_region(self.account, self.region)

    def _shown(self, service: Service, deployment: Deployment) -> ShownDeployment:
        stoppable = deployment.status in ("PENDING", "IN_PROGRESS")
        return ShownDeployment(
            deployment.arn,
            deployment.created_at,
            _brief(service, deployment),
            partial(self._described, service, deployment),
            partial(self._stop, service, deployment) if stoppable else None,
        )

    def _described(self, service: Service, deployment: Deployment) -> Answer:
        now = self.world.shared.clock.now()
        stage = shifting.stage(self.world.context(service), deployment, now)
        return {**_described(service, deployment), **({"lifecycleStage": stage} if stage else {})}

    def _stop(self, service: Service, deployment: Deployment) -> None:
        now = self.world.shared.clock.now()
        deployment.become("ROLLBACK_REQUESTED", now)
        self.world.touch(service, now)


def _brief(service: Service, deployment: Deployment) -> Answer:
    times = {"startedAt": deployment.started_at, "finishedAt": deployment.finished_at}
    return {
        "serviceDeploymentArn": deployment.arn,
        "serviceArn": service.arn,
        "clusterArn": service.cluster_arn,
        "createdAt": deployment.created_at,
        "targetServiceRevisionArn": deployment.target.arn,
        "status": deployment.status,
        **{name: at for name, at in times.items() if at is not None},
        **({"statusReason": deployment.reason} if deployment.reason else {}),
    }


def _described(service: Service, deployment: Deployment) -> Answer:
    brief = _brief(service, deployment)
    answer: Answer = {
        **{key: value for key, value in brief.items() if key != "targetServiceRevisionArn"},
        "updatedAt": deployment.updated_at,
        "targetServiceRevision": _summary(service, deployment.target, service.desired),
        "deploymentConfiguration": deployment.configuration,
        "deploymentCircuitBreaker": _breaker(deployment),
        "alarms": _alarms(deployment),
    }
    if deployment.sources:
        answer["sourceServiceRevisions"] = [_summary(service, revision) for revision in deployment.sources]
    if deployment.stopped_at is not None:
        answer["stoppedAt"] = deployment.stopped_at
    if deployment.rollback_at is not None:
        answer["rollback"] = {"startedAt": deployment.rollback_at, "reason": deployment.cause}
        if deployment.source is not None:
            answer["rollback"]["serviceRevisionArn"] = deployment.source.arn
    return answer


def _summary(service: Service, revision: Revision, requested: int | None = None) -> Answer:
    live = service.live_tasks(revision)
    running = sum(task.started_at is not None for task in live)
    return {
        "arn": revision.arn,
        "requestedTaskCount": len(live) if requested is None else requested,
        "runningTaskCount": running,
        "pendingTaskCount": len(live) - running,
    }


def _breaker(deployment: Deployment) -> Answer:
    enabled = deployment.configuration["deploymentCircuitBreaker"]["enable"]
    return {
        "status": _monitor(deployment, triggered=deployment.cause == BREAKER) if enabled else "DISABLED",
        "failureCount": deployment.failures,
        "threshold": deployment.threshold,
    }


def _alarms(deployment: Deployment) -> Answer:
    settings: Mapping[str, Any] = deployment.configuration["alarms"]
    names, triggered = list(settings["alarmNames"]), list(deployment.triggered_alarms)
    if not settings["enable"]:
        return {"status": "DISABLED", "alarmNames": names}
    answer: Answer = {"status": _monitor(deployment, triggered=bool(triggered)), "alarmNames": names}
    return {**answer, "triggeredAlarmNames": triggered} if triggered else answer


def _monitor(deployment: Deployment, *, triggered: bool) -> str:
    if triggered:
        return "TRIGGERED"
    return "MONITORING_COMPLETE" if deployment.is_terminal else "MONITORING"


def _revision(service: Service, revision: Revision) -> Answer:
    own = {name: revision.settings[name] for name in _OWN if name in revision.settings}
    images = [
        {"containerName": c["name"], "image": c["image"], "imageDigest": revision.digests[c["image"]]}
        for c in containers_of(revision.definition)
    ]
    return {
        **own,
        **platform_shown(revision.settings),
        "serviceRevisionArn": revision.arn,
        "serviceArn": service.arn,
        "clusterArn": service.cluster_arn,
        "taskDefinition": revision.task_definition,
        "containerImages": images,
        "guardDutyEnabled": False,
        "createdAt": revision.created_at,
    }
