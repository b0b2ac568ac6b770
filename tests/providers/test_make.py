"""Making a service: once, whatever becomes of the answer, and never in place of somebody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_roles import FakeRoles
from tests.providers.fakes import FakeExpressServices, refused
from tests.service_samples import ARN, EXECUTION_ROLE, INFRASTRUCTURE_ROLE, LATER, OWNER

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.providers.creation import Created
from pulumi_ecs_express.providers.service.create import create_service
from pulumi_ecs_express.providers.service.create_or_update import ROLE_SECONDS, Operation

Begin = Callable[..., Operation]


def test_a_service_is_made_with_its_owners_tag_beside_the_programs(
    operation: Begin, services: FakeExpressServices
) -> None:
    """From the first call on the service says whose it is, and that nobody may know of it yet."""
    made = create_service(operation(tags={"team": "web"}), OWNER)

    assert made.arn == ARN
    assert services.describe(ARN).tags == {"team": "web", ownership.TAG: OWNER.tag()}
    assert services.written() == ["create"]


@pytest.mark.row("S0-39")
@pytest.mark.parametrize("retried", [False, True], ids=["by the next run", "by botocore in the same call"])
def test_a_lost_answer_leads_to_no_second_service(
    operation: Begin, services: FakeExpressServices, retried: bool
) -> None:
    """AWS carried the create out; whoever tries again finds the name taken, by its own unfinished service."""
    if retried:
        services.create(_request(operation, OWNER))
    else:
        services.fail("create", refused(errors.ServerFault, "Internal failure"), after=True)
        with pytest.raises(errors.ServerFault):
            create_service(operation(), OWNER)
    made = create_service(operation(), LATER)

    assert made == Created(ARN, None, adopted=True)
    assert list(services.services) == [ARN]
    assert services.describe(ARN).tags[ownership.TAG] == LATER.tag()


def _request(operation: Begin, owner: ownership.Owner) -> dict[str, Any]:
    from pulumi_ecs_express.planning.service.requests import create_request

    return create_request(operation().spec, "web", {ownership.TAG: owner.tag()})


FOREIGN = [
    pytest.param(ownership.Owner("shop/prod/web/ba9876543210", "t", unfinished=True).tag(), id="of another stack"),
    pytest.param("somebody", id="of somebody who uses the same key"),
    pytest.param(None, id="of nobody that can be told"),
]


@pytest.mark.parametrize("tag", FOREIGN)
def test_somebody_elses_service_is_left_alone(operation: Begin, services: FakeExpressServices, tag: str | None) -> None:
    """The error says so and what to do; nothing of the service is touched."""
    services.create(_request(operation, OWNER))
    services.services[ARN].tags = {ownership.TAG: tag} if tag else {}
    services.calls.clear()

    with pytest.raises(errors.ServiceExists) as error:
        create_service(operation(), LATER)

    assert "web" in error.value.what
    assert "choose another service_name" in error.value.remedy
    assert services.written() == ["create"]


def test_a_name_of_its_own_is_not_given_twice(operation: Begin, services: FakeExpressServices) -> None:
    """The service is this resource's, of a replacement that the engine demands or of a lost state: the error names both."""
    services.create(_request(operation, OWNER))
    services.services[ARN].tags = {ownership.TAG: OWNER.finished().tag()}
    services.calls.clear()

    with pytest.raises(errors.ServiceExists) as error:
        create_service(operation(), LATER)

    assert "delete_before_replace=True" in error.value.remedy
    assert "adopt_existing=True" in error.value.remedy
    assert services.written() == ["create"]


def test_a_replacement_that_the_engine_demands_gets_another_generated_name(
    operation: Begin, services: FakeExpressServices
) -> None:
    """Made before the old one goes; an attempt whose answer was lost is found again under the same name."""
    services.create(_request(operation, OWNER))
    services.services[ARN].tags = {ownership.TAG: OWNER.finished().tag()}
    first, second = operation(), operation()

    made = create_service(first, LATER, generated_name=True)
    found = create_service(second, LATER, generated_name=True)

    assert first.name == second.name != "web"
    assert made.arn == found.arn != ARN
    assert found.adopted


def test_a_refusal_for_another_reason_stays_what_it_is(operation: Begin, services: FakeExpressServices) -> None:
    """The name is free, so AWS meant something else."""
    services.fail("create", refusal := refused(errors.ParameterRefused, "bad subnets"))

    with pytest.raises(errors.ParameterRefused) as error:
        create_service(operation(), OWNER)
    assert error.value is refusal
    assert error.value.__cause__ is None


@pytest.mark.peer("R9")
@pytest.mark.parametrize("adopt", [True, False])
def test_an_ordinary_service_of_that_name_is_told_as_one(
    operation: Begin, services: FakeExpressServices, adopt: bool
) -> None:
    """It has the name and Express Mode does not know it; taking it over is no way out, so it is not offered."""
    services.create(_request(operation, OWNER))
    services.calls.clear()
    services.fail("describe", refused(errors.ServiceNotFound, "Resource not found"))

    with pytest.raises(errors.ServiceExists, match="ordinary ECS service") as error:
        create_service(operation(adoptExisting=adopt), LATER)
    assert "adopt_existing" not in error.value.remedy
    assert services.written() == ["create"]


def test_a_service_that_goes_while_it_is_looked_at_is_no_ordinary_one(
    operation: Begin, services: FakeExpressServices
) -> None:
    """Between the two looks it went: what AWS said first is what can be told."""
    services.create(_request(operation, OWNER))
    services.fail("create", refusal := refused(errors.ParameterRefused, "not idempotent"))
    services.fail("describe", refused(errors.ServiceNotFound, "Resource not found"))
    describe = services.describe

    def gone(arn: str) -> Any:
        try:
            return describe(arn)
        finally:
            services.services.clear()

    services.describe = gone  # type: ignore[method-assign]  # what happens between two calls cannot be arranged otherwise

    with pytest.raises(errors.ParameterRefused) as error:
        create_service(operation(), LATER)
    assert error.value is refusal


