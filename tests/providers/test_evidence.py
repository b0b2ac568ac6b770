"""Gathering evidence: only after a bad end, only of this deployment, and never in the way of the first error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.planning.evidence_samples import EXITED, UNPULLABLE
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_history import FakeHistory, definition
from tests.providers.fake_rollout import UNHEALTHY
from tests.providers.fakes import FakeExpressServices, refused
from tests.providers.resource_run import Run, web
from tests.service_samples import ARN, OWNER

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.evidence import EndedContainer, LogLine, ServiceEvent, StoppedTask
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult
from pulumi_ecs_express.providers.service.create import create_service
from pulumi_ecs_express.providers.service.create_or_update import Operation

Begin = Callable[..., Operation]
SECRET = "hunter2-correct-horse"
GROUP = "/aws/ecs/default/web-0001"


def create(operation: Operation) -> RolloutResult:
    """Make a service and wait as the program wishes."""
    made = create_service(operation, OWNER)
    return operation.follow(made.arn, made.revision)


class Crashes:
    """Arranges what AWS keeps of attempts whose containers end by themselves."""

    def __init__(self, services: FakeExpressServices, history: FakeHistory, clock: FakeClock) -> None:
        self.services, self.history, self.clock, self.tasks = services, history, clock, 0

    def after(self, seconds: float, words: str = "giving up", *, reason: str = EXITED, **options: Any) -> None:
        """Let a task of the deployment that runs then end at a time from now, with last words in its log."""
        self.clock.at(self.clock.seconds + seconds, lambda: self._now(words, reason, **options))

    def _now(self, words: str, reason: str, *, ran: bool = True, number: str | None = None) -> None:
        revision = self.services.services[ARN].rollouts[-1].revision
        self.tasks += 1
        identifier, now = f"{self.tasks:032x}", self.clock.time(self.clock.seconds)
        self.history.tasks.setdefault(ARN, []).append(
            StoppedTask(
                arn=f"arn:aws:ecs:eu-west-1:123456789012:task/default/{identifier}",
                started_by=f"ecs-svc/{number or revision.rpartition('/')[2]}",
                task_definition_arn=self.services.left.by_revision[revision],
                created_at=now,
                started_at=now if ran else None,
                stopped_at=now,
                stop_code="EssentialContainerExited" if ran else "TaskFailedToStart",
                reason=reason,
                containers=(EndedContainer("Main", 1 if ran else None, None),),
            )
        )
        self.history.reported.append(ServiceEvent(now, f"(service web) (task {identifier}) said {words}."))
        environment = {"PASSWORD": SECRET, "DEBUG": "1"}
        self.history.definitions[self.services.left.by_revision[revision]] = definition(environment)
        self.history.logs[GROUP, f"ecs/Main/{identifier}"] = [
            LogLine(now, f"PASSWORD={SECRET} DEBUG=1 exit 1"),
            LogLine(now, words),
        ]


@pytest.fixture
def crashes(services: FakeExpressServices, history: FakeHistory, clock: FakeClock) -> Crashes:
    """Nothing yet."""
    return Crashes(services, history, clock)


def failed(reached: RolloutResult) -> errors.RolloutError:
    """Give the error of a rollout that went wrong."""
    assert isinstance(reached.error, errors.RolloutError)
    return reached.error


def test_a_failure_tells_what_became_of_its_tasks(operation: Begin, crashes: Crashes) -> None:
    """The deployment's reason, the task's end, the event, the last lines of its log without any value, the remedy."""
    crashes.after(100)
    error = failed(create(operation("app:unhealthy")))

    lines = error.why.split("\n  ")
    assert lines[0] == UNHEALTHY
    assert {line.partition("Z ")[2] for line in lines[1:]} == {
        f"event: (task {1:032x}) said giving up.",
        f"task {1:032x} stopped (EssentialContainerExited): {EXITED}; container Main: exit code 1",
        "log of Main: giving up",
        "log of Main: PASSWORD=*** DEBUG=*** exit ***",
    }


def test_an_earlier_attempt_is_not_told(operation: Begin, crashes: Crashes, services: FakeExpressServices) -> None:
    """Neither its tasks, nor its events, nor its log, although AWS still keeps all of them."""
    crashes.after(100, "the first attempt", reason="CannotPullContainerError: the first attempt", ran=False)
    create(operation("app:unhealthy"))
    revision = services.update({"serviceArn": ARN, "primaryContainer": {"image": "app:unhealthy"}})
    crashes.after(100, "the second attempt")

    error = failed(operation("app:unhealthy").follow(ARN, revision))

    assert "the second attempt" in error.why
    assert "the first attempt" not in error.render()


def test_tasks_without_the_revisions_number_are_known_by_their_definition(operation: Begin, crashes: Crashes) -> None:
    """The revision's task definition is asked for then, and only then."""
    crashes.after(100, number="another")
    with_number = failed(create(operation("app:unhealthy")))

    assert "giving up" in with_number.why


