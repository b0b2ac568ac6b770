"""ACM issues a certificate when public DNS proves whose its names are, and not before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws

HOUR = 3600


def request(aws: LocalAws, *names: str) -> str:
    """Request a certificate for some names."""
    asked = {"DomainName": names[0], "SubjectAlternativeNames": list(names), "ValidationMethod": "DNS"}
    return str(aws.client("acm").request_certificate(**asked)["CertificateArn"])


def describe(aws: LocalAws, arn: str) -> dict[str, Any]:
    """Look at a certificate."""
    found: dict[str, Any] = aws.client("acm").describe_certificate(CertificateArn=arn)["Certificate"]
    return found


def zone(aws: LocalAws, name: str, **settings: Any) -> str:
    """Make a hosted zone."""
    made = aws.client("route53").create_hosted_zone(Name=name, CallerReference=name + str(settings), **settings)
    return str(made["HostedZone"]["Id"])


def prove(aws: LocalAws, zone_id: str, arn: str) -> None:
    """Write the records that ACM looks for; several names may share one."""
    wanted = {
        one["ResourceRecord"]["Name"]: one["ResourceRecord"] for one in describe(aws, arn)["DomainValidationOptions"]
    }
    changes = [
        {
            "Action": "UPSERT",
            "ResourceRecordSet": {
                "Name": record["Name"], "Type": record["Type"], "TTL": 60, "ResourceRecords": [{"Value": record["Value"]}],
            },
        }
        for record in wanted.values()
    ]  # fmt: skip
    aws.client("route53").change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch={"Changes": changes})


def test_a_certificate_waits_for_its_records(aws: LocalAws) -> None:
    """For hours; an apex and its wildcard share one record, and every name needs one."""
    arn = request(aws, "example.com", "*.example.com", "other.net")
    aws.advance(HOUR)
    assert describe(aws, arn)["Status"] == "PENDING_VALIDATION"
    assert "IssuedAt" not in describe(aws, arn)
    options = describe(aws, arn)["DomainValidationOptions"]
    assert len({one["ResourceRecord"]["Name"] for one in options}) == 2

    with pytest.raises(aws.client("route53").exceptions.ClientError):
        prove(aws, zone(aws, "example.com"), arn)  # `other.net` is not in that zone
    first = request(aws, "example.com", "*.example.com")
    prove(aws, zone(aws, "www.example.net"), request(aws, "www.example.net"))
    prove(aws, zone(aws, "example.com."), first)
    aws.advance(60)

    assert describe(aws, first)["Status"] == "ISSUED"
    assert {one["ValidationStatus"] for one in describe(aws, first)["DomainValidationOptions"]} == {"SUCCESS"}
    assert describe(aws, arn)["Status"] == "PENDING_VALIDATION"


def test_a_record_counts_however_many_there_are(aws: LocalAws) -> None:
    """Route 53 gives a zone's records page by page; whoever lists certificates sees the same state."""
    arn = request(aws, "zz.full.example")
    zone_id = zone(aws, "full.example")
    others = [f"a{number}.full.example" for number in range(320)]
    changes = [
        {"Action": "CREATE", "ResourceRecordSet": {"Name": name, "Type": "CNAME", "TTL": 1, "ResourceRecords": [{"Value": "b.example"}]}}
        for name in others
    ]  # fmt: skip
    aws.client("route53").change_resource_record_sets(HostedZoneId=zone_id, ChangeBatch={"Changes": changes})
    prove(aws, zone_id, arn)
    aws.advance(60)

    listed = aws.client("acm").list_certificates(CertificateStatuses=["ISSUED"])["CertificateSummaryList"]
    assert [one["CertificateArn"] for one in listed] == [arn]
    assert describe(aws, arn)["Status"] == "ISSUED"


def test_a_private_zone_proves_nothing(aws: LocalAws) -> None:
    """ACM asks public DNS."""
    vpc = aws.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    arn = request(aws, "inside.example")
    place = {"VPCId": vpc, "VPCRegion": "eu-west-1"}
    prove(aws, zone(aws, "inside.example", VPC=place, HostedZoneConfig={"PrivateZone": True, "Comment": ""}), arn)
    aws.advance(HOUR)

    assert describe(aws, arn)["Status"] == "PENDING_VALIDATION"


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("caa-error", "CAA_ERROR"),
        ("domain-not-allowed", "DOMAIN_NOT_ALLOWED"),
        ("additional-verification", "ADDITIONAL_VERIFICATION_REQUIRED"),
        ("invalid-public-domain", "INVALID_PUBLIC_DOMAIN"),
    ],
)
def test_a_name_selects_a_failure(aws: LocalAws, label: str, reason: str) -> None:
    """For tests of those who wait."""
    arn = request(aws, f"{label}.example.com")
    aws.advance(60)

    assert (describe(aws, arn)["Status"], describe(aws, arn)["FailureReason"]) == ("FAILED", reason)


def test_a_name_selects_a_certificate_that_cannot_serve(aws: LocalAws) -> None:
    """One for client authentication alone, and one that has run out."""
    zone_id = zone(aws, "example.com")
    arns = [request(aws, name) for name in ("client-only.example.com", "expired.example.com", "app.example.com")]
    for arn in arns:
        prove(aws, zone_id, arn)
    aws.advance(60)
    found = [describe(aws, arn) for arn in arns]

    assert [one["Status"] for one in found] == ["ISSUED", "EXPIRED", "ISSUED"]
    assert [use["Name"] for one in found for use in one["ExtendedKeyUsages"]] == [
        "TLS_WEB_CLIENT_AUTHENTICATION",
        "TLS_WEB_SERVER_AUTHENTICATION",
        "TLS_WEB_SERVER_AUTHENTICATION",
    ]
    now = datetime.fromisoformat(aws.control("GET", "/clock")["now"])
    assert [one["NotAfter"] > now for one in found] == [True, False, True]


def test_acm_gives_up_after_72_hours(aws: LocalAws) -> None:
    """Records that come later change nothing."""
    arn = request(aws, "late.example")
    aws.advance(72 * HOUR)
    assert describe(aws, arn)["Status"] == "VALIDATION_TIMED_OUT"
    prove(aws, zone(aws, "late.example"), arn)
    aws.advance(HOUR)

    assert describe(aws, arn)["Status"] == "VALIDATION_TIMED_OUT"


def test_a_certificate_says_who_uses_it(aws: LocalAws) -> None:
    """The load balancers whose listeners show it, as of this moment."""
    arn = request(aws, "used.example")
    prove(aws, zone(aws, "used.example"), arn)
    aws.advance(60)
    assert describe(aws, arn)["InUseBy"] == []
    elbv2, subnets = aws.client("elbv2"), aws.client("ec2").describe_subnets()["Subnets"][:2]
    made = elbv2.create_load_balancer(Name="mine", Subnets=[subnet["SubnetId"] for subnet in subnets])
    balancer = made["LoadBalancers"][0]["LoadBalancerArn"]
    answer = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
    listener = elbv2.create_listener(
        LoadBalancerArn=balancer,
        Protocol="HTTPS",
        Port=443,
        Certificates=[{"CertificateArn": arn}],
        DefaultActions=answer,
    )["Listeners"][0]["ListenerArn"]

    assert describe(aws, arn)["InUseBy"] == [balancer]
    elbv2.delete_listener(ListenerArn=listener)
    assert describe(aws, arn)["InUseBy"] == []
