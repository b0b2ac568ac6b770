"""
Which hosts the program wants in which listener rules, as far as this provider process has seen.

A replacement makes the new association before it deletes the old one, and both may want the same host in the same rule; or
a host moves from one rule to another. The engine asks about every resource of the program (Diff, Create or Update) before
it deletes anything, in this one process: so what was asked about is remembered here, and a delete leaves it alone.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Place = tuple[str, str]
"""A rule's ARN and a host."""

_kept: dict[Place, str] = {}
_leaving: dict[Place, str] = {}
_locks: dict[str, threading.Lock] = {}
_guard = threading.Lock()


def keep(properties: Mapping[str, Any]) -> None:
    """Note that the program wants these hosts in this rule."""
    for place in _places(properties):
        _kept[place] = str(properties.get("listenerArn"))


def leave(properties: Mapping[str, Any]) -> None:
    """Note that the program takes these hosts out of this rule, in this run."""
    _leaving.update(dict.fromkeys(_places(properties), str(properties.get("listenerArn"))))


def is_kept(rule: str, host: str) -> bool:
    """Report whether something in the program wants the host in this rule."""
    return (rule, host) in _kept


def leaving() -> set[Place]:
    """List what the program takes out of rules in this run."""
    return set(_leaving)


def comes_from_other_listener(listener: str, hosts: Iterable[str]) -> bool:
    """Report whether the program takes one of the hosts away from another load balancer, in this run."""
    return any(host in hosts and other != listener for (_, host), other in _leaving.items())


def moved_to_other_listener(listener: str, hosts: list[str]) -> bool:
    """Report whether the program wants one of the hosts on another load balancer."""
    return any(host in hosts and other != listener for (_, host), other in _kept.items())


@contextmanager
def one_at_a_time(listener: str) -> Iterator[None]:
    """Let the domains of one load balancer change it one after another: ELB has no conditional write."""
    with _guard:
        lock = _locks.setdefault(listener, threading.Lock())
    with lock:
        yield


def forget() -> None:
    """Forget everything: for tests, in whose process several runs happen."""
    _kept.clear()
    _leaving.clear()


def _places(properties: Mapping[str, Any]) -> list[Place]:
    rule, hosts = properties.get("listenerRuleArn"), properties.get("hosts")
    if not isinstance(rule, str) or not isinstance(hosts, list):
        return []
    return [(rule, host) for host in hosts if isinstance(host, str)]
