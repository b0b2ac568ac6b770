"""Rollouts that fail: what is said, what stays, what heals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
MOST_LINES = 12


def _deployments(aws: LocalAws, arn: str) -> int:
    return len(aws.client("ecs").list_service_deployments(service=arn)["serviceDeployments"])


@pytest.mark.row("S2-07")
def test_a_rollback_fails_the_update_says_why_and_heals(project: Project, aws: LocalAws, service: Write) -> None:
    """One message of at most twelve lines, with AWS's own reason and what to try; no refresh turns it green."""
    first = project.up(service("app:1"))
    arn, host = first.outputs["arn"], first.outputs["url"].removeprefix("https://")

    failed = project.up(service("app:unhealthy"))
    assert not failed.ok
    (reported,) = {error for error in failed.errors if "rollout" in error}
    assert len(reported.splitlines()) <= MOST_LINES
    latest = aws.client("ecs").list_service_deployments(service=arn)["serviceDeployments"][0]
    assert latest["status"] == "ROLLBACK_SUCCESSFUL"
    assert " ".join(latest["statusReason"].split()) in " ".join(reported.split())
    assert "fix:" in reported
    assert "[rollout-rolled-back]" in reported
    assert "Traceback" not in failed.text
    assert aws.get(host)[1]["image"] == "app:1", "the old revision answers"

    assert "unhealthy state" in project.refresh().text
    again = project.up(service("app:unhealthy"))
    assert any("[rollout-rolled-back]" in error for error in again.errors), "the same image, after a refresh"
    assert _deployments(aws, arn) == 3
    assert not project.up(service("app:unhealthy")).ok, "and at once"
    assert _deployments(aws, arn) == 4

    preview = project.preview(service("app:3"), diff=True)
    healed = project.up()
    assert '"app:1" => "app:3"' in preview.text
    assert healed.ok, healed.text
    assert aws.get(host)[1]["image"] == "app:3"
    assert project.up().changed == {}


@pytest.mark.parametrize("refreshed", [False, True], ids=["at once", "after a refresh"])
@pytest.mark.sweep_only("after a refresh")
def test_going_back_to_what_runs_makes_no_deployment(
    project: Project, aws: LocalAws, service: Write, refreshed: bool
) -> None:
    """After a rollback the old image runs already: wishing for it again is done at once, and stays done."""
    arn = project.up(service("app:1")).outputs["arn"]
    assert not project.up(service("app:unhealthy")).ok
    if refreshed:
        project.refresh()
    aws.forget_calls()

    back = project.up(service("app:1"))

    assert back.ok, back.text
    assert aws.changes() == {}
    assert _deployments(aws, arn) == 2
    assert project.refresh().ok
    assert project.up().changed == {}


def test_a_failed_first_deployment_is_in_state_and_heals(project: Project, aws: LocalAws, service: Write) -> None:
    """There is nothing to roll back to; the service is not orphaned, fails again as it is, and a repaired image heals it."""
    failed = project.up(service("app:unhealthy"))

    assert not failed.ok
    assert any("[rollout-failed]" in error for error in failed.errors), failed.text
    arn = project.state()["id"]
    ecs = aws.client("ecs")
    assert ecs.list_service_deployments(service=arn)["serviceDeployments"][0]["status"] == "ROLLBACK_FAILED"

    assert not project.up(service("app:unhealthy")).ok, "what AWS has is as declared and still does not run"
    project.refresh()
    assert not project.up(service("app:unhealthy")).ok, "nor after a refresh"
    assert _deployments(aws, arn) == 3, "each time it is deployed anew"

    healed = project.up(service("app:2"))

    assert healed.ok, healed.text
    assert project.state()["id"] == arn
    assert aws.calls()["ecs:CreateExpressGatewayService"] == 1
    assert aws.get(healed.outputs["url"].removeprefix("https://"))[1]["image"] == "app:2"


def test_a_failed_first_deployment_can_be_destroyed(project: Project, aws: LocalAws, service: Write) -> None:
    """`destroy` removes what never ran."""
    aws.settings(inactive_visible_seconds=1_000_000)
    assert not project.up(service("app:unhealthy")).ok
    arn = project.state()["id"]

    assert project.destroy().ok

    reported = aws.client("ecs").describe_express_gateway_service(serviceArn=arn)["service"]
    assert reported["status"]["statusCode"] == "INACTIVE"


@pytest.mark.row("S0-34", "S0-39")
@pytest.mark.sweep_only(held_by="tests/providers/test_sweep.py")
def test_an_answer_that_is_none_of_awss_loses_nothing(project: Project, aws: LocalAws, service: Write) -> None:
    """A proxy answers in AWS's place: one clean error, and the next `up` finds the service that was made."""
    aws.faults({"operation": "ecs:CreateExpressGatewayService", "kind": "garble"})

    failed = project.up(service("app:1"))
    healed = project.up()
    aws.faults({"operation": "ecs:DescribeExpressGatewayService", "kind": "garble"})
    refreshed = project.refresh()

    assert any("[unknown-fault]" in error and "AWS_ENDPOINT_URL" in error for error in failed.errors), failed.text
    assert "Traceback" not in failed.text + refreshed.text
    assert healed.ok, healed.text
    assert len(aws.client("ecs").list_services(cluster="default", resourceManagementType="ECS")["serviceArns"]) == 1
    assert not refreshed.ok
    assert "[unknown-fault]" in refreshed.text
    assert project.state(SERVICE)["id"] == healed.outputs["arn"]


@pytest.mark.row("S0-39")
@pytest.mark.sweep_only(held_by="tests/providers/test_make.py")
def test_a_lost_answer_makes_no_second_service(project: Project, aws: LocalAws, service: Write) -> None:
    """AWS made the service and the answer was lost: it is recognised by its tag and taken over."""
    aws.faults({"operation": "ecs:CreateExpressGatewayService", "kind": "drop_after", "times": 1})

    done = project.up(service("app:1"))

    assert done.ok, done.text
    assert len(aws.client("ecs").list_services(cluster="default", resourceManagementType="ECS")["serviceArns"]) == 1
    assert project.up().changed == {}


def test_a_service_of_somebody_else_is_left_alone(project: Project, aws: LocalAws, service: Write) -> None:
    """An explicit name that is taken is an error that says so; the other service stays as it is."""
    roles = {
        "executionRoleArn": "arn:aws:iam::123456789012:role/e",
        "infrastructureRoleArn": "arn:aws:iam::123456789012:role/i",
    }
    aws.client("ecs").create_express_gateway_service(
        serviceName="taken", primaryContainer={"image": "theirs:1"}, **roles
    )

    refused = project.up(service("app:1", service_name="taken"))

    assert any("[service-exists]" in error for error in refused.errors), refused.text
    assert project.state(SERVICE) == {}
