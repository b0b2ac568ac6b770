"""The wait for a certificate: what its row shows, when it ends, and what is said of one that will never be issued."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fake_domains import BALANCER, FakeDomains, host_rule
from tests.providers.resource_run import unknown

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.custom_domain.dns_record import DnsRecord
from pulumi_ecs_express.model.custom_domain.observed import ObservedCertificate
from pulumi_ecs_express.providers.custom_domain import validation as provider

ARN = "arn:aws:acm:eu-west-1:123456789012:certificate/app"
OTHER = "arn:aws:acm:eu-west-1:123456789012:certificate/other"
RECORD = DnsRecord("_1.app.example.com", "CNAME", "_2.acm-validations.aws")
PENDING = ObservedCertificate(ARN, "PENDING_VALIDATION", ("app.example.com",), records=(RECORD,))
URN = "urn:pulumi:dev::shop::aws:acm/certificate:Certificate::app"
Begin = Callable[..., FakeCall]


def inputs(**changes: Any) -> dict[str, Any]:
    """Write the inputs of a wait."""
    return {
        "certificateArn": ARN, "certificateUrn": URN, "hosts": ["app.example.com"], "recordsAreMade": True, **changes,
    }  # fmt: skip


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> FakeDomains:
    """A certificate whose record nobody has made."""
    monkeypatch.delenv("ECS_EXPRESS_POLL_SECONDS", raising=False)
    domains = FakeDomains().connected(monkeypatch)
    domains.certificates.by_arn[ARN] = PENDING
    return domains


def test_the_row_shows_the_record_until_dns_does_and_the_wait_ends_when_it_is_issued(
    world: FakeDomains, begin: Begin
) -> None:
    """DNS is asked now and then, ACM at every poll."""
    call = begin()
    answers: dict[tuple[str, str], list[str]] = {}
    world.dns.answers = answers
    world.certificates.by_arn[ARN] = replace(PENDING, records=())
    call.clock.at(10, lambda: world.certificates.by_arn.update({ARN: PENDING}))
    call.clock.at(100, lambda: answers.update({(RECORD.name, "CNAME"): [RECORD.value]}))
    call.clock.at(300, lambda: world.certificates.by_arn.update({ARN: replace(PENDING, status="ISSUED")}))

    made = provider.create(call, inputs())

    assert (made.id, dict(made.outs or {})["status"]) == (ARN, "ISSUED")
    assert call.rows == [
        "waiting for ACM to name the validation records",
        f"waiting for ACM to see {RECORD}: public DNS does not show it yet",
        f"waiting for ACM to see {RECORD}: public DNS shows it, and ACM looks every few minutes",
    ]
    assert world.dns.asked < world.certificates.calls / 4


def test_a_record_that_is_the_users_to_make_is_told_so(world: FakeDomains, begin: Begin) -> None:
    """Where DNS is elsewhere; and where it cannot be asked, that."""
    call = begin(timeout=30)
    with pytest.raises(errors.CertificatePending) as pending:
        provider.create(call, inputs(recordsAreMade=False))

    assert call.rows == [f"waiting for ACM to see {RECORD}: public DNS does not show it yet; make it at your DNS host"]
    assert str(RECORD) in pending.value.why
    world.dns.answers = None
    call = begin(timeout=30)
    with pytest.raises(errors.CertificatePending):
        provider.create(call, inputs())
    assert call.rows == [f"waiting for ACM to see {RECORD}: public DNS could not be asked"]


def test_ctrl_c_ends_the_wait_with_what_is_missing_and_the_next_run_goes_on(world: FakeDomains, begin: Begin) -> None:
    """Nothing is lost: the certificate is a resource of its own."""
    call = begin()
    call.interrupted_at = 60
    with pytest.raises(errors.ValidationInterrupted) as stopped:
        provider.create(call, inputs())

    assert str(RECORD) in stopped.value.why
    world.certificates.by_arn[ARN] = replace(PENDING, status="ISSUED")
    assert provider.create(begin(), inputs()).id == ARN


@pytest.mark.parametrize(
    ("status", "reason"),
    [("FAILED", "CAA_ERROR"), ("FAILED", "DOMAIN_NOT_ALLOWED"), ("FAILED", "ADDITIONAL_VERIFICATION_REQUIRED"),
     ("FAILED", "INVALID_PUBLIC_DOMAIN"), ("VALIDATION_TIMED_OUT", None), ("REVOKED", None), ("EXPIRED", None)],
)  # fmt: skip
def test_a_final_state_fails_at_once_with_cause_record_and_command(
    world: FakeDomains, begin: Begin, status: str, reason: str | None
) -> None:
    """The certificate never recovers, so the command asks for a new one."""
    world.certificates.by_arn[ARN] = replace(PENDING, status=status, failure_reason=reason)
    call = begin()
    with pytest.raises(errors.CertificateNotUsable) as failed:
        provider.create(call, inputs())

    assert call.now() == 0
    assert (reason or status) in failed.value.why
    assert str(RECORD) in failed.value.why
    assert f"pulumi up --replace '{URN}'" in failed.value.remedy
    with pytest.raises(errors.CertificateNotUsable) as brought:
        provider.create(begin(), {key: value for key, value in inputs().items() if key != "certificateUrn"})
    assert "--replace" not in brought.value.remedy


def test_a_certificate_that_does_not_fit_is_told_before_it_is_used(world: FakeDomains, begin: Begin) -> None:
    """One that the program names, whose ARN no preview could know; and one that is gone."""
    world.certificates.by_arn[ARN] = replace(PENDING, status="ISSUED", usages=("TLS_WEB_CLIENT_AUTHENTICATION",))
    with pytest.raises(errors.CertificateNotUsable, match="for clients only"):
        provider.create(begin(), inputs())
    world.certificates.by_arn.clear()
    with pytest.raises(errors.CertificateNotUsable, match="gone"):
        provider.create(begin(), inputs())


def test_a_refresh_tells_a_certificate_that_is_not_issued_any_more(world: FakeDomains, begin: Begin) -> None:
    """The next run looks at it again; nothing else is a difference, and one that is gone is gone."""
    world.certificates.by_arn[ARN] = replace(PENDING, status="ISSUED")
    outputs = dict(provider.create(begin(), inputs()).outs or {})
    assert not provider.diff(begin(inputs()), "id", outputs, inputs()).changes
    assert provider.diff(begin(inputs()), "id", outputs, inputs(certificateArn=unknown())).changes
    assert not provider.diff(begin(inputs()), "id", {**outputs, "hosts": ["a", "b"]}, inputs()).changes
    renamed = inputs(certificateUrn=URN.replace("::app", "::shop"))
    assert not provider.diff(begin(inputs()), "id", outputs, renamed).changes, "the component alone was renamed"
    assert provider.diff(begin(inputs()), "id", outputs, inputs(certificateUrn=None)).changes

    world.certificates.by_arn[ARN] = replace(PENDING, status="EXPIRED")
    read = provider.read(begin(inputs()), ARN, outputs)

    assert dict(read.inputs or {}) == inputs()
    assert provider.diff(begin(inputs()), "id", dict(read.outs or {}), inputs()).changes
    world.certificates.by_arn.clear()
    assert not provider.read(begin(inputs()), ARN, outputs).id


def test_a_certificate_that_nobody_needs_leaves_the_listeners_before_it_is_deleted(
    world: FakeDomains, begin: Begin
) -> None:
    """As after an association whose create was interrupted; one that is needed, or that the program brings, stays."""
    certificate = replace(PENDING, status="ISSUED", load_balancers=(BALANCER,))
    world.certificates.by_arn = {ARN: certificate, OTHER: replace(certificate, arn=OTHER, load_balancers=())}
    attached = world.listeners.attached

    for release in (
        lambda: provider.delete(begin(), "id", inputs()),
        lambda: provider.update(begin(inputs()), "id", inputs(), inputs(certificateArn=OTHER)),
    ):
        attached[ARN] = False
        world.listeners.by_arn = {"r": host_rule(1, "web.on.aws", "app.example.com")}
        release()
        assert ARN in attached
        world.listeners.by_arn = {"r": host_rule(1, "web.on.aws")}
        release()
        assert ARN not in attached

    attached[ARN] = False
    provider.delete(begin(), "id", {key: value for key, value in inputs().items() if key != "certificateUrn"})
    assert ARN in attached
