"""The stand-in aws plugin under a real engine: zones, records and certificates, and how a program finds them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import boto3
import pulumi
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from tests.sandbox_command.conftest import Deployment, Sandbox

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resources.route53_record import Record

pytestmark = [
    pytest.mark.engine,
    # A failed inline program leaves an open event loop behind; see `abandoned_programs_forgotten`.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Deploy = Callable[[Callable[[], None]], Deployment]
ZONE, CERTIFICATE, RECORD = "aws:route53/zone:Zone", "aws:acm/certificate:Certificate", "aws:route53/record:Record"


def domain(settings: dict[str, Any]) -> Callable[[], None]:
    """A zone, a certificate with its validation records, and records of each form; what may change is a setting."""

    def program() -> None:
        import pulumi_aws as aws

        tags = settings["tags"]
        zone = aws.route53.Zone("shop", name="example.com", comment=settings["comment"], force_destroy=True, tags=tags)
        network = aws.ec2.Vpc("inside", cidr_block="10.8.0.0/16")
        aws.route53.Zone("inside", name="inside.example", vpcs=[{"vpc_id": network.id}], force_destroy=True)
        certificate = aws.acm.Certificate(
            "shop",
            key_algorithm="EC_prime256v1",
            domain_name="example.com",
            subject_alternative_names=["*.example.com", "www.example.com"],
            validation_method="DNS",
            tags=tags,
        )
        for number in (0, 2):
            option = certificate.domain_validation_options[number]
            aws.route53.Record(
                f"validation-{number}",
                zone_id=zone.zone_id,
                name=option.resource_record_name,
                type=option.resource_record_type,
                records=[option.resource_record_value],
                ttl=60,
                allow_overwrite=True,
            )
        aws.route53.Record(
            "note", zone_id=zone.zone_id, name="note", type="TXT", ttl=settings["ttl"], records=["v=1 a"]
        )
        aws.route53.Record(
            "app", zone_id=zone.zone_id, name="app.example.com", type="A",
            aliases=[{"name": "lb.elb.amazonaws.com", "zone_id": "Z32O12XQLNTSW2", "evaluate_target_health": False}],
            **settings["weighted"],
        )  # fmt: skip
        pulumi.export("zone", zone.zone_id)
        pulumi.export("certificate", certificate.arn)
        pulumi.export("names", certificate.subject_alternative_names)

    return program


def records(sandbox: Sandbox, zone: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Give what stands in the zone, but for its own records, by name and type."""
    found = sandbox.client("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    return {(one["Name"], one["Type"]): one for one in found if one["Type"] not in ("NS", "SOA")}


def test_a_domain_lives_changes_and_goes(deploy: Deploy, sandbox: Sandbox) -> None:
    """No difference without a change; a record's other routing is one change in place; nothing is left."""
    settings: dict[str, Any] = {"comment": "one", "tags": {"a": "b"}, "ttl": 60, "weighted": {}}
    deployment = deploy(domain(settings))

    assert deployment.up() == {"create": 9}
    assert deployment.up() == {"same": 9}
    refreshed = deployment.refresh()
    assert {kind for kind in (ZONE, CERTIFICATE, RECORD) if refreshed[kind].op not in ("refresh", "same")} == set()
    zone = deployment.output("zone")
    kept = records(sandbox, zone)
    assert kept["note.example.com.", "TXT"]["ResourceRecords"] == [{"Value": '"v=1 a"'}]
    assert "Weight" not in kept["app.example.com.", "A"]

    weighted = {"set_identifier": "new", "weighted_routing_policies": [{"weight": 10}]}
    settings |= {"comment": "two", "tags": {"a": "c"}, "ttl": 300, "weighted": weighted}
    assert deployment.up() == {"same": 5, "update": 4}
    assert deployment.up() == {"same": 9}
    kept = records(sandbox, zone)
    assert kept["note.example.com.", "TXT"]["TTL"] == 300
    assert kept["app.example.com.", "A"]["Weight"] == 10
    assert sandbox.client("route53").get_hosted_zone(Id=zone)["HostedZone"]["Config"]["Comment"] == "two"
    listed = sandbox.client("acm").list_tags_for_certificate(CertificateArn=deployment.output("certificate"))
    assert {"Key": "a", "Value": "c"} in listed["Tags"]

    deployment.destroy()
    assert not sandbox.client("route53").list_hosted_zones()["HostedZones"]
    assert not sandbox.client("acm").list_certificates()["CertificateSummaryList"]


@pytest.mark.sweep_only(held_by="tests/sandbox_command/test_aws_plugin_rules.py")
def test_a_certificate_has_its_own_name_among_all_names(deploy: Deploy, sandbox: Sandbox) -> None:
    """ACM adds it, and it is no difference; nor is another order, or no list any more. A lost answer makes no second one."""
    sandbox.fail("acm:RequestCertificate", "drop_after")
    settings: dict[str, Any] = {"subject_alternative_names": ["b.example.org", "a.example.org"]}

    def program() -> None:
        import pulumi_aws as aws

        certificate = aws.acm.Certificate("all", domain_name="example.org", validation_method="DNS", **settings)
        pulumi.export("names", certificate.subject_alternative_names)

    deployment = deploy(program)
    deployment.up()
    assert len(sandbox.client("acm").list_certificates()["CertificateSummaryList"]) == 1
    assert sorted(deployment.output("names")) == ["a.example.org", "b.example.org", "example.org"]
    assert deployment.up() == {"same": 2}
    assert deployment.refresh()[CERTIFICATE].op in ("refresh", "same")
    settings["subject_alternative_names"] = ["a.example.org", "example.org", "b.example.org"]
    assert deployment.up() == {"same": 2}
    settings.clear()
    assert deployment.up() == {"same": 2}
    settings["subject_alternative_names"] = ["a.example.org"]
    assert deployment.up() == {"same": 1, "replace": 1}
    deployment.destroy()


def test_a_record_that_exists_is_not_overwritten(deploy: Deploy, sandbox: Sandbox) -> None:
    """Somebody else's, unless the program says that it may be."""
    route53 = sandbox.client("route53")
    zone = route53.create_hosted_zone(Name="taken.example", CallerReference="1")["HostedZone"]["Id"].rpartition("/")[2]
    theirs = {"Name": "www.taken.example", "Type": "CNAME", "TTL": 5, "ResourceRecords": [{"Value": "them.example"}]}
    change = {"Action": "CREATE", "ResourceRecordSet": theirs}
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [change]})

    def program() -> None:
        import pulumi_aws as aws

        aws.route53.Record("www", zone_id=zone, name="www", type="CNAME", ttl=60, records=["us.example"])

    with pytest.raises(Exception, match="but it already exists"):
        deploy(program).up()

    assert records(sandbox, zone)["www.taken.example.", "CNAME"]["TTL"] == 5


