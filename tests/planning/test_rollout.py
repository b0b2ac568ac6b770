"""Rollouts: what a deployment's state means, and how it is told while it lasts and when it has ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import Deployment, Tasks
from pulumi_ecs_express.model.rollout.evidence import NO_EVIDENCE, Evidence
from pulumi_ecs_express.model.service.observed import Configuration, ManagedResource, ObservedService, Status
from pulumi_ecs_express.planning.rollout.failures import interrupted, rollout_error, timed_out
from pulumi_ecs_express.planning.rollout.state import (
    STAGES,
    RolloutState,
    Verdict,
    deployment_of,
    judge_rollout,
    progress,
    settled_without_deployment,
    step,
)

row = pytest.mark.row
NOW = datetime(2026, 11, 22, tzinfo=timezone.utc)
RUNNING = Deployment("d", "IN_PROGRESS", "revision-2", NOW)
UNHEALTHY = (
    "Service deployment rolled back because the circuit breaker threshold was exceeded: failed ELB health checks"
)

VERDICTS = {
    "PENDING": Verdict.WAITING,
    "IN_PROGRESS": Verdict.WAITING,
    "STOP_REQUESTED": Verdict.WAITING,
    "ROLLBACK_REQUESTED": Verdict.WAITING,
    "ROLLBACK_IN_PROGRESS": Verdict.WAITING,
    "SUCCESSFUL": Verdict.DONE,
    "STOPPED": Verdict.STOPPED,
    "ROLLBACK_SUCCESSFUL": Verdict.ROLLED_BACK,
    "ROLLBACK_FAILED": Verdict.FAILED,
    "A_STATUS_OF_TOMORROW": Verdict.WAITING,
}


@pytest.mark.parametrize("status", VERDICTS)
def test_only_the_deployments_own_status_is_a_verdict(status: str) -> None:
    """And none is given before it has ended: a rollback that still runs may say more."""
    assert judge_rollout(replace(RUNNING, status=status)) is VERDICTS[status]


def service(*revisions: str, current: str | None = None) -> ObservedService:
    """Give a service with these active configurations, newest first."""
    active = tuple(Configuration(revision, NOW, {}) for revision in revisions)
    return ObservedService("arn", "web", "default", "", Status.ACTIVE, None, NOW, NOW, active, current)


@pytest.mark.row("S0-30", "S1-13")
@pytest.mark.parametrize(
    ("observed", "settled"),
    [
        (service("revision-2"), True),
        (service("revision-1"), False),
        (service("revision-2", "revision-1"), False),
        (service("revision-2", current="d"), False),
        (service(), False),
    ],
    ids=["the new one alone", "the old one alone", "both", "a deployment runs", "none yet"],
)
def test_an_update_without_deployment_is_settled_when_its_revision_is_the_only_one(
    observed: ObservedService, settled: bool
) -> None:
    """The service's status is ACTIVE in all of these, so it says nothing."""
    assert settled_without_deployment(observed, "revision-2") is settled
    assert not settled_without_deployment(observed, None)


@pytest.mark.peer("#47377", "R4")
def test_a_deployment_that_has_ended_is_none_although_aws_still_names_it() -> None:
    """Whether the current deployment is named at rest is not certain; an update without one must not wait for ever."""
    observed = service("revision-2", current="d")

    assert settled_without_deployment(observed, "revision-2", {"d"})
    assert not settled_without_deployment(observed, "revision-2", {"another"})


@pytest.mark.row("S1-14")
def test_a_calls_deployment_is_the_newest_that_leads_to_its_revision() -> None:
    """Older ones, and one still under way to another revision, are not it."""
    older, other, newer = replace(RUNNING, arn="a"), replace(RUNNING, target_revision="revision-1"), RUNNING

    assert deployment_of([other, newer, older], "revision-2") is newer
    assert deployment_of([other], "revision-2") is None
    assert deployment_of([newer], None) is None


BALANCER = ManagedResource("load balancer", "arn", "PROVISIONING", None)
STUCK = replace(BALANCER, kind="target group", status_reason="ValidationError: Health check path must begin with '/'")

