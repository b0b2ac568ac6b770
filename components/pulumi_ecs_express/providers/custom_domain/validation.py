"""What the provider of a certificate's validation does: wait until ACM has issued it, and say what is missing."""

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.custom_domain.dns_record import DnsRecord
from pulumi_ecs_express.model.custom_domain.observed import ISSUED, ObservedCertificate
from pulumi_ecs_express.planning.custom_domain.certificate import GivenUp, certificate_problems, given_up, progress
from pulumi_ecs_express.ports import Certificates, PublicDns
from pulumi_ecs_express.providers import wire
from pulumi_ecs_express.providers.adapters import connect_certificates, connect_public_dns
from pulumi_ecs_express.providers.check_and_diff import declared_before
from pulumi_ecs_express.providers.custom_domain.certificate_use import release
from pulumi_ecs_express.providers.engine import Difference, EngineCall
from pulumi_ecs_express.providers.polling import NotYet, every_poll, poll

Properties = Mapping[str, Any]

WAIT_SECONDS = 75 * 60.0
"""Time for the wait without ``custom_timeouts``: that of ``aws.acm.CertificateValidation``."""

POLLS_BETWEEN_QUESTIONS = 6
"""Polls of ACM for each look at public DNS."""

MADE = "certificateUrn"
"""URN of the certificate where the program makes it: what to replace when ACM has given it up."""

RECORDS_ARE_MADE = "recordsAreMade"
"""Whether the program makes the validation records; else they are the user's to make."""


def check(call: EngineCall, olds: Properties, news: Properties) -> CheckResult:  # noqa: ARG001 - all operations are called alike
    """Take it: the declaration was judged before."""
    return CheckResult(dict(news), [])


def diff(call: EngineCall, _id: str, olds: Properties, news: Properties) -> DiffResult:
    """Wait again for another certificate, or one that is not issued any more."""
    state = declared_before(call, olds)
    changed = [key for key in ("certificateArn", "hosts", RECORDS_ARE_MADE) if _differs(news.get(key), state.get(key))]
    if olds.get("status") != ISSUED:
        changed.append("status")
    call.show(Difference(key, "update") for key in changed)
    return DiffResult(changes=bool(changed) or _told(state) != _told(news))


def _told(properties: Properties) -> dict[str, Any]:
    """Leave the certificate's URN out: it is another one after a rename or a move in the program, of the same certificate."""
    return {**properties, MADE: bool(properties.get(MADE))}


def _differs(wanted: Any, had: Any) -> bool:
    """Compare; the order of names means nothing."""
    if isinstance(wanted, list) and isinstance(had, list):
        return sorted(map(str, wanted)) != sorted(map(str, had))
    return bool(wanted != had)


def create(call: EngineCall, props: Properties) -> CreateResult:
    """Wait for the certificate."""
    return CreateResult(str(props["certificateArn"]), _issued(call, props))


def update(call: EngineCall, _id: str, olds: Properties, news: Properties) -> UpdateResult:
    """Wait for another certificate; one that was made and never used goes off the listeners, since it is deleted next."""
    issued, before = _issued(call, news), olds.get("certificateArn")
    if olds.get(MADE) and before and before != news.get("certificateArn"):
        release(olds, str(before))
    return UpdateResult(issued)


def _issued(call: EngineCall, props: Properties) -> dict[str, Any]:
    arn = str(props["certificateArn"])
    certificates = connect_certificates(wire.connection(props, arn.split(":")[3]))
    wait = _Wait(call, certificates, connect_public_dns(), arn, props)
    deadline = call.now() + (call.timeout or WAIT_SECONDS)
    found = poll(call, wait.look, deadline, wait.interrupted, every_poll)
    if problems := certificate_problems(found, list(props.get("hosts") or []), None, datetime.now(timezone.utc)):
        raise errors.CertificateNotUsable(
            "the certificate cannot serve this domain",
            why="; ".join(f"it {problem}" for problem in problems),
            remedy="change certificate_arn or the names of the domain, and run `pulumi up` again",
        )
    return {**props, "status": found.status}


