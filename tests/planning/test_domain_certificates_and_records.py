"""What the state of a certificate means, and which records of a zone stand in the way of a domain's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from pulumi_ecs_express.model.custom_domain.dns_record import DnsRecord
from pulumi_ecs_express.model.custom_domain.observed import HostedZone, ObservedCertificate, RecordSet
from pulumi_ecs_express.planning.custom_domain.certificate import (
    FINAL,
    TROUBLESHOOTING,
    certificate_problems,
    given_up,
    progress,
)
from pulumi_ecs_express.planning.custom_domain.records import (
    delegation_problem,
    names_between,
    record_problem,
    routing_record,
    validation_records,
    zone_problems,
)

NOW = datetime(2026, 11, 28, tzinfo=timezone.utc)
RECORD = DnsRecord("_1.app.example.com", "CNAME", "_2.acm-validations.aws")
OTHER = DnsRecord("_3.www.example.com", "CNAME", "_4.acm-validations.aws")
ISSUED = ObservedCertificate(
    "arn:aws:acm:eu-west-1:123456789012:certificate/1", "ISSUED", ("app.example.com", "*.example.org"),
    not_after=NOW + timedelta(days=200), usages=("TLS_WEB_SERVER_AUTHENTICATION",),
)  # fmt: skip
PENDING = replace(ISSUED, status="PENDING_VALIDATION", usages=(), not_after=None, records=(RECORD, OTHER))
ZONE = HostedZone("Z1", "example.com", private=False)


@pytest.mark.parametrize("reason", [*TROUBLESHOOTING, "OTHER", "PCA_ACCESS_DENIED", None])
def test_a_failed_certificate_is_told_with_acms_reason_and_a_remedy(reason: str | None) -> None:
    """Each documented cause in words; one that nobody foresaw by its code."""
    failure = given_up(replace(PENDING, status="FAILED", failure_reason=reason))

    assert failure is not None
    assert (reason or "FAILED") in failure.why
    assert failure.remedy


@pytest.mark.parametrize("status", [*FINAL, "SOMETHING_NEW"])
def test_every_final_state_ends_the_wait(status: str) -> None:
    """What waits and what is issued does not."""
    failure = given_up(replace(PENDING, status=status))

    assert failure is not None
    assert status in failure.why
    assert given_up(PENDING) is given_up(ISSUED) is None


@pytest.mark.row("S4-16")
@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        (ISSUED, "in eu-west-1, and the load balancer in us-east-1"),
        (replace(ISSUED, status="EXPIRED"), "EXPIRED: it has expired"),
        (replace(ISSUED, not_after=NOW - timedelta(days=1)), "has expired on 2026-11-27"),
        (replace(ISSUED, usages=("TLS_WEB_CLIENT_AUTHENTICATION",)), "for clients only"),
        (replace(ISSUED, names=("example.com",)), "is for example.com, and not for app.example.com"),
        (replace(ISSUED, status="FAILED", failure_reason="CAA_ERROR"), "CAA record"),
    ],
)
def test_a_certificate_that_cannot_serve_the_names_is_told_so(certificate: ObservedCertificate, words: str) -> None:
    """One clear sentence each; the wildcard of a certificate covers one label."""
    region = "us-east-1" if "us-east-1" in words else "eu-west-1"
    found = certificate_problems(certificate, ["app.example.com"], region, NOW)

    assert len(found) == 1
    assert words in found[0]
    assert certificate_problems(ISSUED, ["app.example.com", "a.example.org"], "eu-west-1", NOW) == []


def test_the_row_names_the_record_that_is_missing() -> None:
    """The first that public DNS does not show, and how many there are; before ACM has named any, that."""
    seen = {RECORD: True, OTHER: False}

    assert progress(PENDING, seen) == (f"waiting for ACM to see {OTHER} (and 1 more): public DNS does not show it yet")
    assert "public DNS shows it" in progress(PENDING, {RECORD: True, OTHER: True})
    assert "could not be asked" in progress(PENDING, {RECORD: None})
    assert progress(replace(PENDING, records=()), {}) == "waiting for ACM to name the validation records"


@pytest.mark.row("S4-16")
def test_a_zone_that_does_not_hold_the_names_is_told_so() -> None:
    """By the names; one that is not there, too."""
    assert zone_problems(ZONE, "Z1", ["example.com", "app.example.com", "*.example.com"]) == []
    assert zone_problems(ZONE, "Z1", ["app.example.org", "badexample.com"]) == [
        "hosted zone Z1 is for example.com, which does not hold app.example.org",
        "hosted zone Z1 is for example.com, which does not hold badexample.com",
    ]
    assert zone_problems(None, "Z1", ["example.com"]) == [
        "there is no hosted zone Z1 in this account: name one that is there"
    ]


def test_a_delegation_between_zone_and_name_hides_the_record() -> None:
    """At the name itself or above it; the zone's own name servers are none."""
    assert names_between("a.b.example.com", "example.com") == ["a.b.example.com", "b.example.com"]
    assert names_between("*.b.example.com", "example.com") == ["b.example.com"]
    assert names_between("example.com", "example.com") == []
    delegated = RecordSet("b.example.com", "NS", None, ("ns-1.example.net",))
    problem = delegation_problem("a.b.example.com", ZONE, [delegated]) or ""
    assert "delegates b.example.com" in problem
    assert "name the hosted zone of b.example.com" in problem
    assert delegation_problem("example.com", ZONE, [RecordSet("example.com", "NS")]) is None


