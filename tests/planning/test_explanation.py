"""Explanations: what is told of a failed rollout, in which order, and what is left out where there is more than fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.evidence_samples import (
    BREAKER,
    EXITED,
    GROUP,
    SECRET_DENIED,
    STREAM,
    UNHEALTHY,
    UNPULLABLE,
    at,
    deployment,
    event,
    line,
    never_started,
    task,
)

from pulumi_ecs_express.model.rollout.evidence import NO_EVIDENCE, EndedContainer, Evidence, StoppedTask
from pulumi_ecs_express.model.service.observed import ManagedResource
from pulumi_ecs_express.planning.rollout.explanation import ROOM, Fact, Kind, explain, facts, in_order, keep
from pulumi_ecs_express.planning.rollout.failures import rollout_error, stuck_error, timed_out
from pulumi_ecs_express.planning.rollout.state import RolloutState, Verdict

FAILED = RolloutState(deployment())
STUCK = ManagedResource(
    "target group", None, "PROVISIONING", "ValidationError: Health check path 'x' must begin with '/'"
)
ID = f"{1:032x}"

TOLD = [
    pytest.param(FAILED, NO_EVIDENCE, [BREAKER], id="the deployment's own reason alone"),
    pytest.param(RolloutState(None), NO_EVIDENCE, ["AWS gave no reason"], id="nothing at all"),
    pytest.param(
        RolloutState(deployment("No rollback candidate was found to run the rollback.", rollback_reason=BREAKER)), NO_EVIDENCE,
        ["No rollback candidate was found to run the rollback.", BREAKER],
        id="the rollback's reason after the deployment's",
    ),
    pytest.param(
        RolloutState(deployment(rollback_reason=BREAKER)), NO_EVIDENCE, [BREAKER], id="the same reason twice is told once"
    ),
    pytest.param(
        FAILED, Evidence((task(),)),
        [BREAKER, f"12:01:00Z task {ID} stopped (EssentialContainerExited): {EXITED}; container Main: exit code 1"],
        id="stop code, reason and exit code of a task",
    ),
    pytest.param(
        FAILED, Evidence((task(2, 60), task(1, 20))),
        [BREAKER, (f"12:01:00Z 2 tasks, the last of them {2:032x}, stopped (EssentialContainerExited): {EXITED}; "
                  "container Main: exit code 1")],
        id="tasks that ended alike are one line",
    ),
    pytest.param(
        FAILED, Evidence((task(2, 60), task(1, 20, containers=[EndedContainer("Main", 137, "OutOfMemoryError")]))),
        [BREAKER, f"12:01:00Z task {2:032x} stopped (EssentialContainerExited): {EXITED}; container Main: exit code 1",
         (f"12:00:20Z task {ID} stopped (EssentialContainerExited): {EXITED}; "
         "container Main: exit code 137, OutOfMemoryError")],
        id="tasks that ended differently are two, newest first",
    ),
    pytest.param(
        FAILED, Evidence((task(containers=[EndedContainer("Main", 143), EndedContainer("otel", 2, "bad config")]),)),
        [BREAKER, (f"12:01:00Z task {ID} stopped (EssentialContainerExited): {EXITED}; container Main: exit code 143; "
                  "container otel: exit code 2, bad config")],
        id="each container with its own",
    ),
    pytest.param(
        FAILED, Evidence((never_started(UNPULLABLE),)),
        [BREAKER, f"12:01:00Z task {ID} stopped (TaskFailedToStart): {UNPULLABLE}"],
        id="a container's reason that is the task's is told once",
    ),
    pytest.param(
        FAILED,
        Evidence((task(),), (event(61, f"has stopped 1 running tasks: {EXITED}."),)),
        [BREAKER, f"12:01:00Z task {ID} stopped (EssentialContainerExited): {EXITED}; container Main: exit code 1"],
        id="an event that repeats a task's reason adds nothing",
    ),
    pytest.param(
        FAILED,
        Evidence((task(reason=UNHEALTHY, containers=()),),
                 (event(50, f"(port 80) is unhealthy in (target-group {GROUP}) due to "
                            "(reason Health checks failed with these codes: [404])."),
                  event(10, "has started 1 tasks."))),
        [BREAKER, f"12:01:00Z task {ID} stopped (EssentialContainerExited): {UNHEALTHY}",
         (f"12:00:50Z event: (port 80) is unhealthy in (target-group {GROUP}) due to "
         "(reason Health checks failed with these codes: [404]).")],
        id="an event that tells more is told, the routine is not",
    ),
    pytest.param(
        FAILED, Evidence((task(),), (event(70, "(deployment ecs-svc/7002) deployment failed: tasks failed to start."),)),
        [BREAKER, f"12:01:00Z task {ID} stopped (EssentialContainerExited): {EXITED}; container Main: exit code 1"],
        id="an event that says only that it failed is not told beside a cause",
    ),
    pytest.param(
        RolloutState(None), Evidence((), (event(9, "has started 1 tasks."), event(8, "registered 1 targets in (target-group a)"),
                                   event(7, "has started 1 tasks."))),
        ["12:00:09Z event: has started 1 tasks.", "12:00:08Z event: registered 1 targets in (target-group a)"],
        id="the newest of the routine where nothing else is known",
    ),
    pytest.param(
        FAILED,
        Evidence((task(),), (event(61, "was unable to place a task."),), STREAM,
                 (line(56, "starting"), line(59, "no database"), line(59, "no database"), line(60.002, "giving up"))),
        [BREAKER, "12:01:01Z event: was unable to place a task.",
         f"12:01:00Z task {ID} stopped (EssentialContainerExited): {EXITED}; container Main: exit code 1",
         "12:01:00Z log of Main: giving up", "12:00:59Z log of Main: no database", "12:00:56Z log of Main: starting"],
        id="back in time: event, task, then the log from its end",
    ),
    pytest.param(
        RolloutState(deployment(None), (STUCK,)), NO_EVIDENCE, [f"target group: {STUCK.status_reason}"],
        id="a resource that cannot be made, with its reason",
    ),
    pytest.param(
        RolloutState(deployment("one\n  reason\n\tin lines")), NO_EVIDENCE, ["one reason in lines"], id="one line for each fact"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rollout_state", "evidence", "lines"), TOLD)
def test_an_explanation_tells_each_fact_once_and_the_newest_first(
    rollout_state: RolloutState, evidence: Evidence, lines: list[str]
) -> None:
    """In AWS's own words, each with the time at which it happened."""
    assert explain(rollout_state, evidence).split("\n  ") == lines