LINES = [
    (RolloutState(None), "waiting for AWS to start the deployment"),
    (RolloutState(None, (BALANCER, replace(BALANCER, kind="certificate"))), "AWS is making the load balancer, certificate"),
    (RolloutState(None, (BALANCER, STUCK)),
     "target group is not ready: ValidationError: Health check path must begin with '/'"),
    (RolloutState(replace(RUNNING, status="PENDING")), "deployment pending"),
    (RolloutState(replace(RUNNING, stage="SCALE_UP", tasks=Tasks(2, 1, 1))), "SCALE_UP: starting tasks, 1 of 2 running"),
    (RolloutState(replace(RUNNING, stage="PRODUCTION_TRAFFIC_SHIFT", traffic=5.0, tasks=Tasks(2, 2, 0))),
     "PRODUCTION_TRAFFIC_SHIFT: shifting traffic, 5 % of traffic on the new revision"),
    (RolloutState(replace(RUNNING, stage="CLEAN_UP", traffic=100.0)),
     "CLEAN_UP: stopping the old tasks, 100 % of traffic on the new revision"),
    (RolloutState(replace(RUNNING, stage="A_STAGE_OF_TOMORROW")), "A_STAGE_OF_TOMORROW: a stage of tomorrow"),
    (RolloutState(replace(RUNNING, stage="SCALE_UP"), (BALANCER,)),
     "SCALE_UP: starting tasks, AWS is making the load balancer"),
    (RolloutState(replace(RUNNING, status="ROLLBACK_IN_PROGRESS", reason="alarm")), "rolling back: alarm"),
    (RolloutState(replace(RUNNING, status="ROLLBACK_REQUESTED")), "rolling back"),
]  # fmt: skip


@pytest.mark.parametrize(("rollout_state", "line"), LINES, ids=[line for _, line in LINES])
def test_progress_is_one_line_in_awss_words(rollout_state: RolloutState, line: str) -> None:
    """The stage, the share of traffic, what is being made, and AWS's reason where it gives one."""
    assert progress(rollout_state) == line


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_words(stage: str) -> None:
    """A line begins with AWS's name of the stage, so that it can be looked up."""
    assert progress(RolloutState(replace(RUNNING, stage=stage))).startswith(f"{stage}: {STAGES[stage]}")


BAKING = replace(RUNNING, stage="BAKE_TIME", traffic=100.0, bake_minutes=3, canary_minutes=5)
CANARY = replace(BAKING, stage="PRODUCTION_TRAFFIC_SHIFT", traffic=5.0)

LEFT = [
    (BAKING, 0, "at most 3 min left"),
    (BAKING, 1, "at most 3 min left"),
    (BAKING, 60, "at most 2 min left"),
    (BAKING, 179, "at most 1 min left"),
    (BAKING, 180, None),
    (BAKING, 999, None),
    (CANARY, 0, "at most 5 min left"),
    (replace(CANARY, traffic=100.0), 0, None),
    (replace(CANARY, traffic=None), 0, None),
    (replace(BAKING, bake_minutes=None), 0, None),
    (replace(BAKING, stage="CLEAN_UP"), 0, None),
]


@pytest.mark.parametrize(("deployment", "lasts", "words"), LEFT)
def test_progress_says_how_long_the_new_revision_is_still_watched(
    deployment: Deployment, lasts: float, words: str | None
) -> None:
    """While it bakes and while it has the first share of the traffic; a wait that joins late can only say at most."""
    line = progress(RolloutState(deployment), lasts)

    assert (words in line) if words else ("left" not in line)


def test_a_line_about_time_changes_once_a_minute() -> None:
    """More would flood the row and the log of a run that is not interactive."""
    lines = [progress(RolloutState(BAKING), second / 10) for second in range(1800)]

    assert len(dict.fromkeys(lines)) == 3


def test_a_step_is_a_stage_with_its_share_of_the_traffic() -> None:
    """So that the time of each is counted anew."""
    assert (
        step(RolloutState(CANARY)) != step(RolloutState(replace(CANARY, traffic=100.0))) != step(RolloutState(BAKING))
    )
    assert step(RolloutState(CANARY)) == step(RolloutState(replace(CANARY, reason="x")))
    assert step(RolloutState(None)) == (None, None)


ENDINGS = {
    Verdict.ROLLED_BACK: (errors.RolloutRolledBack, "rolled back, and the previous revision serves"),
    Verdict.FAILED: (errors.RolloutFailed, "no earlier revision to go back to"),
    Verdict.STOPPED: (errors.RolloutStopped, "was stopped"),
}


