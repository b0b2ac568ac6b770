"""A domain on the load balancer: certificate and hosts there, repaired, and away again."""

from __future__ import annotations

import pytest
from tests.providers.domain_world import (
    CERTIFICATE,
    RULE,
    WILDCARD,
    Begin,
    checked,
    hosts,
    inputs,
)
from tests.providers.fake_domains import DEFAULT, ENDPOINT, FakeDomains, host_rule
from tests.providers.resource_run import unknown

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.custom_domain.observed import ListenerRule
from pulumi_ecs_express.planning.custom_domain.rule import HostChange
from pulumi_ecs_express.providers.custom_domain import association as provider
from pulumi_ecs_express.providers.custom_domain import claims


@pytest.mark.row("S4-19", "S4-21")
def test_the_certificate_comes_before_the_host_and_hosts_of_others_stay(world: FakeDomains, begin: Begin) -> None:
    """Then it is read back; made again, nothing is sent."""
    provider.create(begin(), inputs())

    assert hosts(world) == [ENDPOINT, "theirs.example.org", "app.example.com"]
    assert world.listeners.attached == {DEFAULT: True, CERTIFICATE: False}
    sent = [name for name in world.listeners.calls if name in ("attach", "set_conditions")]
    assert sent == ["attach", "set_conditions"]
    assert world.listeners.calls[-1] == "rule"
    world.listeners.calls.clear()
    provider.create(begin(), inputs())
    assert not {"attach", "set_conditions"} & set(world.listeners.calls)


def test_the_row_says_what_is_written(world: FakeDomains, begin: Begin) -> None:
    """The hosts by name, and only while something is."""
    call = begin()
    provider.create(call, inputs("app.example.com", "www.example.com"))

    assert call.rows == ["adding app.example.com, www.example.com to the listener rule"]


@pytest.mark.parametrize(
    ("others", "hosts_", "kind", "words"),
    [
        ([host_rule(2, "b.on.aws", "app.example.com")], [], errors.HostInUse, "answers for it already"),
        ([host_rule(2, "b.on.aws", "*.example.com")], [], errors.HostInUse, "AWS's choice"),
        ([], ["1.example.com", "2.example.com", "3.example.com"], errors.DomainQuotaReached, "AWS does not raise"),
    ],
)
def test_what_stands_in_the_way_is_refused_at_preview_and_leaves_nothing_behind(
    world: FakeDomains, begin: Begin, others: list[ListenerRule], hosts_: list[str], kind: type[Exception], words: str
) -> None:
    """Before the certificate is added, also where the preview could not know it."""
    world.listeners.by_arn.update({rule.arn: rule for rule in others})
    wanted = inputs("app.example.com", *hosts_)

    (refused,) = checked(begin, {}, wanted)
    with pytest.raises(kind):
        provider.create(begin(), wanted)

    assert words in refused
    assert refused.startswith("domain_name: ")
    assert refused.endswith("[invalid-argument]")
    assert not {"attach", "set_conditions"} & set(world.listeners.calls)


def test_no_place_for_another_certificate_is_told_with_the_quota(world: FakeDomains, begin: Begin) -> None:
    """The host is not written then."""
    world.listeners.most = 0
    with pytest.raises(errors.DomainQuotaReached):
        provider.create(begin(), inputs())

    assert hosts(world) == RULE.hosts


def test_a_host_that_cannot_be_written_leaves_no_certificate_behind(world: FakeDomains, begin: Begin) -> None:
    """As with ModifyRule denied: what a failed create has added is in no state, so nobody could take it away later."""

    def deny(name: str) -> None:
        if name == "set_conditions":
            raise errors.AccessDenied("it was denied", why="no", remedy="allow it")

    world.listeners.between = deny
    with pytest.raises(errors.AccessDenied):
        provider.create(begin(), inputs())
    assert world.listeners.attached == {DEFAULT: True}

    world.listeners.attached[CERTIFICATE] = False
    with pytest.raises(errors.AccessDenied):
        provider.create(begin(), inputs())
    assert CERTIFICATE in world.listeners.attached  # somebody else has added it


def test_a_certificate_that_the_load_balancer_does_not_find_yet_is_waited_for(world: FakeDomains, begin: Begin) -> None:
    """Two minutes, then its absence is the error."""
    call = begin()
    world.listeners.unknown = {CERTIFICATE}
    call.clock.at(20, world.listeners.unknown.clear)
    provider.create(call, inputs())
    assert CERTIFICATE in world.listeners.attached

    world.listeners.unknown = {WILDCARD}
    with pytest.raises(errors.CertificateNotFound):
        provider.create(begin(), inputs(certificateArn=WILDCARD))


def test_a_rule_that_is_not_there_yet_is_waited_for_and_found_by_the_endpoint(world: FakeDomains, begin: Begin) -> None:
    """ELB may know it late, and ECS may have made it anew."""
    call, renewed = begin(), host_rule(9, ENDPOINT)
    del world.listeners.by_arn[RULE.arn]
    call.clock.at(30, lambda: world.listeners.by_arn.update({renewed.arn: renewed}))

    provider.create(call, inputs())

    assert hosts(world, renewed) == [ENDPOINT, "app.example.com"]
    world.listeners.by_arn.clear()
    with pytest.raises(errors.ListenerRuleMissing):
        provider.create(begin(), inputs())


