"""Others who write the same listener rule at the same time, and calls that fail: nothing is lost for good."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from typing import Any

import pytest
from tests.providers.domain_world import (
    CERTIFICATE,
    RULE,
    WILDCARD,
    Begin,
    hosts,
    inputs,
)
from tests.providers.fake_domains import DEFAULT, ENDPOINT, FakeDomains

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.custom_domain.observed import ListenerRule
from pulumi_ecs_express.planning.custom_domain.rule import HostChange
from pulumi_ecs_express.providers.custom_domain import association as provider
from pulumi_ecs_express.providers.custom_domain import claims


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
    if provider.diff(begin(found), "id", found, inputs()).changes:
        provider.update(begin(found), "id", found, inputs())


def test_who_undoes_it_again_and_again_is_told(world: FakeDomains, begin: Begin) -> None:
    """After a bounded number of writes."""

    def undo(name: str) -> None:
        if name == "rule":
            world.listeners.by_arn[RULE.arn] = RULE

    world.listeners.between = undo
    with pytest.raises(errors.HostNotKept, match="CloudTrail"):
        provider.create(begin(), inputs())

    assert world.listeners.calls.count("set_conditions") == 5


def test_domains_of_one_rule_are_written_one_after_another(world: FakeDomains, begin: Begin) -> None:
    """In one `up` the engine makes them at the same time: each is written once, and none has to be written again."""
    moment = threading.Event()

    def slowly(name: str) -> None:
        if name == "set_conditions":
            moment.wait(0.1)  # time for the other one to read what is about to be replaced

    world.listeners.between = slowly
    names = ("app.example.com", "www.example.com")
    threads = [threading.Thread(target=provider.create, args=(begin(), inputs(name))) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(hosts(world)) == {*RULE.hosts, *names}
    assert world.listeners.calls.count("set_conditions") == len(names)


# Calls that fail.

FAILURES = {
    "a denial": errors.AccessDenied("it was denied", why="no", remedy="allow it"),
    "a throttle": errors.Throttled("it was throttled", why="too many", remedy="again"),
    "a lost answer": errors.Unreachable("it broke", why="no answer", remedy="again"),
}


class Broken(Exception):
    """The process is killed."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("failure", [*FAILURES.values(), Broken()], ids=[*FAILURES, "a kill"])
def test_a_fault_at_any_call_is_healed_by_running_again(
    world: FakeDomains, begin: Begin, failure: Exception, after: bool
) -> None:
    """Of create, of an update to another certificate and name, and of delete; before AWS has done it or after."""
    before, changed = inputs(), inputs("app.example.com", "www.example.com", certificateArn=WILDCARD)
    stages: dict[str, Callable[[], object]] = {
        "create": lambda: provider.create(begin(), before),
        "update": lambda: provider.update(begin(before), "id", before, changed),
        "delete": lambda: provider.delete(begin(), "id", changed),
    }
    expected = {
        "create": ([*RULE.hosts, "app.example.com"], {DEFAULT, CERTIFICATE}),
        "update": ([*RULE.hosts, "app.example.com", "www.example.com"], {DEFAULT, WILDCARD}),
        "delete": (RULE.hosts, {DEFAULT}),
    }
    for stage, run in stages.items():
        broken = 0
        while _breaks(world, run, broken, failure, after=after):
            claims.forget()
            run()
            claims.forget()
            assert (hosts(world), set(world.listeners.attached)) == expected[stage], (stage, broken)
            _start_over(world, begin, stage, before, changed)
            broken += 1
        claims.forget()
        assert broken >= 2, stage


def _breaks(world: FakeDomains, run: Callable[[], object], at: int, failure: Exception, *, after: bool) -> bool:
    """Run with a fault at one call, or behind one that changes something; report whether there was such a call."""
    seen = itertools.count()

    def fail(_: str) -> None:
        if next(seen) == at:
            raise failure

    world.listeners.between, world.listeners.behind = (_nothing, fail) if after else (fail, _nothing)
    try:
        run()
    except (errors.ExpressError, Broken):
        return True
    finally:
        world.listeners.between = world.listeners.behind = _nothing
    return False


def _nothing(_: str) -> None:
    """Let a call pass."""


def _start_over(world: FakeDomains, begin: Begin, stage: str, before: dict[str, Any], changed: dict[str, Any]) -> None:
    """Bring the load balancer to where the stage begins."""
    _reset(world)
    if stage != "create":
        provider.create(begin(), before if stage == "update" else changed)
    claims.forget()
