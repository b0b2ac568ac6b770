"""Every way in which the deployment of an update may end, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.planning.evidence_samples import EXITED, UNPULLABLE
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_ecs_service import BREAKER, WEB, definition
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.fake_history import FakeHistory
from tests.providers.fake_history import definition as task_definition
from tests.providers.update_run import UpdateRun, update_of

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.evidence import EndedContainer, ServiceEvent, StoppedTask

Begin = Callable[..., FakeCall]


def crashed(clock: FakeClock, started_by: str, reason: str, *containers: EndedContainer) -> StoppedTask:
    """Give a task that stopped just now."""
    now = clock.time(clock.seconds)
    return StoppedTask(
        arn=f"arn:aws:ecs:eu-west-1:123456789012:task/default/{started_by.rpartition('/')[2]:0>32}",
        started_by=started_by,
        task_definition_arn=definition("shop:7"),
        created_at=now,
        started_at=now,
        stopped_at=now,
        stop_code="EssentialContainerExited",
        reason=reason,
        containers=containers,
    )


@pytest.mark.row("S3-23", "S3-27", "S3-28")
@pytest.mark.parametrize(
    ("reason", "containers", "words"),
    [
        (EXITED, (EndedContainer("app", 137, "OutOfMemoryError: killed"), EndedContainer("proxy", 0)),
         ["EssentialContainerExited", EXITED, "app: exit code 137, OutOfMemoryError: killed", "proxy: exit code 0"]),
        (UNPULLABLE, (EndedContainer("app"),), [UNPULLABLE, "check the image's name and tag"]),
    ],
    ids=["a crash loop", "an image that cannot be pulled"],
)  # fmt: skip
def test_a_rollback_is_a_failure_that_says_why(
    update: UpdateRun, ecs: FakeEcsServices, history: FakeHistory, clock: FakeClock,
    reason: str, containers: tuple[EndedContainer, ...], words: list[str],
) -> None:  # fmt: skip
    """Although the deployment back is PRIMARY then and COMPLETED; of earlier attempts and of values nothing is told."""
    ecs.crashing.add(definition("shop:7"))
    history.definitions[definition("shop:7")] = task_definition({"TOKEN": "hunter2-correct"}, container="app")
    planted = crashed(clock, "ecs-svc/100", "an earlier attempt")

    def crash() -> None:
        own = crashed(clock, f"ecs-svc/{ecs.services[WEB].rollouts[-1].number}", reason, *containers)
        history.tasks[WEB] = [planted, own]
        event = "(service web) (deployment ecs-svc/100) deployment failed: tasks failed to start."
        history.reported = [ServiceEvent(clock.time(clock.seconds), event)]

    clock.at(90, crash)
    update.up(update_of())

    assert isinstance(update.failure, errors.RolloutRolledBack)
    text = str(update.failure)
    assert "the deployment of shop:7 to service web was rolled back" in text
    assert all(word in text for word in [BREAKER, *words])
    assert "earlier attempt" not in text
    assert "ecs-svc/100" not in text
    assert "hunter2" not in text
    assert update.outputs["deploymentArn"] == ecs.deployments(WEB)[0]


def test_after_a_rollback_running_again_tries_again(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """The service runs the earlier revision, so that the declared one is deployed anew; it may be good by now."""
    ecs.crashing.add(definition("shop:7"))
    update.up(update_of())
    ecs.crashing.clear()

    update.up(update_of())

    assert update.failure is None
    assert ecs.written() == ["update", "update"]
    assert update.outputs["earlierTaskDefinitionArn"] == definition("shop:6")


def ends(update: UpdateRun, begin: Begin, how: str) -> errors.ExpressError | None:
    """Let the first run end before the deployment does."""
    call = begin()
    if how == "interrupted":
        call.interrupted_at = 30.0
    return update.up(update_of(timeout="1m" if how == "out of time" else None), call).failure


@pytest.mark.row("S3-23")
@pytest.mark.parametrize(
    ("how", "kind", "words"),
    [
        ("interrupted", errors.WaitInterrupted, "the deployment goes on at AWS"),
        ("out of time", errors.RolloutTimedOut, "has not ended after 60 seconds"),
    ],
)
def test_a_wait_that_was_cut_short_is_gone_on_with(
    update: UpdateRun, ecs: FakeEcsServices, begin: Begin, how: str, kind: type[errors.ExpressError], words: str
) -> None:
    """The state is kept, and running again waits for the same deployment instead of making another."""
    failure = ends(update, begin, how)
    assert isinstance(failure, kind)
    assert words in str(failure)
    first = update.outputs["deploymentArn"]

    update.up(update_of())

    assert update.failure is None
    assert ecs.written() == ["update"]
    assert update.outputs["deploymentArn"] == first
    assert update.outputs["earlierTaskDefinitionArn"] == definition("shop:6")


@pytest.mark.parametrize(
    ("declared", "by_option", "seconds"), [("2m30s", 600.0, 150), (None, 60.0, 60), (None, None, 1800)]
)
def test_the_argument_wins_over_the_option(
    update: UpdateRun, ecs: FakeEcsServices, begin: Begin, clock: FakeClock,
    declared: str | None, by_option: float | None, seconds: int,
) -> None:  # fmt: skip
    """Without a circuit breaker a deployment never fails by itself; half an hour where nothing else is said."""
    ecs.services[WEB].breaker = False
    ecs.crashing.add(definition("shop:7"))

    update.up(update_of(timeout=declared), begin(timeout=by_option))

    assert isinstance(update.failure, errors.RolloutTimedOut)
    assert "give it longer with timeout" in update.failure.remedy
    assert seconds < clock.seconds <= seconds + 10


@pytest.mark.row("S3-24")
def test_without_a_wait_it_ends_once_aws_has_accepted(
    update: UpdateRun, ecs: FakeEcsServices, clock: FakeClock
) -> None:
    """The deployment is remembered; a later refresh tells that it failed, and does not fail itself."""
    ecs.seen_after = 8.0
    ecs.crashing.add(definition("shop:7"))
    update.up(update_of(wait="dont_wait"))
    assert update.failure is None
    assert clock.seconds <= 15
    assert update.outputs["deploymentArn"] == ecs.deployments(WEB)[0]

    clock.advance(600)
    assert update.refresh()

    assert update.failure is None
    (warning,) = update.call.warnings
    assert "the deployment of shop:7 to service web was rolled back" in warning


def test_a_circuit_breaker_that_rolls_nothing_back_says_why(
    update: UpdateRun, ecs: FakeEcsServices, history: FakeHistory, clock: FakeClock
) -> None:
    """The deployment is stopped, and its revision stays the service's; running again deploys it anew."""

    def stop() -> None:
        rollout = ecs.services[WEB].rollouts[-1]
        rollout.superseded = clock.seconds
        history.tasks[WEB] = [crashed(clock, f"ecs-svc/{rollout.number}", UNPULLABLE, EndedContainer("app"))]

    clock.at(60, stop)
    update.up(update_of())
    assert isinstance(update.failure, errors.RolloutStopped)
    assert "check the image's name and tag" in update.failure.remedy

    update.up(update_of())
    assert update.failure is None
    assert [request[2] for name, request in ecs.calls if name == "update"] == [False, True]


@pytest.mark.row("S3-23")
def test_a_newer_deployment_that_takes_the_place_of_ours_is_a_failure_that_says_so(
    update: UpdateRun, ecs: FakeEcsServices, clock: FakeClock
) -> None:
    """Although the service becomes stable."""
    clock.at(60, lambda: ecs.deploy(WEB, definition("shop:9")))

    update.up(update_of())

    assert isinstance(update.failure, errors.RolloutStopped)
    assert "was stopped, and a newer deployment took its place" in str(update.failure)


def test_a_rollback_that_still_goes_on_is_waited_for_first(
    update: UpdateRun, ecs: FakeEcsServices, clock: FakeClock
) -> None:
    """What runs is not known before its end."""
    ecs.crashing.add(definition("shop:5"))
    ecs.deploy(WEB, definition("shop:5"))
    clock.advance(150)

    update.up(update_of())

    assert update.failure is None
    assert ecs.services[WEB].rollouts[-1].began >= 180
    assert update.outputs["earlierTaskDefinitionArn"] == definition("shop:6")