class _Wait:
    """One wait for one certificate."""

    def __init__(
        self, call: EngineCall, certificates: Certificates, dns: PublicDns, arn: str, props: Properties
    ) -> None:
        self._call, self._certificates, self._dns, self._arn, self._props = call, certificates, dns, arn, props
        self._seen: dict[DnsRecord, bool | None] = {}
        self._looks = 0
        self._last: ObservedCertificate | None = None

    def look(self) -> ObservedCertificate:
        """Ask ACM once; raise where the certificate will never be issued."""
        found = self._last = self._certificates.describe(self._arn)
        if found is None:
            raise errors.CertificateNotUsable(
                "the certificate is gone",
                why=f"ACM has no {self._arn}",
                remedy="run `pulumi up --refresh` to make it again",
            )
        if failure := given_up(found):
            raise self._given_up(found, failure)
        if found.status == ISSUED:
            return found
        self._ask_dns(found)
        raise NotYet(self._progress(found), self._out_of_time)

    def _ask_dns(self, found: ObservedCertificate) -> None:
        """Look for the records in public DNS, at every few polls."""
        if self._looks % POLLS_BETWEEN_QUESTIONS == 0 or not self._seen:
            for record in found.records:
                values = self._dns.values(record.name, record.type)
                self._seen[record] = None if values is None else record.value.lower() in values
        self._looks += 1

    def _progress(self, found: ObservedCertificate) -> str:
        yours = "" if self._props.get(RECORDS_ARE_MADE) else "; make it at your DNS host"
        awaited = progress(found, self._seen)
        return awaited + yours if any(seen is False for seen in self._seen.values()) else awaited

    def _missing(self) -> str:
        """Name the records that public DNS does not show, else all."""
        records = list(self._last.records) if self._last else []
        missing = [record for record in records if self._seen.get(record) is not True] or records
        return "".join(f"\n    {record}" for record in missing)

    def _given_up(self, found: ObservedCertificate, failure: GivenUp) -> errors.CertificateNotUsable:
        """Say why, which records were to be seen, and how to ask for a new certificate: one given up never recovers."""
        urn = self._props.get(MADE)
        records = "".join(f"\n    {record}" for record in found.records)
        again = f"; then have a new one requested: pulumi up --replace '{urn}'" if urn else ""
        return errors.CertificateNotUsable(
            f"the certificate for {', '.join(found.names)} will not be issued",
            why=failure.why + (f"; its validation records are{records}" if records else ""),
            remedy=failure.remedy + again,
        )

    def _out_of_time(self) -> errors.CertificatePending:
        return errors.CertificatePending(
            "ACM has not issued the certificate in the time given",
            why=f"it waits for{self._missing()}"
            if self._last and self._last.records
            else "it has named no records yet",
            remedy="look whether public DNS shows these records (`dig`), then run `pulumi up` again: it goes on waiting; "
            'opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="4h")) gives it more time',
        )

    def interrupted(self, reason: str) -> errors.ValidationInterrupted:
        """Say that ACM goes on without us, and for what it waits."""
        return errors.ValidationInterrupted(
            f"stopped waiting for the certificate: {reason}",
            why=f"ACM waits for{self._missing()}" if self._last and self._last.records else "ACM has not issued it yet",
            remedy="run `pulumi up` again: it goes on waiting where it stopped",
        )


def read(call: EngineCall, id_: str, props: Properties) -> ReadResult:
    """Tell the certificate's state; it is gone when the certificate is."""
    arn = str(props["certificateArn"])
    found = connect_certificates(wire.connection(props, arn.split(":")[3])).describe(arn)
    if found is None:
        return ReadResult("", {})
    inputs = dict(call.old_inputs or props)
    return ReadResult(id_, {**props, "status": found.status}, inputs)


def delete(call: EngineCall, _id: str, props: Properties) -> None:  # noqa: ARG001 - as above
    """Take a certificate that was made off the listeners that nobody needs it for: it is deleted next."""
    if props.get(MADE):
        release(props, str(props["certificateArn"]))
