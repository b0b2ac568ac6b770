"""`aws:acm/certificate:Certificate`."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType, stated
from ecs_express_sandbox.aws_plugin.values import Properties

LONGEST_USE = 5.0
"""How long a deletion waits for the last listener to let go: AWS's twenty minutes, at the pace of a sandbox; seconds."""
PAUSE = 0.25
"""Between two attempts; seconds."""


def all_names(names: Any, properties: Properties) -> list[str]:
    """Write alternative names as ACM keeps them: its own name is one, whether the program repeats it or not."""
    return sorted({*(names or []), str(properties.get("domainName"))})


class Certificate(OneCallType):
    """A certificate that ACM makes, known to Pulumi by its ARN; it is there before it is issued."""

    declaration = Declaration(
        token="aws:acm/certificate:Certificate",  # noqa: S106  # a type token
        inputs=frozenset({"domainName", "keyAlgorithm", "subjectAlternativeNames", "validationMethod"}),
        computed=frozenset(
            {
                "arn", "domainValidationOptions", "notAfter", "notBefore", "pendingRenewal", "renewalEligibility",
                "renewalSummaries", "status", "subjectAlternativeNames", "type", "validationEmails",
            }
        ),
        immutable=frozenset({"domainName", "keyAlgorithm", "subjectAlternativeNames", "validationMethod"}),
        defaults={"keyAlgorithm": "RSA_2048"},
        one_form={"subjectAlternativeNames": all_names},
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
        token = secrets.token_hex(16)  # one for all attempts of botocore, so that a lost answer makes no second one
        return str(client.request_certificate(IdempotencyToken=token, **asked)["CertificateArn"])

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
            "subjectAlternativeNames": all_names(
                found.get("SubjectAlternativeNames"), {"domainName": found["DomainName"]}
            ),
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
        """Delete it; AWS refuses that while a listener shows it, which may be about to go."""
        end = time.monotonic() + LONGEST_USE
        while True:
            try:
                client.delete_certificate(CertificateArn=resource_id)
            except client.exceptions.ResourceInUseException:
                if time.monotonic() > end:
                    raise
                time.sleep(PAUSE)
            else:
                return


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