def of(kind: Kind, count: int) -> list[Fact]:
    """Make so many facts of a kind."""
    return [Fact(kind, f"{kind.name} {number}", at(100 - number)) for number in range(count)]


KEPT = [
    # verdict, resource, event, task, log: so many there are, and so many of them are kept of nine
    ((2, 0, 0, 1, 3), (2, 0, 0, 1, 3)),
    ((1, 0, 0, 1, 20), (1, 0, 0, 1, 7)),
    ((2, 0, 9, 9, 9), (2, 0, 1, 2, 4)),
    ((2, 9, 9, 9, 9), (2, 2, 1, 2, 2)),
    ((1, 0, 9, 0, 0), (1, 0, 8, 0, 0)),
    ((0, 0, 0, 12, 0), (0, 0, 0, 9, 0)),
    ((2, 12, 0, 0, 0), (2, 7, 0, 0, 0)),
    ((1, 0, 3, 3, 2), (1, 0, 3, 3, 2)),
    ((0, 0, 0, 0, 0), (0, 0, 0, 0, 0)),
]


@pytest.mark.parametrize(("there", "kept"), KEPT, ids=[str(there) for there, _ in KEPT])
def test_where_more_is_known_than_fits_something_of_each_kind_stays(there: Sequence[int], kept: Sequence[int]) -> None:
    """The deployment's words always; then the rest in turn, and what is left to the log before the tasks before events."""
    order = (Kind.VERDICT, Kind.RESOURCE, Kind.EVENT, Kind.TASK, Kind.LOG)
    known = [fact for kind, count in zip(order, there, strict=True) for fact in of(kind, count)]
    reported = keep(known)

    counted = Counter(fact.kind for fact in reported)
    assert tuple(counted[kind] for kind in order) == tuple(kept)
    for kind in order:
        of_kind = [fact for fact in reported if fact.kind is kind]
        assert of_kind == [fact for fact in known if fact.kind is kind][: len(of_kind)], "the newest ones"


FACTS = st.lists(
    st.builds(
        Fact,
        st.sampled_from(Kind),
        st.text(max_size=2000),
        st.none() | st.integers(0, 9999).map(at),
    ),
    max_size=60,
)


