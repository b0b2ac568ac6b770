"""Services with sidecars as programs declare them, in AWS's names."""

from __future__ import annotations

from typing import Any

from tests.service_samples import EXECUTION_ROLE, TASK_ROLE, declared

from pulumi_ecs_express.aws.ecs.registration_form import registration_form
from pulumi_ecs_express.planning.task_definition.express import Logs, Place, express_overlay
from pulumi_ecs_express.planning.task_definition.express_problems import express_problems
from pulumi_ecs_express.planning.task_definition.rendering import rendered

PLACE = Place("default-web", "eu-west-1", Logs("/aws/ecs/default/web-1a2b"))

AWSLOGS: dict[str, Any] = {
    "logDriver": "awslogs",
    "options": {
        "awslogs-group": "/aws/ecs/default/web-1a2b",
        "awslogs-region": "eu-west-1",
        "awslogs-stream-prefix": "ecs",
        "mode": "non-blocking",
        "max-buffer-size": "25m",
    },
}

MAIN: dict[str, Any] = {
    "name": "Main",
    "image": "app:1",
    "essential": True,
    "cpu": 1024,
    "memory": 2048,
    "memoryReservation": 2048,
    "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp", "name": "main-80-tcp"}],
    "linuxParameters": {"initProcessEnabled": True},
    "stopTimeout": 30,
    "logConfiguration": AWSLOGS,
}

TASK: dict[str, Any] = {
    "family": "default-web",
    "networkMode": "awsvpc",
    "requiresCompatibilities": ["FARGATE"],
    "cpu": "1024",
    "memory": "2048",
    "runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": "X86_64"},
    "executionRoleArn": EXECUTION_ROLE,
}

AGENT: dict[str, Any] = {"name": "agent", "image": "agent:1", "memoryReservation": 128}

ROUTER: dict[str, Any] = {
    "name": "log_router",
    "image": "fluent-bit:stable",
    "memoryReservation": 50,
    "firelensConfiguration": {"type": "fluentbit", "options": {"enable-ecs-log-metadata": "true"}},
}

OUTPUT: dict[str, Any] = {"logConfiguration": {"options": {"Name": "cloudwatch_logs", "region": "eu-west-1"}}}

__all__ = ["AGENT", "AWSLOGS", "MAIN", "OUTPUT", "PLACE", "ROUTER", "TASK", "TASK_ROLE"]


def service(container: dict[str, Any] | None = None, **properties: Any) -> dict[str, Any]:
    """Give the declared properties of a service."""
    return declared({"image": "app:1", **(container or {})}, **properties)


def render(container: dict[str, Any] | None = None, **properties: Any) -> dict[str, Any]:
    """Render the task definition of a service."""
    return rendered(None, express_overlay(service(container, **properties), PLACE))


def problems(container: dict[str, Any] | None = None, *, own_log_group: bool = False, **properties: Any) -> list[str]:
    """List what is wrong with a service's sidecars."""
    return express_problems(service(container, **properties), registration_form(), own_log_group=own_log_group)
