"""
The dynamic providers of a custom domain, and the resources that they serve.

Three, since their work comes at three moments: the declaration judges the program before anything is made, the validation
waits for the certificate while the service still rolls out, and the association changes the load balancer after both.
State holds this module's path and the classes' names: neither ever changes, and instances hold no data.
"""

from typing import Any

import pulumi
from pulumi.dynamic import Resource

from pulumi_ecs_express.providers.custom_domain import claims
from pulumi_ecs_express.providers.dynamic_provider import DynamicProvider


class _Provider(DynamicProvider):
    """Serves one resource of a custom domain, which may share its listener rule with others that the program keeps."""

    def keep(self, id_: str, news: dict[str, Any]) -> None:
        claims.keep(news)


class CustomDomainProvider(_Provider):
    """Serves ``pulumi-python:dynamic/ecsexpress:CustomDomain``: judges what the program declares."""

    operations = "custom_domain.declared_domain"


class CertificateValidationProvider(_Provider):
    """Serves ``pulumi-python:dynamic/ecsexpress:CertificateValidation``: waits until the certificate can be used."""

    operations = "custom_domain.validation"


class CustomDomainAssociationProvider(_Provider):
    """
    Serves ``pulumi-python:dynamic/ecsexpress:CustomDomainAssociation``.

    Certificate on the listener, and hosts in the listener rule.
    """

    operations = "custom_domain.association"


class CustomDomainResource(Resource, module="ecsexpress", name="CustomDomain"):
    """
    What a program declares of a custom domain, judged; the other resources take their values from it.

    Its properties are of any type, since with Pulumi's mocks nobody judges them.
    """

    service: pulumi.Output[Any]
    domainName: pulumi.Output[Any]  # noqa: N815 - properties are named as the arguments are
    alternativeNames: pulumi.Output[Any]  # noqa: N815 - as above
    zoneId: pulumi.Output[Any]  # noqa: N815 - as above
    validationZoneId: pulumi.Output[Any]  # noqa: N815 - as above
    certificateArn: pulumi.Output[Any]  # noqa: N815 - as above
    evaluateTargetHealth: pulumi.Output[Any]  # noqa: N815 - as above
    weightedRouting: pulumi.Output[Any]  # noqa: N815 - as above
    tags: pulumi.Output[Any]
    zoneName: pulumi.Output[Any]  # noqa: N815 - as above

    ARGUMENTS = (
        "service", "domainName", "alternativeNames", "zoneId", "validationZoneId", "certificateArn", "createDnsRecords",
        "evaluateTargetHealth", "weightedRouting", "tags",
    )  # fmt: skip

    def __init__(self, name: str, properties: dict[str, Any], opts: pulumi.ResourceOptions) -> None:
        outputs = dict.fromkeys((*self.ARGUMENTS, "zoneName"))
        super().__init__(CustomDomainProvider(), name, {**outputs, **properties}, opts)


class CertificateValidationResource(Resource, module="ecsexpress", name="CertificateValidation"):
    """The wait for a certificate."""

    certificateArn: pulumi.Output[str]  # noqa: N815 - as above
    status: pulumi.Output[str]

    def __init__(self, name: str, properties: dict[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__(CertificateValidationProvider(), name, {"status": None, **properties}, opts)


class CustomDomainAssociationResource(Resource, module="ecsexpress", name="CustomDomainAssociation"):
    """Certificate and hosts of one domain on the load balancer of a service."""

    hosts: pulumi.Output[list[str]]
    certificateArn: pulumi.Output[str]  # noqa: N815 - as above

    def __init__(self, name: str, properties: dict[str, Any], opts: pulumi.ResourceOptions) -> None:
        super().__init__(CustomDomainAssociationProvider(), name, properties, opts)
