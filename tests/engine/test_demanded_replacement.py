"""Replacements that the engine demands: by an option of the command, a taint, or a resource option of the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest

from tests.engine.harness import INGRESS, SERVICE, LocalAws, Outcome, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


def names(aws: LocalAws) -> list[str]:
    """List the names of the living services."""
    found = aws.client("ecs").list_services(cluster="default", resourceManagementType="ECS")["serviceArns"]
    return [arn.rpartition("/")[2] for arn in found]


def replaced(project: Project, program: Program, way: str) -> Outcome:
    """Have the engine demand a replacement of the service."""
    urn = project.state(SERVICE)["urn"]
    if way == "a taint":
        project.stack._run_pulumi_cmd_sync(["state", "taint", urn, "--yes"])
        return project.up(program)
    return project.up(program, replace=[urn])


@pytest.mark.parametrize("way", ["--replace", "a taint"])
@pytest.mark.sweep_only("--replace")
def test_a_service_is_replaced_before_the_old_one_goes(
    project: Project, aws: LocalAws, service: Write, way: str
) -> None:
    """Under another generated name; its ingress and its URL follow, and nothing is different afterwards."""
    before = project.up(service("app:1"))
    (older,) = names(aws)
    aws.forget_calls()

    after = replaced(project, service("app:1"), way)

    assert after.ok, after.text
    assert after.changed.get(SERVICE) in ("replace", "create-replacement", "delete-replaced")
    (newer,) = names(aws)
    assert newer != older
    assert after.outputs["url"] != before.outputs["url"]
    assert aws.get(after.outputs["url"].removeprefix("https://"))[0] == 200
    assert project.state(INGRESS)["outputs"]["serviceArn"] == after.outputs["arn"]
    assert list(aws.changes()).index("ecs:CreateExpressGatewayService") < list(aws.changes()).index(
        "ecs:DeleteExpressGatewayService"
    )
    assert project.refresh().drifted == {}
    assert project.up(service("app:1")).changed == {}
    again = replaced(project, service("app:1"), "--replace")
    assert again.ok, again.text
    (newest,) = names(aws)
    assert newest != newer
    assert again.outputs["url"] not in (before.outputs["url"], after.outputs["url"])


@pytest.mark.parametrize("name", [None, "shop"], ids=["a generated name", "a name of its own"])
@pytest.mark.sweep_only("a generated name")
def test_a_change_that_the_program_wants_to_replace_for(
    project: Project, aws: LocalAws, service: Write, name: str | None
) -> None:
    """By `replace_on_changes`, in Python's names: before the old one goes, or after it where the name is taken by it."""
    opts = pulumi.ResourceOptions(replace_on_changes=["primary_container.image"])
    before = project.up(service("app:1", opts=opts, service_name=name))

    after = project.up(service("app:2", opts=opts, service_name=name))

    assert after.ok, after.text
    assert after.outputs["url"] != before.outputs["url"]
    assert len(names(aws)) == 1
    assert project.up(service("app:2", opts=opts, service_name=name)).changed == {}


def test_two_services_cannot_have_one_name(project: Project, aws: LocalAws, service: Write) -> None:
    """Only the engine knows that it is a replacement: the error says what lets the old one go first, and that works."""
    before = project.up(service("app:1", service_name="shop"))

    refused = replaced(project, service("app:1", service_name="shop"), "--replace")
    assert any("delete_before_replace=True" in error for error in refused.errors), refused.text
    assert names(aws) == ["shop"]

    opts: Any = pulumi.ResourceOptions(delete_before_replace=True)
    after = replaced(project, service("app:1", service_name="shop", opts=opts), "--replace")
    assert after.ok, after.text
    assert names(aws) == ["shop"]
    assert after.outputs["url"] != before.outputs["url"]
