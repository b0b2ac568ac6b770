"""The services of a stack and their custom domains, out of its state as `pulumi stack export` writes it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.connection.connection import PROPERTIES, Connection
from pulumi_ecs_express.model.connection.settings import CREDENTIALS
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service.type_tokens import DYNAMIC, SERVICE

ASSOCIATION, VALIDATION = f"{DYNAMIC}CustomDomainAssociation", f"{DYNAMIC}CertificateValidation"

Resource = Mapping[str, Any]


@dataclass(frozen=True)
class StackDomain:
    """Names of one custom domain, and their certificate."""

    hosts: tuple[str, ...]
    certificate_arn: str | None


@dataclass(frozen=True)
class StackService:
    """
    A service of a stack, or one that was named by its ARN alone.

    Attributes:
        resource: Name of the component in the program; None for a service that is not of a stack.
        inputs: What the program declares, in AWS's names.
        own_credentials: Whether the program reaches it with credentials that are secret in the state.
    """

    arn: str
    connection: Connection
    resource: str | None = None
    inputs: Mapping[str, Any] | None = None
    domains: tuple[StackDomain, ...] = ()
    own_credentials: bool = False

    @property
    def name(self) -> str:
        """Name of the service at AWS."""
        return ServiceArn(self.arn).name


def by_arn(arn: str) -> StackService:
    """Give a service that is known by its ARN alone."""
    return StackService(arn, Connection(ServiceArn(arn).region))


def services_of(export: Mapping[str, Any]) -> list[StackService]:
    """List the services of an exported stack, in the order in which it holds them; those to be deleted are none."""
    resources = [one for one in (export.get("deployment") or {}).get("resources") or [] if not one.get("delete")]
    return [_service(one, resources) for one in resources if one.get("type") == SERVICE and _outputs(one, "serviceArn")]


def _service(resource: Resource, resources: Sequence[Resource]) -> StackService:
    arn, outputs = str(_outputs(resource, "serviceArn")), resource.get("outputs") or {}
    plain = {key: outputs[key] for key in PROPERTIES if key != CREDENTIALS and _is_plain(outputs.get(key))}
    endpoints = plain.get("endpoints") or {}
    return StackService(
        arn=arn,
        connection=Connection(ServiceArn(arn).region, plain.get("profile"), frozenset(endpoints.items())),
        resource=str(resource["urn"]).rpartition("::")[2],
        inputs=resource.get("inputs") or {},
        domains=tuple(_domains(arn, resources)),
        own_credentials=bool(outputs.get(CREDENTIALS)),
    )


def _domains(arn: str, resources: Sequence[Resource]) -> Iterator[StackDomain]:
    """
    List the domains whose association names the service.

    One that still waits for its certificate has no association, and nothing in state says of which service it is: it is
    listed where the stack has no other one.
    """
    associated = [one for one in resources if one.get("type") == ASSOCIATION]
    there = {tuple(_outputs(one, "hosts") or ()) for one in associated}
    waiting = [
        one for one in resources if one.get("type") == VALIDATION and tuple(_outputs(one, "hosts") or ()) not in there
    ]
    alone = sum(1 for one in resources if one.get("type") == SERVICE) == 1
    for one in (*(one for one in associated if _outputs(one, "serviceArn") == arn), *(waiting if alone else ())):
        hosts, certificate = _outputs(one, "hosts"), _outputs(one, "certificateArn")
        if isinstance(hosts, list):
            yield StackDomain(tuple(map(str, hosts)), certificate if isinstance(certificate, str) else None)


def _outputs(resource: Resource, name: str) -> Any:
    """Read an output; one that is a secret is not known."""
    found = (resource.get("outputs") or {}).get(name)
    return found if _is_plain(found) else None


SIGNATURE = "4dabf18193072939515e22adb298388d"
"""Key by which Pulumi marks what is no plain value, such as a secret (pulumi, sdk/go/common/resource/sig)."""


def _is_plain(value: Any) -> bool:
    if isinstance(value, Mapping):
        return SIGNATURE not in value and all(map(_is_plain, value.values()))
    return value is not None


def stack_name(export: Mapping[str, Any]) -> str | None:
    """Read the stack's name from its resources; None for an empty one."""
    resources = (export.get("deployment") or {}).get("resources") or []
    return next((str(one["urn"]).split(":")[2] for one in resources), None)
