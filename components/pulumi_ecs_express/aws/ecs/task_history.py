"""What ECS knows of a service's tasks: those that run, stopped ones for about an hour, and the service's newest events."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.evidence import EndedContainer, ServiceEvent, StoppedTask
from pulumi_ecs_express.model.rollout.running_task import RunningTask
from pulumi_ecs_express.model.service.observed import ServiceArn

AT_ONCE = 100
"""Tasks in one answer of ListTasks and in one request of DescribeTasks (Amazon ECS API reference, read 2026-11-22)."""

MOST_PAGES = 5
"""Pages of tasks to read; a circuit breaker ends a deployment after 200 failed tasks at most."""

RUNNING, STOPPED = "RUNNING", "STOPPED"
"""What a task is to be; one that is starting is to be RUNNING."""


class BotoTaskHistory:
    """Implements `pulumi_ecs_express.ports.TaskHistory`."""

    def __init__(self, connection: Connection) -> None:
        self._ecs = client("ecs", connection)
        self.region: str = self._ecs.meta.region_name

    def stopped(self, service_arn: str) -> list[StoppedTask]:
        arn = ServiceArn(service_arn)
        with translated(f"reading the stopped tasks of service {arn.name}", self.region):
            found = self._described(arn, STOPPED)
            return [_task(reported) for reported in found if reported.get("lastStatus", STOPPED) == STOPPED]

    def running(self, service_arn: str) -> list[RunningTask]:
        arn = ServiceArn(service_arn)
        with translated(f"reading the running tasks of service {arn.name}", self.region):
            found = self._described(arn, RUNNING)
            return [_running(reported) for reported in found if reported.get("lastStatus") != STOPPED]

    def _pages(self, arn: ServiceArn, status: str) -> Iterator[list[str]]:
        request = {"cluster": arn.cluster, "serviceName": arn.name, "desiredStatus": status, "maxResults": AT_ONCE}
        for _ in range(MOST_PAGES):
            answer = self._ecs.list_tasks(**request)
            found = answer["taskArns"]
            yield from (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))
            if not answer.get("nextToken"):
                return
            request["nextToken"] = answer["nextToken"]

    def _described(self, arn: ServiceArn, status: str) -> Iterator[Mapping[str, Any]]:
        """Describe the tasks that are to have a status; one that ECS has forgotten since it was listed is left out."""
        for page in self._pages(arn, status):
            yield from self._ecs.describe_tasks(cluster=arn.cluster, tasks=page)["tasks"]

    def events(self, service_arn: str) -> list[ServiceEvent]:
        arn = ServiceArn(service_arn)
        with translated(f"reading the events of service {arn.name}", self.region):
            answer = self._ecs.describe_services(cluster=arn.cluster, services=[service_arn])
            reported = [event for found in answer["services"] for event in found.get("events", [])]
            return [ServiceEvent(event["createdAt"], event["message"]) for event in reported]


def _running(answer: Mapping[str, Any]) -> RunningTask:
    return RunningTask(
        arn=answer["taskArn"],
        started_by=answer.get("startedBy", ""),
        task_definition_arn=answer.get("taskDefinitionArn", ""),
        status=answer.get("lastStatus", RUNNING),
    )


def _task(answer: Mapping[str, Any]) -> StoppedTask:
    return StoppedTask(
        arn=answer["taskArn"],
        started_by=answer.get("startedBy", ""),
        task_definition_arn=answer.get("taskDefinitionArn", ""),
        created_at=answer.get("createdAt"),
        started_at=answer.get("startedAt"),
        stopped_at=answer.get("stoppedAt"),
        stop_code=answer.get("stopCode"),
        reason=answer.get("stoppedReason"),
        containers=tuple(
            EndedContainer(one.get("name", ""), one.get("exitCode"), one.get("reason"))
            for one in answer.get("containers", [])
        ),
    )
