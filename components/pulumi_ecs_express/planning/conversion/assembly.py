"""The components of one service, put together from what a format says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pulumi_ecs_express.planning.conversion.containers import Container, as_primary, as_sidecar, renamed
from pulumi_ecs_express.planning.conversion.document import Path
from pulumi_ecs_express.planning.conversion.draft import DOMAIN, SERVICE, Draft, Kind
from pulumi_ecs_express.planning.conversion.readings import nearest_size
from pulumi_ecs_express.planning.conversion.secret_values import is_secret
from pulumi_ecs_express.planning.program.program import Component, variable
from pulumi_ecs_express.planning.program.python_source import Expression


@dataclass
class Parts:
    """
    A service, as far as it is known.

    Attributes:
        name: The component's name.
        primary: The container that gets the traffic.
        sidecars: The others; code stands for a ready-made one.
        arguments: Further arguments, in Python's names; those that are None or empty are left out.
        options: Resource options.
        prefix: What the names of its settings begin with, where a program has several services.
    """

    name: str
    primary: Container
    sidecars: list[Container | Expression] = field(default_factory=list)
    arguments: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    prefix: str = ""


ORDER = (
    "cpu", "memory", "cpu_architecture", "health_check_path", "scaling_target", "network_configuration", "task_role_arn",
    "volumes", "log_retention_days", "tags", "paused",
)  # fmt: skip
"""Arguments in the order in which a program has them, behind those of the containers."""


def service(draft: Draft, parts: Parts) -> Component:
    """Write the service."""
    primary = parts.primary
    _hide_secrets(draft, primary, parts.prefix)
    for other in parts.sidecars:
        if isinstance(other, Container):
            _hide_secrets(draft, other, f"{parts.prefix}{other.name}-")
    definition = renamed(primary.definition, primary.name)
    others = [one if isinstance(one, Expression) else _sidecar(one, primary.name) for one in parts.sidecars]
    arguments: dict[str, Any] = {"primary_container": as_primary(primary)}
    arguments |= {"container_definition": definition} if definition else {}
    arguments |= {"sidecars": others} if others else {}
    arguments |= {name: parts.arguments[name] for name in ORDER if parts.arguments.get(name) not in (None, {}, [])}
    return Component(SERVICE, parts.name, arguments, options=parts.options)


def _hide_secrets(draft: Draft, container: Container, prefix: str) -> None:
    """Ask the configuration for the values that look like secrets: a program is kept where many read it."""
    for name, value in container.environment.items():
        if isinstance(value, str) and is_secret(name, value):
            container.environment[name] = draft.require(
                f"{prefix}{name}", f"the variable {name}, whose value stays out of the program", secret=True
            )


def _sidecar(one: Container, primary: str) -> dict[str, Any]:
    definition = renamed(one.definition, primary)
    return as_sidecar(Container(**{**vars(one), "definition": definition}))


def size(draft: Draft, key: Path, cpu: float | None, memory: float | None) -> dict[str, str]:
    """Write cpu and memory; where Fargate has no such pair, the nearest one, and a remark."""
    if cpu is None and memory is None:
        return {}
    units, mib = nearest_size(cpu, memory)
    given = [(cpu, "CPU units"), (memory, "MiB of memory")]
    asked = " and ".join(f"{number:g} {unit}" for number, unit in given if number is not None)
    if (cpu, memory) != (units, mib):
        draft.remark(
            Kind.DIFFERS, key, f"{asked} become cpu {units} and memory {mib}, the nearest size of a Fargate task"
        )
    return {"cpu": str(units), "memory": str(mib)}


@dataclass(frozen=True)
class Domain:
    """
    Names under which a service answers, in one certificate.

    Attributes:
        key: Where the file names them.
        hosts: The names, the first one first.
        zone_id: The hosted zone that holds them; None where the file does not say.
    """

    key: Path
    hosts: Sequence[str]
    zone_id: str | None = None


ZONE_OF = (
    """"$(aws route53 list-hosted-zones --output text --query "sort_by(HostedZones[?ends_with('.{}.', join('', ['.', Name]))], """
    """&length(Name))[-1].Id" | cut -d/ -f3)\""""
)
"""Finds the zone with the longest name that holds a host."""

CUT_OVER = (
    "its records stay as they are (create_dns_records=False): the name goes on leading to where it leads today, until you move it "
    "as docs/migrating.md says"
)


def add_domain(draft: Draft, service_name: str, domain: Domain, number: int) -> None:
    """Write a custom domain that has its certificate and its host, and leaves the name where it leads today."""
    first = domain.hosts[0]
    name = f"{service_name}-domain" if number == 0 else f"{service_name}-domain-{number + 1}"
    zone: str | Expression = domain.zone_id or draft.require(
        f"{name}-zone-id",
        f"hosted zone that holds {first}; without one, delete zone_id from the program",
        ZONE_OF.format(first),
    )
    arguments: Mapping[str, Any] = {
        "service": Expression(variable(service_name)),
        "domain_name": first,
        **({"alternative_names": list(domain.hosts[1:])} if domain.hosts[1:] else {}),
        "zone_id": zone,
        "create_dns_records": False,
    }
    comment = "Only the certificate and the host: DNS goes on leading elsewhere, until the records are made here."
    draft.components.append(Component(DOMAIN, name, arguments, (comment,)))
    draft.remark(Kind.CHECK, domain.key, f"{first}: {CUT_OVER}")
