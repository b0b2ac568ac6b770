"""Deleting: only the service in state, until it is really gone, and never on a guess."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fakes import FakeExpressServices, refused
from tests.service_samples import ARN, OWNER

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import Status
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.providers.service.create import create_service
from pulumi_ecs_express.providers.service.create_or_update import Operation
from pulumi_ecs_express.providers.service.deletion import remove


@pytest.fixture
def service(operation: Callable[..., Operation], services: FakeExpressServices) -> FakeExpressServices:
    """An account with one service."""
    create_service(operation(), OWNER)
    services.calls.clear()
    return services


@pytest.mark.row("S1-13")
@pytest.mark.peer("#47568")
def test_a_delete_ends_when_the_service_is_inactive(
    service: FakeExpressServices, call: FakeCall, clock: FakeClock
) -> None:
    """Not when it is DRAINING: its name can be used, and its network deleted, right after."""
    remove(service, call, ARN, "token-1", 1200)

    assert service.describe(ARN).status is Status.INACTIVE
    assert clock.seconds >= 90
    assert call.rows == ["deleting", "DRAINING: AWS is stopping the tasks and taking down what it made"]
    assert service.written() == ["delete"]


def test_what_is_gone_is_deleted(services: FakeExpressServices, call: FakeCall) -> None:
    """Somebody else did it."""
    remove(services, call, ARN, "token-1", 1200)

    assert services.written() == []


@pytest.mark.parametrize("passed", [0, 1000], ids=["draining", "inactive"])
def test_what_somebody_deletes_already_is_only_waited_for(
    service: FakeExpressServices, call: FakeCall, clock: FakeClock, passed: float
) -> None:
    """A second delete would be refused."""
    service.delete(ARN)
    clock.advance(passed)
    service.calls.clear()

    remove(service, call, ARN, "token-1", 1200)

    assert service.written() == []
    assert service.describe(ARN).status is Status.INACTIVE


@pytest.mark.parametrize("kind", [errors.ServiceNotFound, errors.ServiceNotActive])
def test_who_is_overtaken_in_the_last_moment_waits_as_well(
    service: FakeExpressServices, call: FakeCall, kind: type[errors.ExpressError]
) -> None:
    """Between the look and the call somebody else deletes it: what AWS says of that is no failure."""
    service.fail("delete", refused(kind, "gone"), after=True)

    remove(service, call, ARN, "token-1", 1200)

    assert "AWS is deleting it already" in call.rows
    assert service.describe(ARN).status is Status.INACTIVE


@pytest.mark.row("S1-13")
@pytest.mark.parametrize("kind", [errors.ServiceNotFound, errors.ServiceNotActive])
@pytest.mark.peer("R7")
def test_a_service_that_vanishes_while_it_is_waited_for_is_deleted(
    service: FakeExpressServices, call: FakeCall, clock: FakeClock, kind: type[errors.ExpressError]
) -> None:
    """AWS may say that in two ways instead of INACTIVE."""
    clock.at(20, lambda: service.fail("describe", refused(kind, "gone")))

    remove(service, call, ARN, "token-1", 1200)

    assert clock.seconds == 20


def test_a_newer_incarnation_is_left_alone(service: FakeExpressServices, call: FakeCall) -> None:
    """The engine can be led to delete an id that a newer create has adopted: its token tells."""
    service.tag(ARN, {ownership.TAG: ownership.Owner(OWNER.resource, "token-2").tag()})
    service.calls.clear()

    remove(service, call, ARN, "token-1", 1200)

    assert service.written() == []
    assert service.describe(ARN).alive
    assert call.rows == ["left alone: a newer resource has taken this service over"]


@pytest.mark.parametrize(
    "kind", [errors.AccessDenied, errors.Throttled, errors.Unreachable, errors.CredentialsRefused, errors.ServerFault]
)
def test_only_not_found_means_gone(
    service: FakeExpressServices, call: FakeCall, kind: type[errors.ExpressError]
) -> None:
    """Denied, throttled or out of reach, the service stays in state."""
    service.fail("describe", refused(kind, "no"))

    with pytest.raises(kind):
        remove(service, call, ARN, "token-1", 1200)
    assert service.written() == []


@pytest.mark.row("S0-41")
def test_another_accounts_credentials_find_nothing_and_conclude_nothing(clock: FakeClock, call: FakeCall) -> None:
    """A service that is not found in the wrong account is not gone."""
    elsewhere = FakeExpressServices(clock, account="999999999999")

    with pytest.raises(errors.OtherAccount) as error:
        remove(elsewhere, call, ARN, "token-1", 1200)
    assert "123456789012" in error.value.why
    assert "999999999999" in error.value.why


def test_a_cluster_that_is_gone_took_the_service_along(service: FakeExpressServices, call: FakeCall) -> None:
    """A cluster with services cannot be deleted."""
    service.fail("describe", refused(errors.ClusterNotFound, "Cluster not found."))

    remove(service, call, ARN, "token-1", 1200)
    assert service.written() == []


@pytest.mark.peer("#47568 roles")
def test_a_service_that_drains_for_ever_ends_in_time_with_the_likely_cause(
    service: FakeExpressServices, call: FakeCall
) -> None:
    """Without its infrastructure role ECS cannot take down what it made."""
    with pytest.raises(errors.DeletionTimedOut) as error:
        remove(service, call, ARN, "token-1", 60)
    assert "1 minutes" in error.value.what
    assert "infrastructure role" in error.value.why


def test_ctrl_c_ends_the_wait_for_a_deletion(service: FakeExpressServices, call: FakeCall) -> None:
    """AWS goes on; the next run waits for the rest."""
    call.interrupted_at = 30
    with pytest.raises(errors.WaitInterrupted):
        remove(service, call, ARN, "token-1", 1200)
    call.interrupted_at = None
    remove(service, call, ARN, "token-1", 1200)

    assert service.written() == ["delete"]
