"""What a change of a domain means for the load balancer: replacements and moves, without a moment in which nothing answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.providers.domain_world import (
    CERTIFICATE,
    OTHER_LISTENER,
    RULE,
    WILDCARD,
    Begin,
    checked,
    difference,
    hosts,
    inputs,
)
from tests.providers.fake_call import FakeCall
from tests.providers.fake_domains import FakeDomains, host_rule
from tests.providers.resource_run import unknown

from pulumi_ecs_express.providers import engine
from pulumi_ecs_express.providers.custom_domain import CustomDomainAssociationProvider, claims
from pulumi_ecs_express.providers.custom_domain import association as provider
from pulumi_ecs_express.providers.polling import DEFAULT_POLL_SECONDS


def test_a_service_without_a_last_deployment_changes_nothing(world: FakeDomains, begin: Begin) -> None:
    """In a preview its absence reads as unknown; after a failed rollout another one is there, and the hosts are verified."""
    provider.create(begin(), inputs())

    assert not difference(begin, inputs(), inputs(deploymentArn=unknown()))[0].changes
    assert difference(begin, inputs(), inputs(deploymentArn="deployment 2"))[0].changes


@pytest.mark.parametrize(
    ("changes", "replaces"),
    [
        ({"serviceRevisionArn": "revision 2"}, []),
        ({"serviceRevisionArn": unknown()}, []),
        ({"certificateArn": WILDCARD}, []),
        ({"listenerRuleArn": unknown()}, []),
        ({"hosts": ["app.example.com", "www.example.com"]}, []),
        ({"hosts": ["new.example.com"]}, ["hosts"]),
        ({"listenerRuleArn": "another"}, ["listenerRuleArn"]),
        ({"serviceArn": unknown(), "listenerRuleArn": unknown()}, ["serviceArn"]),
    ],
    ids=["rollout", "rollout to come", "certificate", "unknown rule", "more", "other", "rule", "service"],
)
def test_what_leaves_a_rule_is_replaced_so_that_the_new_one_works_first(
    world: FakeDomains, begin: Begin, changes: dict[str, Any], replaces: list[str]
) -> None:
    """All else is changed in place."""
    provider.create(begin(), inputs())

    found, call = difference(begin, inputs(), inputs(**changes))

    assert found.changes
    assert found.replaces == replaces
    assert not found.delete_before_replace
    assert len(call.notes) == ("serviceRevisionArn" in changes)
    assert all("read again after the rollout" in note for note in call.notes)


def test_where_the_rule_has_no_room_for_both_names_the_preview_tells_of_the_gap(
    world: FakeDomains, begin: Begin
) -> None:
    """They change places in one request, and nothing of others is lost."""
    before = inputs("1.example.com", "2.example.com", "3.example.com")
    provider.create(begin(), before)
    after = inputs("1.example.com", "2.example.com", "new.example.com")

    found, call = difference(begin, before, after)
    assert (found.changes, found.replaces) == (True, [])
    assert "there will be a gap" in call.notes[0]
    assert checked(begin, before, after) == []
    world.listeners.calls.clear()
    provider.update(begin(before), "id", before, after)

    assert hosts(world) == [*RULE.hosts, "1.example.com", "2.example.com", "new.example.com"]
    assert world.listeners.calls.count("set_conditions") == 1


@pytest.mark.parametrize("killed", [False, True])
def test_a_replacement_leaves_what_the_new_one_has(world: FakeDomains, begin: Begin, killed: bool) -> None:
    """Also in the run after a killed engine, which only looks at the new one before it deletes the old one."""
    before, after = inputs("app.example.com", "www.example.com"), inputs("app.example.com")
    provider.create(begin(), before)
    claims.forget()
    difference(begin, before, after)
    provider.create(begin(), after)
    if killed:
        claims.forget()
        difference(begin, after, after)

    provider.delete(begin(), "id", before)

    assert hosts(world) == [*RULE.hosts, "app.example.com"]
    assert CERTIFICATE in world.listeners.attached


def test_a_move_to_another_service_of_the_load_balancer_has_no_moment_without_a_rule(
    world: FakeDomains, begin: Begin
) -> None:
    """The host stands in both rules meanwhile, which is no conflict within one program."""
    target = host_rule(2, "b.on.aws")
    world.listeners.by_arn[target.arn] = target
    before = inputs()
    after = inputs(serviceArn="b", listenerRuleArn=target.arn, endpoint="b.on.aws")
    provider.create(begin(), before)
    claims.forget()

    assert checked(begin, before, after) == []
    found, _ = difference(begin, before, after)
    assert found.replaces == ["serviceArn", "listenerRuleArn"]
    provider.create(begin(), after)
    assert "app.example.com" in hosts(world)
    call = begin()
    started = call.now()
    provider.delete(call, "id", before)

    assert hosts(world) == RULE.hosts
    assert hosts(world, target) == ["b.on.aws", "app.example.com"]
    assert CERTIFICATE in world.listeners.attached
    assert call.now() - started <= DEFAULT_POLL_SECONDS


def test_a_move_to_another_load_balancer_waits_until_dns_has_followed(world: FakeDomains, begin: Begin) -> None:
    """The new one may need minutes to take the name over, before DNS leads to it; resolvers keep the old one for a minute."""
    before, elsewhere = inputs(), inputs(listenerArn=OTHER_LISTENER, listenerRuleArn=f"{RULE.arn}0")
    provider.create(begin(), before)
    claims.forget()
    difference(begin, elsewhere, before)
    call = begin()
    started = call.now()
    provider.create(call, before)
    assert call.now() - started >= 180
    assert call.rows == ["waiting until the load balancer has taken the domain over, before DNS leads to it"]
    claims.forget()
    claims.keep(elsewhere)
    call = begin()

    provider.delete(call, "id", before)

    assert call.now() >= 60
    assert call.rows[0] == "waiting until no resolver leads to the old load balancer any more"
    assert hosts(world) == RULE.hosts


def test_a_run_without_change_leaves_alone_what_the_program_has(
    world: FakeDomains, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The provider answers it without loading anything, and notes the hosts all the same."""

    @contextmanager
    def serving() -> Iterator[FakeCall]:
        yield begin(inputs())

    monkeypatch.setattr(engine, "serving", serving)

    assert not CustomDomainAssociationProvider().diff("id", inputs(), inputs()).changes
    assert claims.is_kept(RULE.arn, "app.example.com")


def test_a_rule_that_has_nothing_but_the_domain_keeps_it(world: FakeDomains, begin: Begin) -> None:
    """Somebody has taken the endpoint away: a rule without hosts would be one for every name."""
    world.listeners.by_arn[RULE.arn] = host_rule(1, "app.example.com")

    provider.delete(begin(), "id", inputs())

    assert "set_conditions" not in world.listeners.calls
