"""Bringing a service to what is declared, whatever happened to it or to an earlier run meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_rollout import UNHEALTHY
from tests.providers.fakes import FakeExpressServices, refused
from tests.service_samples import ARN, LATER, OWNER, property_values

from pulumi_ecs_express import errors
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult
from pulumi_ecs_express.providers.service.create import create_service
from pulumi_ecs_express.providers.service.create_or_update import Operation
from pulumi_ecs_express.providers.service.update import update_service

Begin = Callable[..., Operation]


def up(operation: Operation, **previous: Any) -> RolloutResult:
    """Bring the service to what the operation declares; ``previous`` was declared before."""
    return update_service(operation, ARN, property_values(previous.pop("container", None), **previous))


def test_what_runs_already_is_not_sent_again(operation: Begin, running: FakeExpressServices) -> None:
    """AWS's present answer decides, not the state of Pulumi."""
    reached = up(operation())

    assert reached.error is None
    assert running.written() == []


@pytest.mark.row("S0-13", "S1-14")
def test_an_update_is_one_call_with_what_changed_and_waits_for_its_own_deployment(
    operation: Begin, running: FakeExpressServices, call: FakeCall
) -> None:
    """The end of it, and the stages on the row in between."""
    reached = up(operation("app:2", call))

    assert running.sent("update") == [{"serviceArn": ARN, "primaryContainer": {"image": "app:2"}}]
    assert reached.error is None
    assert reached.rollout_state.deployment is not None
    assert reached.rollout_state.deployment.successful
    assert [row.partition(":")[0] for row in call.rows] == [
        "sending the update", "SCALE_UP", "SCALE_UP", "PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME", "CLEAN_UP",
    ]  # fmt: skip


def test_a_rollout_of_the_wish_is_waited_for_and_not_sent_again(
    operation: Begin, running: FakeExpressServices, clock: FakeClock
) -> None:
    """An earlier run was interrupted; AWS went on."""
    running.update({"serviceArn": ARN, "primaryContainer": {"image": "app:2"}})
    clock.advance(100)
    running.calls.clear()

    reached = up(operation("app:2"))

    assert running.written() == []
    assert reached.rollout_state.deployment is not None
    assert reached.rollout_state.deployment.successful


@pytest.mark.parametrize(("seen_after", "sent"), [(8, 0), (300, 1)], ids=["shown soon", "not shown for long"])
def test_a_rollout_whose_revision_aws_does_not_show_yet_is_looked_at_again(
    operation: Begin, running: FakeExpressServices, seen_after: float, sent: int
) -> None:
    """The old configuration would look like a difference; after ten seconds it is taken for one."""
    running.update({"serviceArn": ARN, "primaryContainer": {"image": "app:2"}})
    running.calls.clear()
    running.revisions_seen_after = seen_after

    reached = up(operation("app:2"))

    assert reached.error is None
    assert len(running.sent("update")) == sent


def test_a_rollout_of_something_else_is_overtaken(
    operation: Begin, running: FakeExpressServices, clock: FakeClock
) -> None:
    """The end of the older one, which lies between, is not taken for the newer one's."""
    running.update({"serviceArn": ARN, "primaryContainer": {"image": "app:2"}})
    clock.advance(100)

    reached = up(operation("app:3"))

    assert reached.error is None
    assert reached.rollout_state.deployment is not None
    assert reached.rollout_state.deployment.arn == running.deployments(ARN)[0]
    assert running.describe(ARN).configurations[0].settings["primaryContainer"]["image"] == "app:3"


def test_going_back_while_a_rollout_runs_sends_what_ran_before(
    operation: Begin, running: FakeExpressServices, clock: FakeClock
) -> None:
    """The old revision still serves, but the deployment under way would end it."""
    running.update({"serviceArn": ARN, "primaryContainer": {"image": "app:2"}})
    clock.advance(100)

    reached = up(operation("app:1"))

    assert running.sent("update")[-1]["primaryContainer"] == {"image": "app:1"}
    assert reached.error is None
    assert running.describe(ARN).configurations[0].settings["primaryContainer"]["image"] == "app:1"


def test_a_rollback_under_way_is_waited_out(
    operation: Begin, running: FakeExpressServices, call: FakeCall, clock: FakeClock
) -> None:
    """What runs then is not known before; the wish turns out to be just that, so nothing is sent."""
    running.update({"serviceArn": ARN, "primaryContainer": {"image": "app:unhealthy"}})
    clock.advance(250)
    running.calls.clear()

    reached = up(operation("app:1", call))

    assert reached.error is None
    assert running.written() == []
    assert call.rows == [f"waiting for an earlier rollback: rolling back: {UNHEALTHY}"]


def test_after_a_rollback_the_bad_image_is_sent_again_and_fails_again(
    operation: Begin, running: FakeExpressServices
) -> None:
    """The same wish is still not what runs."""
    first = up(operation("app:unhealthy"))
    second = up(operation("app:unhealthy"))

    assert isinstance(first.error, errors.RolloutRolledBack)
    assert isinstance(second.error, errors.RolloutRolledBack)
    assert UNHEALTHY in second.error.why
    assert len(running.sent("update")) == 2


