"""Rollouts that fail say why: in one message, about this very deployment, without any value of the environment."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pytest

from tests.engine.harness import LocalAws, Outcome, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
MOST_LINES = 12
ONLY_ON_FAILURE = {"ecs:ListTasks", "ecs:DescribeTasks", "ecs:DescribeServices", "ecs:DescribeTaskDefinition", "logs:GetLogEvents"}  # fmt: skip


@pytest.fixture(autouse=True)
def unhurried(aws: LocalAws) -> None:
    """Let an hour last some seconds: after an hour ECS may forget stopped tasks, and there would be nothing to tell."""
    aws.settings(stopped_task_visible_seconds=1_000_000)
    aws.clock(speed=600)


def said(outcome: Outcome, code: str) -> str:
    """Give the one message of a failed command, which is short and clean."""
    assert not outcome.ok
    (message,) = {error for error in outcome.errors if f"[{code}]" in error}
    assert len(message.splitlines()) <= MOST_LINES, message
    assert "Traceback" not in outcome.text
    return message


def stopped(aws: LocalAws, arn: str) -> list[Mapping[str, Any]]:
    """Read the stopped tasks of a service as anybody can."""
    ecs = aws.client("ecs")
    tasks = ecs.list_tasks(cluster="default", serviceName=arn.rpartition("/")[2], desiredStatus="STOPPED")["taskArns"]
    found: list[Mapping[str, Any]] = ecs.describe_tasks(cluster="default", tasks=tasks)["tasks"]
    return sorted(found, key=lambda task: str(task["stoppedAt"]), reverse=True)


SECRET = "hunter2-correct-horse"
CARDS = {
    "crash": ("Essential container in task exited", "EssentialContainerExited", "exit code 1", "aws logs tail"),
    "unhealthy": ("Task failed ELB health checks", "ServiceSchedulerInitiated", "503", "health_check_path"),
    "unpullable": (
        "CannotPullContainerError",
        "TaskFailedToStart",
        "app:unpullable: not found",
        "image's name and tag",
    ),
}


def of(service: Write, image: str) -> Program:
    """Write a program whose container has a secret and a short value in its environment."""

    def program() -> None:
        service(image, container={"environment": {"PASSWORD": pulumi.Output.secret(SECRET), "DEBUG": "1"}})()

    return program


def explained(project: Project, aws: LocalAws, outcome: Outcome, tag: str, code: str) -> str:
    """Hold that a failure tells AWS's reason of this deployment, how its tasks ended, and a remedy that fits."""
    message = said(outcome, code)
    arn = project.state()["id"]
    latest = aws.client("ecs").list_service_deployments(service=arn)["serviceDeployments"][0]
    assert latest["statusReason"] in message
    newest = next(task for task in stopped(aws, arn) if "Scaling activity" not in task["stoppedReason"])
    assert newest["stoppedReason"] in message
    assert newest["taskArn"].rpartition("/")[2] in message
    assert all(part in message for part in CARDS[tag])
    assert message.count(newest["stoppedReason"]) == 1
    return message


@pytest.mark.parametrize("tag", CARDS)
@pytest.mark.sweep_only("unhealthy", "unpullable")
def test_a_failed_first_deployment_explains_itself(project: Project, aws: LocalAws, service: Write, tag: str) -> None:
    """The container of `crash` writes its whole environment to its log; neither a secret nor a short value is shown."""
    message = explained(project, aws, project.up(of(service, f"app:{tag}")), tag, "rollout-failed")

    if tag == "crash":
        (quoted,) = [line for line in message.splitlines() if "Environment:" in line]
        assert quoted.endswith("log of Main: Environment: DEBUG=*** PASSWORD=***")
        assert "Fatal: an image with the tag 'crash'" in message
    assert SECRET not in project.text_of_state()
    assert SECRET not in str(project.last)


