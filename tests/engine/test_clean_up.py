"""What AWS leaves behind of a service, taken away on request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.harness import LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
BOTH = ["task_definitions", "log_group"]


def _left(aws: LocalAws) -> tuple[list[str], list[str]]:
    """List task definitions, ACTIVE and INACTIVE, and log groups without their random ends."""
    ecs, logs = aws.client("ecs"), aws.client("logs")
    definitions = [
        arn.rpartition("/")[2]
        for status in ("ACTIVE", "INACTIVE")
        for arn in ecs.list_task_definitions(status=status)["taskDefinitionArns"]
    ]
    groups = [group["logGroupName"].rpartition("-")[0] for group in logs.describe_log_groups()["logGroups"]]
    return definitions, groups


def test_destroy_leaves_what_aws_leaves_unless_the_state_says_otherwise(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Saying it makes no AWS call, and it holds without the program: `destroy` reads the state."""
    aws.settings(inactive_visible_seconds=1_000_000)
    done = project.up(service("app:1", service_name="shop"))
    project.up(service("app:2", service_name="shop"))
    assert _left(aws) == (["default-shop:1", "default-shop:2"], ["/aws/ecs/default/shop"])
    aws.client("ecs").register_task_definition(
        family="default-shop-2", containerDefinitions=[{"name": "a", "image": "a:1", "memory": 128}]
    )
    aws.forget_calls()

    said = project.up(service("app:2", service_name="shop", clean_up=BOTH))

    assert (said.ok, said.changed, aws.calls()) == (True, {}, {})
    project.stack.workspace.program = lambda: None
    gone = project.destroy()
    assert gone.ok, gone.text
    assert _left(aws) == (["default-shop-2:1"], [])
    assert aws.client("ecs").describe_services(services=[done.outputs["arn"]])["services"][0]["status"] == "INACTIVE"


@pytest.mark.sweep_only(held_by="tests/providers/test_clean_up.py")
def test_what_is_no_longer_asked_for_stays(project: Project, aws: LocalAws, service: Write) -> None:
    """The last word in state counts."""
    project.up(service("app:1", service_name="shop", clean_up=BOTH))
    project.up(service("app:1", service_name="shop"))

    assert project.destroy().ok

    assert _left(aws) == (["default-shop:1"], ["/aws/ecs/default/shop"])


def test_a_replaced_service_is_cleaned_up_after(project: Project, aws: LocalAws, service: Write) -> None:
    """The old one's, when it goes; the new one's stay."""
    project.up(service("app:1", service_name="one", clean_up=BOTH))

    second = project.up(service("app:1", service_name="two", clean_up=BOTH))

    assert second.ok, second.text
    assert _left(aws) == (["default-two:1"], ["/aws/ecs/default/two"])


@pytest.mark.sweep_only(held_by="tests/providers/test_clean_up.py")
def test_a_log_group_and_a_definition_of_the_programs_own_stay(project: Project, aws: LocalAws, service: Write) -> None:
    """Only what AWS made goes."""
    aws.client("logs").create_log_group(logGroupName="/shop-logs")
    container = {"aws_logs_configuration": {"log_group": "/shop-logs"}}
    project.up(service("app:1", service_name="shop", clean_up=BOTH, container=container))

    assert project.destroy().ok

    assert _left(aws) == ([], ["/shop"])


@pytest.mark.row("S0-35")
@pytest.mark.parametrize(
    ("operation", "left"),
    [
        ("ecs:DeregisterTaskDefinition", "left: task definitions of family default-shop"),
        ("ecs:DeleteTaskDefinitions", "left: task definitions of family default-shop"),
        ("logs:DeleteLogGroup", "left: log group /aws/ecs/default/shop-"),
    ],
)
@pytest.mark.sweep_only("ecs:DeleteTaskDefinitions", "logs:DeleteLogGroup")
def test_what_cannot_be_taken_away_is_told_and_the_next_destroy_does_it(
    project: Project, aws: LocalAws, service: Write, operation: str, left: str
) -> None:
    """The resource stays in state until nothing is left."""
    project.up(service("app:1", service_name="shop", clean_up=BOTH))
    aws.faults({"operation": operation, "kind": "deny", "times": 99})

    failed = project.destroy()

    assert not failed.ok
    assert "[clean-up-incomplete]" in failed.text
    assert left in failed.text
    assert project.state() != {}
    aws.ask("/faults", method="DELETE")
    again = project.destroy()
    assert again.ok, again.text
    assert _left(aws) == ([], [])


def test_wrong_words_are_refused_with_the_right_ones(project: Project, service: Write) -> None:
    """In the preview."""
    arguments: dict[str, Any] = {"clean_up": ["logs"]}
    preview = project.preview(service("app:1", **arguments))

    assert "clean_up[0]: 'logs' cannot be cleaned up: write 'task_definitions' or 'log_group'" in preview.text