def test_nothing_is_gathered_of_a_rollout_that_goes_well(
    operation: Begin, history: FakeHistory, call: FakeCall
) -> None:
    """Nor where the user ends the wait, which must end at once."""
    create(operation())
    call.interrupted_at = call.now() + 61
    operation("app:2", call=call).follow(ARN, None)

    assert history.calls == []


def test_a_failure_without_tasks_asks_for_no_log(operation: Begin, history: FakeHistory) -> None:
    """Two calls: the stopped tasks and the events."""
    create(operation("app:unhealthy"))

    assert history.calls == ["stopped", "events"]


def test_a_task_that_never_started_has_no_log(operation: Begin, crashes: Crashes, history: FakeHistory) -> None:
    """Its reason tells all there is."""
    crashes.after(100, reason=UNPULLABLE, ran=False)
    error = failed(create(operation("app:unhealthy")))

    assert history.calls == ["stopped", "events"]
    assert "image's name and tag" in error.remedy


def test_a_timeout_tells_it_as_well(operation: Begin, crashes: Crashes) -> None:
    """The rollout goes on, and its tasks have failed already."""
    crashes.after(50)
    error = failed(create(operation("app:unhealthy", seconds=120)))

    assert isinstance(error, errors.RolloutTimedOut)
    assert "giving up" in error.why
    assert "custom_timeouts" in error.remedy


DENIED = refused(errors.AccessDenied, "User: x is not authorized")
LEFT_OUT = {
    "stopped": ("stopped (EssentialContainerExited)", "log of Main", "event:"),
    "events": ("event:",),
    "newest": ("log of Main",),
}


@pytest.mark.parametrize("operation_denied", LEFT_OUT)
def test_what_may_not_be_read_is_left_out(
    operation: Begin, crashes: Crashes, history: FakeHistory, operation_denied: str
) -> None:
    """A missing permission makes the message shorter; the deployment's own reason stands, and everything else."""
    history.faults[operation_denied] = DENIED
    crashes.after(100)
    error = failed(create(operation("app:unhealthy")))

    assert type(error) is errors.RolloutFailed
    assert UNHEALTHY in error.why
    for part in ("stopped (EssentialContainerExited)", "log of Main", "event:"):
        assert (part in error.why) is (part not in LEFT_OUT[operation_denied])


def test_without_the_task_definition_the_services_own_settings_tell_the_values(
    operation: Begin, crashes: Crashes, history: FakeHistory
) -> None:
    """As long as the failed revision is among them."""
    history.faults["describe"] = DENIED
    crashes.after(100)
    error = failed(create(operation("app:unhealthy", container={"environment": {"PASSWORD": SECRET, "DEBUG": "1"}})))

    assert "log of Main: PASSWORD=*** DEBUG=*** exit ***" in error.why


def test_no_line_is_quoted_while_the_values_are_not_known(
    operation: Begin, crashes: Crashes, history: FakeHistory, services: FakeExpressServices
) -> None:
    """After a rollback the service has other settings, and the task definition may not be read."""
    create(operation())
    history.faults["describe"] = DENIED
    revision = services.update({"serviceArn": ARN, "primaryContainer": {"image": "app:unhealthy"}})
    crashes.after(100)
    error = failed(operation("app:unhealthy").follow(ARN, revision))

    assert "stopped (EssentialContainerExited)" in error.why
    assert "log of Main" not in error.why
    assert "newest" not in history.calls


@pytest.mark.parametrize(
    "fault",
    [
        refused(errors.Throttled, "slow down"),
        refused(errors.Unreachable, "no route"),
        refused(errors.CredentialsRefused, "expired"),
        KeyError("tasks"),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_where_aws_does_not_answer_no_more_is_asked(
    operation: Begin, crashes: Crashes, history: FakeHistory, fault: Exception
) -> None:
    """Each question more would only keep the user waiting; what is known is told."""
    history.faults["stopped"] = fault
    crashes.after(100)
    error = failed(create(operation("app:unhealthy")))

    assert history.calls == ["stopped"]
    assert error.why == UNHEALTHY


def test_a_refresh_explains_a_failure_as_fully_as_the_update_did(run: Run, crashes: Crashes) -> None:
    """As long as AWS keeps what there is to tell; and each time with what was attempted, whatever state says by then."""
    run.create(web())
    crashes.after(100)
    run.update(web("app:unhealthy"))
    reported = str(run.failure)

    assert "log of Main: giving up" in reported
    for _ in range(2):
        assert run.refresh()
        assert str(run.failure) == reported


@pytest.mark.parametrize("overtaken", [True, False])
def test_an_attempt_that_was_overtaken_does_not_claim_that_the_old_revision_serves(
    operation: Begin, services: FakeExpressServices, clock: FakeClock, overtaken: bool
) -> None:
    """Somebody else deploys while the wait goes on: the message says so."""
    if overtaken:
        clock.at(100, lambda: services.update({"serviceArn": ARN, "primaryContainer": {"image": "theirs:1"}}))
    else:
        clock.at(100, lambda: services._stop(services.services[ARN]))

    error = failed(create(operation()))

    assert isinstance(error, errors.RolloutStopped)
    assert ("a newer deployment took its place" in error.what) is overtaken
