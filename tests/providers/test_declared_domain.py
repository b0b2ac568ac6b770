"""A declared domain in a preview: what AWS knows of zone, records and certificate is judged before anything is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fake_domains import FakeDomains
from tests.providers.resource_run import unknown

from pulumi_ecs_express.model.custom_domain.observed import HostedZone, ObservedCertificate, RecordSet
from pulumi_ecs_express.providers.custom_domain import declared_domain as provider

CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
SERVICE = "arn:aws:ecs:eu-west-1:123456789012:service/default/web"
ISSUED = ObservedCertificate(CERTIFICATE, "ISSUED", ("*.example.com",))
Begin = Callable[..., FakeCall]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> FakeDomains:
    """A public and a private zone for one name, and a wildcard certificate."""
    domains = FakeDomains().connected(monkeypatch)
    domains.zones.zones = {
        "Z1": HostedZone("Z1", "example.com", private=False),
        "Z2": HostedZone("Z2", "example.com", private=True),
    }
    domains.certificates.by_arn = {CERTIFICATE: ISSUED}
    return domains


def domain(**changes: Any) -> dict[str, Any]:
    """Write a domain in the public zone, changed."""
    declared = {"domainName": "app.example.com", "zoneId": "Z1", "region": "eu-west-1", "__component": True, **changes}
    return {key: value for key, value in declared.items() if value is not None}


def refused(begin: Begin, news: dict[str, Any], olds: dict[str, Any] | None = None) -> list[str]:
    """Judge it; list what is refused."""
    return [failure.reason for failure in provider.check(begin(), olds or {}, news).failures]


OTHER = RecordSet("app.example.com", "A", None, ("old.example.net",))
DELEGATED = RecordSet("app.example.com", "NS", None, ("ns-1.example.net",))


@pytest.mark.row("S4-16", "S4-22")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"zoneId": "Z9"}, "zone_id: there is no hosted zone Z9"),
        ({"domainName": "app.example.org"}, "zone_id: hosted zone Z1 is for example.com, which does not hold app.example.org"),
        ({"zoneId": "Z2"}, "zone_id: hosted zone Z2 is private, and ACM validates names in public DNS"),
        ({"validationZoneId": "Z2"}, "validation_zone_id: hosted zone Z2 is private"),
        ({"validationZoneId": "Z9"}, "validation_zone_id: there is no hosted zone Z9"),
        ({"certificateArn": CERTIFICATE.replace("/1", "/2")}, "certificate_arn: there is no certificate"),
        ({"certificateArn": CERTIFICATE, "domainName": "a.b.example.com"}, "certificate_arn: is for *.example.com, and not for a.b.example.com"),
        ({"certificateArn": CERTIFICATE, "region": "us-east-1"}, "certificate_arn: is in eu-west-1, and the load balancer in us-east-1"),
        ({"__component": None}, "service: is missing: pass the ExpressGatewayService, or the ARN of one"),
    ],
)  # fmt: skip
def test_what_aws_knows_to_be_wrong_is_refused_with_one_message(
    world: FakeDomains, begin: Begin, changes: dict[str, Any], words: str
) -> None:
    """By its argument."""
    (problem,) = refused(begin, domain(**changes))

    assert problem.startswith(words)
    assert problem.endswith("[invalid-argument]")


@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        (replace(ISSUED, status="PENDING_VALIDATION"), None),
        (replace(ISSUED, status="EXPIRED"), "it has expired"),
        (replace(ISSUED, not_after=datetime.now(timezone.utc) - timedelta(days=1)), "has expired on"),
        (replace(ISSUED, usages=("TLS_WEB_CLIENT_AUTHENTICATION",)), "is for clients only"),
        (replace(ISSUED, status="FAILED", failure_reason="CAA_ERROR"), "CAA record"),
    ],
)
def test_a_certificate_that_is_brought_is_judged(
    world: FakeDomains, begin: Begin, certificate: ObservedCertificate, words: str | None
) -> None:
    """One that still waits is waited for, as one that is made."""
    world.certificates.by_arn[CERTIFICATE] = certificate
    found = refused(begin, domain(certificateArn=CERTIFICATE))

    assert len(found) == (words is not None)
    assert words is None or words in found[0]


@pytest.mark.row("S4-22")
@pytest.mark.parametrize("beside", [{"certificateArn": CERTIFICATE}, {"validationZoneId": "Z1"}])
def test_a_private_zone_will_do_where_validation_does_not_need_it(
    world: FakeDomains, begin: Begin, beside: dict[str, Any]
) -> None:
    """As for an internal service: the alias in the private zone, the validation in the public one, or none."""
    assert refused(begin, domain(zoneId="Z2", **beside)) == []


def test_a_record_of_somebody_else_and_a_delegation_are_seen(world: FakeDomains, begin: Begin) -> None:
    """Each once, whichever names the domain has; without records to make, only the delegation matters."""
    world.zones.sets = [OTHER, DELEGATED]
    both = refused(begin, domain())
    assert "delegates app.example.com" in both[0]
    assert "not this program's" in both[1]

    (only,) = refused(begin, domain(createDnsRecords=False))
    assert "delegates app.example.com" in only
    world.zones.read.clear()
    refused(begin, domain(domainName="a.b.example.com", alternativeNames=["c.b.example.com"]))
    assert sorted(world.zones.read) == ["a.b.example.com", "b.example.com", "c.b.example.com"]  # each once


def test_records_of_names_that_the_domain_has_already_are_its_own(world: FakeDomains, begin: Begin) -> None:
    """After the first run there are records, and they are ours; another name's are not."""
    world.zones.sets = [OTHER, replace(OTHER, name="www.example.com")]

    assert refused(begin, domain(weightedRouting=None, tags={"a": "b"}), domain()) == []
    (problem,) = refused(begin, domain(alternativeNames=["www.example.com"]), domain())
    assert "www.example.com has an A record" in problem


