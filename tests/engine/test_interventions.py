"""What others do while an update waits, or after it: each ends in a true statement of what runs now."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from pulumi import automation

from tests.engine.harness import SERVICE, LocalAws, Outcome, Program, Project
from tests.engine.processes import not_read_back

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


class Waiting:
    """An `up` that runs beside the test until it has sent its update."""

    def __init__(self, project: Project, aws: LocalAws, program: Program) -> None:
        self.outcome: Outcome | None = None
        self.thread = threading.Thread(target=self._run, args=(project, program))
        aws.forget_calls()
        self.thread.start()
        while not aws.calls().get("ecs:UpdateExpressGatewayService"):
            assert self.thread.is_alive(), self.outcome and self.outcome.text

    def _run(self, project: Project, program: Program) -> None:
        self.outcome = project.up(program)

    def ended(self) -> Outcome:
        """Wait for its end."""
        self.thread.join(120)
        assert self.outcome
        return self.outcome


def _running(aws: LocalAws, arn: str) -> Any:
    (only,) = aws.client("ecs").describe_express_gateway_service(serviceArn=arn)["service"]["activeConfigurations"]
    return only


@pytest.mark.parametrize("ends_as", ["STOPPED", "ROLLBACK_SUCCESSFUL"])
@pytest.mark.sweep_only(held_by="tests/providers/test_waiting.py")
def test_a_second_up_elsewhere_wins_and_the_first_says_so(
    project: Project, aws: LocalAws, service: Write, ends_as: str
) -> None:
    """After `pulumi cancel` two engines work on one stack: the later wish is deployed, and the earlier `up` fails."""
    aws.settings(superseded_deployment=ends_as)
    first = project.up(service("app:1"))
    aws.clock(speed=0)
    one = Waiting(project, aws, service("app:2"))
    aws.clock(advance_seconds=30)
    project.stack.cancel()
    elsewhere = Project(not_read_back(automation.select_stack(project.stack.name, "engine", lambda: None)))
    other = Waiting(elsewhere, aws, service("app:3"))
    aws.clock(speed=600)
    second, overtaken = other.ended(), one.ended()

    assert second.ok, second.text
    assert not overtaken.ok
    (message,) = {error for error in overtaken.errors if "[rollout-" in error}
    assert "deployment of app:2" in message
    assert "and a newer deployment took its place" in message
    assert _running(aws, first.outputs["arn"])["serviceRevisionArn"] == second.outputs["revision"]
    aws.clock(speed=aws.speed)
    again = project.up(service("app:3"))
    assert again.ok, again.text
    assert again.outputs["revision"] == second.outputs["revision"]
    assert _running(aws, first.outputs["arn"])["primaryContainer"]["image"] == "app:3"


def test_an_interrupted_update_says_what_serves_meanwhile(project: Project, aws: LocalAws, service: Write) -> None:
    """`custom_timeouts` reach the wait; the output is what has the traffic; the next run waits for the same deployment."""
    import pulumi

    first = project.up(service("app:1"))
    aws.clock(speed=1)
    hurried = pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(update="2s"))

    timed_out = project.up(service("app:2", opts=hurried))

    assert any("[rollout-timed-out]" in error for error in timed_out.errors), timed_out.text
    assert project.state()["outputs"]["serviceRevisionArn"] == first.outputs["revision"]
    aws.clock(speed=aws.speed)
    aws.forget_calls()
    done = project.up(service("app:2"))
    assert done.ok, done.text
    assert aws.changes() == {}
    assert done.outputs["revision"] == _running(aws, first.outputs["arn"])["serviceRevisionArn"]


def test_a_rollback_in_the_console_is_drift_that_up_repairs(project: Project, aws: LocalAws, service: Write) -> None:
    """An operator puts the earlier task definition back: a refresh shows the image that runs, and the revision."""
    first = project.up(service("app:1"))
    before = _running(aws, first.outputs["arn"])["taskDefinitionArn"]
    assert project.up(service("app:2")).ok
    aws.client("ecs").update_service(
        cluster="default", service=first.outputs["arn"].split("/")[2], taskDefinition=before
    )
    aws.clock(advance_seconds=3600)

    refreshed = project.refresh(diff=True)
    reported = project.state()["outputs"]
    repaired = project.up()

    assert refreshed.drifted == {SERVICE: "update"}
    assert '"app:2" => "app:1"' in refreshed.text, refreshed.text
    assert reported["inEffect"]["taskDefinitionArn"] == before
    assert reported["inEffect"]["primaryContainer"]["image"] == "app:1"
    assert repaired.ok, repaired.text
    assert aws.get(first.outputs["url"].removeprefix("https://"))[1]["image"] == "app:2"


@pytest.mark.sweep_only(held_by="tests/providers/test_evidence.py")
def test_a_refresh_after_a_failed_rollout_explains_it(project: Project, aws: LocalAws, service: Write) -> None:
    """With tasks, events and log as `up` did, as long as AWS keeps them."""
    assert project.up(service("app:1")).ok
    aws.settings(stopped_task_visible_seconds=1_000_000)
    failed = project.up(service("app:crash", container={"environment": {"PASSWORD": "hunter2-horse"}}))

    refreshed = project.refresh().text

    assert any("[rollout-rolled-back]" in error for error in failed.errors), failed.text
    for words in ("deployment of app:crash", "(EssentialContainerExited)", "exit code 1", "log of Main", "fix:"):
        assert words in refreshed, refreshed
    assert "hunter2" not in refreshed