@pytest.mark.parametrize("verdict", ENDINGS)
def test_each_ending_has_its_error_with_awss_own_reason(verdict: Verdict) -> None:
    """What was attempted, on which service, why in AWS's words, and what to do next."""
    kind, words = ENDINGS[verdict]
    error = rollout_error("web", verdict, RolloutState(replace(RUNNING, reason=UNHEALTHY)), "app:2")

    assert type(error) is kind
    assert words in error.what
    assert "app:2" in error.what
    assert "web" in error.what
    assert UNHEALTHY in error.why
    assert "pulumi up" in error.remedy


OVERTAKEN = Evidence(overtaken=True)
NOW_RUNS = [
    (Verdict.STOPPED, {"traffic": 0.0}, NO_EVIDENCE, "was stopped, with 0 % of the traffic on its revision"),
    (Verdict.STOPPED, {"traffic": 100.0}, NO_EVIDENCE, "was stopped, with 100 % of the traffic on its revision"),
    (Verdict.STOPPED, {}, NO_EVIDENCE, "was stopped"),
    (Verdict.STOPPED, {"traffic": 5.0}, OVERTAKEN, "was stopped, and a newer deployment took its place"),
    (Verdict.ROLLED_BACK, {}, NO_EVIDENCE, "was rolled back, and the previous revision serves"),
    (Verdict.ROLLED_BACK, {}, OVERTAKEN, "was rolled back, and a newer deployment took its place"),
    (Verdict.FAILED, {}, NO_EVIDENCE, "failed, and there is no earlier revision to go back to"),
]


@pytest.mark.parametrize(("verdict", "members", "evidence", "words"), NOW_RUNS)
def test_each_ending_says_what_runs_now(
    verdict: Verdict, members: dict[str, float], evidence: Evidence, words: str
) -> None:
    """A deployment that is overtaken ends as if it were rolled back, and still what ran before does not serve."""
    error = rollout_error("web", verdict, RolloutState(replace(RUNNING, **members)), "app:2", evidence)  # type: ignore[arg-type] # mypy cannot relate ** to the fields

    assert error.what == f"the deployment of app:2 to service web {words}"


REMEDIES = [
    (UNHEALTHY, "health_check_path"),
    ("CannotPullContainerError: pull image manifest has been retried", "image's name and tag"),
    ("Essential container in task exited", "container's log"),
    (None, "container's log"),
]


@pytest.mark.parametrize(("reason", "words"), REMEDIES, ids=[words for _, words in REMEDIES])
def test_the_remedy_fits_the_reason(reason: str | None, words: str) -> None:
    """Each known way to fail has something to look at first."""
    assert (
        words
        in rollout_error("web", Verdict.ROLLED_BACK, RolloutState(replace(RUNNING, reason=reason)), "app:2").remedy
    )


def test_without_a_reason_the_error_says_so() -> None:
    """AWS gives none at times."""
    assert rollout_error("web", Verdict.FAILED, RolloutState(None), "app:2").why == "AWS gave no reason"


def test_what_could_not_be_made_is_told_with_its_reason() -> None:
    """A managed resource that is stuck is the cause that no status tells."""
    error = timed_out("web", 1800, RolloutState(None, (BALANCER, STUCK)))

    assert error.what == "the rollout of service web has not ended after 30 minutes"
    assert error.why == f"target group: {STUCK.status_reason}"


def test_an_interrupted_wait_says_that_the_deployment_goes_on() -> None:
    """And where it is, and that the next run waits for the same one."""
    error = interrupted("web", "Ctrl-C", RolloutState(replace(RUNNING, stage="BAKE_TIME")))

    assert error.why == "Ctrl-C; the deployment goes on at AWS and is at BAKE_TIME"
    assert "waits for the same deployment" in error.remedy


@given(
    st.text(max_size=3000),
    st.text(max_size=3000) | st.none(),
    st.lists(st.text(max_size=900), max_size=30),
    st.sampled_from(sorted(ENDINGS, key=str)),
)
def test_no_ending_is_longer_than_twelve_lines(
    reason: str, rollback: str | None, stuck: list[str], verdict: Verdict
) -> None:
    """However much AWS has to say, in however many lines."""
    rollout_state = RolloutState(
        replace(RUNNING, reason=reason, rollback_reason=rollback),
        tuple(replace(STUCK, status_reason=text) for text in stuck),
    )

    assert len(rollout_error("web", verdict, rollout_state, "app:2").render().splitlines()) <= 12
    assert len(timed_out("web", 60, rollout_state).render().splitlines()) <= 12
