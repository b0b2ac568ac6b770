"""Attribution: tasks and events of one deployment, and of no other."""

from __future__ import annotations

import pytest
from tests.planning.evidence_samples import (
    DEFINITION,
    EARLIER,
    EXITED,
    NOON,
    PREFIX,
    REVISION,
    UNHEALTHY,
    at,
    event,
    never_started,
    task,
)

from pulumi_ecs_express.model.rollout.evidence import EndedContainer, StoppedTask
from pulumi_ecs_express.planning.rollout.attribution import failed_tasks, failing_container, own_events


def test_tasks_of_an_earlier_attempt_are_not_told() -> None:
    """They are known by the deployment that started them, also where they stopped later, or have the same definition."""
    own, other = task(2, 60), task(1, 90, revision=EARLIER)

    assert failed_tasks([other, own], REVISION, DEFINITION, NOON) == [own]


def test_the_newest_task_comes_first() -> None:
    """In whichever order AWS lists them."""
    tasks = [task(number, seconds) for number, seconds in enumerate((30, 90, 60))]

    assert failed_tasks(tasks, REVISION, None, NOON) == [tasks[1], tasks[2], tasks[0]]


def test_tasks_that_the_rollback_stopped_are_no_cause() -> None:
    """They ran well until nobody wanted them any more."""
    scaled_in = task(reason="Scaling activity initiated by (deployment ecs-svc/7002)")

    assert failed_tasks([scaled_in], REVISION, None, NOON) == []


@pytest.mark.parametrize(
    ("stopped", "known"),
    [
        (task(started_by="ecs-svc/other"), True),
        (task(started_by="ecs-svc/other", created_at=at(-1)), False),
        (task(started_by="ecs-svc/other", created_at=None), False),
        (task(started_by="ecs-svc/other", task_definition_arn=f"{PREFIX}:task-definition/default-web:1"), False),
    ],
    ids=["its definition, and young enough", "older than the deployment", "of unknown age", "another definition"],
)
def test_where_no_task_carries_the_revisions_number_the_task_definition_tells(
    stopped: StoppedTask, known: bool
) -> None:
    """That ``startedBy`` ends in the revision's number is seen, and documented nowhere."""
    assert failed_tasks([stopped], REVISION, DEFINITION, NOON) == ([stopped] if known else [])
    assert failed_tasks([stopped], REVISION, None, NOON) == []


EVENTS = [
    (event(1, f"has stopped 1 running tasks: {EXITED}."), True),
    (event(0, "has started 1 tasks."), True),
    (event(-1, "was unable to place a task."), False),
    (event(1, "(deployment ecs-svc/7002) deployment failed: tasks failed to start."), True),
    (event(1, "(deployment ecs-svc/7001) deployment failed: tasks failed to start."), False),
    (event(1, "(deployment ecs-svc/7002) rolling back to deployment ecs-svc/7001."), True),
    (event(1, f"(task {2:032x}) failed container health checks."), True),
    (event(1, f"(task {9:032x}) failed container health checks."), False),
    (event(1, f"has started 1 tasks: (task {9:032x})."), False),
    (event(1, f"{UNHEALTHY}"), True),
]


@pytest.mark.parametrize(("reported", "own"), EVENTS, ids=[reported.message for reported, _ in EVENTS])
def test_events_of_an_earlier_attempt_are_not_told(reported: object, own: bool) -> None:
    """Older than the deployment, or naming another deployment or a task of one."""
    assert (own_events([reported], REVISION, [task(2)], NOON) == [reported]) is own  # type: ignore[list-item]  # rows of data
    assert own_events([reported], REVISION, [task(2)], None) == []  # type: ignore[list-item]  # as above


CONTAINERS = [
    ([EndedContainer("Main", 1)], "Main"),
    ([EndedContainer("otel", 143), EndedContainer("Main", 1)], "Main"),
    ([EndedContainer("otel", 2), EndedContainer("Main", 143)], "otel"),
    ([EndedContainer("otel", 0), EndedContainer("Main", 0)], "Main"),
    ([EndedContainer("otel", 143), EndedContainer("Main", 137)], "Main"),
    ([EndedContainer("otel"), EndedContainer("Main")], "Main"),
    ([EndedContainer("otel", 143)], "otel"),
]


@pytest.mark.parametrize(("containers", "failing"), CONTAINERS, ids=[str(containers) for containers, _ in CONTAINERS])
def test_the_container_that_ended_by_itself_has_most_to_tell(containers: list[EndedContainer], failing: str) -> None:
    """The others were ended with it; where none did, the primary one."""
    found = failing_container(task(containers=containers))

    assert found is not None
    assert found.name == failing


def test_a_task_that_never_started_has_no_log() -> None:
    """Nothing is asked for that cannot be there."""
    assert failing_container(never_started("CannotPullContainerError")) is None
