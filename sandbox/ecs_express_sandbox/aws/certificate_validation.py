"""
When ACM issues a certificate: as soon as public DNS shows the records that prove whose the names are.

moto issues every certificate after a minute of real time. Source of states and reasons: DescribeCertificate, AWS
Certificate Manager API reference; of the 72 hours: "DNS validation", ACM user guide; both read 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from moto.acm.models import CertBundle

from ecs_express_sandbox.aws.certificate_use import load_balancers_showing
from ecs_express_sandbox.aws.in_process_clients import Moto
from ecs_express_sandbox.clock import SimulatedClock
from ecs_express_sandbox.dns_names import bare

SOONEST = timedelta(minutes=1)
"""From the request until a certificate is issued, at least; on AWS it is minutes, and at times half an hour."""

LONGEST = timedelta(hours=72)
"""How long ACM looks for the records."""

FAILURES = {
    "additional-verification": "ADDITIONAL_VERIFICATION_REQUIRED",
    "caa-error": "CAA_ERROR",
    "domain-not-allowed": "DOMAIN_NOT_ALLOWED",
    "invalid-public-domain": "INVALID_PUBLIC_DOMAIN",
}
"""First labels of names for which ACM gives up, and the reason: a local AWS sees nothing of the real DNS."""

CLIENT_ONLY = "client-only"
"""First label of names whose certificate is for client authentication alone: it cannot serve a listener."""

EXPIRED = "expired"
"""First label of names whose certificate has run out by the time it is looked at; no record is needed for it."""

_USES = {
    "client": {"Name": "TLS_WEB_CLIENT_AUTHENTICATION", "OID": "1.3.6.1.5.5.7.3.2"},
    "server": {"Name": "TLS_WEB_SERVER_AUTHENTICATION", "OID": "1.3.6.1.5.5.7.3.1"},
}

_describe = CertBundle.describe
_expire = CertBundle.check


class CertificateValidation:
    """Judges each certificate whenever somebody looks at it."""

    def __init__(self, moto: Moto, clock: SimulatedClock) -> None:
        self._moto, self._clock = moto, clock

    def install(self) -> None:
        """Take the place of moto's own judgement; after `share_one_key`, whose certificates this one takes the time of."""

        def check(certificate: Any) -> None:
            self.judge(certificate)

        def describe(certificate: Any) -> dict[str, Any]:
            return self.described(certificate)

        generate = CertBundle.generate_cert.__func__  # type: ignore[attr-defined]  # a class method, by its function

        def generate_cert(cls: Any, *args: Any, **kwargs: Any) -> Any:
            certificate = generate(cls, *args, **kwargs)
            certificate.requested_at = self._clock.now()
            return certificate

        CertBundle.generate_cert = classmethod(generate_cert)  # type: ignore[method-assign,assignment]  # moto offers no other way
        CertBundle.check = check  # type: ignore[method-assign,assignment]  # as above
        CertBundle.describe = describe  # type: ignore[method-assign,assignment]  # as above

    def judge(self, certificate: Any) -> None:
        """Issue a certificate, or give it up; one that waits for nothing may still expire."""
        if certificate.status != "PENDING_VALIDATION":
            _expire(certificate)
            return
        waited: timedelta = self._clock.now() - certificate.requested_at
        labels = _first_labels(certificate)
        failures = [FAILURES[label] for label in sorted(labels & set(FAILURES))]
        if failures and waited >= SOONEST:
            certificate.status, certificate.failure_reason = "FAILED", failures[0]
        elif EXPIRED in labels and waited >= SOONEST:
            certificate.status = "EXPIRED"
        elif waited >= SOONEST and self._is_proven(certificate):
            certificate.status = "ISSUED"
        elif waited >= LONGEST:
            certificate.status = "VALIDATION_TIMED_OUT"

    def described(self, certificate: Any) -> dict[str, Any]:
        """Describe it with what moto leaves out: why it failed, and who uses it."""
        answer = _describe(certificate)
        found = answer["Certificate"]
        if reason := getattr(certificate, "failure_reason", None):
            found["FailureReason"] = reason
        if certificate.status not in ("ISSUED", "EXPIRED"):
            found.pop("IssuedAt", None)
        elif certificate.type != "IMPORTED":
            found["ExtendedKeyUsages"] = [_USES["client" if CLIENT_ONLY in _first_labels(certificate) else "server"]]
        if certificate.status == "EXPIRED":
            found["NotAfter"] = min(found["NotAfter"], self._clock.now().timestamp())
        found["InUseBy"] = sorted(load_balancers_showing(self._client("elbv2", certificate.arn), certificate.arn))
        return answer

    def _is_proven(self, certificate: Any) -> bool:
        options = _describe(certificate)["Certificate"]["DomainValidationOptions"]
        wanted = {(bare(one["ResourceRecord"]["Name"]), bare(one["ResourceRecord"]["Value"])) for one in options}
        return wanted <= set(self._public_names(certificate.arn))

    def _public_names(self, arn: str) -> Iterator[tuple[str, str]]:
        """List the CNAME records of all public zones of the account."""
        route53 = self._client("route53", arn)
        zones = [zone for page in route53.get_paginator("list_hosted_zones").paginate() for zone in page["HostedZones"]]
        for zone in zones:
            if not zone.get("Config", {}).get("PrivateZone"):
                yield from _aliases(route53, zone["Id"])

    def _client(self, name: str, arn: str) -> Any:
        _, _, _, region, account, _ = arn.split(":", 5)
        return self._moto.client(name, account, region)


def _aliases(route53: Any, zone_id: str) -> Iterator[tuple[str, str]]:
    """List the CNAME records of a zone: name and value."""
    for page in route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone_id):
        for record in page["ResourceRecordSets"]:
            if record["Type"] == "CNAME":
                values = [str(value["Value"]) for value in record.get("ResourceRecords", [])]
                yield from ((bare(record["Name"]), bare(value)) for value in values)


def _names(certificate: Any) -> set[str]:
    return {*certificate.sans, certificate.common_name}


def _first_labels(certificate: Any) -> set[str]:
    return {name.split(".")[0] for name in _names(certificate)}
