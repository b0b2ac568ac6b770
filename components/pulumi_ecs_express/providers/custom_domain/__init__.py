"""
The dynamic providers of a custom domain, and the resources that they serve.

Three, since their work comes at three moments: the declaration judges the program before anything is made, the validation
waits for the certificate while the service still rolls out, and the association changes the load balancer after both.
State holds this module's path and the classes' names: neither ever changes, and instances hold no data.
"""

from importlib import import_module
from typing import Any, ClassVar

import pulumi
from pulumi.dynamic import (
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    Resource,
    ResourceProvider,
    UpdateResult,
)

from pulumi_ecs_express.providers.custom_domain import claims
from pulumi_ecs_express.providers.unchanged import checked_before, same_inputs


class _Provider(ResourceProvider):
    """Serves one resource of a custom domain; ``operations`` is the module with its methods, loaded by the first call."""

    serialize_as_secret_always = False
    operations: ClassVar[str]

    def configure(self, req: ConfigureRequest) -> None:
        from pulumi_ecs_express.providers.engine import install

        install()

    def _module(self) -> Any:
        return import_module(f"pulumi_ecs_express.providers.custom_domain.{self.operations}")

    def check(self, _olds: dict[str, Any], news: dict[str, Any]) -> CheckResult:
        if checked_before(_olds, news):
            return CheckResult(dict(_olds), [])
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            checked: CheckResult = self._module().check(call, _olds, news)
            return checked

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            if same_inputs(call.old_inputs, _news):
                claims.keep(_news)
                return DiffResult(changes=False)
            found: DiffResult = self._module().diff(call, _olds, _news)
            return found

    def create(self, props: dict[str, Any]) -> CreateResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            created: CreateResult = self._module().create(call, props)
            return created

    def update(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> UpdateResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            updated: UpdateResult = self._module().update(call, _olds, _news)
            return updated

    def read(self, id_: str, props: dict[str, Any]) -> ReadResult:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            read: ReadResult = self._module().read(call, id_, props)
            return read

    def delete(self, _id: str, _props: dict[str, Any]) -> None:
        from pulumi_ecs_express.providers import engine

        with engine.serving() as call:
            self._module().delete(call, _props)


class CustomDomainProvider(_Provider):
    """Serves ``pulumi-python:dynamic/ecsexpress:CustomDomain``: judges what the program declares."""

    operations = "declared_domain"


class CertificateValidationProvider(_Provider):
    """Serves ``pulumi-python:dynamic/ecsexpress:CertificateValidation``: waits until the certificate can be used."""

    operations = "validation"


class CustomDomainAssociationProvider(_Provider):
    """
    Serves ``pulumi-python:dynamic/ecsexpress:CustomDomainAssociation``.

    Certificate on the listener, and hosts in the listener rule.
    """

    operations = "association"


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
