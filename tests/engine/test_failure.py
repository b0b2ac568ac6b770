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
def test_a_rollback_fails_the_update_and_says_why(project: Project, aws: LocalAws, service: Write) -> None:
    """One message of at most twelve lines, with AWS's own reason and what to try; the old revision still answers."""
    first = project.up(service("app:1"))

    failed = project.up(service("app:unhealthy"))

    assert not failed.ok
    (reported,) = {error for error in failed.errors if "rollout" in error}
    assert len(reported.splitlines()) <= MOST_LINES
    ecs = aws.client("ecs")
    (latest, _) = ecs.list_service_deployments(service=first.outputs["arn"])["serviceDeployments"]
    assert latest["status"] == "ROLLBACK_SUCCESSFUL"
    assert " ".join(latest["statusReason"].split()) in " ".join(reported.split())
    assert "fix:" in reported
    assert "[rollout-rolled-back]" in reported
    assert "Traceback" not in failed.text
    assert aws.get(first.outputs["url"].removeprefix("https://"))[1]["image"] == "app:1"


def test_a_good_image_heals_after_a_rollback(project: Project, aws: LocalAws, service: Write) -> None:
    """The next `up` with another image goes on from what runs."""
    host = project.up(service("app:1")).outputs["url"].removeprefix("https://")
    assert not project.up(service("app:unhealthy")).ok

    preview = project.preview(service("app:3"), diff=True)
    healed = project.up()

    assert '"app:1" => "app:3"' in preview.text
    assert healed.ok, healed.text
    assert aws.get(host)[1]["image"] == "app:3"
    assert project.up().changed == {}


@pytest.mark.parametrize("refreshed", [False, True], ids=["at once", "after a refresh"])
def test_the_same_bad_image_fails_again(project: Project, aws: LocalAws, service: Write, refreshed: bool) -> None:
    """No refresh turns a failure green."""
    arn = project.up(service("app:1")).outputs["arn"]
    assert not project.up(service("app:unhealthy")).ok
    if refreshed:
        assert "unhealthy state" in project.refresh().text

    again = project.up(service("app:unhealthy"))

    assert not again.ok
    assert any("[rollout-rolled-back]" in error for error in again.errors)
    assert _deployments(aws, arn) == 3


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
    """There is nothing to roll back to; the service is not orphaned, and a repaired image heals it."""
    failed = project.up(service("app:unhealthy"))

    assert not failed.ok
    assert any("[rollout-failed]" in error for error in failed.errors), failed.text
    arn = project.state()["id"]
    ecs = aws.client("ecs")
    assert ecs.list_service_deployments(service=arn)["serviceDeployments"][0]["status"] == "ROLLBACK_FAILED"

    healed = project.up(service("app:2"))

    assert healed.ok, healed.text
    assert project.state()["id"] == arn
    assert aws.calls()["ecs:CreateExpressGatewayService"] == 1
    assert aws.get(healed.outputs["url"].removeprefix("https://"))[1]["image"] == "app:2"


def test_the_same_bad_first_image_fails_again(project: Project, aws: LocalAws, service: Write) -> None:
    """What AWS has is as declared and still does not run: it is deployed anew, also after a refresh."""
    assert not project.up(service("app:unhealthy")).ok
    assert not project.up(service("app:unhealthy")).ok
    project.refresh()

    assert not project.up(service("app:unhealthy")).ok

    assert _deployments(aws, project.state()["id"]) == 3


def test_a_failed_first_deployment_can_be_destroyed(project: Project, aws: LocalAws, service: Write) -> None:
    """`destroy` removes what never ran."""
    aws.settings(inactive_visible_seconds=1_000_000)
    assert not project.up(service("app:unhealthy")).ok
    arn = project.state()["id"]

    assert project.destroy().ok

    reported = aws.client("ecs").describe_express_gateway_service(serviceArn=arn)["service"]
    assert reported["status"]["statusCode"] == "INACTIVE"


def test_a_timeout_keeps_the_service_and_the_next_up_waits(project: Project, aws: LocalAws, service: Write) -> None:
    """`custom_timeouts` of the component reach the wait; the next `up` waits for the same deployment."""
    import pulumi

    assert project.up(service("app:1")).ok
    aws.clock(speed=1)
    hurried = pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(update="2s"))

    failed = project.up(service("app:2", opts=hurried))
    aws.clock(speed=aws.speed)
    aws.forget_calls()
    done = project.up(service("app:2"))

    assert any("[rollout-timed-out]" in error for error in failed.errors), failed.text
    assert done.ok, done.text
    assert aws.changes() == {}


@pytest.mark.peer("R5")
def test_a_plain_denial_is_told_at_once(project: Project, aws: LocalAws, service: Write) -> None:
    """The error names the action to allow; nothing is retried and nothing is made."""
    aws.faults({"operation": "ecs:CreateExpressGatewayService", "kind": "deny", "times": 9})

    denied = project.up(service("app:1"))

    assert not denied.ok
    assert any("[access-denied]" in error for error in denied.errors), denied.text
    assert aws.calls()["ecs:CreateExpressGatewayService"] == 1
    assert project.state() == {}


@pytest.mark.row("S0-34", "S0-39")
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
