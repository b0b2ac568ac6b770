"""Task definitions for the tests of rendering, in the forms of AWS's answers and requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.task_definition.members import Answer
from pulumi_ecs_express.model.task_definition.overlay import ContainerOverlay, Overlay

ARN = "arn:aws:ecs:eu-central-1:123456789012:task-definition/shop:7"
SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:password-a1b2c3"
OTHER_SECRET = "arn:aws:ssm:eu-central-1:123456789012:parameter/token"

ANSWER_ONLY: Mapping[str, Any] = {
    "taskDefinitionArn": ARN,
    "revision": 7,
    "status": "ACTIVE",
    "requiresAttributes": [{"name": "ecs.capability.execution-role-awslogs"}],
    "compatibilities": ["EC2", "FARGATE"],
    "registeredAt": "2026-11-01T00:00:00Z",
    "registeredBy": "arn:aws:iam::123456789012:user/someone",
}


def file(name: str) -> str:
    """Give the ARN of an environment file."""
    return f"arn:aws:s3:::config/{name}.env"


def files(*names: str) -> list[dict[str, str]]:
    """Write environment files as AWS does."""
    return [{"value": file(name), "type": "s3"} for name in names]


def plain(**values: str) -> list[dict[str, str]]:
    """Write plain variables as AWS does."""
    return [{"name": name, "value": value} for name, value in values.items()]


def secret(**references: str) -> list[dict[str, str]]:
    """Write secrets as AWS does."""
    return [{"name": name, "valueFrom": reference} for name, reference in references.items()]


APP: Mapping[str, Any] = {
    "name": "app",
    "image": "shop:1",
    "cpu": 0,
    "essential": True,
    "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp", "name": "app-80-tcp"}],
    "environment": plain(A="1", B="2"),
    "secrets": secret(S=SECRET, T=OTHER_SECRET),
    "environmentFiles": files("one", "two"),
    "dockerLabels": {"team": "shop", "tier": "web"},
    "healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 30, "timeout": 5, "retries": 3},
    "logConfiguration": {
        "logDriver": "awslogs",
        "options": {"awslogs-group": "/shop", "awslogs-region": "eu-central-1"},
    },
    "mountPoints": [],
}

LOG: Mapping[str, Any] = {"name": "log", "image": "fluent-bit:stable", "essential": False, "memoryReservation": 50}

TASK: Mapping[str, Any] = {
    "networkMode": "awsvpc",
    "requiresCompatibilities": ["FARGATE"],
    "cpu": "256",
    "memory": "512",
    "executionRoleArn": "arn:aws:iam::123456789012:role/execution",
    "runtimePlatform": {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"},
    "volumes": [{"name": "data", "host": {}}],
    "placementConstraints": [],
}


def without(tree: Mapping[str, Any], *members: str) -> dict[str, Any]:
    """Leave members out."""
    return {name: value for name, value in tree.items() if name not in members}


def answer(*containers: Mapping[str, Any], tags: list[dict[str, str]] | None = None, **task: Any) -> Answer:
    """Make an answer of DescribeTaskDefinition."""
    definition = {"family": "shop", **TASK, **task, "containerDefinitions": list(containers), **ANSWER_ONLY}
    return {"taskDefinition": definition} if tags is None else {"taskDefinition": definition, "tags": tags}


def request(*containers: Mapping[str, Any], **task: Any) -> dict[str, Any]:
    """Make a request of RegisterTaskDefinition."""
    return {"family": "shop", **TASK, **task, "containerDefinitions": list(containers)}


def as_answer(sent: Mapping[str, Any]) -> Answer:
    """Make the answer for what was registered."""
    return {"taskDefinition": {**without(sent, "tags"), **ANSWER_ONLY}, "tags": sent.get("tags", [])}


def on_app(**changes: Any) -> Overlay:
    """Declare changes of the container ``app``."""
    return Overlay("shop", {"app": ContainerOverlay(**changes)})