def test_who_may_not_look_gets_the_refusal_and_why_nobody_looked(
    operation: Begin, services: FakeExpressServices
) -> None:
    """Without leave to describe services, AWS's first answer is what can be told, and what leave is missing."""
    services.fail("create", refusal := refused(errors.ParameterRefused, "not idempotent"))
    services.fail("find", denial := refused(errors.AccessDenied, "no"))

    with pytest.raises(errors.ParameterRefused) as error:
        create_service(operation(), OWNER)
    assert error.value.what == refusal.what
    assert refusal.why in error.value.why
    assert denial.what in error.value.why
    assert refusal.remedy in error.value.remedy
    assert denial.remedy in error.value.remedy


@pytest.mark.row("S0-40")
@pytest.mark.peer("#47438")
def test_a_draining_name_is_waited_for(
    operation: Begin, running: FakeExpressServices, call: FakeCall, clock: FakeClock
) -> None:
    """The old service is still going; as soon as it is INACTIVE its name can be used."""
    running.delete(ARN)
    begun = clock.seconds

    assert create_service(operation(call=call), LATER).arn == ARN
    assert 90 <= clock.seconds - begun <= 100
    assert call.rows == ["waiting until the old service of that name is gone"]
    assert running.describe(ARN).alive


def test_a_name_that_drains_for_ever_ends_in_time(operation: Begin, services: FakeExpressServices) -> None:
    """With an error that says what to wait for."""
    services.fail("create", refused(errors.ServiceDraining, "draining"), times=10_000)

    with pytest.raises(errors.ServiceDraining) as error:
        create_service(operation(seconds=60), OWNER)
    assert "INACTIVE" in error.value.remedy


@pytest.mark.row("S0-36")
def test_roles_made_moments_ago_are_waited_for(
    operation: Begin, services: FakeExpressServices, call: FakeCall, clock: FakeClock
) -> None:
    """IAM takes its time; the row says what is being waited for."""
    services.roles[EXECUTION_ROLE] = 25.0

    create_service(operation(call=call), OWNER)

    assert 25 <= clock.seconds <= 30
    assert call.rows == ["waiting until ECS can use the roles, which are new"]


@pytest.mark.row("S0-36")
def test_a_role_that_does_not_exist_ends_the_wait_at_once(
    operation: Begin, services: FakeExpressServices, clock: FakeClock, iam: FakeRoles
) -> None:
    """IAM is asked once, and the error says which role it is."""
    services.roles[EXECUTION_ROLE] = float("inf")
    iam.roles[EXECUTION_ROLE] = None

    with pytest.raises(errors.RoleNotAssumable, match=f"execution_role_arn: there is no role {EXECUTION_ROLE}"):
        create_service(operation(), OWNER)
    assert clock.seconds == 0
    assert iam.asked == [EXECUTION_ROLE, INFRASTRUCTURE_ROLE]


@pytest.mark.row("S0-36")
def test_where_iam_may_not_be_asked_roles_are_waited_for(
    operation: Begin, services: FakeExpressServices, clock: FakeClock, iam: FakeRoles
) -> None:
    """A missing iam:GetRole costs time, and nothing else."""
    services.roles[EXECUTION_ROLE] = 25.0
    iam.denied = errors.AccessDenied("reading a role was denied", why="no", remedy="allow it")

    create_service(operation(), OWNER)

    assert clock.seconds >= 25


@pytest.mark.row("S0-43")
def test_a_request_that_meets_others_is_sent_again(
    operation: Begin, services: FakeExpressServices, call: FakeCall
) -> None:
    """Botocore does not retry it; the row says what is waited for."""
    services.fail("create", refused(errors.ConcurrentRequests, "Too many concurrent attempts"), times=3)

    create_service(operation(call=call), OWNER)

    assert call.rows == ["waiting: AWS takes no more requests of this kind just now"]


@pytest.mark.row("S0-36")
@pytest.mark.parametrize(("seconds", "longest"), [(1800, ROLE_SECONDS), (60, 60)], ids=["four minutes", "the timeout"])
def test_roles_that_never_become_usable_are_given_up(
    operation: Begin, services: FakeExpressServices, clock: FakeClock, seconds: float, longest: float
) -> None:
    """After four minutes, and never past the operation's own time."""
    services.roles.clear()

    with pytest.raises(errors.RoleNotAssumable):
        create_service(operation(seconds=seconds), OWNER)
    assert longest <= clock.seconds <= longest + 10
    assert services.services == {}


@pytest.mark.row("S0-35", "S0-36")
@pytest.mark.parametrize(
    "kind", [errors.AccessDenied, errors.ClusterNotFound, errors.Throttled, errors.CredentialsRefused]
)
def test_no_other_refusal_is_tried_again(
    operation: Begin, services: FakeExpressServices, clock: FakeClock, kind: type[errors.ExpressError]
) -> None:
    """A plain denial least of all."""
    services.fail("create", refused(kind, "no"))

    with pytest.raises(kind):
        create_service(operation(), OWNER)
    assert len(services.sent("create")) == 1
    assert clock.seconds == 0


def test_ctrl_c_ends_the_wait_for_roles(operation: Begin, services: FakeExpressServices, call: FakeCall) -> None:
    """Nothing has been made yet, so there is nothing to save."""
    services.roles.clear()
    call.interrupted_at = 12

    with pytest.raises(errors.WaitInterrupted):
        create_service(operation(call=call), OWNER)
    assert services.services == {}
