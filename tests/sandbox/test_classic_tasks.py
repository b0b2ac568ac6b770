"""Tasks of classic services: their checks, their ends, and what becomes of each container."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.classic_services import (
    BREAKER,
    CLUSTER,
    create,
    definition,
    described,
    settled,
    target_group,
    tasks,
    update,
)
from tests.sandbox.local_aws import LocalAws

WATCHED: dict[str, Any] = {"deploymentConfiguration": BREAKER}


def behind_load_balancer(aws: LocalAws, image: str = "shop/web:1", **request: Any) -> tuple[str, str]:
    """Create a service behind a load balancer of its own; give the ARN of the service and the host that leads to it."""
    entry, host = target_group(aws)
    return settled(aws, image, loadBalancers=[entry], **request), host


def test_tasks_behind_a_load_balancer_answer_while_they_are_replaced(aws: LocalAws) -> None:
    """They are registered, drain when they go, and every request finds a healthy one."""
    _, host = behind_load_balancer(aws)
    assert aws.get(host).content["image"] == "shop/web:1"
    update(aws, "shop/web:2")
    while aws.next_change():
        assert aws.get(host).status == 200
    assert set(aws.shares(host, 4)) == {"shop/web:2"}
    (group,) = aws.elbv2.describe_target_groups()["TargetGroups"]
    found = aws.elbv2.describe_target_health(TargetGroupArn=group["TargetGroupArn"])["TargetHealthDescriptions"]
    assert [target["TargetHealth"]["State"] for target in found] == ["healthy", "healthy"]


def test_a_task_that_fails_the_load_balancers_check_is_replaced_until_the_breaker_trips(aws: LocalAws) -> None:
    """Its stopped reason names the target group."""
    arn, host = behind_load_balancer(aws, **WATCHED)
    update(aws, "shop/web:unhealthy")
    aws.run_out()

    assert aws.deployment(arn)["status"] == "ROLLBACK_SUCCESSFUL"
    assert any(
        "Task failed ELB health checks in (target-group" in task["stoppedReason"] for task in tasks(aws, "STOPPED")
    )
    assert aws.get(host).content["image"] == "shop/web:1"


def test_a_container_that_fails_its_own_check_does_too(aws: LocalAws) -> None:
    """Where the task definition has one; without any check the same image is fine."""
    arn = settled(aws, "shop/web:unhealthy", **WATCHED)
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    check = {"command": ["CMD-SHELL", "true"], "interval": 10, "timeout": 5, "retries": 2}
    update(aws, taskDefinition=definition(aws, "shop/web:unhealthy", container={"healthCheck": check}))
    aws.run_out()

    assert aws.deployment(arn)["status"] == "ROLLBACK_SUCCESSFUL"
    failed = next(t for t in tasks(aws, "STOPPED") if t["stoppedReason"] == "Task failed container health checks")
    assert (failed["healthStatus"], failed["containers"][0]["healthStatus"]) == ("UNHEALTHY", "UNHEALTHY")


def test_a_stopped_task_is_replaced(aws: LocalAws) -> None:
    """Its end names who did it; the service is steady again."""
    settled(aws)
    (first, _) = tasks(aws)
    stopped = aws.ecs.stop_task(cluster=CLUSTER, task=first["taskArn"], reason="looks stuck")["task"]
    assert (stopped["stopCode"], stopped["stoppedReason"]) == ("UserInitiated", "looks stuck")
    assert stopped["containers"][0]["exitCode"] == 143
    aws.run_out()

    assert described(aws)["runningCount"] == 2
    assert first["taskArn"] not in [task["taskArn"] for task in tasks(aws)]
    aws.advance(3600)
    assert tasks(aws, "STOPPED") == []


@pytest.mark.parametrize(
    ("essential", "tag", "status"),
    [(True, "crash", "ROLLBACK_FAILED"), (False, "crash", "SUCCESSFUL"), (False, "unpullable", "ROLLBACK_FAILED")],
)
@pytest.mark.parametrize("express", [False, True], ids=["classic", "express"])
def test_a_task_follows_its_essential_containers(
    aws: LocalAws, essential: bool, tag: str, status: str, express: bool
) -> None:
    """Each container is shown with its own state and exit code."""
    roles = aws.roles()
    sidecar = {"name": "proxy", "image": f"proxy:{tag}", "essential": essential}
    port = {"name": "http", "containerPort": 80}
    own = definition(aws, "shop/web:1", sidecar, container={"name": "Main", "portMappings": [port]})
    if express:
        role = roles["infrastructureRoleArn"]
        aws.ecs.create_cluster(clusterName=CLUSTER)
        create_express = aws.ecs.create_express_gateway_service
        service = create_express(
            serviceName="web", cluster=CLUSTER, taskDefinitionArn=own, infrastructureRoleArn=role
        )["service"]  # fmt: skip
    else:
        service = create(aws, taskDefinition=own, **WATCHED)
    aws.run_out()
    assert aws.deployment(service["serviceArn"])["status"] == status
    task = tasks(aws, "RUNNING" if status == "SUCCESSFUL" else "STOPPED")[0]
    codes = {container["name"]: container.get("exitCode") for container in task["containers"]}
    if status == "SUCCESSFUL":
        assert {c["name"]: c["lastStatus"] for c in task["containers"]} == {"Main": "RUNNING", "proxy": "STOPPED"}
        assert codes == {"Main": None, "proxy": 1}
    elif tag == "crash":
        assert codes == {"Main": 143, "proxy": 1}
    else:
        assert [("reason" in container) for container in task["containers"]] == [False, True]
