"""Hosts of a listener rule: what is written, what is kept, and what stands in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.providers.fake_domains import ENDPOINT, host_rule

from pulumi_ecs_express.model.custom_domain.observed import ListenerRule
from pulumi_ecs_express.planning.custom_domain.rule import (
    HostChange,
    conflicts,
    find_rule,
    has_room,
    needs_certificate,
    number_of_values,
    room_problem,
)

HOSTS = [f"{letter}.example.com" for letter in "abcdef"]
SOURCE = {"Field": "source-ip", "SourceIpConfig": {"Values": ["192.0.2.0/24"]}}


def written(rule: ListenerRule, change: HostChange) -> ListenerRule:
    """Give the rule as the request leaves it."""
    return replace(rule, conditions=tuple(change.conditions(rule, ENDPOINT)))


@pytest.mark.row("S4-19", "S4-20")
@given(
    st.lists(st.sampled_from(HOSTS), unique=True),
    st.lists(st.sampled_from(HOSTS), unique=True),
    st.sets(st.sampled_from(HOSTS)),
)
def test_hosts_of_others_stay_and_the_endpoint_comes_first(there: list[str], wanted: list[str], gone: set[str]) -> None:
    """Once each, whatever is added and taken away; again it changes nothing, and other conditions are sent as they are."""
    rule = host_rule(1, ENDPOINT, *there)
    rule = replace(rule, conditions=(SOURCE, *rule.conditions))
    change = HostChange(tuple(wanted), frozenset(gone - set(wanted)))

    after = written(rule, change)

    assert set(after.hosts) == ({ENDPOINT, *there} - (gone - set(wanted))) | set(wanted)
    assert len(after.hosts) == len(set(after.hosts))
    assert after.hosts[0] == ENDPOINT
    assert after.conditions[0] == SOURCE
    assert len(after.conditions) == 2
    assert change.is_done(after)
    assert written(after, change).conditions == after.conditions


def test_the_spelling_of_others_stays() -> None:
    """Hosts are compared without regard to case, and sent as they were written; so are regular expressions beside them."""
    rule = host_rule(1, ENDPOINT, "Shop.Example.com")

    after = written(rule, HostChange(("shop.example.com", "a.example.com")))

    assert after.conditions[0]["HostHeaderConfig"]["Values"] == [ENDPOINT, "Shop.Example.com", "a.example.com"]
    pattern = {"Field": "host-header", "HostHeaderConfig": {"RegexValues": ["^b"], "Values": [ENDPOINT]}}
    (sent,) = HostChange(("a.example.com",)).conditions(replace(rule, conditions=(pattern,)), ENDPOINT)
    assert sent["HostHeaderConfig"] == {"RegexValues": ["^b"], "Values": [ENDPOINT, "a.example.com"]}


def test_a_rule_that_has_lost_its_hosts_gets_the_endpoint_back_with_the_domain() -> None:
    """The domain alone would take the service's own URL away."""
    assert written(host_rule(1), HostChange(("a.example.com",))).hosts == [ENDPOINT, "a.example.com"]


@pytest.mark.row("S4-19")
def test_five_values_fill_a_rule_whatever_their_conditions() -> None:
    """The endpoint and four hosts; values of other conditions and regular expressions count too."""
    full = host_rule(1, ENDPOINT, *HOSTS[:4])
    with_source = replace(
        host_rule(1, ENDPOINT, *HOSTS[:3]), conditions=(SOURCE, *host_rule(1, ENDPOINT, *HOSTS[:3]).conditions)
    )

    header = {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-Release", "Values": ["a", "b"]}}
    pattern = {"Field": "host-header", "HostHeaderConfig": {"Values": [ENDPOINT], "RegexValues": ["^a"]}}
    assert number_of_values(full.conditions) == number_of_values(with_source.conditions) == 5
    assert number_of_values([header, pattern]) == 4
    assert has_room(full, HostChange((HOSTS[0],)), ENDPOINT)
    assert has_room(full, HostChange((HOSTS[4],), frozenset({HOSTS[0]})), ENDPOINT)
    assert room_problem(full, HostChange(()), ENDPOINT) is None
    for rule in (full, with_source):
        problem = room_problem(rule, HostChange((HOSTS[5],)), ENDPOINT) or ""
        assert HOSTS[5] in problem
        assert ENDPOINT in problem
        assert "AWS does not raise" in problem


@pytest.mark.row("S4-18")
def test_a_rule_is_found_by_its_arn_else_by_the_endpoint() -> None:
    """Never by its priority: the lowest one here is somebody else's."""
    ours, theirs = host_rule(7, ENDPOINT), host_rule(1, "other.on.aws", priority="1")

    assert find_rule([theirs, ours], ours.arn, ENDPOINT) is ours
    assert find_rule([theirs, ours], "arn:of a rule that was made anew", ENDPOINT) is ours
    assert find_rule([theirs], ours.arn, ENDPOINT) is None


@pytest.mark.parametrize(
    ("host", "theirs", "words"),
    [
        ("a.example.com", "a.example.com", "answers for it already"),
        ("a.example.com", "*.example.com", "asked first is AWS's choice"),
        ("*.example.com", "b.example.com", "asked first is AWS's choice"),
    ],
)
def test_a_host_that_another_rule_answers_for_is_a_conflict(host: str, theirs: str, words: str) -> None:
    """Also where a wildcard would swallow one of them; not with the default rule, and not with the own one."""
    own = host_rule(2, ENDPOINT, host)
    rules = [own, host_rule(1, "x.on.aws", theirs), ListenerRule("default", "default")]

    (conflict,) = conflicts(rules, own, [host], set())

    assert conflict.startswith(f"{host}: rule 1 (priority 1)")
    assert words in conflict
    assert conflicts(rules, own, ["free.example.org"], set()) == []


def test_a_host_that_the_program_takes_out_of_a_rule_is_a_move_and_no_conflict() -> None:
    """From that rule alone."""
    own, old = host_rule(2, ENDPOINT), host_rule(1, "x.on.aws", "a.example.com")
    third = host_rule(3, "y.on.aws", "a.example.com")

    assert conflicts([own, old], own, ["a.example.com"], {(old.arn, "a.example.com")}) == []
    assert len(conflicts([own, old, third], own, ["a.example.com"], {(old.arn, "a.example.com")})) == 1


@pytest.mark.row("S4-21")
def test_a_certificate_is_needed_by_the_hosts_that_no_other_covers() -> None:
    """One wildcard may serve several services."""
    names, others = ["*.example.com"], [["b.example.com"], ["x.on.aws"]]

    assert needs_certificate(["a.example.com", "b.example.com", "x.on.aws"], names, others) == ["a.example.com"]
    assert needs_certificate(["b.example.com", "a.b.example.com"], names, others) == []
