"""The managed tag of a service and of what is its own: which resources, in which order, and what is left to do."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.providers.fake_ecs_service import WEB
from tests.providers.fake_resource_tags import ARNS, OWN, managed_resources

from pulumi_ecs_express.model.service.observed import ManagedResource, Revision
from pulumi_ecs_express.model.service_settings.express_updates import ALLOWED, BLOCKED
from pulumi_ecs_express.planning.managed_tag import MARK, TAG, VALUE, Step, as_wanted, own_resources, steps

ON, OFF, MARKED_ON = {TAG: VALUE}, {MARK: BLOCKED}, {TAG: VALUE, MARK: BLOCKED}

Tags = Mapping[str, str]


@pytest.mark.row("S4-07")
def test_what_is_shared_is_not_a_services_own() -> None:
    """Load balancer, listener and their security group serve others; a scaling policy has no tags."""
    found = own_resources(WEB, [Revision("r", None, managed_resources()), Revision("s", None, managed_resources())])

    assert sorted(found) == sorted(OWN)


def test_a_log_group_that_a_program_names_may_be_several_services_own() -> None:
    """Only one that Express Mode has named belongs to this service; what AWS has not made yet has no ARN."""
    named = ARNS["log group"].replace("/aws/ecs/default/web-0001", "/apps/web")
    of_another = ARNS["log group"].replace("/web-0001", "/website-0001")
    arns = (named, of_another, None)
    resources = tuple(ManagedResource("log group", arn, "ACTIVE", None) for arn in arns)

    assert own_resources(WEB, [Revision("r", None, resources)]) == []


STATES: list[tuple[str, Tags, Tags, bool]] = [
    (BLOCKED, {}, ON, False),
    (BLOCKED, OFF, OFF, True),
    (BLOCKED, OFF, {}, True),
    (BLOCKED, OFF, ON, False),
    (BLOCKED, MARKED_ON, OFF, False),
    (BLOCKED, {}, OFF, False),
    (ALLOWED, {}, ON, True),
    (ALLOWED, ON, ON, True),
    (ALLOWED, {}, {}, True),
    (ALLOWED, OFF, ON, False),
    (ALLOWED, {}, OFF, False),
    (ALLOWED, {}, MARKED_ON, False),
]


@pytest.mark.parametrize(("wanted", "service", "resource", "done"), STATES)
def test_whether_something_is_left_to_do(wanted: str, service: Tags, resource: Tags, done: bool) -> None:
    """A service need not list the tag: the mark says that it was taken off."""
    assert as_wanted(wanted, service, {"r": resource}) is done


def carried_out(service: Tags, resource: Tags, found: list[Step]) -> tuple[dict[str, str], dict[str, str]]:
    """Carry steps out."""
    held = {"s": dict(service), "r": dict(resource)}
    for step in found:
        held[step.arn].update(step.added)
        for key in step.removed:
            held[step.arn].pop(key, None)
    return held["s"], held["r"]


@pytest.mark.parametrize("wanted", [BLOCKED, ALLOWED])
@pytest.mark.parametrize("service", [{}, ON, OFF, MARKED_ON])
@pytest.mark.parametrize("resource", [{}, ON, OFF, MARKED_ON])
def test_from_every_state_the_steps_lead_there(wanted: str, service: Tags, resource: Tags) -> None:
    """Interrupted after any of them, the next ones lead there as well, and a tag that was never there is not made up."""
    whole = steps(wanted, "s", service, {"r": resource}, was_blocked=False)
    for most in range(len(whole) + 1):
        first = carried_out(service, resource, whole[:most])
        rest = steps(wanted, "s", first[0], {"r": first[1]}, was_blocked=False)
        after = carried_out(*first, rest)

        assert as_wanted(wanted, after[0], {"r": after[1]})
        if wanted == ALLOWED:
            assert (TAG in after[1]) is (TAG in resource or MARK in resource)


def test_the_mark_comes_before_the_tag_goes_and_goes_after_it_is_back() -> None:
    """On the service, and on each resource; the service is the first that is blocked and the last that is let in."""
    blocking = steps(BLOCKED, "s", ON, {"r": ON}, was_blocked=False)
    allowing = steps(ALLOWED, "s", OFF, {"r": OFF}, was_blocked=True)

    assert blocking == [
        Step("s", OFF), Step("s", removed=(TAG,)), Step("r", OFF), Step("r", removed=(TAG,)),
    ]  # fmt: skip
    assert allowing == [
        Step("r", ON), Step("r", removed=(MARK,)), Step("s", ON), Step("s", removed=(MARK,)),
    ]  # fmt: skip


def test_a_service_whose_mark_somebody_took_away_gets_its_tag_back() -> None:
    """The state says that the program took it off."""
    assert steps(ALLOWED, "s", {}, {}, was_blocked=True) == [Step("s", ON)]
    assert steps(ALLOWED, "s", ON, {}, was_blocked=True) == []
    assert steps(ALLOWED, "s", {}, {}, was_blocked=False) == []