def test_a_failed_update_explains_itself_and_no_earlier_attempt(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """AWS keeps tasks, events and log lines of earlier attempts; none is told. It costs calls only where it fails."""
    assert project.up(of(service, "app:1")).ok
    aws.forget_calls()
    assert project.up(of(service, "app:2")).ok
    assert not (ONLY_ON_FAILURE - {"ecs:DescribeServices"}) & aws.calls().keys()
    assert aws.calls()["ecs:DescribeServices"] == 1, "whether Express updates are blocked, and no events"
    aws.forget_calls()
    crashed = project.up(of(service, "app:crash"))
    badly = {name: count for name, count in aws.calls().items() if name in ONLY_ON_FAILURE}
    assert badly == {**dict.fromkeys(ONLY_ON_FAILURE, 1), "ecs:DescribeServices": 2}
    earlier = explained(project, aws, crashed, "crash", "rollout-rolled-back")

    later = explained(project, aws, project.up(of(service, "app:unhealthy")), "unhealthy", "rollout-rolled-back")
    reasons = {task["stoppedReason"] for task in stopped(aws, project.state()["id"])}
    assert {reason for reason in reasons if "Essential container" in reason}, "AWS keeps them"
    assert "Essential container" in earlier
    for of_the_earlier in ("crash", "Essential container", "exit code 1", "Fatal", "aws logs tail"):
        assert of_the_earlier not in later

    explained(project, aws, project.up(of(service, "app:unpullable")), "unpullable", "rollout-rolled-back")


TASK, LOG = "stopped (EssentialContainerExited)", "log of Main"


@pytest.mark.parametrize(
    ("denied", "left_out"), [("ecs:DescribeTasks", {TASK, LOG}), ("logs:GetLogEvents", {LOG})], ids=["tasks", "log"]
)
@pytest.mark.sweep_only(held_by="tests/providers/test_evidence.py")
def test_a_missing_permission_makes_it_shorter(
    project: Project, aws: LocalAws, service: Write, denied: str, left_out: set[str]
) -> None:
    """And hides nothing else: neither the failure nor AWS's own reason of it."""
    aws.faults({"operation": denied, "kind": "deny", "times": 99})

    message = said(project.up(of(service, "app:crash")), "rollout-failed")

    latest = aws.client("ecs").list_service_deployments(service=project.state()["id"])["serviceDeployments"][0]
    assert latest["statusReason"] in message
    assert "Essential container in task exited" in message, "an event tells it as well"
    assert {part for part in (TASK, LOG) if part not in message} == left_out
    assert "denied" not in message


@pytest.mark.row("S1-11")
@pytest.mark.sweep_only(held_by="tests/planning/test_causes.py")
def test_a_secret_that_the_role_may_not_read_is_told_with_role_action_and_secret(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """The role is the user's own, so nobody gave it what the program names."""
    aws.keep_secret("db-password")
    aws.client("iam").delete_role_policy(RoleName="e", PolicyName="read")

    message = said(project.up(service("app:1", container={"secrets": {"TOKEN": "db-password"}})), "rollout-failed")

    assert "ssm:GetParameters" in message
    assert "assumed-role/e/" in message or "role/e" in message
    assert "db-password" in message


@pytest.mark.sweep_only(held_by="tests/planning/test_causes.py")
def test_a_secret_that_does_not_exist_is_named(project: Project, aws: LocalAws, service: Write) -> None:
    """With where to name another."""
    broken = service("app:1", container={"secrets": {"TOKEN": "missing-parameter"}})

    message = said(project.up(broken), "rollout-failed")

    assert "ResourceInitializationError" in message
    assert "make the parameter missing-parameter" in message


def test_a_role_that_lacks_a_permission_is_told_with_the_action(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Mended outside of the program, the next run waits for the same rollout and sends nothing."""
    iam = aws.client("iam")
    (attached,) = iam.list_attached_role_policies(RoleName="i")["AttachedPolicies"]
    iam.detach_role_policy(RoleName="i", PolicyArn=attached["PolicyArn"])

    message = said(project.up(service("app:1")), "rollout-stuck")

    assert re.search(r"let the infrastructure role do \w+:\w+", message)
    iam.attach_role_policy(RoleName="i", PolicyArn=attached["PolicyArn"])
    aws.forget_calls()
    healed = project.up(service("app:1"))
    assert healed.ok, healed.text
    assert set(aws.changes()) <= {"ecs:TagResource"}