@pytest.mark.row("S4-23")
def test_the_preview_says_which_hosts_the_rule_will_have(world: FakeDomains, begin: Begin) -> None:
    """In their order, those of others too; without new hosts nothing is read."""
    call = begin()
    provider.check(call, {}, inputs())
    (note,) = call.notes
    assert f"will have the hosts {ENDPOINT}, theirs.example.org, app.example.com; it may take a few minutes" in note

    world.listeners.calls.clear()
    provider.check(begin(), inputs(), inputs(serviceRevisionArn="revision 2"))
    provider.check(begin(), {}, inputs(listenerRuleArn=unknown()))
    assert world.listeners.calls == []


@pytest.mark.row("S4-14", "S4-19")
@pytest.mark.row("S4-03")
def test_after_a_rollout_the_hosts_are_verified_and_repaired(world: FakeDomains, begin: Begin) -> None:
    """Express Mode may have put the rule back; where it has not, nothing is sent."""
    provider.create(begin(), inputs())
    world.listeners.calls.clear()
    provider.update(begin(), "id", inputs(), inputs(serviceRevisionArn="revision 2"))
    assert not {"attach", "set_conditions"} & set(world.listeners.calls)

    world.listeners.by_arn[RULE.arn] = RULE
    world.listeners.attached = {DEFAULT: True}
    provider.update(begin(), "id", inputs(), inputs(serviceRevisionArn="revision 3"))

    assert hosts(world) == [ENDPOINT, "theirs.example.org", "app.example.com"]
    assert CERTIFICATE in world.listeners.attached


@pytest.mark.row("S4-21")
def test_another_certificate_is_there_before_the_old_one_goes(world: FakeDomains, begin: Begin) -> None:
    """The old one goes, since the new one covers the hosts."""
    provider.create(begin(), inputs())
    world.listeners.calls.clear()

    provider.update(begin(), "id", inputs(), inputs(certificateArn=WILDCARD))

    assert [name for name in world.listeners.calls if name in ("attach", "detach")] == ["attach", "detach"]
    assert world.listeners.attached == {DEFAULT: True, WILDCARD: False}


@pytest.mark.row("S4-04")
def test_a_refresh_shows_what_of_its_own_is_missing_and_never_what_others_have(
    world: FakeDomains, begin: Begin
) -> None:
    """As a difference of the hosts, or of the certificate; the next update repairs both."""
    state = inputs("app.example.com", "www.example.com")
    provider.create(begin(), state)
    rule = world.listeners.by_arn[RULE.arn]
    assert dict(provider.read(begin(state), "id", state).inputs or {}) == state

    change = HostChange(("more.example.org",), frozenset({"www.example.com"}))
    world.listeners.set_conditions(rule.arn, change.conditions(rule, ENDPOINT))
    del world.listeners.attached[CERTIFICATE]
    found = dict(provider.read(begin(state), "id", state).inputs or {})

    assert found == {**state, "hosts": ["app.example.com"], "certificateArn": ""}
    call = begin(found)
    assert provider.diff(call, "id", found, state).changes
    assert {difference.path for difference in call.differences} == {"hosts", "certificateArn"}
    provider.update(begin(found), "id", found, state)
    assert dict(provider.read(begin(state), "id", state).inputs or {}) == state
    world.listeners.by_arn.clear()
    assert not provider.read(begin(state), "id", state).id


@pytest.mark.row("S4-21")
def test_taken_away_the_host_goes_before_the_certificate_and_nothing_of_others(
    world: FakeDomains, begin: Begin
) -> None:
    """The certificate stays where another host of the listener needs it; a rule that is gone is no error."""
    other = host_rule(2, "b.on.aws", "blog.example.com")
    world.listeners.by_arn[other.arn] = other
    shared = inputs(certificateArn=WILDCARD)
    provider.create(begin(), shared)
    claims.forget()

    provider.delete(begin(), "id", shared)
    assert hosts(world) == RULE.hosts
    assert WILDCARD in world.listeners.attached

    world.listeners.by_arn[other.arn] = host_rule(2, "b.on.aws")
    world.certificates.calls = 0
    provider.delete(begin(), "id", shared)
    assert WILDCARD not in world.listeners.attached
    assert world.certificates.calls == 1  # where no host is covered, the other certificates do not matter
    world.listeners.by_arn.clear()
    world.listeners.listener = None
    provider.delete(begin(), "id", shared)


@pytest.mark.row("S4-21")
def test_the_default_certificate_is_never_removed(world: FakeDomains, begin: Begin) -> None:
    """Not even where it is the domain's own."""
    provider.create(begin(), inputs(certificateArn=DEFAULT))
    claims.forget()
    provider.delete(begin(), "id", inputs(certificateArn=DEFAULT))

    assert world.listeners.attached == {DEFAULT: True}
