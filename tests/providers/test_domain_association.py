"""A domain on the load balancer: certificate and hosts there, and away again, beside others who write the same rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pulumi
import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fake_domains import DEFAULT, ENDPOINT, LISTENER, FakeDomains, host_rule
from tests.providers.resource_run import unknown

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.custom_domain.observed import ListenerRule, ObservedCertificate
from pulumi_ecs_express.planning.custom_domain.rule import HostChange
from pulumi_ecs_express.providers.custom_domain import association as provider
from pulumi_ecs_express.providers.custom_domain import claims
from pulumi_ecs_express.providers.polling import DEFAULT_POLL_SECONDS

CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/app"
WILDCARD = "arn:aws:acm:eu-west-1:123456789012:certificate/wildcard"
RULE = host_rule(1, ENDPOINT, "theirs.example.org")
OTHER_LISTENER = LISTENER.replace("/2", "/5")
Begin = Callable[..., FakeCall]


def inputs(*hosts: str, **changes: Any) -> dict[str, Any]:
    """Write the inputs of an association."""
    return {
        "serviceArn": "arn:aws:ecs:eu-west-1:123456789012:service/default/web",
        "endpoint": ENDPOINT,
        "listenerArn": LISTENER,
        "listenerRuleArn": RULE.arn,
        "hosts": list(hosts or ("app.example.com",)),
        "certificateArn": CERTIFICATE,
        "serviceRevisionArn": "revision 1",
        **changes,
    }


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDomains]:
    """A load balancer with the rule of one service, into which somebody else has written a host."""
    monkeypatch.delenv("ECS_EXPRESS_POLL_SECONDS", raising=False)
    domains = FakeDomains().connected(monkeypatch)
    domains.listeners.by_arn = {RULE.arn: RULE, "default": ListenerRule("default", "default")}
    certificates = {
        CERTIFICATE: ("app.example.com", "www.example.com", "new.example.com"),
        WILDCARD: ("*.example.com",),
        DEFAULT: (ENDPOINT,),
    }
    domains.certificates.by_arn = {
        arn: ObservedCertificate(arn, "ISSUED", names) for arn, names in certificates.items()
    }
    yield domains
    claims.forget()


def hosts(world: FakeDomains, rule: ListenerRule = RULE) -> list[str]:
    """List the hosts of a rule."""
    return world.listeners.by_arn[rule.arn].hosts


def checked(begin: Begin, olds: dict[str, Any], news: dict[str, Any]) -> list[str]:
    """Judge inputs; list what is refused."""
    return [failure.reason for failure in provider.check(begin(), olds, news).failures]


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


def test_the_preview_says_which_hosts_the_rule_will_have(world: FakeDomains, begin: Begin) -> None:
    """In their order, those of others too; without new hosts nothing is read."""
    call = begin()
    provider.check(call, {}, inputs())
    assert call.notes == [
        f"the service's listener rule will have the hosts {ENDPOINT}, theirs.example.org, app.example.com"
    ]

    world.listeners.calls.clear()
    provider.check(begin(), inputs(), inputs(serviceRevisionArn="revision 2"))
    provider.check(begin(), {}, inputs(listenerRuleArn=unknown()))
    assert world.listeners.calls == []


@pytest.mark.row("S4-14", "S4-19")
def test_after_a_rollout_the_hosts_are_verified_and_repaired(world: FakeDomains, begin: Begin) -> None:
    """Express Mode may have put the rule back; where it has not, nothing is sent."""
    provider.create(begin(), inputs())
    world.listeners.calls.clear()
    provider.update(begin(), inputs(), inputs(serviceRevisionArn="revision 2"))
    assert not {"attach", "set_conditions"} & set(world.listeners.calls)

    world.listeners.by_arn[RULE.arn] = RULE
    world.listeners.attached = {DEFAULT: True}
    provider.update(begin(), inputs(), inputs(serviceRevisionArn="revision 3"))

    assert hosts(world) == [ENDPOINT, "theirs.example.org", "app.example.com"]
    assert CERTIFICATE in world.listeners.attached


@pytest.mark.row("S4-21")
def test_another_certificate_is_there_before_the_old_one_goes(world: FakeDomains, begin: Begin) -> None:
    """The old one goes, since the new one covers the hosts."""
    provider.create(begin(), inputs())
    world.listeners.calls.clear()

    provider.update(begin(), inputs(), inputs(certificateArn=WILDCARD))

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
    assert provider.diff(call, found, state).changes
    assert {difference.path for difference in call.differences} == {"hosts", "certificateArn"}
    provider.update(begin(found), found, state)
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

    provider.delete(begin(), shared)
    assert hosts(world) == RULE.hosts
    assert WILDCARD in world.listeners.attached

    world.listeners.by_arn[other.arn] = host_rule(2, "b.on.aws")
    provider.delete(begin(), shared)
    assert WILDCARD not in world.listeners.attached
    world.listeners.by_arn.clear()
    world.listeners.listener = None
    provider.delete(begin(), shared)


@pytest.mark.row("S4-21")
def test_the_default_certificate_is_never_removed(world: FakeDomains, begin: Begin) -> None:
    """Not even where it is the domain's own."""
    provider.create(begin(), inputs(certificateArn=DEFAULT))
    claims.forget()
    provider.delete(begin(), inputs(certificateArn=DEFAULT))

    assert world.listeners.attached == {DEFAULT: True}


