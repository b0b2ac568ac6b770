"""Certificates and DNS of a custom domain: waits that say what is missing, failures with a cure, records of others."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from tests.engine import domains
from tests.engine.domains import DOMAIN, VALIDATION, https, ok, program, put_record, zone
from tests.engine.harness import LocalAws, Project

pytestmark = pytest.mark.engine

HOST = "app.example.com"


def app(**changes: Any) -> dict[str, dict[str, Any]]:
    """Declare one domain, changed."""
    return {"app": {"domain_name": HOST, **changes}}


def requested(aws: LocalAws) -> dict[str, str]:
    """Wait for the certificate of the domain to be requested; give the record that ACM waits for."""
    acm, deadline = aws.client("acm"), time.monotonic() + 60
    while time.monotonic() < deadline:
        for found in acm.list_certificates()["CertificateSummaryList"]:
            if found["DomainName"] == HOST:
                option = acm.describe_certificate(CertificateArn=found["CertificateArn"])["Certificate"]
                return dict(option["DomainValidationOptions"][0]["ResourceRecord"])
        time.sleep(0.05)
    raise AssertionError("no certificate was requested")


@pytest.mark.row("S4-17")
def test_with_dns_elsewhere_the_up_shows_the_records_and_waits_for_them(project: Project, aws: LocalAws) -> None:
    """The certificate is requested while the service still rolls out: here time stands still until it is."""
    aws.clock(speed=0)
    outcome = list[Any]()
    running = threading.Thread(target=lambda: outcome.append(project.up(program(app()))))
    running.start()
    record = requested(aws)
    (service,) = aws.client("ecs").list_services(cluster="default", resourceManagementType="ECS")["serviceArns"]
    deployments = aws.client("ecs").list_service_deployments(service=service)["serviceDeployments"]
    assert "SUCCESSFUL" not in {deployment["status"] for deployment in deployments}
    aws.clock(speed=aws.speed)
    time.sleep(2)  # the row is looked at below: what ACM waits for must have been shown, and public DNS been asked
    elsewhere = zone(aws)
    values = [{"Value": record["Value"]}]
    put_record(aws, elsewhere, Name=record["Name"], Type="CNAME", TTL=60, ResourceRecords=values)
    running.join(timeout=120)

    (done,) = outcome
    made = ok(done).outputs["app"]
    rows = done.row(VALIDATION)
    assert any("public DNS does not show it yet; make it at your DNS host" in row for row in rows), rows
    assert [tuple(one.values()) for one in made["dns_records"]] == [
        (record["Name"].rstrip("."), "CNAME", record["Value"].rstrip(".")), (HOST, "CNAME", made["dns_target"]),
    ]  # fmt: skip
    put_record(aws, elsewhere, Name=HOST, Type="CNAME", TTL=60, ResourceRecords=[{"Value": made["dns_target"]}])
    assert https(aws, HOST)[0] == 200


def test_a_certificate_that_is_never_issued_fails_at_once_and_the_service_serves(
    project: Project, aws: LocalAws
) -> None:
    """With cause, record and command; the command of the message asks anew, and another name heals."""
    zone_id = zone(aws)
    failed = project.up(program(app(domain_name="caa-error.example.com", zone_id=zone_id)))

    (reported,) = [error for error in failed.errors if "[certificate-not-usable]" in error]
    urn = project.state(domains.CERTIFICATE)["urn"]
    assert "CAA_ERROR: a CAA record of the domain" in reported
    assert f"pulumi up --replace '{urn}'" in reported
    assert "Traceback" not in failed.text
    first = project.state(domains.CERTIFICATE)["id"]
    assert not project.up(replace=[urn]).ok
    assert project.state(domains.CERTIFICATE)["id"] != first

    healed = ok(project.up(program(app(zone_id=zone_id))))

    assert https(aws, HOST)[0] == 200
    assert healed.outputs["web-url"].startswith("https://")
    assert {found["DomainName"] for found in aws.client("acm").list_certificates()["CertificateSummaryList"]} >= {HOST}


@pytest.mark.row("S4-16", "S4-22")
def test_what_stands_in_the_way_is_refused_at_preview_and_the_existing_site_is_untouched(
    project: Project, aws: LocalAws
) -> None:
    """A zone that does not hold the name, a record and a rule of somebody else: nothing is made."""
    zone_id, other = zone(aws), zone(aws, "example.net")
    theirs = [{"Value": "192.0.2.7"}]
    put_record(aws, zone_id, Name="taken.example.com", Type="A", TTL=60, ResourceRecords=theirs)
    ok(
        project.up(
            program({"old": {"domain_name": "old.example.com", "zone_id": zone_id}}, {"web": "app:1", "new": "app:2"})
        )
    )
    before = domains.records(aws, zone_id), domains.certificates(aws)
    old = {"old": {"domain_name": "old.example.com", "zone_id": zone_id}}

    for declared, words in (
        (app(zone_id=other), f"zone_id: hosted zone {other} is for example.net, which does not hold {HOST}"),
        (app(zone_id=zone_id, domain_name="taken.example.com"), "taken.example.com has an A record to 192.0.2.7"),
        (app(certificate_arn=project.state(domains.CERTIFICATE)["id"]), f"is for old.example.com, and not for {HOST}"),
        (app(domain_name="old.example.com", service="new"), "answers for it already"),
    ):
        refused = project.preview(program({**old, **declared}, {"web": "app:1", "new": "app:2"}))
        assert not refused.ok
        assert words in refused.text, refused.text
        assert "[invalid-argument]" in refused.text

    assert (domains.records(aws, zone_id), domains.certificates(aws)) == before
    assert https(aws, "old.example.com")[0] == 200


@pytest.mark.row("S4-22")
def test_a_live_name_moves_by_weight_and_leaves_no_trace(project: Project, aws: LocalAws) -> None:
    """As from App Runner: the other record stays as it is, its weight is its owner's; a protected record is told of."""
    zone_id = zone(aws)
    alias = {"HostedZoneId": "Z01915732ZBZKC8D32TPT", "DNSName": "x.awsapprunner.com", "EvaluateTargetHealth": False}
    put_record(aws, zone_id, Name=HOST, Type="A", SetIdentifier="old", Weight=90, AliasTarget=alias)
    weighted = {"weight": 10, "set_identifier": "express"}
    assert "has weighted records: give this one weighted_routing" in project.preview(program(app(zone_id=zone_id))).text

    ok(project.up(program(app(zone_id=zone_id, weighted_routing=weighted))))
    preview = ok(project.preview(program(app(zone_id=zone_id, weighted_routing={**weighted, "weight": 255}))))
    assert set(preview.detailed(DOMAIN)) == {"weightedRouting.weight"}
    ok(project.up())

    listed = aws.client("route53").list_resource_record_sets(HostedZoneId=zone_id)["ResourceRecordSets"]
    assert {one["SetIdentifier"]: one["Weight"] for one in listed if one["Name"].startswith(HOST)} == {
        "old": 90, "express": 255,
    }  # fmt: skip
    assert ok(project.up()).changed == {}
    ok(project.up(program({"app": {"domain_name": "protected.example.com", "zone_id": zone_id}})))
    refused = project.destroy()
    assert not refused.ok
    assert "protected" in refused.text
    assert "x.awsapprunner.com" in str(domains.records(aws, zone_id)[HOST, "A"])
