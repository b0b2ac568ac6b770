"""An update after its deployment: drift and its repair, a failure that stays visible, and what a destroy leaves."""

from __future__ import annotations

import pytest
from tests.providers.fake_call import FakeClock
from tests.providers.fake_ecs_service import WEB, definition
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.fakes import refused
from tests.providers.update_run import UpdateRun, update_of

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import Status

OTHER = WEB.replace("/web", "/other")


def runs(ecs: FakeEcsServices, arn: str = WEB) -> str:
    """Name what a service runs."""
    return ecs.services[arn].listed(ecs.clock.seconds)[0].definition.rpartition("/")[2]


def test_a_refresh_without_drift_changes_nothing(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """Tags of others are no drift; the program's own spelling stays."""
    update.up(update_of(tags={"team": "web"}, wait="until_stable"))
    ecs.services[WEB].tags["theirs"] = "x"
    before = update.inputs

    assert update.refresh()

    assert update.inputs == before
    assert update.outputs["earlierTaskDefinitionArn"] == definition("shop:6")


@pytest.mark.row("S3-20")
def test_drift_shows_by_its_path_and_is_repaired(update: UpdateRun, ecs: FakeEcsServices, clock: FakeClock) -> None:
    """Somebody else has deployed another revision and changed the tags."""
    update.up(update_of(tags={"team": "web", "stage": "dev"}))
    ecs.deploy(WEB, definition("shop:9"))
    clock.advance(200)
    ecs.services[WEB].tags = {"team": "their"}

    assert update.refresh()
    lines = update.changes(update_of(tags={"team": "web", "stage": "dev"}))
    update.up(update_of(tags={"team": "web", "stage": "dev"}))

    assert lines == [
        ("tags.stage", "add", False),
        ("tags.team", "update", False),
        ("taskDefinitionArn", "update", False),
    ]
    assert runs(ecs) == "shop:7"
    assert ecs.services[WEB].tags == {"team": "web", "stage": "dev"}


@pytest.mark.parametrize("how", ["deleted", "DRAINING", "INACTIVE"])
def test_a_service_that_is_gone_is_gone_from_the_state(update: UpdateRun, ecs: FakeEcsServices, how: str) -> None:
    """Also while it drains."""
    update.up(update_of())
    if how == "deleted":
        del ecs.services[WEB]
    else:
        ecs.services[WEB].status = Status(how)

    assert not update.refresh()


def test_not_found_in_another_account_is_not_gone(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """The state stays."""
    update.up(update_of())
    del ecs.services[WEB]
    ecs.caller = "210987654321"

    with pytest.raises(errors.OtherAccount, match="account 123456789012"):
        update.refresh()


def test_a_failure_stays_visible_until_it_is_mended(update: UpdateRun, ecs: FakeEcsServices, clock: FakeClock) -> None:
    """The refresh names the revision that failed, and shows the one that runs; going back to that one mends it too."""
    ecs.crashing.add(definition("shop:7"))
    update.up(update_of())
    for _ in range(2):
        assert update.refresh()
        assert isinstance(update.failure, errors.RolloutRolledBack)
        assert "the deployment of shop:7" in str(update.failure)
        assert update.inputs["taskDefinitionArn"] == definition("shop:6")

    update.up(update_of("shop:6"))
    assert update.refresh()

    assert update.failure is None
    assert ecs.written() == ["update"]


def test_a_failure_that_somebody_has_mended_is_none(update: UpdateRun, ecs: FakeEcsServices, clock: FakeClock) -> None:
    """By another deployment: what is declared then shows as drift alone."""
    ecs.crashing.add(definition("shop:7"))
    update.up(update_of())
    ecs.deploy(WEB, definition("shop:8"))
    clock.advance(200)

    assert update.refresh()

    assert update.failure is None
    assert update.inputs["taskDefinitionArn"] == definition("shop:8")


@pytest.mark.row("S3-01")
def test_a_destroy_leaves_the_service_as_it_is(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """Without a call to AWS, and says so."""
    update.up(update_of())
    ecs.calls.clear()

    update.destroy()

    assert update.call.notes == ["service web in cluster default is left as it is, and goes on running"]
    assert ecs.calls == []
    assert runs(ecs) == "shop:7"


def test_a_destroy_can_move_the_service_back(update: UpdateRun, ecs: FakeEcsServices, clock: FakeClock) -> None:
    """To what it ran before the first update, however many came after that; it is waited for."""
    update.up(update_of()).up(update_of("shop:8"))
    update.inputs = update_of("shop:8", restoreOnDestroy=True)  # a change of this alone calls no provider
    began = clock.seconds

    update.destroy()

    assert runs(ecs) == "shop:6"
    assert clock.seconds - began >= 120


def test_a_failed_update_is_moved_back_as_well(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """AWS has returned to the update before it."""
    update.up(update_of(restoreOnDestroy=True))
    ecs.crashing.add(definition("shop:8"))
    update.up(update_of("shop:8", restoreOnDestroy=True))
    assert update.failure is not None

    update.destroy()

    assert runs(ecs) == "shop:6"


def test_a_deregistered_revision_is_told_and_nothing_is_lost(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """The service runs on."""
    update.up(update_of(restoreOnDestroy=True))
    ecs.inactive.add(definition("shop:6"))

    with pytest.raises(errors.TaskDefinitionInactive, match="was not moved back to shop:6") as told:
        update.destroy()

    assert "restore_on_destroy=False" in told.value.remedy
    assert runs(ecs) == "shop:7"


def test_moving_back_may_fail_and_can_be_tried_again(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """The resource stays in state."""
    update.up(update_of(restoreOnDestroy=True))
    ecs.crashing.add(definition("shop:6"))
    with pytest.raises(errors.RolloutRolledBack, match="the deployment of shop:6"):
        update.destroy()

    ecs.crashing.clear()
    update.destroy()

    assert runs(ecs) == "shop:6"


@pytest.mark.parametrize("happened", ["deleted", "moved on", "moved back"])
def test_what_others_did_since_is_not_undone(
    update: UpdateRun, ecs: FakeEcsServices, clock: FakeClock, happened: str
) -> None:
    """A service that is gone needs nothing, and another revision is somebody else's."""
    update.up(update_of(restoreOnDestroy=True))
    if happened == "deleted":
        del ecs.services[WEB]
    else:
        ecs.deploy(WEB, definition("shop:9" if happened == "moved on" else "shop:6"))
        clock.advance(200)

    update.destroy()

    assert ecs.written() == ["update"]
    assert ("somebody else has moved it to shop:9 since" in " ".join(update.call.notes)) is (happened == "moved on")


@pytest.mark.parametrize(("service", "after"), [("web", "shop:7"), ("other", "shop:6")])
def test_a_replacement_moves_back_only_what_the_program_left(
    update: UpdateRun, ecs: FakeEcsServices, service: str, after: str
) -> None:
    """A replacement that the engine demands makes the new resource first, for the same service."""
    ecs.add(OTHER, "shop:1")
    update.up(update_of(restoreOnDestroy=True))
    old = UpdateRun(update.begin)
    old.inputs, old.outputs, update.outputs = update.inputs, update.outputs, {}

    update.up(update_of(service=service, restoreOnDestroy=True))
    old.destroy(in_the_same_run=True)

    assert runs(ecs) == after


def test_an_unavailable_aws_keeps_the_state(update: UpdateRun, ecs: FakeEcsServices) -> None:
    """Neither a refresh nor a destroy takes it for gone."""
    update.up(update_of(restoreOnDestroy=True))
    ecs.fail("describe", refused(errors.Unreachable, "no route"), times=2)

    with pytest.raises(errors.Unreachable):
        update.refresh()
    with pytest.raises(errors.Unreachable):
        update.destroy()
