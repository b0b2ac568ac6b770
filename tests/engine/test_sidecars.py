"""Sidecars beside the primary container: registered by the program, deployed by Express Mode, and gone without a loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import pulumi_ecs_express as express
from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
LOGS = {"logConfiguration": {"options": {"Name": "cloudwatch_logs", "region": "us-east-1", "log_group_name": "app"}}}


def definition(aws: LocalAws, arn: str) -> dict[str, Any]:
    """Read the task definition that a service runs."""
    ecs = aws.client("ecs")
    (there,) = ecs.describe_express_gateway_service(serviceArn=arn)["service"]["activeConfigurations"]
    found: dict[str, Any] = ecs.describe_task_definition(taskDefinition=there["taskDefinitionArn"])["taskDefinition"]
    return found


def containers(aws: LocalAws, arn: str) -> dict[str, Any]:
    """Read its containers by name."""
    return {one["name"]: one for one in definition(aws, arn)["containerDefinitions"]}


def revisions(aws: LocalAws, arn: str) -> int:
    """Count the revisions of the service's family."""
    family = definition(aws, arn)["family"]
    return len(aws.client("ecs").list_task_definitions(familyPrefix=family)["taskDefinitionArns"])


def running(aws: LocalAws, arn: str) -> dict[str, str]:
    """Read the containers of the service's tasks with their states."""
    ecs, (cluster, name) = aws.client("ecs"), arn.split("/")[1:]
    tasks = ecs.describe_tasks(cluster=cluster, tasks=ecs.list_tasks(cluster=cluster, serviceName=name)["taskArns"])[
        "tasks"
    ]
    return {container["name"]: container["lastStatus"] for task in tasks for container in task["containers"]}


def last_change(aws: LocalAws) -> dict[str, int]:
    """Count the calls that register or deploy."""
    return {name: count for name, count in aws.changes().items() if "TaskDefinition" in name or "Express" in name}


@pytest.mark.row("S0-25", "S4-10", "S4-11", "S4-12", "S4-13", "S4-14")
def test_fluent_bit_from_the_first_up_to_its_removal(project: Project, aws: LocalAws, service: Write) -> None:
    """Two containers that fit; another image keeps the sidecar; removed, nothing is lost and the logs stay."""
    routed: dict[str, Any] = {"sidecars": [express.fluent_bit_sidecar()], "container_definition": LOGS}
    first = project.up(service("app:1", **routed))

    assert first.ok, first.text
    arn, url = first.outputs["arn"], first.outputs["url"]
    group = f"/aws/ecs/{'/'.join(arn.split('/')[1:])}"
    assert f"the log group {group}, which is made where there is none" in first.text
    there = containers(aws, arn)
    assert {name: one["memoryReservation"] for name, one in there.items()} == {"Main": 1998, "log_router": 50}
    assert there["Main"]["logConfiguration"]["logDriver"] == "awsfirelens"
    assert there["log_router"]["logConfiguration"]["options"]["awslogs-group"] == group
    assert running(aws, arn) == {"Main": "RUNNING", "log_router": "RUNNING"}
    assert project.refresh().drifted == {}
    aws.forget_calls()
    assert project.up().changed == {}
    assert aws.calls() == {}

    image = project.up(service("app:2", **routed))

    assert image.detailed() == {"primaryContainer.image": "update"}
    assert last_change(aws) == {"ecs:RegisterTaskDefinition": 1, "ecs:UpdateExpressGatewayService": 1}
    assert containers(aws, arn).keys() == {"Main", "log_router"}
    assert aws.get(url.removeprefix("https://"))[1]["image"] == "app:2"

    removed = project.up(service("app:2"))

    assert removed.ok, removed.text
    assert removed.detailed() == {"sidecars": "delete", "containerDefinition": "delete"}
    assert "Express Mode manages the task definition again" in removed.text
    (main,) = containers(aws, arn).values()
    assert (main["image"], main["memoryReservation"]) == ("app:2", 2048)
    assert main["logConfiguration"]["options"]["awslogs-group"] == group
    assert removed.outputs["url"] == url
    aws.forget_calls()
    managed = project.up(service("app:3"))
    assert managed.ok, managed.text
    assert last_change(aws) == {"ecs:UpdateExpressGatewayService": 1}
    (main,) = containers(aws, arn).values()
    assert main["logConfiguration"]["options"]["awslogs-group"] == group


@pytest.mark.row("S4-09", "S4-14")
def test_the_first_sidecar_keeps_the_logs_and_what_others_add_is_repaired(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """The log group is AWS's; a container that somebody adds to the registered definition is drift by its path."""
    first = project.up(service("app:1"))
    arn = first.outputs["arn"]
    before = containers(aws, arn)["Main"]["logConfiguration"]["options"]
    agent = service("app:1", sidecars=[express.otel_sidecar(memory_reservation=256)])

    preview = project.preview(agent)
    done = project.up()

    assert preview.detailed() == {"sidecars": "add"}
    assert f"log to {before['awslogs-group']}" in preview.text
    assert done.ok, done.text
    there = containers(aws, arn)
    assert [one["logConfiguration"]["options"] for one in there.values()] == [before, before]
    assert there["Main"]["memoryReservation"] == 2048 - 256
    ecs, found = aws.client("ecs"), definition(aws, arn)
    kept = ("family", "networkMode", "cpu", "memory", "requiresCompatibilities", "executionRoleArn", "runtimePlatform")
    by_hand = ecs.register_task_definition(
        **{name: found[name] for name in kept},
        containerDefinitions=[*found["containerDefinitions"], {"name": "xray", "image": "xray:1"}],
    )["taskDefinition"]["taskDefinitionArn"]
    ecs.update_service(cluster="default", service=arn.split("/")[-1], taskDefinition=by_hand)
    aws.clock(advance_seconds=3600)

    assert SERVICE in project.refresh().drifted
    repair = project.up()

    assert repair.detailed() == {"sidecars[1]": "delete"}
    assert containers(aws, arn).keys() == {"Main", "aws-otel-collector"}


def test_mistakes_are_refused_at_preview_all_at_once(project: Project, aws: LocalAws, service: Write) -> None:
    """By the path that the program has, and nothing is made."""
    wrong = service(
        sidecars=[
            {"name": "agent", "image": "agent:1", "mount_points": []},
            {"name": "Main", "image": "b:1", "memory": 64},
        ],
        volumes=[{"name": "data", "host": {"sourcePath": "/data"}}],
        container_definition={"environment": [], "healthCheck": {"command": ["CMD"], "interval": None}},
    )

    refused = project.preview(wrong)

    assert not refused.ok
    for path in (
        "sidecars[0].mount_points", "sidecars[0].memoryReservation", "sidecars[1].name", "volumes[0].host.sourcePath",
        "container_definition.environment", "container_definition.healthCheck.interval: is None",
    ):  # fmt: skip
        assert path in refused.text, path
    assert aws.changes() == {}