SIMPLE = RecordSet("app.example.com", "A", None, ("old.example.net",))
WEIGHTED = replace(SIMPLE, set_identifier="old")


@pytest.mark.parametrize(
    ("there", "identifier", "words"),
    [
        (
            [RecordSet("app.example.com", "CNAME", None, ("x.awsapprunner.com",))],
            None,
            "has a CNAME to x.awsapprunner.com",
        ),
        ([SIMPLE], None, "has an A record to old.example.net that is not this program's"),
        ([replace(SIMPLE, type="AAAA")], None, "has an AAAA record"),
        ([SIMPLE], "new", "give it a weight and a set identifier first"),
        ([WEIGHTED], None, "give this one weighted_routing as well"),
        ([WEIGHTED], "old", "set identifier 'old' already"),
        ([WEIGHTED], "new", None),
        ([RecordSet("app.example.com", "TXT", None, ("x",))], None, None),
        ([], "new", None),
    ],
)
def test_a_record_of_somebody_else_is_never_overwritten(
    there: list[RecordSet], identifier: str | None, words: str | None
) -> None:
    """Told before, with what to do; records that can stand beside ours do not matter."""
    problem = record_problem("app.example.com", there, identifier)

    assert (problem is None) is (words is None)
    assert words is None or words in (problem or "")


@pytest.mark.row("S4-17")
def test_every_record_that_must_exist_is_listed_once() -> None:
    """Those of the validation, which a name and its wildcard share, and a CNAME to the load balancer, or ALIAS at the top."""
    option = {
        "domain_name": "example.com", "resource_record_name": "_1.example.com.", "resource_record_type": "CNAME",
        "resource_record_value": "_2.acm-validations.aws.",
    }  # fmt: skip

    assert validation_records([option, {**option, "domain_name": "*.example.com"}, {"resource_record_name": ""}]) == [
        DnsRecord("_1.example.com", "CNAME", "_2.acm-validations.aws")
    ]
    assert routing_record("app.example.com", "alb.amazonaws.com", None).type == "CNAME"
    assert routing_record("example.com", "alb.amazonaws.com", None).type == "ALIAS"
    assert routing_record("app.example.com", "alb.amazonaws.com", "app.example.com").type == "ALIAS"
