"""
ELBv2: which certificates a listener may show.

Words seen from AWS, in reports of many users: a certificate that cannot be used in aws-secure-environment-accelerator
#990. That one call adds one certificate: AddListenerCertificates, Elastic Load Balancing API reference, read
2026-11-28. The number of certificates and their removal are judged where they are carried out, in
``aws/listeners``.
"""

from __future__ import annotations

from botocore.exceptions import ClientError

from ecs_express_sandbox.protocol.request import Asked, Refused

SERVES = "TLS_WEB_SERVER_AUTHENTICATION"
"""The use that a certificate must have; one without any list of uses may be used for all."""


def one_at_a_time(asked: Asked) -> None:
    """One certificate for each call."""
    if len(asked.listed("Certificates")) != 1:
        raise Refused("ValidationError", "You must specify exactly one certificate")  # (ours)


def known_listener(asked: Asked) -> None:
    """The listener comes before its certificates."""
    try:
        asked.client("elbv2").describe_listeners(ListenerArns=[asked.text("ListenerArn")])
    except ClientError as error:
        raise Refused("ListenerNotFound", error.response["Error"]["Message"]) from None


def usable(asked: Asked) -> None:
    """Each exists, has been issued and may serve. Those of IAM have no such state."""
    for certificate in asked.listed("Certificates"):
        arn = str(certificate.get("CertificateArn") or "")
        if ":iam:" not in arn:
            _check(asked, arn)


def _check(asked: Asked, arn: str) -> None:
    try:
        found = asked.client("acm").describe_certificate(CertificateArn=arn)["Certificate"]
    except ClientError:
        raise Refused("CertificateNotFound", f"Certificate '{arn}' not found") from None
    uses = [use["Name"] for use in found.get("ExtendedKeyUsages") or []]
    if found["Status"] != "ISSUED" or (uses and SERVES not in uses):
        raise Refused(
            "UnsupportedCertificate",
            f"The certificate '{arn}' must have a fully-qualified domain name, a supported signature, "
            "and a supported key size.",
        )


ADD = (one_at_a_time, known_listener, usable)
