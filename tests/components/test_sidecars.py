"""The ready-made sidecars: whole container definitions that AWS takes."""

from __future__ import annotations

from typing import Any

import pytest
from tests.planning.express_samples import OUTPUT, problems

from pulumi_ecs_express.sidecars import fluent_bit_sidecar, otel_sidecar

FLUENT_BIT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"name": "logs", "image": "own:1", "memory_reservation": 80},
     {"name": "logs", "image": "own:1", "memoryReservation": 80}),
    ({"log_group": "/shop"}, {"logConfiguration": {
        "logDriver": "awslogs", "options": {"awslogs-group": "/shop", "awslogs-stream-prefix": "firelens"}}}),
    ({"config_file": "/extra.conf", "ecs_metadata": False}, {"firelensConfiguration": {"type": "fluentbit", "options": {
        "enable-ecs-log-metadata": "false", "config-file-type": "file", "config-file-value": "/extra.conf"}}}),
    ({"environment": {"A": "1"}}, {"environment": [{"name": "A", "value": "1"}]}),
]  # fmt: skip


@pytest.mark.row("S4-11")
@pytest.mark.parametrize(("arguments", "members"), FLUENT_BIT)
def test_fluent_bit_is_that_of_awss_page(arguments: dict[str, Any], members: dict[str, Any]) -> None:
    """Fifty MiB, essential, a FireLens router; and whatever the program asks for."""
    plain = {
        "name": "log_router",
        "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
        "essential": True,
        "memoryReservation": 50,
        "firelensConfiguration": {"type": "fluentbit", "options": {"enable-ecs-log-metadata": "true"}},
    }
    sidecar = fluent_bit_sidecar(**arguments)

    assert sidecar == {**plain, **members}
    assert problems(sidecars=[sidecar], containerDefinition=OUTPUT) == []


OTEL: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"cpu": 64, "memory_reservation": 512, "name": "otel"}, {"cpu": 64, "memoryReservation": 512, "name": "otel"}),
    ({"config": "/etc/own.yaml"}, {"command": ["--config=/etc/own.yaml"]}),
    ({"command": ["x"], "secrets": {"A": "/a"}},
     {"command": ["x"], "secrets": [{"name": "A", "valueFrom": "/a"}]}),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "members"), OTEL)
def test_the_collector_is_that_of_awss_page(arguments: dict[str, Any], members: dict[str, Any]) -> None:
    """With the configuration in its image, unless the program says otherwise."""
    plain = {
        "name": "aws-otel-collector",
        "image": "public.ecr.aws/aws-observability/aws-otel-collector:latest",
        "essential": True,
        "command": ["--config=/etc/ecs/ecs-default-config.yaml"],
        "memoryReservation": 256,
    }
    sidecar = otel_sidecar(**arguments)

    assert sidecar == {**plain, **members}
    assert problems(sidecars=[sidecar]) == []