def test_after_a_rollback_the_image_that_runs_makes_no_deployment(
    operation: Begin, running: FakeExpressServices
) -> None:
    """Going back is done already, by AWS."""
    up(operation("app:unhealthy"))
    reached = up(operation("app:1"), container={"image": "app:unhealthy"})

    assert reached.error is None
    assert len(running.sent("update")) == 1


def test_a_first_deployment_that_failed_is_sent_again(operation: Begin, services: FakeExpressServices) -> None:
    """Nothing differs from what AWS has, and still it does not run."""
    first = operation("app:unhealthy")
    failed = first.follow(create_service(first, OWNER).arn, None)
    again = up(operation("app:unhealthy"))
    repaired = up(operation("app:1"))

    assert isinstance(failed.error, errors.RolloutFailed)
    assert isinstance(again.error, errors.RolloutFailed)
    assert [request["primaryContainer"] for request in services.sent("update")] == [
        {"image": "app:unhealthy"},
        {"image": "app:1"},
    ]
    assert repaired.error is None


def test_a_first_deployment_that_was_interrupted_is_waited_for(
    operation: Begin, services: FakeExpressServices, call: FakeCall
) -> None:
    """The next run starts no second one."""
    call.interrupted_at = 60
    first = operation(call=call)
    interrupted = first.follow(create_service(first, OWNER).arn, None)
    reached = up(operation())

    assert isinstance(interrupted.error, errors.WaitInterrupted)
    assert reached.error is None
    assert services.written() == ["create"]


@pytest.mark.row("S0-02")
def test_a_change_of_tags_alone_makes_no_revision(operation: Begin, running: FakeExpressServices) -> None:
    """Only what differs is set, only what the program had is taken off, and others' tags stay."""
    running.tag(ARN, {"old": "1", "kept": "1", "of another": "1"})
    running.calls.clear()

    up(operation(tags={"kept": "1", "new": ""}), tags={"old": "1", "kept": "1"})

    assert running.sent("tag", "untag") == [(ARN, {"new": ""}), (ARN, ["old"])]
    assert running.sent("update") == []
    tags = running.describe(ARN).tags
    assert (tags["kept"], tags["new"], tags["of another"]) == ("1", "", "1")
    assert "old" not in tags


@pytest.mark.row("S0-20")
@pytest.mark.peer("R4")
def test_an_update_without_a_deployment_is_done_when_it_is_in_effect(
    operation: Begin, running: FakeExpressServices
) -> None:
    """Some settings take effect without one; waiting for it would never end."""
    running.updates_deploy = False
    reached = up(operation(scalingTarget={"minTaskCount": 2}))

    assert reached.error is None
    assert running.sent("update") == [{"serviceArn": ARN, "scalingTarget": {"minTaskCount": 2}}]
    assert len(running.deployments(ARN)) == 1


@pytest.mark.row("S0-20")
def test_what_left_the_program_goes_back_to_awss_default(operation: Begin, running: FakeExpressServices) -> None:
    """Declared before and not now: the default is sent."""
    up(operation(scalingTarget={"minTaskCount": 2}))
    up(operation(), scalingTarget={"minTaskCount": 2})

    assert running.sent("update")[-1] == {"serviceArn": ARN, "scalingTarget": {"minTaskCount": 1}}


@pytest.mark.row("S0-41")
@pytest.mark.parametrize("state", ["gone", "draining", "inactive"])
def test_an_update_that_meets_no_service_says_what_to_type(
    operation: Begin, running: FakeExpressServices, clock: FakeClock, state: str
) -> None:
    """A plain `up` reads nothing, so the loss shows here."""
    running.delete(ARN)
    if state != "draining":
        clock.advance(1000)
    if state == "gone":
        running.services.clear()

    with pytest.raises(errors.ServiceGone) as error:
        up(operation("app:2"))
    assert "pulumi up --refresh" in error.value.remedy


def test_roles_changed_in_an_update_are_waited_for_too(operation: Begin, running: FakeExpressServices) -> None:
    """A new execution role is as young as a first one."""
    role = "arn:aws:iam::123456789012:role/new"
    running.roles[role] = running.clock.seconds + 20

    reached = up(operation(executionRoleArn=role))

    assert reached.error is None
    assert len(running.sent("update")) > 1


def test_an_adopted_service_is_brought_to_the_wish_of_today(operation: Begin, services: FakeExpressServices) -> None:
    """The lost create asked for another image than the program does now."""
    services.fail("create", refused(errors.Unreachable, "no connection"), after=True)
    with pytest.raises(errors.Unreachable):
        create_service(operation("app:1"), OWNER)
    later = operation("app:2")
    made = create_service(later, LATER)
    reached = update_service(later, made.arn, {})

    assert reached.error is None
    assert services.describe(ARN).configurations[0].settings["primaryContainer"]["image"] == "app:2"