@given(FACTS)
def test_there_is_always_room(known: list[Fact]) -> None:
    """However much there is, and nothing is told that is not known, or told twice, or left out while there is room."""
    reported = in_order(keep(known))

    assert len(reported) == min(ROOM, len(known))
    assert not Counter(reported) - Counter(known)
    assert all("\n" not in fact.line() for fact in reported)


def test_a_secret_that_each_task_is_denied_anew_is_one_fact() -> None:
    """The reasons differ by the session's name and the request's ID alone."""
    other = SECRET_DENIED.replace("0123456789abcdef0123456789abcdef", "f" * 32).replace(
        "01234567-89ab", "fedcba98-7654"
    )
    reported = facts(FAILED, Evidence((never_started(SECRET_DENIED, 2), never_started(other, 1, 30))))

    assert [fact.kind for fact in reported] == [Kind.VERDICT, Kind.TASK]
    assert reported[1].text.startswith("2 tasks")
    assert SECRET_DENIED in reported[1].line()


WHOLE = Evidence(
    tuple(task(number, 90 - number, reason=f"{EXITED} {number}") for number in range(30)),
    tuple(
        event(80 - number, f"was unable to do thing {'abcdefghij'[number % 10] * 3} {number}") for number in range(30)
    ),
    STREAM,
    tuple(line(number, f"line {number}") for number in range(30)),
)


def test_no_message_is_longer_than_twelve_lines_with_the_engines_own() -> None:
    """The engine puts one line above: ``1 error occurred:``."""
    rollout_state = replace(
        FAILED, resources=tuple(replace(STUCK, status_reason=f"reason {number}") for number in range(9))
    )
    for error in (
        rollout_error("web", Verdict.ROLLED_BACK, rollout_state, "app:2", WHOLE),
        rollout_error("web", Verdict.FAILED, rollout_state, "app:2", WHOLE),
        rollout_error("web", Verdict.STOPPED, rollout_state, "app:2", WHOLE),
        stuck_error("web", STUCK, rollout_state, "app:2", WHOLE),
        timed_out("web", 1800, rollout_state, WHOLE),
    ):
        assert len(error.render().splitlines()) == 11


def test_awss_own_words_stay_as_they_are() -> None:
    """The whole reason; one that is longer than any that was seen is cut in the middle, where it says least."""
    long = "Service deployment failed: " + "x" * 1000 + " because of y"

    assert explain(RolloutState(deployment(long)), NO_EVIDENCE) == long
    cut = explain(RolloutState(deployment(long.replace("x", "xx"))), NO_EVIDENCE)
    assert cut.startswith("Service deployment failed: ")
    assert cut.endswith(" because of y")
    assert len(cut) == 1201


WORDS = st.text(max_size=400)
TASKS = st.lists(st.builds(lambda number, reason, exits: task(
    number, number, reason=reason, stop_code=reason[:9], containers=[EndedContainer(reason[:9], exits, reason[::-1])]
), st.integers(0, 99), WORDS, st.none() | st.integers(0, 255)), max_size=12)  # fmt: skip


@given(
    st.sampled_from([verdict for verdict in Verdict if verdict not in (Verdict.WAITING, Verdict.DONE)]),
    st.tuples(st.none() | WORDS, st.none() | WORDS),
    st.lists(WORDS, max_size=12),
    TASKS,
    st.lists(st.tuples(st.integers(0, 99), WORDS), max_size=12),
    st.booleans(),
)
def test_no_message_is_longer_whatever_aws_and_the_container_say(
    verdict: Verdict,
    reasons: tuple[str | None, str | None],
    stuck: list[str],
    tasks: list[StoppedTask],
    said: list[tuple[int, str]],
    overtaken: bool,
) -> None:
    """Line breaks of every kind stand in their words, and still it is one message of twelve lines at most."""
    resources = tuple(replace(STUCK, status_reason=reason) for reason in stuck)
    rollout_state = RolloutState(deployment(reasons[0], rollback_reason=reasons[1]), resources)
    events = tuple(event(seconds, words) for seconds, words in said)
    log = tuple(line(seconds, words) for seconds, words in said)
    evidence = Evidence(tuple(tasks), events, STREAM, log, overtaken)

    for error in (
        rollout_error("web", verdict, rollout_state, "app:2", evidence),
        stuck_error("web", STUCK, rollout_state, "app:2", evidence),
        timed_out("web", 1800, rollout_state, evidence),
    ):
        lines = error.render().splitlines()
        assert len(lines) <= 11, "the engine's own line comes on top"
        assert lines[-1] == f"  [{error.code}]"
        assert lines[-2].startswith("  fix: ")
