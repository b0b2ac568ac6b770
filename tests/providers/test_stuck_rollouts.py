"""Rollouts that wait for what AWS cannot make: ended as soon as that is certain, and gone on with where it passes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_history import FakeHistory
from tests.providers.fakes import FakeExpressServices
from tests.service_samples import ARN, EXECUTION_ROLE, INFRASTRUCTURE_ROLE, OWNER

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import Revision
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult
from pulumi_ecs_express.providers.service import operations
from pulumi_ecs_express.providers.service.create import create_service
from pulumi_ecs_express.providers.service.create_or_update import Operation
from pulumi_ecs_express.providers.service.update import update_service

Begin = Callable[..., Operation]
PATH = "ValidationError: Health check path '/é' must begin with a '/' character"
DENIED = "AccessDenied: User: x is not authorized to perform: elasticloadbalancing:CreateTargetGroup"


class ComplainingServices(FakeExpressServices):
    """Express services that say why they cannot make the target group; the deployment itself says nothing."""

    reason: str | None = None
    status = "PROVISIONING"

    def describe_revisions(self, arns: Sequence[str]) -> list[Revision]:
        found = super().describe_revisions(arns)
        if self.reason is None:
            return found
        return [
            replace(
                revision,
                resources=tuple(
                    replace(one, status=self.status, status_reason=self.reason) if one.kind == "target group" else one
                    for one in revision.resources
                ),
            )
            for revision in found
        ]


@pytest.fixture
def services(clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> ComplainingServices:
    """An account in which the target group cannot be made."""
    services = ComplainingServices(clock)
    services.roles = dict.fromkeys((EXECUTION_ROLE, INFRASTRUCTURE_ROLE), 0.0)
    services.reason = PATH
    monkeypatch.setattr(operations, "connect", lambda _region: services)
    monkeypatch.delenv("ECS_EXPRESS_POLL_SECONDS", raising=False)
    return services


def create(operation: Operation) -> RolloutResult:
    """Make a service and wait as the program wishes."""
    made = create_service(operation, OWNER)
    return operation.follow(made.arn, made.revision)


def test_what_cannot_be_made_ends_the_wait_when_it_is_certain(
    operation: Begin, services: ComplainingServices, call: FakeCall, history: FakeHistory
) -> None:
    """After a minute of the same words, and not after half an hour; with AWS's words and a remedy that fits."""
    reached = create(operation(call=call))

    assert isinstance(reached.error, errors.RolloutStuck)
    assert 60 <= call.now() <= 65
    assert "cannot make its target group" in reached.error.what
    assert reached.error.why == f"target group: {PATH}"
    assert "health_check_path" in reached.error.remedy
    assert reached.rollout_state.deployment is not None, "the next run goes on from there"
    assert any("is not ready" in row for row in call.rows)


def test_what_has_failed_ends_the_wait_at_the_next_look(
    operation: Begin, services: ComplainingServices, call: FakeCall
) -> None:
    """FAILED is an end by itself."""
    services.status = "FAILED"
    reached = create(operation(call=call))

    assert isinstance(reached.error, errors.RolloutStuck)
    assert call.now() <= 10


def test_a_reason_that_goes_away_fails_nothing(
    operation: Begin, services: ComplainingServices, clock: FakeClock
) -> None:
    """Within the minute."""
    clock.at(55, lambda: setattr(services, "reason", None))

    assert create(operation()).error is None


def test_a_denial_is_given_the_time_that_a_new_role_takes(
    operation: Begin, services: ComplainingServices, clock: FakeClock, call: FakeCall
) -> None:
    """A role made moments ago is denied at first; one that stays denied is an error, too."""
    services.reason = DENIED
    clock.at(200, lambda: setattr(services, "reason", None))
    assert create(operation()).error is None

    services.reason = DENIED
    revision = services.update({"serviceArn": ARN, "primaryContainer": {"image": "app:2"}})
    begun = clock.seconds
    reached = operation("app:2", call=call).follow(ARN, revision)

    assert isinstance(reached.error, errors.RolloutStuck)
    assert 240 <= clock.seconds - begun <= 245
    assert "elasticloadbalancing:CreateTargetGroup" in reached.error.remedy


def test_a_repaired_argument_overtakes_the_rollout_that_is_stuck(
    operation: Begin, services: ComplainingServices
) -> None:
    """The next run sends what has changed and waits for that."""
    create(operation(healthCheckPath="/bad"))
    services.reason = None

    healed = update_service(operation(healthCheckPath="/"), ARN, {("healthCheckPath",): "/bad"})

    assert healed.error is None
    assert healed.rollout_state.deployment is not None
    assert healed.rollout_state.deployment.successful
    assert [request["healthCheckPath"] for request in services.sent("update")] == ["/"]


def test_the_same_wish_waits_for_the_same_rollout_again(operation: Begin, services: ComplainingServices) -> None:
    """Somebody may have mended it outside of the program; else the wait ends as before, and nothing is sent."""
    first = create(operation())
    attempted = first.rollout_state.deployment.arn if first.rollout_state.deployment else None
    again = update_service(operation(), ARN, {}, attempted)
    services.reason = None
    healed = update_service(operation(), ARN, {}, attempted)

    assert isinstance(again.error, errors.RolloutStuck)
    assert healed.error is None
    assert services.sent("update") == []


def test_a_rollback_is_not_taken_for_stuck(operation: Begin, services: ComplainingServices, clock: FakeClock) -> None:
    """It takes away what it had made, and tells its own reason at its end."""
    services.reason = None
    clock.at(235, lambda: setattr(services, "reason", PATH))
    reached = create(operation("app:unhealthy"))

    assert isinstance(reached.error, errors.RolloutFailed)


def test_a_fast_clock_shortens_the_minute(
    operation: Begin, services: ComplainingServices, call: FakeCall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the pauses between two looks are shorter, time at AWS runs as much faster."""
    monkeypatch.setenv("ECS_EXPRESS_POLL_SECONDS", "0.05")
    reached = create(operation(call=call))

    assert isinstance(reached.error, errors.RolloutStuck)
    assert 0.6 <= call.now() <= 0.65