def test_a_run_without_change_and_unknown_values_read_nothing(world: FakeDomains, begin: Begin) -> None:
    """What is not known yet is judged when it is."""
    world.zones.denied = True
    assert refused(begin, domain(tags={"a": "b"}), domain()) == []
    assert refused(begin, domain(zoneId=unknown(), certificateArn=unknown())) == []
    assert refused(begin, domain(profile=unknown())) == []


def test_a_look_up_that_is_denied_is_a_warning(
    world: FakeDomains, begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The update goes on without it."""
    world.zones.denied = True
    call, warned = begin(), list[str]()
    monkeypatch.setattr(call, "warn", warned.append)

    assert provider.check(call, {}, domain()).failures == []
    assert warned[0].startswith("zone_id: reading the zone was denied")
    assert provider.create(begin(), domain()).outs == {**domain(), "zoneName": ""}


def test_the_preview_says_what_is_made_and_how_long_it_takes(world: FakeDomains, begin: Begin) -> None:
    """Only where names or certificate are new."""
    call = begin()
    provider.check(call, {}, domain(zoneId=None))
    assert call.notes[0].startswith(
        "a certificate for app.example.com is requested, and validated by DNS: usually within minutes"
    )
    assert "ACM gives up after 72 hours" in call.notes[0]
    assert "the records that `dns_records` lists are yours to make" in call.notes[1]

    for olds, news in ((domain(), domain(tags={"a": "b"})), ({}, domain(certificateArn=CERTIFICATE))):
        call = begin()
        provider.check(call, olds, news)
        assert call.notes == []
    call = begin()
    provider.check(call, {}, domain(createDnsRecords=False))
    assert "as soon as you make the records" in call.notes[1]


def test_differences_are_told_by_path(world: FakeDomains, begin: Begin) -> None:
    """Added, changed and removed; what is unknown may change."""
    olds = domain(alternativeNames=["a.example.com"], tags={"a": "b"})
    news = domain(domainName="new.example.com", weightedRouting={"weight": 1, "setIdentifier": "x"}, zoneId=unknown(),
                  tags={"a": "b"})  # fmt: skip
    call = begin(olds)

    assert provider.diff(call, "id", olds, news).changes
    assert [(found.path, found.kind) for found in call.differences] == [
        ("alternativeNames", "delete"), ("domainName", "update"), ("weightedRouting.setIdentifier", "add"),
        ("weightedRouting.weight", "add"), ("zoneId", "update"),
    ]  # fmt: skip
    assert not provider.diff(begin(olds), "id", olds, olds).changes
    assert provider.diff(begin(olds), "id", olds, {**olds, "__credentials": "other"}).changes


def test_the_name_of_the_zone_is_noted(world: FakeDomains, begin: Begin) -> None:
    """It says which name is at its top; read gives back what is noted."""
    outputs = dict(provider.create(begin(), domain()).outs or {})

    assert outputs == {**domain(), "zoneName": "example.com"}
    assert dict(provider.update(begin(), "id", outputs, domain(zoneId=None)).outs or {}) == domain(zoneId=None)
    read = provider.read(begin(domain()), "id", outputs)
    assert (dict(read.outs or {}), dict(read.inputs or {})) == (outputs, domain())
    provider.delete(begin(), "id", outputs)