REFUSED = "Tried to delete resource record set [name='a.example.com.', type='A'] but it was not found"


@pytest.mark.parametrize("others", [True, False])
def test_a_record_that_goes_meanwhile_is_gone_and_one_that_stays_is_a_failure(others: bool) -> None:
    """Route 53 says the same of both, so the record itself decides."""
    route53 = boto3.client("route53", "us-east-1", aws_access_key_id="outside", aws_secret_access_key="outside")
    record = {"Name": "a.example.com.", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "10.0.0.1"}]}
    page = {"IsTruncated": False, "MaxItems": "300"}

    class One(Account):
        def client(self, service: str, region: str | None = None) -> Any:
            return route53

    with Stubber(route53) as answers:
        zone = {"Id": "Z1", "Name": "example.com.", "CallerReference": "1"}
        answers.add_response("get_hosted_zone", {"HostedZone": zone})
        answers.add_response("list_resource_record_sets", {"ResourceRecordSets": [record], **page})
        answers.add_client_error("change_resource_record_sets", "InvalidChangeBatch", REFUSED, 400)
        answers.add_response("list_resource_record_sets", {"ResourceRecordSets": [] if others else [record], **page})
        with contextlib.nullcontext() if others else pytest.raises(ClientError, match="but it was not found"):
            Record().delete(One({}), "Z1_a_A", {"zoneId": "Z1", "name": "a", "type": "A"})


def test_a_program_finds_a_zone_and_a_certificate(deploy: Deploy, sandbox: Sandbox) -> None:
    """By name, as programs do that do not make them themselves; the private zone of the name is another one."""
    route53, acm = sandbox.client("route53"), sandbox.client("acm")
    made = route53.create_hosted_zone(Name="found.example", CallerReference="2")["HostedZone"]["Id"]
    vpc = sandbox.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    route53.create_hosted_zone(
        Name="found.example", CallerReference="3", HostedZoneConfig={"PrivateZone": True, "Comment": ""},
        VPC={"VPCId": vpc, "VPCRegion": route53.meta.region_name},
    )  # fmt: skip
    arn = acm.request_certificate(DomainName="found.example", ValidationMethod="DNS")["CertificateArn"]

    def program() -> None:
        import pulumi_aws as aws

        pulumi.export("zone", aws.route53.get_zone(name="found.example").zone_id)
        found = aws.acm.get_certificate(domain="found.example", statuses=["ISSUED", "PENDING_VALIDATION"])
        pulumi.export("certificate", found.arn)

    deployment = deploy(program)
    deployment.up()

    assert deployment.output("zone") == made.rpartition("/")[2]
    assert deployment.output("certificate") == arn
