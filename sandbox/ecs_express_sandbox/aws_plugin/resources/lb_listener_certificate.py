"""`aws:lb/listenerCertificate:ListenerCertificate`: one more certificate that a listener shows."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType
from ecs_express_sandbox.aws_plugin.values import Properties


class ListenerCertificate(OneCallType):
    """
    A certificate beside the listener's default one, known to Pulumi by both ARNs.

    Source: terraform-provider-aws, internal/service/elbv2/listener_certificate.go, read 2026-11-28.
    """

    declaration = Declaration(
        token="aws:lb/listenerCertificate:ListenerCertificate",  # noqa: S106  # a type token
        inputs=frozenset({"certificateArn", "listenerArn"}),
        required=frozenset({"certificateArn", "listenerArn"}),
        immutable=frozenset({"certificateArn", "listenerArn"}),
        regional=True,
    )
    service = "elbv2"
    gone = ("CertificateNotFound", "ListenerNotFound")

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Add it; one that is there already stays."""
        listener, certificate = inputs["listenerArn"], inputs["certificateArn"]
        client.add_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": certificate}])
        return f"{listener}_{certificate}"

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it; the default certificate alone does not count."""
        listener, certificate = _of_id(resource_id)
        pages = client.get_paginator("describe_listener_certificates").paginate(ListenerArn=listener)
        shown = {one["CertificateArn"] for page in pages for one in page["Certificates"] if not one.get("IsDefault")}
        return {"certificateArn": certificate, "listenerArn": listener} if certificate in shown else None

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Remove it; one that is the default by now stays (terraform-provider-aws #35403)."""
        listener, certificate = _of_id(resource_id)
        try:
            client.remove_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": certificate}])
        except client.exceptions.OperationNotPermittedException as failure:
            if "Default certificate cannot be removed" not in str(failure):
                raise


def _of_id(resource_id: str) -> tuple[str, str]:
    """Take an id apart: neither ARN holds the character between them."""
    listener, _, certificate = resource_id.partition("_")
    if not certificate:
        raise Refused(f"{resource_id!r} is not the id of a listener's certificate: write LISTENERARN_CERTIFICATEARN")
    return listener, certificate
