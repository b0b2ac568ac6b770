"""Where nobody knows what AWS does, the sandbox can do either, and the component copes with both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.harness import LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]

OTHERWISE: dict[str, dict[str, Any]] = {
    "as observed": {},
    "answers": {
        "endpoint_scheme": "always",
        "managed_security_group": "at_once",
        "create_answer": "brief",
        "update_answer": "complete",
        "current_deployment_at_rest": "last",
        "unset_command": "absent",
    },
    "late": {
        "endpoint_scheme": "later",
        "deployment_visible_after_seconds": 20,
        "revision_visible_after_seconds": 20,
        "stale_describe_seconds": 20,
        "group_members": "replaced",
    },
    "rollouts": {
        "first_deployment_bakes": True,
        "settings_only_update": "in_place",
        "superseded_deployment": "ROLLBACK_SUCCESSFUL",
        "update_during_deployment": "refused",
        "health_check_change": "new_target_group",
    },
}


@pytest.mark.parametrize("settings", OTHERWISE.values(), ids=OTHERWISE)
@pytest.mark.row("S0-20", "S1-14")
@pytest.mark.sweep_only("as observed", "answers", "old")
def test_a_service_lives_through_its_life_either_way(
    project: Project, aws: LocalAws, service: Write, settings: dict[str, Any]
) -> None:
    """Made, scaled, given another image, refreshed without drift, destroyed: whatever AWS's answers look like."""
    aws.settings(**settings)
    scaling = {"min_task_count": 1, "max_task_count": 3}
    first = project.up(service("app:1", scaling_target=scaling, tags={"a": "b"}))
    assert first.ok, first.text
    assert first.outputs["url"].startswith("https://")

    scaled = project.up(service("app:1", scaling_target={**scaling, "max_task_count": 4}, tags={"a": "b"}))
    done = project.up(service("app:2", scaling_target={**scaling, "max_task_count": 4}, tags={"a": "b"}))

    assert scaled.ok, scaled.text
    assert done.ok, done.text
    assert aws.changes()["ecs:UpdateExpressGatewayService"] == 2
    assert aws.get(done.outputs["url"].removeprefix("https://"))[1]["image"] == "app:2"
    reported = aws.client("ecs").describe_express_gateway_service(serviceArn=done.outputs["arn"])["service"]
    effective = reported["activeConfigurations"][0]["scalingTarget"]
    assert (effective["minTaskCount"], effective["maxTaskCount"]) == (1, 4)
    assert project.refresh().drifted == {}
    assert project.preview().changed == {}
    assert project.destroy().ok


REFUSALS = {
    "AccessDeniedException": "Cannot assume role",
    "ClientException": "AWS was not able to validate the provided access credentials",
    "InvalidParameterException": "User is not authorized to perform: sts:AssumeRole",
}


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.row("S0-36")
@pytest.mark.peer("R5")
@pytest.mark.sweep_only("ClientException", "InvalidParameterException")
def test_each_form_of_refusing_a_new_role_is_waited_out(
    project: Project, aws: LocalAws, service: Write, code: str
) -> None:
    """ECS was seen to refuse a role that is too young in three ways."""
    refusal = {"kind": "error", "code": code, "message": REFUSALS[code], "status": 400, "times": 2}
    aws.faults({"operation": "ecs:CreateExpressGatewayService", **refusal})

    done = project.up(service("app:1"))

    assert done.ok, done.text
    assert aws.calls()["ecs:CreateExpressGatewayService"] == 3


@pytest.mark.parametrize("form", ["InvalidParameterException", "modelled"])
@pytest.mark.row("S0-41")
@pytest.mark.sweep_only("modelled")
def test_each_form_of_not_found_reads_as_gone(project: Project, aws: LocalAws, service: Write, form: str) -> None:
    """An unknown service is answered in two ways; both make the service anew."""
    aws.settings(not_found=form, inactive_visible_seconds=0)
    first = project.up(service("app:1"))
    aws.client("ecs").delete_express_gateway_service(serviceArn=first.outputs["arn"])
    aws.clock(advance_seconds=3600)

    again = project.up(refresh=True)

    assert again.ok, again.text
    assert again.outputs["url"] != first.outputs["url"]


@pytest.mark.parametrize("members", ["merged", "replaced"])
@pytest.mark.row("S0-12")
@pytest.mark.sweep_only("merged")
def test_members_that_an_update_leaves_out_are_there_afterwards(
    project: Project, aws: LocalAws, service: Write, members: str
) -> None:
    """Where AWS drops them, the same `up` sends the whole container once more; where it keeps them, it does not."""
    aws.settings(container_members=members)
    container = {"environment": {"A": "1"}, "container_port": 8080}
    first = project.up(service("app:1", container=container))
    aws.forget_calls()

    done = project.up(service("app:2", container=container))

    assert done.ok, done.text
    assert aws.changes() == {"ecs:UpdateExpressGatewayService": 1 if members == "merged" else 2}
    reported = aws.client("ecs").describe_express_gateway_service(serviceArn=first.outputs["arn"])["service"]
    running = reported["activeConfigurations"][0]["primaryContainer"]
    assert (running["image"], running["containerPort"]) == ("app:2", 8080)
    assert running["environment"] == [{"name": "A", "value": "1"}]
    assert project.refresh().drifted == {}
