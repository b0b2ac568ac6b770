"""Keeping Express updates off a service: blocked, looked at, let in again, and what is in the way of the service then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager, nullcontext, suppress
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fake_ecs_service import WEB
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.fake_resource_tags import ARNS, OWN, FakeResourceTags
from tests.providers.fakes import refused

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.model.service.observed import Status
from pulumi_ecs_express.planning.managed_tag import MARK, TAG
from pulumi_ecs_express.providers.engine import InitFailed
from pulumi_ecs_express.providers.express_updates import claims
from pulumi_ecs_express.providers.express_updates import operations as provider

Properties = dict[str, Any]
Begin = Callable[..., FakeCall]

PLACE = {"service": "web", "region": "eu-west-1"}
BLOCKED, ALLOWED = {**PLACE, "expressUpdates": "blocked"}, {**PLACE, "expressUpdates": "allowed"}
DENIED = refused(errors.AccessDenied, "no")


class Life:
    """The resource through its life, as the engine keeps it; each step is a run of its own."""

    def __init__(self, begin: Begin) -> None:
        self.begin = begin
        self.inputs: Properties = {}
        self.outputs: Properties = {}
        self.failure: errors.ExpressError | None = None

    def up(self, inputs: Properties) -> None:
        """Create or update; after a failed create the state has the new inputs, after a failed update the old ones."""
        claims.forget()
        self.failure, created = None, not self.outputs
        try:
            if created:
                self.outputs = dict(provider.create(self.begin(), dict(inputs)).outs or {})
            else:
                self.outputs = dict(provider.update(self.begin(self.inputs), WEB, self.outputs, inputs).outs or {})
        except InitFailed as failure:
            self.outputs, self.failure = dict(failure.outputs), failure.error
        if created or self.failure is None:
            self.inputs = dict(inputs)

    def refresh(self) -> bool:
        """Read; tell whether it is there."""
        read = provider.read(self.begin(self.inputs), WEB, self.outputs)
        self.outputs, self.inputs = dict(read.outs or {}), dict(read.inputs or {})
        return bool(read.id)

    def destroy(self) -> None:
        """Delete."""
        claims.forget()
        provider.delete(self.begin(self.inputs), WEB, self.outputs)
        self.outputs = {}


@pytest.fixture
def life(begin: Begin, tags: FakeResourceTags) -> Life:
    """A resource that is not there yet."""
    return Life(begin)


def is_blocked(ecs: FakeEcsServices, tags: FakeResourceTags) -> bool:
    """Report whether the tag is off all that is the service's own, and the mark on it; shared ones are as they were."""
    assert all(held == {TAG: "true", "team": "shop"} for arn, held in tags.held.items() if arn not in OWN)
    return MARK in ecs.services[WEB].tags and all(TAG not in tags.held[arn] for arn in OWN)


def is_allowed(ecs: FakeEcsServices, tags: FakeResourceTags) -> bool:
    """Report whether all is as Express Mode made it."""
    return MARK not in ecs.services[WEB].tags and all(
        held == {TAG: "true", "team": "shop"} for held in tags.held.values()
    )


@pytest.mark.row("S4-07")
def test_blocked_looked_at_and_let_in_again(life: Life, ecs: FakeEcsServices, tags: FakeResourceTags) -> None:
    """By another value, and by a destroy; what is done already is not done again."""
    life.up(BLOCKED)
    assert is_blocked(ecs, tags)
    assert life.refresh()
    assert life.inputs == BLOCKED
    life.up(ALLOWED)
    assert is_allowed(ecs, tags)
    assert ecs.services[WEB].tags == {TAG: "true"}
    assert life.refresh()
    assert life.inputs == ALLOWED
    life.up(BLOCKED)
    life.destroy()
    assert is_allowed(ecs, tags)

    ecs.calls.clear()
    life.up(ALLOWED)
    life.destroy()
    assert [name for name, _ in ecs.calls if "tag" in name and name != "resource_tags"] == []


@pytest.mark.parametrize(
    "change",
    [
        lambda ecs, _tags: ecs.services[WEB].tags.pop(MARK),
        lambda ecs, _tags: ecs.services[WEB].tags.update({TAG: "true"}),
        lambda _ecs, tags: tags.held[ARNS["alarm"]].update({TAG: "true"}),
    ],
    ids=["mark", "service", "alarm"],
)
def test_what_somebody_else_changes_is_seen_and_repaired(
    life: Life, ecs: FakeEcsServices, tags: FakeResourceTags, change: Callable[[Any, Any], Any]
) -> None:
    """The tag put back anywhere, or the mark taken away."""
    life.up(BLOCKED)
    change(ecs, tags)

    assert life.refresh()
    assert life.inputs == ALLOWED
    life.up(BLOCKED)
    assert is_blocked(ecs, tags)
    life.destroy()
    assert is_allowed(ecs, tags)


