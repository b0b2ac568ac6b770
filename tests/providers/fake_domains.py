"""Listeners, certificates, hosted zones and public DNS in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.custom_domain.observed import (
    AttachedCertificate,
    HostedZone,
    ListenerRule,
    ObservedCertificate,
    RecordSet,
)

LISTENER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/alb/1/2"
BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/alb/1"
ENDPOINT = "web-1.ecs.eu-west-1.on.aws"
DEFAULT = "arn:aws:acm:eu-west-1:123456789012:certificate/default"


def host_rule(number: int, *hosts: str, priority: str | None = None) -> ListenerRule:
    """Make a rule for hosts."""
    arn = f"{LISTENER.replace('listener/', 'listener-rule/')}/{number}"
    condition = {"Field": "host-header", "HostHeaderConfig": {"Values": list(hosts)}}
    return ListenerRule(arn, priority or str(number), (condition,) if hosts else ())


@dataclass
class FakeListeners:
    """Implements `pulumi_ecs_express.ports.Listeners`; ``between`` happens before each call, ``behind`` after those that change something."""

    region: str = "eu-west-1"
    by_arn: dict[str, ListenerRule] = field(default_factory=dict)
    attached: dict[str, bool] = field(default_factory=lambda: {DEFAULT: True})
    listener: str | None = LISTENER
    between: Callable[[str], object] = lambda _: None
    behind: Callable[[str], object] = lambda _: None
    calls: list[str] = field(default_factory=list)
    most: int = 25
    unknown: set[str] = field(default_factory=set)

    def _call(self, name: str) -> None:
        self.between(name)
        self.calls.append(name)

    def rule(self, arn: str) -> ListenerRule | None:
        self._call("rule")
        return self.by_arn.get(arn)

    def rules(self, listener: str) -> list[ListenerRule] | None:
        self._call("rules")
        return list(self.by_arn.values()) if listener == self.listener else None

    def set_conditions(self, rule: str, conditions: Sequence[Mapping[str, Any]]) -> None:
        self._call("set_conditions")
        if rule not in self.by_arn:
            raise errors.ParameterRefused("changing the hosts", why="One or more rules not found", remedy="look")
        self.by_arn[rule] = replace(self.by_arn[rule], conditions=tuple(conditions))
        self.behind("set_conditions")

    def listeners(self, load_balancer: str) -> list[str]:
        self._call("listeners")
        return [self.listener] if self.listener and load_balancer == BALANCER else []

    def certificates(self, listener: str) -> list[AttachedCertificate] | None:
        self._call("certificates")
        if listener != self.listener:
            return None
        return [AttachedCertificate(arn, default) for arn, default in self.attached.items()]

    def attach(self, listener: str, certificate: str) -> None:
        self._call("attach")
        if certificate in self.unknown:
            raise errors.CertificateNotFound("adding it", why="Certificate not found", remedy="look")
        if certificate not in self.attached and list(self.attached.values()).count(False) >= self.most:
            raise errors.DomainQuotaReached("adding it", why="TooManyCertificates", remedy="raise it")
        self.attached.setdefault(certificate, False)
        self.behind("attach")

    def detach(self, listener: str, certificate: str) -> None:
        self._call("detach")
        if not self.attached.get(certificate, False):
            self.attached.pop(certificate, None)
        self.behind("detach")


@dataclass
class FakeCertificates:
    """Implements `pulumi_ecs_express.ports.Certificates`."""

    by_arn: dict[str, ObservedCertificate] = field(default_factory=dict)
    calls: int = 0

    def describe(self, arn: str) -> ObservedCertificate | None:
        self.calls += 1
        return self.by_arn.get(arn)


@dataclass
class FakeHostedZones:
    """Implements `pulumi_ecs_express.ports.HostedZones`."""

    zones: dict[str, HostedZone] = field(default_factory=dict)
    sets: list[RecordSet] = field(default_factory=list)
    denied: bool = False
    read: list[str] = field(default_factory=list)

    def zone(self, zone_id: str) -> HostedZone | None:
        if self.denied:
            raise errors.AccessDenied("reading the zone was denied", why="no", remedy="allow it")
        return self.zones.get(zone_id)

    def records(self, zone_id: str, name: str) -> list[RecordSet]:
        self.read.append(name)
        return [found for found in self.sets if found.name == name] if zone_id in self.zones else []


@dataclass
class FakePublicDns:
    """Implements `pulumi_ecs_express.ports.PublicDns`; None where it cannot be asked."""

    answers: dict[tuple[str, str], list[str]] | None = field(default_factory=dict)
    asked: int = 0

    def values(self, name: str, type_: str) -> list[str] | None:
        self.asked += 1
        return None if self.answers is None else self.answers.get((name, type_), [])


@dataclass
class FakeDomains:
    """All of them together."""

    listeners: FakeListeners = field(default_factory=FakeListeners)
    certificates: FakeCertificates = field(default_factory=FakeCertificates)
    zones: FakeHostedZones = field(default_factory=FakeHostedZones)
    dns: FakePublicDns = field(default_factory=FakePublicDns)

    def connected(self, monkeypatch: pytest.MonkeyPatch) -> FakeDomains:
        """Have the providers connect to these."""
        from pulumi_ecs_express.providers.custom_domain import (
            association,
            certificate_use,
            claims,
            declared_domain,
            lookups,
            validation,
        )

        claims.forget()
        for module in (association, certificate_use, declared_domain, lookups, validation):
            for name, fake in (
                ("connect_listeners", self.listeners),
                ("connect_certificates", self.certificates),
                ("connect_hosted_zones", self.zones),
            ):
                if hasattr(module, name):
                    monkeypatch.setattr(module, name, lambda _connection, fake=fake: fake)
        monkeypatch.setattr(validation, "connect_public_dns", lambda: self.dns)
        return self
