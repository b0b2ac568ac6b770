"""
ACM: what a certificate may be asked for, and when it may go.

Words: AWS's form for values outside a pattern, with the pattern of the API model; a certificate in use as seen by many
users of infrastructure tools.
"""

from __future__ import annotations

import re

from moto.core.utils import get_service_model

from ecs_express_sandbox.aws.certificate_use import load_balancers_showing
from ecs_express_sandbox.protocol.request import Asked, Refused, constraint


def domain_names(asked: Asked) -> None:
    """Domain names, of which the first label may be a wildcard."""
    names = [("domainName", asked.text("DomainName"))]
    names += [
        (f"subjectAlternativeNames.{number}.member", name)
        for number, name in enumerate(asked.listed("SubjectAlternativeNames"), 1)
    ]
    pattern = _pattern()
    for where, name in names:
        if not re.fullmatch(pattern, name):
            words = constraint(name, where, f"Member must satisfy regular expression pattern: {pattern}")
            raise Refused("ValidationException", words)


def _pattern() -> str:
    """Read the pattern of a domain name from the API model."""
    shape = get_service_model("acm").shape_for("DomainNameString")
    return str(shape.metadata["pattern"])


def not_in_use(asked: Asked) -> None:
    """No listener shows it."""
    arn = asked.text("CertificateArn")
    if next(load_balancers_showing(asked.client("elbv2"), arn), None):
        raise Refused("ResourceInUseException", f"Certificate {arn} in account {asked.account} is in use.")
