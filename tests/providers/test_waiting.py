"""The wait for one deployment: which one, how long, and every way in which it may end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_rollout import STAGES, UNHEALTHY
from tests.providers.fakes import FakeExpressServices, refused
from tests.service_samples import ARN, OWNER

from pulumi_ecs_express import errors
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult, until_ended
from pulumi_ecs_express.providers.service.create import create_service
from pulumi_ecs_express.providers.service.create_or_update import Operation

Begin = Callable[..., Operation]

ROLLOUT_SECONDS = sum(seconds for _, seconds, _ in STAGES)


def create(operation: Operation) -> RolloutResult:
    """Make a service and wait as the program wishes."""
    made = create_service(operation, OWNER)
    return operation.follow(made.arn, made.revision)


@pytest.mark.row("S0-03", "S0-30")
def test_success_is_the_deployments_own_word(operation: Begin, services: FakeExpressServices, call: FakeCall) -> None:
    """The service is ACTIVE from the first look on; the wait ends ten minutes later, and not before."""
    reached = create(operation(call=call))

    assert reached.error is None
    assert reached.rollout_state.deployment is not None
    assert reached.rollout_state.deployment.status == "SUCCESSFUL"
    assert 570 <= call.now() <= 580
    assert any("5 % of traffic" in row for row in call.rows)


@pytest.mark.parametrize("begins", [0.0, 0.7, 1.3, 2.9, 4.1, 4.9])
def test_the_end_is_noticed_within_two_seconds(
    operation: Begin, clock: FakeClock, call: FakeCall, begins: float
) -> None:
    """Whenever the rollout begins between two polls: they come closer together when the end is near."""
    clock.advance(begins)

    assert create(operation(call=call)).error is None
    assert 0 <= call.now() - (begins + ROLLOUT_SECONDS) <= 2


def test_the_row_changes_only_when_something_did(
    operation: Begin, services: FakeExpressServices, call: FakeCall
) -> None:
    """More than a hundred looks, a handful of lines."""
    create(operation(call=call))

    assert len(call.rows) == len(set(call.rows))
    assert len(call.rows) < 10 < len(services.sent("describe_deployments"))


def test_what_aws_is_making_shows_until_it_is_made(
    operation: Begin, services: FakeExpressServices, call: FakeCall
) -> None:
    """And is not asked for any more after that."""
    create(operation(call=call))

    assert "AWS is making the load balancer" in call.rows[0]
    assert "AWS is making" not in call.rows[-1]
    assert len(services.sent("describe_revisions")) < len(services.sent("describe_deployments")) / 2


@pytest.mark.row("S1-14")
@pytest.mark.peer("R4")
def test_an_earlier_deployment_still_under_way_is_not_followed(
    operation: Begin, services: FakeExpressServices, clock: FakeClock
) -> None:
    """The revision that the call was told tells its deployment from all others."""
    create(operation())
    services.update({"serviceArn": ARN, "primaryContainer": {"image": "app:2"}})
    older = services.deployments(ARN)[0]
    clock.advance(10)
    revision = services.update({"serviceArn": ARN, "primaryContainer": {"image": "app:3"}})

    reached = operation("app:3").follow(ARN, revision)

    assert reached.error is None
    assert reached.rollout_state.deployment is not None
    assert reached.rollout_state.deployment.target_revision == revision
    assert reached.rollout_state.deployment.arn != older


def test_a_deployment_that_aws_does_not_list_yet_is_waited_for(
    operation: Begin, services: FakeExpressServices, call: FakeCall
) -> None:
    """A success is not concluded from there being none."""
    services.deployments_seen_after = 40
    reached = create(operation(call=call))

    assert reached.rollout_state.deployment is not None
    assert reached.rollout_state.deployment.successful


def test_an_unhealthy_first_deployment_is_a_failure_with_awss_reason(
    operation: Begin, services: FakeExpressServices
) -> None:
    """It ends, and the service is there to be repaired."""
    reached = create(operation("app:unhealthy"))

    assert isinstance(reached.error, errors.RolloutFailed)
    assert UNHEALTHY in reached.error.why
    assert "app:unhealthy" in reached.error.what
    assert ARN in services.services


def test_a_deployment_that_somebody_stops_is_a_failure(
    operation: Begin, services: FakeExpressServices, clock: FakeClock
) -> None:
    """Neither a success nor a wait without end."""
    clock.at(100, lambda: services._stop(services.services[ARN]))

    reached = create(operation())

    assert isinstance(reached.error, errors.RolloutStopped)


def test_the_time_given_ends_the_wait(operation: Begin, services: FakeExpressServices, call: FakeCall) -> None:
    """And not the deployment."""
    reached = create(operation(call=call, seconds=120))

    assert isinstance(reached.error, errors.RolloutTimedOut)
    assert "2 minutes" in reached.error.what
    assert 120 <= call.now() <= 130
    assert services.describe(ARN).current_deployment is not None


def test_ctrl_c_ends_the_wait_at_once(operation: Begin, services: FakeExpressServices, call: FakeCall) -> None:
    """With the last look, so that all that is known is saved."""
    call.interrupted_at = 61
    reached = create(operation(call=call))

    assert isinstance(reached.error, errors.WaitInterrupted)
    assert "Ctrl-C" in reached.error.why
    assert call.now() == 61
    assert reached.rollout_state.deployment is not None


@pytest.mark.row("S0-43")
@pytest.mark.parametrize("kind", [errors.CredentialsRefused, errors.AccessDenied])
def test_a_call_that_fails_while_waiting_ends_the_wait_and_loses_nothing(
    operation: Begin, services: FakeExpressServices, clock: FakeClock, kind: type[errors.ExpressError]
) -> None:
    """The service exists, so its ARN must reach the state: the error is a value. The next run goes on waiting."""
    clock.at(100, lambda: services.fail("describe_deployments", refused(kind, "no")))
    reached = create(operation())
    later = operation().follow(
        ARN, reached.rollout_state.deployment.target_revision if reached.rollout_state.deployment else None
    )

    assert isinstance(reached.error, kind)
    assert reached.rollout_state.deployment is not None
    assert later.error is None
    assert len(services.deployments(ARN)) == 1


@pytest.mark.row("S0-39", "S0-43")
@pytest.mark.parametrize("kind", [errors.Throttled, errors.ServerFault, errors.Unreachable])
@pytest.mark.parametrize(("times", "survives"), [(5, True), (1000, False)], ids=["for a while", "for good"])
def test_a_wait_outlives_a_short_outage(
    operation: Begin, services: FakeExpressServices, clock: FakeClock, kind: Any, times: int, survives: bool
) -> None:
    """AWS may give no answer for two minutes; after that the wait ends, and nothing is lost."""
    call = FakeCall(clock)
    clock.at(100, lambda: services.fail("describe_deployments", refused(kind, "no answer"), times=times))

    reached = create(operation(call=call))

    assert any("AWS does not answer, asking again: no answer" in row for row in call.rows)
    assert (reached.error is None) is survives
    assert survives or isinstance(reached.error, kind)
    assert reached.rollout_state.deployment is not None


def test_a_fast_clock_shortens_the_patience_with_an_outage(
    operation: Begin, services: FakeExpressServices, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the pauses between two looks are shorter, time at AWS runs as much faster: two minutes are 1.2 seconds."""
    monkeypatch.setenv("ECS_EXPRESS_POLL_SECONDS", "0.05")
    call = FakeCall(clock)
    services.fail("describe_deployments", refused(errors.Unreachable, "no answer"), times=1000)

    reached = create(operation(call=call))

    assert isinstance(reached.error, errors.Unreachable)
    assert 1.2 <= call.now() <= 1.3