def test_interrupted_anywhere_the_next_run_goes_on(begin: Begin, ecs: FakeEcsServices, tags: FakeResourceTags) -> None:
    """At each call of both ways: a failure keeps the resource in state, a killed engine may not know of it."""
    for position in range(1, 60):
        life = Life(begin)
        for inputs, reached in ((BLOCKED, is_blocked), (ALLOWED, is_allowed)):
            before = dict(life.outputs)
            _break_at(ecs, position)
            with suppress(errors.ExpressError):
                life.up(inputs)
            if position % 2:
                life.outputs = before
            ecs.between = lambda _name, _given: nullcontext()
            life.up(inputs)
            assert life.failure is None
            assert reached(ecs, tags), position
        ecs.services[WEB].tags.clear()


def _break_at(ecs: FakeEcsServices, position: int) -> None:
    """Have the call at a position fail, before or after AWS carries it out."""
    made = 0

    @contextmanager
    def between(_name: str, _given: Any) -> Any:
        nonlocal made
        made += 1
        if made == position and position % 3:
            raise refused(errors.Unreachable, "gone")
        yield
        if made == position:
            raise refused(errors.Unreachable, "gone")

    ecs.between = between


def test_what_was_denied_halfway_is_in_state_and_taken_back(
    life: Life, ecs: FakeEcsServices, tags: FakeResourceTags
) -> None:
    """So a destroy lets Express Mode in again, which needs the tag to delete the service."""
    ecs.fail("untag_resource", DENIED, times=1)
    life.up(BLOCKED)

    assert isinstance(life.failure, errors.AccessDenied)
    life.destroy()
    assert is_allowed(ecs, tags)


def test_a_service_that_is_gone_is_gone(life: Life, ecs: FakeEcsServices, tags: FakeResourceTags) -> None:
    """For a refresh and for a destroy; a resource of its that is gone is no error."""
    tags.held.pop(ARNS["alarm"])
    life.up(BLOCKED)
    ecs.services[WEB].status = Status.DRAINING
    life.destroy()
    life.outputs = {**BLOCKED, "serviceArn": WEB}

    assert not life.refresh()
    with pytest.raises(errors.ServiceGone):
        Life(life.begin).up(BLOCKED)


def test_what_the_program_still_says_of_a_service_stays(
    life: Life, begin: Begin, ecs: FakeEcsServices, tags: FakeResourceTags
) -> None:
    """A resource under another name took the service over: the old one does not let Express Mode in."""
    life.up(BLOCKED)
    claims.forget()
    claims.keep(BLOCKED)
    again = provider.create(begin(), dict(BLOCKED))
    provider.delete(begin(BLOCKED), WEB, life.outputs)

    assert again.id == WEB
    assert is_blocked(ecs, tags)
    claims.forget()
    claims.keep({**BLOCKED, "service": "another"})
    claims.keep({**BLOCKED, "service": Unknown()})
    provider.delete(begin(BLOCKED), WEB, life.outputs)
    assert is_allowed(ecs, tags)


def test_a_preview_says_what_comes_of_it(begin: Begin, ecs: FakeEcsServices, tags: FakeResourceTags) -> None:
    """By a note; a service that is not of Express Mode is refused, and what may not be read is a warning."""
    blocks, allows, nothing = begin(), begin(BLOCKED), begin()
    provider.check(blocks, {}, {**BLOCKED, "cluster": None})
    provider.check(allows, BLOCKED, ALLOWED)
    provider.check(nothing, {}, ALLOWED)
    assert "goes" in blocks.notes[0]
    assert "put back" in allows.notes[0]
    assert nothing.notes == []
    ecs.fail("describe", DENIED, times=1)
    denied = begin()
    assert provider.check(denied, {}, BLOCKED).failures == []
    assert len(denied.warnings) == 1
    ecs.services[WEB].express = False
    [failure] = provider.check(begin(), {}, BLOCKED).failures
    assert "express_updates: web is not of Express Mode" in failure.reason
    with pytest.raises(errors.InvalidArgument, match="not of Express Mode"):
        provider.create(begin(), dict(BLOCKED))


def test_another_way_to_name_the_service_is_no_change(begin: Begin, tags: FakeResourceTags) -> None:
    """Another service is: the new one is blocked before the old one is let in."""
    call = begin(BLOCKED)
    same = provider.diff(call, WEB, BLOCKED, {"service": WEB, "expressUpdates": "blocked"})
    other = provider.diff(begin(BLOCKED), WEB, BLOCKED, {**BLOCKED, "service": "api"})

    assert (same.changes, other.replaces) == (False, ["service"])
