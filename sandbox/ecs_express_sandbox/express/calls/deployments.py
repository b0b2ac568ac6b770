"""Lists, describes and stops service deployments, and describes service revisions: the calls themselves."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ecs_express_sandbox.express import refusals
from ecs_express_sandbox.express.clusters import has_cluster
from ecs_express_sandbox.express.deployments.configuration import deployment_configuration
from ecs_express_sandbox.express.ingress.network import awsvpc
from ecs_express_sandbox.express.managed_resources.descriptions import managed_resources
from ecs_express_sandbox.express.records import Deployment, Revision, Service
from ecs_express_sandbox.express.rollouts.image_behaviour import built_for, digest_of
from ecs_express_sandbox.express.rollouts.rollout import BREAKER, Cause, Ending, Fleet, Phase
from ecs_express_sandbox.express.task_definition import MAIN
from ecs_express_sandbox.express.world import World

Answer = dict[str, Any]


_AT_MOST = 20
"""How many deployments or revisions one call describes. Source: API model."""


@dataclass(frozen=True)
class DeploymentOperations:
    """The calls about deployments and revisions, for one account and Region."""

    world: World
    account: str
    region: str

    def list(self, request: Mapping[str, Any]) -> Answer:
        """ListServiceDeployments."""
        service = self._service(request["service"], request.get("cluster"))
        now = self.world.clock.now()
        found = [d for d in reversed(service.deployments) if self._is_visible(d, now) and _matches(d, request, now)]
        size = request.get("maxResults") or 20
        if not 1 <= size <= 100:
            raise refusals.invalid("maxResults must be between 1 and 100.")
        start = _start(request.get("nextToken"))
        page = [_brief(service, deployment, now) for deployment in found[start : start + size]]
        answer: Answer = {"serviceDeployments": page}
        if start + size < len(found):
            answer["nextToken"] = base64.b64encode(str(start + size).encode()).decode()
        return answer

    def describe(self, request: Mapping[str, Any]) -> Answer:
        """DescribeServiceDeployments."""
        now = self.world.clock.now()
        if len(request["serviceDeploymentArns"]) > _AT_MOST:
            raise refusals.invalid(f"You can specify up to {_AT_MOST} service deployment ARNs.")  # (ours)
        found: Answer = {"serviceDeployments": [], "failures": []}
        for arn in request["serviceDeploymentArns"]:
            match = next(((s, d) for s, d in self._deployments() if d.arn == arn and self._is_visible(d, now)), None)
            if match is None:
                found["failures"].append({"arn": arn, "reason": "MISSING"})
            else:
                found["serviceDeployments"].append(_described(*match, now))
        return found

    def describe_revisions(self, request: Mapping[str, Any]) -> Answer:
        """DescribeServiceRevisions."""
        now = self.world.clock.now()
        hidden = timedelta(seconds=self.world.settings.revision_visible_after_seconds)
        if len(request["serviceRevisionArns"]) > _AT_MOST:
            raise refusals.invalid(f"You can specify up to {_AT_MOST} service revision ARNs.")  # (ours)
        found: Answer = {"serviceRevisions": [], "failures": []}
        for arn in request["serviceRevisionArns"]:
            match = next(((s, r) for s, r in self._revisions() if r.arn == arn and r.created_at + hidden <= now), None)
            if match is None:
                found["failures"].append({"arn": arn, "reason": "MISSING"})
                continue
            if match[0].status == "INACTIVE":
                raise refusals.invalid("Cannot call DescribeServiceRevisions for a service that is INACTIVE")
            found["serviceRevisions"].append(_revision(*match, now))
        return found

    def stop(self, request: Mapping[str, Any]) -> Answer:
        """StopServiceDeployment."""
        now, arn = self.world.clock.now(), request["serviceDeploymentArn"]
        if request.get("stopType", "ROLLBACK") != "ROLLBACK":
            raise refusals.invalid("The valid values for stopType are: ROLLBACK.")
        match = next(((s, d) for s, d in self._deployments() if d.arn == arn), None)
        if match is None:
            raise refusals.refusal("ServiceDeploymentNotFoundException", "Service deployment not found.")
        service, deployment = match
        phase = deployment.phase(now)
        if phase.status not in ("PENDING", "IN_PROGRESS") or phase.stage == "CLEAN_UP":
            raise refusals.refusal(
                "ConflictException", "The service deployment cannot be stopped because it is not in progress."
            )
        deployment.end(Ending(Cause.STOP, now))
        self.world.touch(service, now)
        return {"serviceDeploymentArn": arn}

    def _services(self) -> Iterator[Service]:
        return self.world.in_region(self.account, self.region)

    def _deployments(self) -> Iterator[tuple[Service, Deployment]]:
        return ((service, deployment) for service in self._services() for deployment in service.deployments)

    def _revisions(self) -> Iterator[tuple[Service, Revision]]:
        return ((service, revision) for service in self._services() for revision in service.revisions)

    def _service(self, asked: str, cluster: str | None) -> Service:
        """Find a service by ARN, or by name in a cluster."""
        name = (cluster or "default").rsplit("/", 1)[-1]
        for service in self._services():
            if asked == service.arn or (asked, name) == (service.name, service.cluster):
                return service
        if cluster and not has_cluster(self.world.moto, self.account, self.region, name):
            raise refusals.refusal(*refusals.CLUSTER_NOT_FOUND)
        raise refusals.refusal("ServiceNotFoundException", "Service not found.")

    def _is_visible(self, deployment: Deployment, now: datetime) -> bool:
        hidden = timedelta(seconds=self.world.settings.deployment_visible_after_seconds)
        return deployment.created_at + hidden <= now


def _start(token: str | None) -> int:
    if token is None:
        return 0
    try:
        return int(base64.b64decode(token, validate=True))
    except ValueError as error:
        raise refusals.invalid("Invalid token.") from error


def _matches(deployment: Deployment, request: Mapping[str, Any], now: datetime) -> bool:
    statuses, created = request.get("status"), request.get("createdAt") or {}
    if statuses and deployment.phase(now).status not in statuses:
        return False
    if "after" in created and deployment.created_at < _aware(created["after"], deployment):
        return False
    return "before" not in created or deployment.created_at <= _aware(created["before"], deployment)


def _aware(instant: datetime, deployment: Deployment) -> datetime:
    """Read an instant of the request, which moto parses without a time zone, as UTC."""
    return instant if instant.tzinfo else instant.replace(tzinfo=deployment.created_at.tzinfo)


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
        "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1, "base": 1}],
        "platformVersion": "1.4.0",
        "platformFamily": "Linux",
        "loadBalancers": _load_balancers(service, own),
        "resolvedConfiguration": {"loadBalancers": _resolved(service, revision)},
        "networkConfiguration": awsvpc(service, own),
        "containerImages": [{"containerName": MAIN, "image": image, "imageDigest": digest_of(image)}],
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