@pytest.mark.row("S0-32")
def test_who_does_not_wait_still_gets_an_endpoint(
    operation: Begin, services: FakeExpressServices, call: FakeCall
) -> None:
    """It returns as soon as there is one, and not before."""
    services.endpoint_after = 42
    reached = create(operation(call=call, waitForRollout=False))

    assert reached.error is None
    assert 42 <= call.now() <= 47
    assert services.describe(ARN).configurations[0].ingress_paths


def test_who_does_not_wait_returns_from_an_update_at_once(
    operation: Begin, services: FakeExpressServices, clock: FakeClock
) -> None:
    """The endpoint is there already."""
    create(operation())
    begun = clock.seconds
    revision = services.update({"serviceArn": ARN, "primaryContainer": {"image": "app:2"}})
    reached = operation("app:2", waitForRollout=False).follow(ARN, revision)

    assert reached.error is None
    assert clock.seconds == begun


@pytest.mark.parametrize(("seen_after", "found"), [(20, True), (3600, False)], ids=["in a while", "not for long"])
def test_who_does_not_wait_still_remembers_the_deployment(
    operation: Begin, services: FakeExpressServices, clock: FakeClock, seen_after: int, found: bool
) -> None:
    """AWS may show it late: it is looked for, for a minute at most, so that a refresh sees that it failed."""
    create(operation())
    begun = clock.seconds
    services.deployments_seen_after = seen_after
    revision = services.update({"serviceArn": ARN, "primaryContainer": {"image": "app:2"}})
    reached = operation("app:2", waitForRollout=False).follow(ARN, revision)

    assert reached.error is None
    assert (reached.rollout_state.deployment is not None) is found
    assert clock.seconds - begun <= 60


def test_the_wait_for_an_earlier_rollback_ends_in_time(
    services: FakeExpressServices, operation: Begin, call: FakeCall
) -> None:
    """It may not end by itself."""
    create(operation())
    services.update({"serviceArn": ARN, "primaryContainer": {"image": "app:unhealthy"}})
    call.clock.advance(241)
    rollback = services.deployments(ARN)[0]

    with pytest.raises(errors.WaitInterrupted, match="the time given is over"):
        until_ended(services, call, rollback, call.now())
    until_ended(services, call, rollback, call.now() + 600)
    assert services.describe_deployments([rollback])[0].ended


def test_a_newer_deployment_of_somebody_else_is_not_taken_for_this_one(
    operation: Begin, services: FakeExpressServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is newest first; the deployment of this call is the one that leads to its revision."""
    operation_ = operation("app:1")
    made = create_service(operation_, OWNER)
    assert operation_.follow(made.arn, made.revision).error is None
    listed = services.describe_deployments(services.deployments(made.arn))
    newer = replace(listed[0], arn="other", status="ROLLBACK_SUCCESSFUL", target_revision="another-revision")
    monkeypatch.setattr(services, "deployments", lambda arn: ["other", listed[0].arn])
    monkeypatch.setattr(
        services, "describe_deployments", lambda arns: [one for one in (newer, listed[0]) if one.arn in arns]
    )

    again = operation_.follow(made.arn, made.revision)

    assert again.error is None
    assert again.rollout_state.deployment == listed[0]
