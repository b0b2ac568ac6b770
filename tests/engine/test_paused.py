"""A service without tasks for a while, and back as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.harness import SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]


def _bounds(aws: LocalAws, arn: str) -> tuple[int, int]:
    found = aws.client("ecs").describe_express_gateway_service(serviceArn=arn)["service"]["activeConfigurations"][0]
    return found["scalingTarget"]["minTaskCount"], found["scalingTarget"]["maxTaskCount"]


def _running(aws: LocalAws, arn: str) -> int:
    aws.clock(advance_seconds=3600)
    (found,) = aws.client("ecs").describe_services(cluster=arn.split("/")[-2], services=[arn])["services"]
    return int(found["runningCount"])


@pytest.mark.row("S0-20", "S0-04")
@pytest.mark.parametrize(
    ("declared", "bounds"),
    [({"min_task_count": 2, "max_task_count": 5}, (2, 5)), ({"max_task_count": 7}, (1, 7)), (None, (1, 20))],
    ids=["both declared", "one declared", "none declared"],
)
@pytest.mark.sweep_only("one declared", "none declared")
def test_a_pause_takes_all_tasks_and_its_end_brings_them_back(
    project: Project, aws: LocalAws, service: Write, declared: Any, bounds: tuple[int, int]
) -> None:
    """The preview says what it means, the URL stays and answers 503, and nothing of it is drift."""
    running, paused = service(scaling_target=declared), service(scaling_target=declared, paused=True)
    first = project.up(running)
    assert first.ok, first.text
    arn, host = first.outputs["arn"], first.outputs["url"].removeprefix("https://")

    preview = project.preview(paused)
    assert preview.detailed() == {"paused": "add"}
    assert "paused: no task will run, and the URL will answer 503" in preview.text
    assert project.up(paused).ok, project.last
    assert (_bounds(aws, arn), _running(aws, arn), aws.get(host)[0]) == ((0, 0), 0, 503)
    assert project.refresh().drifted == {}
    assert project.up(paused).changed == {}
    assert f"paused: the service comes back with {bounds[0]} to {bounds[1]} tasks" in project.preview(running).text
    back = project.up(running)

    assert back.ok, back.text
    assert back.outputs["url"] == first.outputs["url"]
    assert (_bounds(aws, arn), _running(aws, arn), aws.get(host)[0]) == (bounds, bounds[0], 200)
    assert project.refresh().drifted == {}
    assert project.up(running).changed == {}
    assert "scalingBeforePause" not in project.state(SERVICE)["outputs"]


def test_scaling_that_nobody_declared_is_remembered(project: Project, aws: LocalAws, service: Write) -> None:
    """Numbers that somebody else had set come back, and not AWS's defaults: also after an end of the pause that failed."""
    arn = project.up(service()).outputs["arn"]
    scaling = {"minTaskCount": 3, "maxTaskCount": 9}
    aws.client("ecs").update_express_gateway_service(serviceArn=arn, scalingTarget=scaling)
    aws.clock(advance_seconds=3600)

    assert project.up(service(paused=True)).ok, project.last
    assert project.state(SERVICE)["outputs"]["scalingBeforePause"] == scaling
    assert project.refresh().drifted == {}
    assert project.up(service("app:2", paused=True)).ok, project.last
    assert _bounds(aws, arn) == (0, 0)
    assert not project.up(service("app:unhealthy")).ok
    assert project.up(service("app:2")).ok, project.last

    assert _bounds(aws, arn) == (3, 9)


@pytest.mark.sweep_only(held_by="tests/planning/test_pausing.py")
def test_scaling_declared_during_a_pause_counts_after_it(project: Project, aws: LocalAws, service: Write) -> None:
    """It is sent with the end of the pause and not before."""
    arn = project.up(service(paused=True, scaling_target={"min_task_count": 1})).outputs["arn"]
    assert _bounds(aws, arn) == (0, 0)
    aws.forget_calls()

    assert project.up(service(paused=True, scaling_target={"min_task_count": 2})).ok, project.last
    assert aws.changes() == {}
    assert project.up(service(scaling_target={"min_task_count": 2})).ok, project.last

    assert _bounds(aws, arn) == (2, 20)


def test_a_service_that_somebody_started_again_is_drift(project: Project, aws: LocalAws, service: Write) -> None:
    """A refresh says that it is not paused, and the next run pauses it."""
    arn = project.up(service(paused=True)).outputs["arn"]
    scaling = {"minTaskCount": 1, "maxTaskCount": 4}
    aws.client("ecs").update_express_gateway_service(serviceArn=arn, scalingTarget=scaling)
    aws.clock(advance_seconds=3600)

    assert SERVICE in project.refresh().drifted
    assert project.preview(service(paused=True)).detailed() == {"paused": "update"}
    assert project.up(service(paused=True)).ok, project.last
    assert _bounds(aws, arn) == (0, 0)


@pytest.mark.sweep_only(held_by="tests/planning/test_plan_service.py")
def test_a_minimum_of_zero_is_said_not_to_start_by_itself(project: Project, aws: LocalAws, service: Write) -> None:
    """Scaling by CPU has nothing to measure where no task runs."""
    assert project.up(service()).ok

    preview = project.preview(service(scaling_target={"min_task_count": 0}))
    by_requests = {"min_task_count": 0, "auto_scaling_metric": "REQUEST_COUNT_PER_TARGET"}

    assert "scaling by AVERAGE_CPU never leaves zero by itself" in preview.text
    assert "never leaves zero" not in project.preview(service(scaling_target=by_requests)).text
