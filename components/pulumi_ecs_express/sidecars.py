"""
Ready-made container definitions for ``sidecars``, in AWS's names; change any field of what is returned.

Images and settings are those of AWS's pages; what is not an argument here can be put into the returned map.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

FLUENT_BIT_IMAGE = "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable"
"""Source: "AWS for Fluent Bit image repositories for Amazon ECS", Amazon ECS developer guide, read 2026-11-28."""

OTEL_IMAGE = "public.ecr.aws/aws-observability/aws-otel-collector:latest"
OTEL_CONFIGURATION = "/etc/ecs/ecs-default-config.yaml"
"""A file in that image: traces to X-Ray, metrics to CloudWatch. Source: "Identify Amazon ECS optimization opportunities using
application trace data", Amazon ECS developer guide, read 2026-11-28."""


def fluent_bit_sidecar(
    *,
    name: str = "log_router",
    image: pulumi.Input[str] = FLUENT_BIT_IMAGE,
    memory_reservation: int = 50,
    log_group: pulumi.Input[str] | None = None,
    config_file: str | None = None,
    ecs_metadata: bool = True,
    environment: Mapping[str, pulumi.Input[str]] | None = None,
) -> dict[str, Any]:
    """
    Define the sidecar through which the service's logs go (FireLens, with AWS for Fluent Bit).

    Where they go is said by ``container_definition={"logConfiguration": {"options": {…}}}``, the options of one output
    of Fluent Bit, or by ``config_file``. The rights to write there belong to ``task_role_arn``.

    Args:
        name: Name of the container.
        image: The image; a tag or digest of one's own choice is steadier than AWS's ``stable``.
        memory_reservation: MiB that the container reserves; the default is that of AWS's example for Express Mode
            ("Updating resources outside of Express Mode", Amazon ECS developer guide, read 2026-11-28).
        log_group: Log group of the sidecar's own messages, which must exist; left out, that of the service.
        config_file: Path of a configuration file in the image, with outputs of its own. Fargate takes no other place.
        ecs_metadata: Whether cluster, task and container are added to each line; True is FireLens's own default.
        environment: Variables of the container.
    """
    options = {"enable-ecs-log-metadata": "true" if ecs_metadata else "false"}
    if config_file is not None:
        options |= {"config-file-type": "file", "config-file-value": config_file}
    sidecar: dict[str, Any] = {
        "name": name,
        "image": image,
        "essential": True,
        "memoryReservation": memory_reservation,
        "firelensConfiguration": {"type": "fluentbit", "options": options},
    }
    if log_group is not None:
        own_logs = {"awslogs-group": log_group, "awslogs-stream-prefix": "firelens"}
        sidecar["logConfiguration"] = {"logDriver": "awslogs", "options": own_logs}
    return {**sidecar, **_pairs("environment", environment, "value")}


def otel_sidecar(
    *,
    name: str = "aws-otel-collector",
    image: pulumi.Input[str] = OTEL_IMAGE,
    memory_reservation: int = 256,
    cpu: int | None = None,
    config: str = OTEL_CONFIGURATION,
    environment: Mapping[str, pulumi.Input[str]] | None = None,
    secrets: Mapping[str, pulumi.Input[str]] | None = None,
    command: Sequence[str] | None = None,
) -> dict[str, Any]:
    """
    Define the collector of the AWS Distro for OpenTelemetry; the program sends to ``http://127.0.0.1:4318`` (or 4317, gRPC).

    The rights to write traces and metrics belong to ``task_role_arn``.

    Args:
        name: Name of the container.
        image: The image; a tag or digest of one's own choice is steadier than ``latest``.
        memory_reservation: MiB that the container reserves; our own choice, since AWS's page names none.
        cpu: CPU units that the container takes of the task's; left out, it shares what is idle.
        config: Path of a configuration file in the image.
        environment: Variables of the container.
        secrets: Variables by the ARN of a secret or a parameter.
        command: In place of the one that names ``config``.
    """
    sidecar: dict[str, Any] = {
        "name": name,
        "image": image,
        "essential": True,
        "command": list(command) if command is not None else [f"--config={config}"],
        "memoryReservation": memory_reservation,
    }
    if cpu is not None:
        sidecar["cpu"] = cpu
    return {**sidecar, **_pairs("environment", environment, "value"), **_pairs("secrets", secrets, "valueFrom")}


def _pairs(member: str, given: Mapping[str, pulumi.Input[str]] | None, key: str) -> dict[str, Any]:
    return {member: [{"name": name, key: value} for name, value in given.items()]} if given else {}
