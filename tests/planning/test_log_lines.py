"""Lines of several logs as one, from when on, and whose logs there are."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.evidence_samples import DEFINITION, PREFIX, REVISION, task

from pulumi_ecs_express.model.rollout.evidence import LogStream
from pulumi_ecs_express.model.rollout.running_task import RunningTask
from pulumi_ecs_express.planning.logs.lines import Entry, merged, since
from pulumi_ecs_express.planning.logs.sources import Source, elsewhere, nothing_to_read, of_revision, sources, with_id

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=timezone.utc)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2))))
def test_lines_are_merged_by_time_and_each_log_keeps_its_order(drawn: list[tuple[int, int]]) -> None:
    """None is lost, none is new."""
    logs = [Source(f"t{number}", LogStream("r", "g", f"s{number}", "Main")) for number in range(3)]
    ordered = sorted(drawn, key=lambda one: one[0])
    entries = [Entry(NOW + timedelta(seconds=at), logs[of], str(number)) for number, (at, of) in enumerate(ordered)]
    one_after_another = [entry for log in logs for entry in entries if entry.source is log]

    found = merged(one_after_another)

    assert [entry.at for entry in found] == sorted(entry.at for entry in entries)
    for log in logs:
        assert [e.text for e in found if e.source is log] == [e.text for e in entries if e.source is log]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10m", NOW - timedelta(minutes=10)),
        ("1h30m", NOW - timedelta(minutes=90)),
        ("90s", NOW - timedelta(seconds=90)),
        ("2026-11-28T11:00:00Z", NOW - timedelta(hours=1)),
        ("2026-11-28T12:00:00+01:00", NOW - timedelta(hours=1)),
        ("2026-11-28T11:00:00", None),
        ("yesterday", None),
        ("", None),
        ("10", None),
    ],
)
def test_a_time_is_a_duration_or_has_its_zone(text: str, expected: datetime | None) -> None:
    """What could mean several moments means none."""
    assert since(text, NOW) == expected


def container(name: str, driver: str | None = "awslogs", **options: str) -> dict[str, Any]:
    """Give a container of a definition."""
    whole = {"awslogs-group": "/web", "awslogs-stream-prefix": "ecs"} if driver == "awslogs" else options
    return {"name": name, **({"logConfiguration": {"logDriver": driver, "options": whole}} if driver else {})}


MIXED = {
    "containerDefinitions": [
        container("Main", "awsfirelens", Name="datadog", apikey="hunter2"),
        {**container("router"), "firelensConfiguration": {"type": "fluentbit"}},
        container("quiet", None),
        container("splunk", "splunk", **{"splunk-url": "https://s", "splunk-token": "hunter2"}),
    ]
}


def test_logs_are_read_where_awslogs_writes_them_and_others_are_named() -> None:
    """With where they go, and no option that may hold a key."""
    tasks = [RunningTask(f"{PREFIX}:task/default/{number}", "ecs-svc/7002", DEFINITION) for number in "ab"]

    found = list(sources(tasks, {DEFINITION: MIXED}, "eu-west-1", None))
    said = [one.sentence() for one in elsewhere([MIXED], None)]

    assert [(one.task_id, one.stream.name) for one in found] == [("a", "ecs/router/a"), ("b", "ecs/router/b")]
    assert list(sources(tasks, {DEFINITION: MIXED}, "eu-west-1", "Main")) == []
    assert said == [
        "container Main logs by awsfirelens, through container router to Name datadog: its lines are not here",
        "container quiet has no log configuration, so nothing keeps its lines",
        "container splunk logs by splunk to splunk-url https://s: its lines are not here",
    ]


def test_tasks_of_a_revision_are_known_by_who_started_them_or_by_their_definition() -> None:
    """After a rollback AWS may start them under another number."""
    own, later, other = (
        task(1),
        task(2, started_by="ecs-svc/9"),
        task(3, started_by="ecs-svc/8", task_definition_arn="d:9"),
    )

    assert of_revision([own, later, other], REVISION, DEFINITION) == [own, later]
    assert of_revision([own, later, other], REVISION, None) == [own]
    assert with_id([own, later], own.id) == [own]
    assert with_id([own, later], own.arn) == [own]
    assert with_id([own, later], None) == [own, later]


@pytest.mark.parametrize(
    ("tasks", "container_", "task_", "text"),
    [
        (0, None, None, "no task of this revision is known"),
        (0, None, "abc", "no task 'abc' is known"),
        (1, "side", None, "its tasks have Main, quiet, router, splunk"),
        (1, "quiet", None, "container quiet has no log configuration"),
    ],
)
def test_why_there_is_nothing_to_read(tasks: int, container_: str | None, task_: str | None, text: str) -> None:
    """Each with what to type instead."""
    error = nothing_to_read("web", [task(number) for number in range(tasks)], [MIXED], container_, task_)

    assert text in error.why
    assert error.remedy
