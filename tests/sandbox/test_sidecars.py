"""Sidecars on Express services: brought by a classic UpdateService, kept by later Express updates."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws

OPTIONS = {"awslogs-group": "/shop/proxy", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "proxy"}
PROXY: dict[str, Any] = {
    "name": "proxy",
    "image": "proxy:1",
    "essential": False,
    "memoryReservation": 64,
    "environment": [{"name": "LEVEL", "value": "info"}],
    "mountPoints": [{"sourceVolume": "scratch", "containerPath": "/scratch"}],
    "logConfiguration": {"logDriver": "awslogs", "options": OPTIONS},
}
ROUTED = {"logDriver": "awsfirelens", "options": {"Name": "stdout"}}
ROUTER: dict[str, Any] = {"name": "router", "image": "fluent-bit:3", "firelensConfiguration": {"type": "fluentbit"}}


def definition_of(aws: LocalAws, arn: str) -> Any:
    """Describe the task definition that a service runs."""
    name = aws.describe(arn)["activeConfigurations"][0]["taskDefinitionArn"]
    return aws.ecs.describe_task_definition(taskDefinition=name)["taskDefinition"]


def add(aws: LocalAws, arn: str, *sidecars: dict[str, Any], **main: Any) -> None:
    """Deploy the task definition in use with sidecars and with other members of Main, as AWS's guide does."""
    current = definition_of(aws, arn)
    members = (
        "family",
        "networkMode",
        "requiresCompatibilities",
        "cpu",
        "memory",
        "executionRoleArn",
        "runtimePlatform",
    )
    own = {**current["containerDefinitions"][0], "memoryReservation": 1024, **main}
    made = aws.ecs.register_task_definition(
        **{name: current[name] for name in members},
        containerDefinitions=[own, *sidecars],
        volumes=[{"name": "scratch"}],
    )["taskDefinition"]["taskDefinitionArn"]
    aws.ecs.update_service(service=arn, taskDefinition=made, forceNewDeployment=True)
    aws.run_out()


@pytest.mark.row("S4-12", "S4-13")
def test_an_express_update_keeps_sidecars_volumes_and_what_else_main_has(aws: LocalAws) -> None:
    """It renders from the revision that the service runs, not from the family's latest."""
    aws.client("logs").create_log_group(logGroupName="/shop/proxy")
    arn = aws.settled()
    add(aws, arn, PROXY, ulimits=[{"name": "nofile", "softLimit": 1024, "hardLimit": 2048}])
    before = definition_of(aws, arn)
    later = {**before["containerDefinitions"][0], "image": "shop/stray:1"}
    aws.ecs.register_task_definition(family=before["family"], containerDefinitions=[{**later, "secrets": []}])
    aws.update(arn, "shop/web:2", cpu="512", memory="2048")
    aws.run_out()
    after = definition_of(aws, arn)

    (main, proxy), (old, kept) = after["containerDefinitions"], before["containerDefinitions"]
    assert (proxy, after["volumes"], main["ulimits"]) == (kept, before["volumes"], old["ulimits"])
    assert (main["image"], after["cpu"]) == ("shop/web:2", "512")
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    (task,) = aws.ecs.describe_tasks(tasks=aws.ecs.list_tasks(serviceName="web")["taskArns"])["tasks"]
    assert [(c["name"], c["lastStatus"]) for c in task["containers"]] == [("Main", "RUNNING"), ("proxy", "RUNNING")]


def test_a_log_group_puts_main_back_to_awslogs(aws: LocalAws) -> None:
    """A log driver of one's own stays until an Express update gives a log group: that is a direct conflict."""
    arn = aws.settled()
    add(aws, arn, {**ROUTER, "essential": True}, logConfiguration=ROUTED)
    aws.update(arn, "shop/web:2")
    aws.run_out()
    assert definition_of(aws, arn)["containerDefinitions"][0]["logConfiguration"] == ROUTED

    logs = {"logGroup": "/shop/web", "logStreamPrefix": "web"}
    aws.update(arn, "shop/web:3", primaryContainer={"awsLogsConfiguration": logs})
    aws.run_out()
    main, router = definition_of(aws, arn)["containerDefinitions"]
    assert main["logConfiguration"]["logDriver"] == "awslogs"
    assert main["logConfiguration"]["options"].items() >= {
        "awslogs-group": "/shop/web", "awslogs-stream-prefix": "web",
    }.items()  # fmt: skip
    assert router["name"] == "router"


def test_a_sidecar_that_the_task_needs_decides_over_the_deployment(aws: LocalAws) -> None:
    """Its end rolls the deployment back, and each container has its own exit code."""
    arn = aws.settled()
    add(aws, arn, {"name": "proxy", "image": "proxy:crash", "memoryReservation": 64, "essential": True})

    assert aws.deployment(arn)["status"] == "ROLLBACK_SUCCESSFUL"
    stopped = aws.ecs.list_tasks(serviceName="web", desiredStatus="STOPPED")["taskArns"]
    task = next(
        task
        for task in aws.ecs.describe_tasks(tasks=stopped)["tasks"]
        if task["stopCode"] == "EssentialContainerExited"
    )
    assert {c["name"]: c["exitCode"] for c in task["containers"]} == {"Main": 143, "proxy": 1}
