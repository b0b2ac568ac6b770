"""Certificates by boto3's ``acm`` client."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.custom_domain.dns_record import DnsRecord
from pulumi_ecs_express.model.custom_domain.observed import ObservedCertificate


class BotoCertificates:
    """Implements `pulumi_ecs_express.ports.Certificates`."""

    def __init__(self, connection: Connection) -> None:
        self._acm = client("acm", connection)
        self.region: str = self._acm.meta.region_name

    def describe(self, arn: str) -> ObservedCertificate | None:
        with translated(f"reading certificate {arn.rpartition('/')[2]}", self.region):
            try:
                answer = self._acm.describe_certificate(CertificateArn=arn)["Certificate"]
            except self._acm.exceptions.ResourceNotFoundException:
                return None
            return _certificate(arn, answer)


def _certificate(arn: str, answer: Mapping[str, Any]) -> ObservedCertificate:
    names = [answer.get("DomainName"), *answer.get("SubjectAlternativeNames", [])]
    return ObservedCertificate(
        arn=arn,
        status=answer["Status"],
        names=tuple(dict.fromkeys(name.lower() for name in names if name)),
        failure_reason=answer.get("FailureReason"),
        not_after=answer.get("NotAfter"),
        usages=tuple(usage["Name"] for usage in answer.get("ExtendedKeyUsages", []) if "Name" in usage),
        records=tuple(dict.fromkeys(_records(answer))),
        load_balancers=tuple(arn for arn in answer.get("InUseBy", []) if ":loadbalancer/" in arn),
    )


def _records(answer: Mapping[str, Any]) -> list[DnsRecord]:
    """List the validation records; a name and the wildcard below it share one, and right after the request there is none."""
    options = [
        option["ResourceRecord"] for option in answer.get("DomainValidationOptions", []) if "ResourceRecord" in option
    ]
    return [DnsRecord(one["Name"].rstrip("."), one["Type"], one["Value"].rstrip(".")) for one in options]
