"""Express services as the classic ECS calls see them: DescribeServices, ListServices, tags, DeleteService."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ecs_express_sandbox.express import refusals
from ecs_express_sandbox.express.calls.descriptions import tag_list
from ecs_express_sandbox.express.calls.requests import check_tags
from ecs_express_sandbox.express.deployments.configuration import deployment_configuration
from ecs_express_sandbox.express.ingress.network import awsvpc
from ecs_express_sandbox.express.managed_resources.context import MANAGED_TAG, MARK
from ecs_express_sandbox.express.records import Deployment, Revision, Service, serving
from ecs_express_sandbox.express.rollouts.rollout import Phase
from ecs_express_sandbox.express.service_settings import compute_of, in_deployment, kept_settings
from ecs_express_sandbox.express.world import World

Answer = dict[str, Any]

_ROLLOUT_STATES = {"SUCCESSFUL": "COMPLETED", "STOPPED": "FAILED", "ROLLBACK_FAILED": "FAILED"}
_EVENT_LIMIT = 100

_ALWAYS: Answer = {
    "schedulingStrategy": "REPLICA",
    "deploymentController": {"type": "ECS"},
    "resourceManagementType": "ECS",
    "loadBalancers": [],
    "serviceRegistries": [],
}
"""What every Express service has. Source: developer guide, "Express service work", and dumps of live services."""


@dataclass(frozen=True)
class ClassicView:
    """What the classic calls need of Express services, for one account and Region."""

    world: World
    account: str
    region: str

    def find(self, cluster: str | None, asked: str) -> Service | None:
        """Find an Express service by ARN, or by name in a cluster."""
        name = (cluster or "default").rsplit("/", 1)[-1]
        for service in self.world.in_region(self.account, self.region):
            if asked == service.arn or (asked.rsplit("/", 1)[-1], name) == (service.name, service.cluster):
                return service
        return None

    def by_arn(self, arn: str) -> Service | None:
        """Find an Express service by ARN."""
        service = self.world.services.get(arn)
        return service if service and (service.account, service.region) == (self.account, self.region) else None

    def arns(self, cluster: str | None) -> list[str]:
        """List the services of a cluster that are not INACTIVE."""
        name = (cluster or "default").rsplit("/", 1)[-1]
        services = self.world.in_region(self.account, self.region)
        return sorted(s.arn for s in services if s.cluster == name and s.status != "INACTIVE")

    def described(self, service: Service, *, with_tags: bool) -> Answer:
        """Write the ``Service`` structure; an Express service has no task definition at its top."""
        now = self.world.clock.now()
        live = service.live_tasks()
        answer: Answer = {
            "serviceArn": service.arn,
            "serviceName": service.name,
            "clusterArn": service.cluster_arn,
            "status": service.status,
            "desiredCount": serving(service, now)[0].tasks_wanted if service.deletion is None else 0,
            "runningCount": sum(task.started_at is not None for task in live),
            "pendingCount": sum(task.started_at is None for task in live),
            "deploymentConfiguration": deployment_configuration(service),
            "deployments": [_deployment(service, *found) for found in _rows(service, now)],
            "events": _events(service),
            "createdAt": service.created_at,
            "healthCheckGracePeriodSeconds": self.world.settings.health_check_grace_period_seconds,
            **_ALWAYS,
            **compute_of(_primary(service, now)),
            **kept_settings(service),
        }
        if service.deletion is None and not service.newest.phase(now).is_terminal:
            answer["currentServiceDeployment"] = service.newest.arn
        if service.status == "ACTIVE":
            answer["currentServiceRevisions"] = [_current(service, revision) for revision in serving(service, now)]
        if with_tags:
            answer["tags"] = tag_list(service.tags)
        return answer

    def tag(self, service: Service, tags: list[dict[str, str]]) -> None:
        """TagResource: the managed resources keep the tags they were made with; ECS's own mark can be put back (ours)."""
        check_tags(tags)
        added = {tag["key"]: tag.get("value", "") for tag in tags}
        check_tags([{"key": key} for key in {**service.tags, **added}])
        service.tags.update(added)
        service.unmarked = service.unmarked and not MARK.items() <= added.items()

    def untag(self, service: Service, keys: list[str]) -> None:
        """UntagResource: without ECS's mark the Express calls know the service no more, whether it was listed or not."""
        for key in keys:
            service.tags.pop(key, None)
        service.unmarked = service.unmarked or MANAGED_TAG in keys


