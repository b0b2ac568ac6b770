"""Express services as the classic ECS calls see them: DescribeServices, ListServices, tags, tasks, DeleteService."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from . import refusals
from .answers import tag_list
from .deployments import DEPLOYMENT_SETTINGS
from .records import Deployment, Revision, Service, Task, serving
from .requests import check_tags
from .rollout import Phase
from .task_definition import MAIN
from .world import World

Answer = dict[str, Any]

_ROLLOUT_STATES = {"SUCCESSFUL": "COMPLETED", "STOPPED": "FAILED", "ROLLBACK_FAILED": "FAILED"}
_EVENT_LIMIT = 100

_ALWAYS: Answer = {
    "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1, "base": 1}],
    "schedulingStrategy": "REPLICA",
    "deploymentController": {"type": "ECS"},
    "enableECSManagedTags": True,
    "propagateTags": "SERVICE",
    "enableExecuteCommand": False,
    "availabilityZoneRebalancing": "ENABLED",
    "resourceManagementType": "ECS",
    "loadBalancers": [],
    "serviceRegistries": [],
    "placementConstraints": [],
    "placementStrategy": [],
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
            "deploymentConfiguration": {**DEPLOYMENT_SETTINGS, "alarms": _alarms(service)},
            "deployments": [_deployment(service, *found) for found in _rows(service, now)],
            "events": _events(service),
            "createdAt": service.created_at,
            "healthCheckGracePeriodSeconds": self.world.settings.health_check_grace_period_seconds,
            **_ALWAYS,
        }
        if service.deletion is None and not service.newest.phase(now).is_terminal:
            answer["currentServiceDeployment"] = service.newest.arn
        if with_tags:
            answer["tags"] = tag_list(service.tags)
        return answer

    def tag(self, service: Service, tags: list[dict[str, str]]) -> None:
        """TagResource: the managed resources keep the tags they were made with."""
        check_tags(tags)
        added = {tag["key"]: tag.get("value", "") for tag in tags}
        check_tags([{"key": key} for key in {**service.tags, **added}])
        service.tags.update(added)

    def untag(self, service: Service, keys: list[str]) -> None:
        """UntagResource."""
        for key in keys:
            service.tags.pop(key, None)

    def tasks(self, request: Mapping[str, Any]) -> Iterator[Task]:
        """List the tasks that a ListTasks request asks for, of Express services."""
        name = (request.get("cluster") or "default").rsplit("/", 1)[-1]
        wanted = request.get("desiredStatus") or "RUNNING"
        asked = (request.get("serviceName") or "").rsplit("/", 1)[-1]
        family, started_by = request.get("family"), request.get("startedBy")
        for service in self.world.in_region(self.account, self.region):
            fits = service.cluster == name and asked in ("", service.name)
            if not fits or (family and family != f"{service.cluster}-{service.name}"):
                continue
            for task in service.tasks:
                stopped = task.stopped_at is not None
                if stopped == (wanted == "STOPPED") and started_by in (None, task.deployment):
                    yield task

    def find_task(self, asked: str) -> tuple[Service, Task] | None:
        """Find a task of an Express service by ARN or id."""
        identifier = asked.rsplit("/", 1)[-1]
        for service in self.world.in_region(self.account, self.region):
            for task in service.tasks:
                if task.arn.endswith(f"/{identifier}"):
                    return service, task
        return None


def refuse_delete(service: Service) -> refusals.Refusal:
    """Refuse the classic DeleteService, in AWS's words."""
    return refusals.invalid(f"{service.arn} has ResourceManagementType=ECS use DeleteExpressGatewayService to delete")


def _alarms(service: Service) -> Answer:
    alarm = service.resources["alarm"].identifier
    return {"alarmNames": [alarm] if alarm else [], "enable": True, "rollback": True}


def _rows(service: Service, now: datetime) -> Iterator[tuple[Revision, str, Deployment, Phase]]:
    """List the classic deployments: the one in force is PRIMARY, what it came from is ACTIVE."""
    if service.status == "INACTIVE":
        return
    deployment = service.newest
    phase = deployment.phase(now)
    rolled_back = phase.status.startswith("ROLLBACK_") and deployment.source is not None
    first = deployment.source if rolled_back and deployment.source else deployment.target
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
        "capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1, "base": 1}],
        "platformVersion": "1.4.0",
        "platformFamily": "Linux",
        "rolloutState": state,
        "rolloutStateReason": reason,
    }


def _events(service: Service) -> list[Answer]:
    """List the newest events first."""
    numbered = list(enumerate(service.events))[::-1][:_EVENT_LIMIT]
    return [{"id": _event_id(service, index), "createdAt": at, "message": text} for index, (at, text) in numbered]


def _event_id(service: Service, index: int) -> str:
    """Number an event in the form of a UUID."""
    return f"{service.created_at.timestamp():.0f}".zfill(8)[-8:] + f"-0000-4000-8000-{index:012d}"


def task_answer(service: Service, task: Task) -> Answer:
    """Write the ``Task`` structure."""
    answer: Answer = {
        "taskArn": task.arn,
        "clusterArn": service.cluster_arn,
        "taskDefinitionArn": task.revision.task_definition,
        "group": f"service:{service.name}",
        "startedBy": task.deployment,
        "lastStatus": _last_status(task),
        "desiredStatus": "STOPPED" if task.stopped_at or task.draining_at else "RUNNING",
        "availabilityZone": task.zone,
        "capacityProviderName": "FARGATE",
        "launchType": "FARGATE",
        "platformVersion": "1.4.0",
        "platformFamily": "Linux",
        "cpu": task.revision.configuration["cpu"],
        "memory": task.revision.configuration["memory"],
        "createdAt": task.created_at,
        "containers": [_container(task)],
    }
    if task.started_at:
        answer["startedAt"] = task.started_at
    if task.stopped_at:
        answer |= {"stoppedAt": task.stopped_at, "stopCode": task.stop_code, "stoppedReason": task.stopped_reason}
    return answer


def _container(task: Task) -> Answer:
    """Write the one container of a task: what is said of its end is only there after it."""
    identifier = task.arn.rsplit("/", 1)[-1]
    answer: Answer = {
        "containerArn": f"{task.arn.replace(':task/', ':container/')}/{identifier[:8]}",
        "taskArn": task.arn,
        "name": MAIN,
        "image": task.revision.configuration["primaryContainer"]["image"],
        "lastStatus": _last_status(task),
        "networkInterfaces": [{"attachmentId": identifier[8:16], "privateIpv4Address": task.address}],
    }
    if task.stopped_at and task.exit_code is not None:
        answer["exitCode"] = task.exit_code
    elif task.stopped_at and not task.started_at:
        answer["reason"] = task.stopped_reason
    return answer


def _last_status(task: Task) -> str:
    if task.stopped_at:
        return "STOPPED"
    if task.draining_at:
        return "DEACTIVATING"
    return "RUNNING" if task.started_at else "PENDING"
