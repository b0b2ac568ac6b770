"""What the state of a certificate means: what it waits for, why ACM gave it up, and whether it can serve these names."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from pulumi_ecs_express.model.custom_domain.dns_record import DnsRecord
from pulumi_ecs_express.model.custom_domain.domain_names import covers
from pulumi_ecs_express.model.custom_domain.observed import ISSUED, PENDING, ObservedCertificate

SERVER_USAGES = frozenset({"TLS_WEB_SERVER_AUTHENTICATION", "ANY", "NONE"})
"""Usages with which a listener can show a certificate. Source: ExtendedKeyUsage, ACM API reference, read 2026-11-28."""

TROUBLESHOOTING = {
    "CAA_ERROR": (
        "a CAA record of the domain, or of a domain above it, names other certificate authorities",
        'add a CAA record such as 0 issue "amazon.com" at the domain, or remove those that forbid it',
    ),
    "ADDITIONAL_VERIFICATION_REQUIRED": (
        "ACM wants to verify the domain, as it does for well-known names",
        "open a case with AWS Support, or bring a certificate by certificate_arn",
    ),
    "DOMAIN_NOT_ALLOWED": (
        "the domain is on a list of unsafe ones",
        "correct the report at the list's own page (VirusTotal), or use another domain",
    ),
    "INVALID_PUBLIC_DOMAIN": (
        "one of the names is not in a public domain",
        "use a name of a registered domain; for a private one bring a certificate by certificate_arn",
    ),
}
"""Why ACM gave a certificate up. Source: "Certificate request fails", ACM user guide, read 2026-11-28."""

OTHER_FAILURE = ("ACM gives no more than that", 'look the reason up in the ACM user guide, "Certificate request fails"')

TIMED_OUT = (
    "for 72 hours no public DNS has shown the validation records",
    "look whether they stand in the zone to which the registrar delegates the domain, and not with the zone's name twice",
)
"""Source: "DNS validation", ACM user guide, read 2026-11-28."""

FINAL = {
    "EXPIRED": ("it has expired", "import it anew under the same ARN, or name another one in certificate_arn"),
    "INACTIVE": ("it is inactive", "name another one in certificate_arn"),
    "REVOKED": ("it was revoked", "name another one in certificate_arn"),
    "VALIDATION_TIMED_OUT": TIMED_OUT,
}


@dataclass(frozen=True)
class GivenUp:
    """Why a certificate will never be issued, or not again, and what to do."""

    why: str
    remedy: str


def given_up(certificate: ObservedCertificate) -> GivenUp | None:
    """Tell a final state from one that passes."""
    if certificate.status in (PENDING, ISSUED):
        return None
    reason = certificate.failure_reason or "no reason"
    if certificate.status == "FAILED":
        why, remedy = TROUBLESHOOTING.get(reason, OTHER_FAILURE)
        return GivenUp(f"ACM answers FAILED, {reason}: {why}", remedy)
    why, remedy = FINAL.get(certificate.status, OTHER_FAILURE)
    return GivenUp(f"ACM answers {certificate.status}: {why}", remedy)


def certificate_problems(
    certificate: ObservedCertificate, hosts: Collection[str], region: str | None, now: datetime
) -> list[str]:
    """List what keeps a certificate that a program names from serving its hosts on a load balancer of a Region."""
    problems = []
    if region and certificate.region != region:
        problems.append(
            f"is in {certificate.region}, and the load balancer in {region}: a load balancer shows certificates of its own Region"
        )
    if failure := given_up(certificate):
        problems.append(f"cannot be used: {failure.why}; {failure.remedy}")
    elif certificate.not_after and certificate.not_after <= now:
        problems.append(f"has expired on {certificate.not_after:%Y-%m-%d}: import it anew, or name another one")
    if certificate.usages and not SERVER_USAGES & set(certificate.usages):
        problems.append("is for clients only, so no server can show it: name one for TLS servers")
    uncovered = [host for host in hosts if not any(covers(name, host) for name in certificate.names)]
    if uncovered:
        problems.append(f"is for {', '.join(certificate.names)}, and not for {', '.join(uncovered)}")
    return problems


SEEN = {
    True: "public DNS shows it, and ACM looks every few minutes",
    False: "public DNS does not show it yet",
    None: "public DNS could not be asked",
}


def progress(certificate: ObservedCertificate, seen: Mapping[DnsRecord, bool | None]) -> str:
    """Say what ACM waits for: the first record that DNS does not show, else the first one."""
    if not certificate.records:
        return "waiting for ACM to name the validation records"
    awaited = next((record for record in certificate.records if seen.get(record) is False), certificate.records[0])
    others = len(certificate.records) - 1
    more = f" (and {others} more)" if others else ""
    return f"waiting for ACM to see {awaited}{more}: {SEEN[seen.get(awaited)]}"
