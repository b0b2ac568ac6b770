"""What the ports `Certificates`, `HostedZones` and `PublicDns` promise, on both of their adapters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from tests.aws.test_listeners import issued
from tests.providers.fake_domains import FakeCertificates, FakeHostedZones
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express.aws.acm import BotoCertificates
from pulumi_ecs_express.aws.route53 import BotoHostedZones
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.custom_domain.dns_record import DnsRecord
from pulumi_ecs_express.model.custom_domain.observed import HostedZone, ObservedCertificate, RecordSet
from pulumi_ecs_express.ports import Certificates, HostedZones

HERE = Connection(REGION)
GONE = "arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"


@dataclass
class World:
    """Adapters with a certificate for two names that waits, one that is issued, and a zone with a wildcard record."""

    certificates: Certificates
    zones: HostedZones
    pending: str
    issued: str
    zone: str


@pytest.fixture
def fake() -> World:
    """The in-memory adapters."""
    record = DnsRecord("_1.example.com", "CNAME", "_2.acm-validations.aws")
    names = ("example.com", "*.example.com")
    certificates = {
        "p": ObservedCertificate("p", "PENDING_VALIDATION", names, records=(record,)),
        "i": ObservedCertificate("i", "ISSUED", ("one.example.com",)),
    }
    zones = FakeHostedZones({"Z1": HostedZone("Z1", "example.com", private=False)})
    zones.sets = [
        RecordSet("*.example.com", "A", None, ("192.0.2.1",)),
        RecordSet("example.com", "NS", None, ("ns-1.awsdns-1.com",)),
    ]
    return World(FakeCertificates(certificates), zones, "p", "i", "Z1")


@pytest.fixture
def boto3(sandbox: LocalAws) -> World:
    """The package's adapters on the sandbox."""
    sandbox.reset()
    acm, route53 = sandbox.client("acm"), sandbox.client("route53")
    first = issued(sandbox, "one.example.com")
    request: dict[str, Any] = {"DomainName": "example.com", "SubjectAlternativeNames": ["*.example.com"]}
    pending = acm.request_certificate(ValidationMethod="DNS", **request)["CertificateArn"]
    zone = route53.create_hosted_zone(Name="example.com", CallerReference="z")["HostedZone"]["Id"].split("/")[-1]
    entry = {"Name": "*.example.com", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
    batch = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": entry}]}
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)
    return World(BotoCertificates(HERE), BotoHostedZones(HERE), pending, first, zone)


@pytest.fixture(params=["fake", "boto3"])
def world(request: pytest.FixtureRequest) -> World:
    """Both adapters."""
    found: World = request.getfixturevalue(request.param)
    return found


def test_a_certificate_tells_its_state_its_names_and_what_it_waits_for(world: World) -> None:
    """A name and the wildcard below it share one record; no name ends in a dot."""
    pending, first = world.certificates.describe(world.pending), world.certificates.describe(world.issued)

    assert pending is not None
    assert first is not None
    assert (pending.status, set(pending.names)) == ("PENDING_VALIDATION", {"example.com", "*.example.com"})
    (record,) = pending.records
    assert record.name.startswith("_")
    assert record.name.endswith(".example.com")
    assert record.value.endswith("acm-validations.aws")
    assert (first.status, first.names, first.failure_reason) == ("ISSUED", ("one.example.com",), None)
    assert world.certificates.describe(GONE) is None


def test_a_zone_tells_its_name_and_the_records_of_exactly_one_name(world: World) -> None:
    """A wildcard is read as it is written; names come without the dot at the end."""
    zone = world.zones.zone(world.zone)

    assert zone == HostedZone(world.zone, "example.com", private=False)
    (wildcard,) = world.zones.records(world.zone, "*.example.com")
    assert (wildcard.name, wildcard.type, wildcard.values) == ("*.example.com", "A", ("192.0.2.1",))
    assert {found.type for found in world.zones.records(world.zone, "example.com")} >= {"NS"}
    assert world.zones.records(world.zone, "nothing.example.com") == []
    assert world.zones.zone("Z0000000000000") is None
    assert world.zones.records("Z0000000000000", "example.com") == []
