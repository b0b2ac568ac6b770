"""Moving an existing service to a revision: what is sent, once, and what is left where something goes wrong."""

from __future__ import annotations

import pytest
from tests.providers.fake_call import FakeClock
from tests.providers.fake_ecs_service import WEB, definition
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.fakes import refused
from tests.providers.update_run import UpdateRun, update_of

from pulumi_ecs_express import errors

LOST = refused(errors.Unreachable, "the connection was closed")


@pytest.mark.row("S3-05", "S3-23")
@pytest.mark.parametrize(("express", "sent"), [(False, "update"), (True, "update_express")])
def test_the_service_is_moved_and_its_deployment_waited_for(
    update: UpdateRun, ecs: FakeEcsServices, clock: FakeClock, express: bool, sent: str
) -> None:
    """A classic service by UpdateService, one of Express Mode by its own call; the outputs name all that is known."""
    ecs.services[WEB].express = express
    ecs.seen_after = 12.0

    update.up(update_of())

    assert update.failure is None
    assert ecs.written() == [sent]
    assert 120 <= clock.seconds <= 140
    assert update.outputs == {
        **update_of(),
        "serviceArn": WEB,
        "clusterName": "default",
        "serviceName": "web",
        "region": "eu-west-1",
        "deploymentArn": ecs.deployments(WEB)[0],
        "earlierTaskDefinitionArn": definition("shop:6"),
        "revision": 7,
    }
    assert update.call.rows[0] == "sending the update"
    assert "deployment in progress, 1 of 2 running" in update.call.rows
    asked_for_resources = "describe_revisions" in {name for name, _ in ecs.calls}
    assert asked_for_resources is express


@pytest.mark.row("S3-04")
def test_what_runs_already_is_not_deployed(update: UpdateRun, ecs: FakeEcsServices, clock: FakeClock) -> None:
    """Neither at the first run nor later."""
    update.up(update_of("shop:6", forceNewDeployment="1")).up(update_of("shop:6", forceNewDeployment="1"))

    assert ecs.written() == []
    assert clock.seconds == 0
    assert update.outputs["earlierTaskDefinitionArn"] == definition("shop:6")


@pytest.mark.parametrize("express", [False, True])
def test_another_trigger_deploys_the_same_again(update: UpdateRun, ecs: FakeEcsServices, express: bool) -> None:
    """A changed value, or one where there was none; the one that is gone deploys nothing."""
    ecs.services[WEB].express = express
    update.up(update_of("shop:6")).up(update_of("shop:6", forceNewDeployment="1"))
    update.up(update_of("shop:6", forceNewDeployment="2")).up(update_of("shop:6"))

    sent = [request for name, request in ecs.calls if name.startswith("update")]
    assert sent == [(WEB, definition("shop:6"), *([] if express else [True]))] * 2
    assert len(ecs.services[WEB].rollouts) == 3


def test_a_new_revision_is_not_forced(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """It is deployed in any case."""
    update.up(update_of()).up(update_of("shop:8"))

    assert [request for name, request in ecs.calls if name == "update"] == [
        (WEB, definition("shop:7"), False),
        (WEB, definition("shop:8"), False),
    ]
    assert update.outputs["earlierTaskDefinitionArn"] == definition("shop:6")


@pytest.mark.row("S3-05")
@pytest.mark.parametrize("express", [False, True])
@pytest.mark.parametrize("often", [1, 3])
@pytest.mark.parametrize("after", [False, True], ids=["the request is lost", "the answer is lost"])
def test_a_lost_answer_makes_no_second_deployment(
    update: UpdateRun, ecs: FakeEcsServices, after: bool, often: int, express: bool
) -> None:
    """The service is read before the request is repeated."""
    ecs.services[WEB].express = express
    ecs.fail("update_express" if express else "update", LOST, times=often, after=after)

    update.up(update_of())

    assert update.failure is None
    assert [rollout.definition for rollout in ecs.services[WEB].rollouts] == [
        definition("shop:6"),
        definition("shop:7"),
    ]


def test_an_aws_that_never_answers_is_an_error_after_which_running_again_goes_on(
    update: UpdateRun, ecs: FakeEcsServices, clock: FakeClock
) -> None:
    """What may have been sent is in state, with what the service ran before."""
    ecs.fail("update", LOST, after=True)
    clock.at(1, lambda: ecs.fail("describe", refused(errors.ServerFault, "busy"), times=99))
    update.up(update_of())
    assert isinstance(update.failure, errors.ServerFault)
    assert 55 <= clock.seconds <= 70
    assert update.outputs["earlierTaskDefinitionArn"] == definition("shop:6")

    ecs.faults.clear()
    update.up(update_of())
    assert update.failure is None
    assert ecs.written() == ["update"]


def test_a_throttled_update_is_sent_again(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """And where it stays so, nothing is in state, since nothing was changed."""
    ecs.fail("update", refused(errors.Throttled, "Rate exceeded"), times=2)
    update.up(update_of())
    assert update.failure is None

    ecs.fail("update", refused(errors.Throttled, "Rate exceeded"), times=99)
    with pytest.raises(errors.Throttled):
        update.up(update_of("shop:8"))


@pytest.mark.row("S3-20")
def test_tags_alone_deploy_nothing(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """One that the program drops is taken off; those of others stay."""
    ecs.services[WEB].tags["theirs"] = "x"
    update.up(update_of("shop:6", tags={"team": "shop", "stage": "dev"}))
    update.up(update_of("shop:6", tags={"team": "web"}))

    assert ecs.services[WEB].tags == {"theirs": "x", "team": "web"}
    assert ecs.written() == ["tag", "tag", "untag"]


@pytest.mark.parametrize("step", ["untag", "update"])
def test_what_was_changed_before_a_refusal_is_in_state(update: UpdateRun, ecs: FakeEcsServices, step: str) -> None:
    """So that it is taken back when the program drops it."""
    update.up(update_of("shop:6", tags={"old": "1"}))
    ecs.fail(step, refused(errors.AccessDenied, "no"))

    update.up(update_of("shop:7", tags={"new": "1"}))
    assert isinstance(update.failure, errors.AccessDenied)
    update.up(update_of("shop:7"))

    assert update.failure is None
    assert ecs.services[WEB].tags == {}


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ("update", errors.AccessDenied),
        ("update", errors.TaskDefinitionInactive),
        ("update", errors.ParameterRefused),
        ("deployments", errors.AccessDenied),
        ("describe", errors.AccessDenied),
    ],
)
def test_a_refusal_leaves_nothing_behind(
    update: UpdateRun, ecs: FakeEcsServices, operation: str, kind: type[errors.ExpressError]
) -> None:
    """Neither a deployment nor a resource in state."""
    ecs.fail(operation, refused(kind, "AWS's own words"))

    with pytest.raises(kind, match="AWS's own words"):
        update.up(update_of())

    assert len(ecs.services[WEB].rollouts) == 1
    assert update.outputs == {}


def test_a_service_that_goes_away_is_told(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """Before an update, and where its answer says so."""
    update.up(update_of())
    ecs.fail("update", refused(errors.ServiceNotActive, "Service was not ACTIVE."))
    with pytest.raises(errors.ServiceGone, match="Service was not ACTIVE"):
        update.up(update_of("shop:8"))

    del ecs.services[WEB]
    with pytest.raises(errors.ServiceGone, match="name another one in `service`"):
        update.up(update_of("shop:8"))