# What a change means.


def test_a_service_without_a_last_deployment_changes_nothing(world: FakeDomains, begin: Begin) -> None:
    """In a preview its absence reads as unknown; after a failed rollout another one is there, and the hosts are verified."""
    provider.create(begin(), inputs())

    assert not difference(begin, inputs(), inputs(deploymentArn=unknown()))[0].changes
    assert difference(begin, inputs(), inputs(deploymentArn="deployment 2"))[0].changes


def difference(begin: Begin, olds: dict[str, Any], news: dict[str, Any]) -> tuple[pulumi.dynamic.DiffResult, FakeCall]:
    """Preview a change."""
    call = begin(olds)
    return provider.diff(call, olds, news), call


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
    assert call.notes == []


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
    provider.update(begin(before), before, after)

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
        claims.keep(after)

    provider.delete(begin(), before)

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
    provider.delete(call, before)

    assert hosts(world) == RULE.hosts
    assert hosts(world, target) == ["b.on.aws", "app.example.com"]
    assert CERTIFICATE in world.listeners.attached
    assert call.now() - started <= DEFAULT_POLL_SECONDS


def test_a_move_to_another_load_balancer_waits_until_dns_has_followed(world: FakeDomains, begin: Begin) -> None:
    """Resolvers keep the old address for a minute."""
    before = inputs()
    provider.create(begin(), before)
    claims.forget()
    claims.keep(inputs(listenerArn=OTHER_LISTENER, listenerRuleArn="a rule there"))
    call = begin()

    provider.delete(call, before)

    assert call.now() >= 60
    assert call.rows[0] == "waiting until no resolver leads to the old load balancer any more"
    assert hosts(world) == RULE.hosts


# Others who write the same rule at the same time.


def points(world: FakeDomains, begin: Begin) -> int:
    """Count the calls of an undisturbed create."""
    provider.create(begin(), inputs())
    count = len(world.listeners.calls)
    claims.forget()
    return count


def test_two_programs_that_write_one_rule_at_any_two_moments_lose_nothing_for_good(
    world: FakeDomains, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one reads at one call of ours and writes at a later one: after a refresh and an update both are there."""
    last = points(world, begin)
    theirs = HostChange(("other.example.com",))
    for read_at in range(last + 1):
        for write_at in range(read_at, last + 2):
            _reset(world)
            seen = list[ListenerRule]()

            def between(
                _: str, read_at: int = read_at, write_at: int = write_at, seen: list[ListenerRule] = seen
            ) -> None:
                at = len(world.listeners.calls)
                if at == read_at:
                    seen.append(world.listeners.by_arn[RULE.arn])
                if at == write_at and seen:
                    _write(world, theirs, seen.pop())

            world.listeners.between = between
            provider.create(begin(), inputs())
            world.listeners.between = lambda _: None
            if seen:
                _write(world, theirs, seen.pop())
            _write(world, theirs, world.listeners.by_arn[RULE.arn])  # they read back, too
            _up_again(begin)

            assert set(hosts(world)) == {*RULE.hosts, "app.example.com", "other.example.com"}, (read_at, write_at)


def _reset(world: FakeDomains) -> None:
    claims.forget()
    world.listeners.by_arn[RULE.arn] = RULE
    world.listeners.attached = {DEFAULT: True}
    world.listeners.calls.clear()


def _write(world: FakeDomains, change: HostChange, seen: ListenerRule) -> None:
    """Write as another process does that has seen this."""
    world.listeners.by_arn[RULE.arn] = ListenerRule(RULE.arn, RULE.priority, tuple(change.conditions(seen, ENDPOINT)))


def _up_again(begin: Begin) -> None:
    """Refresh and update."""
    claims.forget()
    found = dict(provider.read(begin(inputs()), "id", inputs()).inputs or {})
    if provider.diff(begin(found), found, inputs()).changes:
        provider.update(begin(found), found, inputs())


def test_who_undoes_it_again_and_again_is_told(world: FakeDomains, begin: Begin) -> None:
    """After a bounded number of writes."""

    def undo(name: str) -> None:
        if name == "rule":
            world.listeners.by_arn[RULE.arn] = RULE

    world.listeners.between = undo
    with pytest.raises(errors.HostNotKept, match="CloudTrail"):
        provider.create(begin(), inputs())

    assert world.listeners.calls.count("set_conditions") == 5
