"""Evidence of failed rollouts for the tests: times are seconds after noon, reasons are those that AWS gives."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.rollout.evidence import EndedContainer, LogLine, LogStream, ServiceEvent, StoppedTask

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
PREFIX = "arn:aws:ecs:eu-west-1:123456789012"
REVISION, EARLIER = f"{PREFIX}:service-revision/default/web/7002", f"{PREFIX}:service-revision/default/web/7001"
DEFINITION = f"{PREFIX}:task-definition/default-web:2"
GROUP = (
    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/ecs-gateway-tg-0123456789abcdef0/0123456789abcdef"
)

BREAKER = "Service deployment rolled back because the circuit breaker threshold was exceeded."
EXITED = "Essential container in task exited"
UNHEALTHY = f"Task failed ELB health checks in (target-group {GROUP})"
UNPULLABLE = "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref app:2: app:2: not found"
SECRET_DENIED = (
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to "
    "retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret "
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf from secrets manager: AccessDeniedException: User: "
    "arn:aws:sts::123456789012:assumed-role/web-execution/0123456789abcdef0123456789abcdef is not authorized to perform: "
    "secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf because no "
    "identity-based policy allows the secretsmanager:GetSecretValue action status code: 400, "
    "request id: 01234567-89ab-cdef-0123-456789abcdef"
)
SECRET_MISSING = (
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to "
    "retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret "
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf from secrets manager: ResourceNotFoundException: "
    "Secrets Manager can't find the specified secret. status code: 400, request id: 01234567-89ab-cdef-0123-456789abcdef"
)
PARAMETER_MISSING = (
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to "
    "retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /web/db"
)


def at(seconds: float) -> datetime:
    """Give a time."""
    return NOON + timedelta(seconds=seconds)


def deployment(reason: str | None = BREAKER, **members: Any) -> Deployment:
    """Give the deployment to the revision, made at noon and rolled back."""
    return Deployment("d", "ROLLBACK_SUCCESSFUL", REVISION, NOON, reason=reason, **members)


def task(
    number: int = 1, seconds: float = 60, *, revision: str = REVISION, reason: str | None = EXITED, **members: Any
) -> StoppedTask:
    """Give a task that started, ran for five seconds, and stopped at a time."""
    started_by = members.pop("started_by", f"ecs-svc/{revision.rpartition('/')[2]}")
    containers = members.pop("containers", (EndedContainer("Main", 1),))
    return StoppedTask(
        **{
            "arn": f"{PREFIX}:task/default/{number:032x}",
            "started_by": started_by,
            "task_definition_arn": DEFINITION,
            "created_at": at(seconds - 30),
            "started_at": at(seconds - 5),
            "stopped_at": at(seconds),
            "stop_code": "EssentialContainerExited",
            "reason": reason,
            "containers": tuple(containers),
            **members,
        }
    )


def never_started(reason: str, number: int = 1, seconds: float = 60) -> StoppedTask:
    """Give a task of which no container ever ran."""
    ended = (EndedContainer("Main", None, reason),)
    return task(number, seconds, reason=reason, stop_code="TaskFailedToStart", started_at=None, containers=ended)


def event(seconds: float, message: str) -> ServiceEvent:
    """Give an event of the service."""
    return ServiceEvent(at(seconds), f"(service web) {message}")


def line(seconds: float, text: str) -> LogLine:
    """Give a line of a log."""
    return LogLine(at(seconds), text)


STREAM = LogStream("eu-west-1", "/aws/ecs/default/web-0001", f"ecs/Main/{1:032x}", "Main")