def refuse_delete(service: Service) -> refusals.Refusal:
    """Refuse the classic DeleteService, in AWS's words."""
    return refusals.invalid(f"{service.arn} has ResourceManagementType=ECS use DeleteExpressGatewayService to delete")


def _primary(service: Service, now: datetime) -> Revision:
    """Find the revision that the service is to run: after a failure the one before."""
    deployment = service.newest
    failed = deployment.phase(now).status.startswith("ROLLBACK_")
    return deployment.source if failed and deployment.source else deployment.target


def _rows(service: Service, now: datetime) -> Iterator[tuple[Revision, str, Deployment, Phase]]:
    """List the classic deployments: the one in force is PRIMARY, what it came from is ACTIVE."""
    if service.status == "INACTIVE":
        return
    deployment, first = service.newest, _primary(service, now)
    phase = deployment.phase(now)
    yield first, "PRIMARY", deployment, phase
    for revision in serving(service, now):
        if revision is not first:
            yield revision, "ACTIVE", deployment, phase


def _deployment(service: Service, revision: Revision, status: str, deployment: Deployment, phase: Phase) -> Answer:
    live = service.live_tasks(revision)
    is_target = revision is deployment.target
    state = _ROLLOUT_STATES.get(phase.status, "IN_PROGRESS") if is_target else "COMPLETED"
    if is_target and phase.status.startswith("ROLLBACK_"):
        state = "FAILED"
    identifier = f"ecs-svc/{revision.number}"
    words = {"COMPLETED": "completed.", "FAILED": "failed.", "IN_PROGRESS": "in progress."}
    reason = f"ECS deployment {identifier} {words[state]}"
    if state == "FAILED" and phase.failures:
        reason = "ECS deployment circuit breaker: tasks failed to start."
    elif state == "FAILED" and deployment.triggered_alarms:
        reason = "ECS deployment failed: alarm detected."
    return {
        "id": identifier,
        "status": status,
        "taskDefinition": revision.task_definition,
        "desiredCount": phase.target.requested if is_target else phase.source.requested,
        "runningCount": sum(task.started_at is not None for task in live),
        "pendingCount": sum(task.started_at is None for task in live),
        "failedTasks": phase.failures if is_target else 0,
        "createdAt": revision.created_at,
        "updatedAt": max(revision.created_at, phase.begins),
        **in_deployment(revision),
        "networkConfiguration": awsvpc(service, revision.configuration),
        "rolloutState": state,
        "rolloutStateReason": reason,
    }


def _current(service: Service, revision: Revision) -> Answer:
    live = service.live_tasks(revision)
    running = sum(task.started_at is not None for task in live)
    return {
        "arn": revision.arn,
        "requestedTaskCount": len(live),
        "runningTaskCount": running,
        "pendingTaskCount": len(live) - running,
    }


def _events(service: Service) -> list[Answer]:
    """List the newest events first."""
    numbered = list(enumerate(service.events))[::-1][:_EVENT_LIMIT]
    return [{"id": _event_id(service, index), "createdAt": at, "message": text} for index, (at, text) in numbered]


def _event_id(service: Service, index: int) -> str:
    """Number an event in the form of a UUID."""
    return f"{service.created_at.timestamp():.0f}".zfill(8)[-8:] + f"-0000-4000-8000-{index:012d}"
