"""`aws:acm/certificate:Certificate`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType, stated
from ecs_express_sandbox.aws_plugin.values import Properties


class Certificate(OneCallType):
    """A certificate that ACM makes, known to Pulumi by its ARN; it is there before it is issued."""

    declaration = Declaration(
        token="aws:acm/certificate:Certificate",  # noqa: S106  # a type token
        inputs=frozenset({"domainName", "keyAlgorithm", "subjectAlternativeNames", "validationMethod"}),
        computed=frozenset(
            {
                "arn", "domainValidationOptions", "notAfter", "notBefore", "pendingRenewal", "renewalEligibility",
                "renewalSummaries", "status", "type", "validationEmails",
            }
        ),
        immutable=frozenset({"domainName", "keyAlgorithm", "subjectAlternativeNames", "validationMethod"}),
        defaults={"keyAlgorithm": "RSA_2048"},
        unordered=frozenset({"subjectAlternativeNames"}),
        unreadable=frozenset({"keyAlgorithm"}),  # moto makes RSA keys alone
        tagged=True,
        regional=True,
    )  # fmt: skip
    service = "acm"
    gone = ("ResourceNotFoundException",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Request it."""
        asked = stated(
            {**inputs, "tagsAll": tags.as_list(inputs["tagsAll"])},
            DomainName="domainName",
            KeyAlgorithm="keyAlgorithm",
            SubjectAlternativeNames="subjectAlternativeNames",
            Tags="tagsAll",
            ValidationMethod="validationMethod",
        )
        return str(client.request_certificate(**asked)["CertificateArn"])

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it; of alternative names the certificate's own name is one, whether the program repeats it or not."""
        found = super().read(account, resource_id, known)
        declared = known.get("subjectAlternativeNames")
        if found is not None and declared is not None:
            of_aws, own = set(found["subjectAlternativeNames"]), {found["domainName"]}
            if set(declared) | own == of_aws:
                found["subjectAlternativeNames"] = declared
        return found

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it; the records by which it is validated have a dot at their end, as in the real plugin."""
        found = client.describe_certificate(CertificateArn=resource_id)["Certificate"]
        listed = client.list_tags_for_certificate(CertificateArn=resource_id)["Tags"]
        return {
            "arn": resource_id,
            "domainName": found["DomainName"],
            "domainValidationOptions": [_validation(option) for option in found.get("DomainValidationOptions", [])],
            "notAfter": _time(found.get("NotAfter")),
            "notBefore": _time(found.get("NotBefore")),
            "pendingRenewal": False,
            "renewalEligibility": found.get("RenewalEligibility", "INELIGIBLE"),
            "renewalSummaries": [],
            "status": found["Status"],
            "subjectAlternativeNames": found.get("SubjectAlternativeNames") or [found["DomainName"]],
            "tagsAll": tags.as_mapping(listed),
            "type": found["Type"],
            "validationEmails": [],
            "validationMethod": _method(found),
        }

    @override
    def tag(self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]) -> None:
        """Set and remove tags."""
        if to_set:
            client.add_tags_to_certificate(CertificateArn=old["id"], Tags=tags.as_list(to_set))
        if to_remove:
            gone = [{"Key": key} for key in to_remove]
            client.remove_tags_from_certificate(CertificateArn=old["id"], Tags=gone)

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it; AWS refuses that while a listener shows it."""
        client.delete_certificate(CertificateArn=resource_id)


def _validation(option: Mapping[str, Any]) -> dict[str, str]:
    record = option.get("ResourceRecord") or {}
    return {
        "domainName": option["DomainName"],
        "resourceRecordName": _dotted(record.get("Name", "")),
        "resourceRecordType": record.get("Type", ""),
        "resourceRecordValue": _dotted(record.get("Value", "")),
    }


def _dotted(name: str) -> str:
    return f"{name.rstrip('.')}." if name else ""


def _time(moment: Any) -> str:
    return moment.isoformat() if moment is not None else ""


def _method(found: Mapping[str, Any]) -> str:
    """Read how it is validated; an imported one is not at all."""
    options = found.get("DomainValidationOptions") or [{}]
    return str(options[0].get("ValidationMethod") or "NONE")
