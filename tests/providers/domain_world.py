"""A load balancer in memory with the rule of one service, into which somebody else has written a host; and a domain's inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fake_domains import DEFAULT, ENDPOINT, LISTENER, FakeDomains, host_rule

from pulumi_ecs_express.model.custom_domain.observed import ListenerRule, ObservedCertificate
from pulumi_ecs_express.providers.custom_domain import association as provider

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


def domains_in_memory(monkeypatch: pytest.MonkeyPatch) -> FakeDomains:
    """Make the load balancer, and have the providers connect to it."""
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
    return domains


def hosts(world: FakeDomains, rule: ListenerRule = RULE) -> list[str]:
    """List the hosts of a rule."""
    return world.listeners.by_arn[rule.arn].hosts


def checked(begin: Begin, olds: dict[str, Any], news: dict[str, Any]) -> list[str]:
    """Judge inputs; list what is refused."""
    return [failure.reason for failure in provider.check(begin(), olds, news).failures]


def difference(begin: Begin, olds: dict[str, Any], news: dict[str, Any]) -> tuple[pulumi.dynamic.DiffResult, FakeCall]:
    """Preview a change."""
    call = begin(olds)
    return provider.diff(call, "id", olds, news), call
