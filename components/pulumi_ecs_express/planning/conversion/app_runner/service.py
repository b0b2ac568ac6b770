"""An App Runner service, as AWS describes it, as a program."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.fields.types import ARN
from pulumi_ecs_express.model.task_definition.size import cpu_units, mebibytes
from pulumi_ecs_express.planning.conversion.assembly import Domain, Parts, add_domain, service, size
from pulumi_ecs_express.planning.conversion.containers import Container
from pulumi_ecs_express.planning.conversion.document import Document, Path
from pulumi_ecs_express.planning.conversion.draft import Conversion, Draft, Kind
from pulumi_ecs_express.planning.conversion.readings import OF_A_SHELL, SHELL, words
from pulumi_ecs_express.planning.conversion.shapes import shaped
from pulumi_ecs_express.planning.conversion.tables import app_runner as tables
from pulumi_ecs_express.planning.program.python_source import Expression

DEFAULT_PORT = 8080
"""Source: ``Port`` of ImageConfiguration, AWS App Runner API reference, read 2026-11-28."""

PORT = "PORT"
"""The variable that App Runner adds. Source: "Environment variables", AWS App Runner developer guide, read 2026-11-28."""

IMAGE = ("Service", "SourceConfiguration", "ImageRepository")
CODE = ("Service", "SourceConfiguration", "CodeRepository")

PRIVATE_SUBNETS = (
    "Express Mode puts tasks and load balancer into the same subnets: with private ones, the URL is private too. Where the "
    "service has to stay public, name public subnets of the same VPC: the tasks still reach what is in it, by the security groups"
)


def converted(document: Document, name: str | None = None) -> Conversion:
    """Convert the answers of DescribeService and of what belongs to it, under the names of their members."""
    draft = Draft(document)
    tree = shaped(draft, document.tree, tables.SERVICE, tables.SERVICE_SHAPES)
    draft.judge_keys(tree, tables.SERVICE)
    described = tree["Service"]
    name = name or str(described.get("ServiceName") or "service")
    parts = Parts(name, _container(draft, tree))
    instance = described.get("InstanceConfiguration") or {}
    key: Path = ("Service", "InstanceConfiguration")
    parts.arguments |= size(draft, key, _units(instance.get("Cpu")), _mib(instance.get("Memory")))
    parts.arguments |= {
        "health_check_path": _health_check_path(draft, described),
        "scaling_target": _scaling(tree.get("AutoScalingConfiguration") or {}),
        "network_configuration": _network(draft, tree),
        "task_role_arn": _task_role(draft, instance),
        "tags": _tags(draft, tree.get("Tags") or []),
        "paused": True if described.get("Status") == "PAUSED" else None,
    }
    parts.sidecars += _tracing(draft, tree)
    draft.components.append(service(draft, parts))
    _domains(draft, name, tree.get("CustomDomains") or [])
    _say_what_goes_elsewhere(draft, described)
    return draft.finished(f"{name}, which ran on App Runner, on Amazon ECS Express Mode.", name)


def _units(written: Any) -> float | None:
    """Read CPU of an instance; App Runner takes both ``1 vCPU`` and ``1024``."""
    return cpu_units(written)


def _mib(written: Any) -> float | None:
    return mebibytes(written)


def _container(draft: Draft, tree: Mapping[str, Any]) -> Container:
    source = tree["Service"].get("SourceConfiguration") or {}
    key: Path
    repository = source.get("ImageRepository")
    if repository:
        image, key, values = (
            repository.get("ImageIdentifier"),
            (*IMAGE, "ImageConfiguration"),
            repository.get("ImageConfiguration"),
        )
    else:
        image = draft.require("image", "the image that your pipeline builds and pushes in place of App Runner")
        configuration = (source.get("CodeRepository") or {}).get("CodeConfiguration") or {}
        key, values = (
            (*CODE, "CodeConfiguration", "CodeConfigurationValues"),
            configuration.get("CodeConfigurationValues"),
        )
        if configuration.get("ConfigurationSource") == "REPOSITORY":
            draft.remark(
                Kind.CHECK,
                key[:-1],
                "port, command and variables stand in the repository: convert its apprunner.yaml instead",
            )
    values = values or {}
    variables = dict(values.get("RuntimeEnvironmentVariables") or {})
    secrets = dict(values.get("RuntimeEnvironmentSecrets") or {})
    port = port_of(draft, (*key, "Port"), values.get("Port"))
    return Container(
        "app",
        image=image,
        port=port,
        command=command_of(draft, (*key, "StartCommand"), values.get("StartCommand")),
        environment={PORT: str(port), **variables} if PORT not in secrets else variables,
        secrets=secrets,
    )


def port_of(draft: Draft, key: Path, written: Any) -> int:
    """Read the port; App Runner writes it as text."""
    if written is None:
        return DEFAULT_PORT
    if str(written).isdecimal():
        return int(str(written))
    draft.wrong(key, f"{written!r} is no port: write a number from 1 to 65535")
    return DEFAULT_PORT


def command_of(draft: Draft, key: Path, written: Any) -> list[str] | None:
    """Read a start command; one with signs of a shell is given to a shell."""
    if not written:
        return None
    if isinstance(written, str) and OF_A_SHELL.search(written):
        draft.remark(Kind.DIFFERS, key, "the command has signs that only a shell understands, so it becomes sh -c '…'")
        return [*SHELL, written]
    try:
        return words(written)
    except (ValueError, TypeError) as error:
        draft.wrong(key, f"cannot be taken apart into words: {error}")
        return None


def _health_check_path(draft: Draft, described: Mapping[str, Any]) -> str | None:
    check = described.get("HealthCheckConfiguration") or {}
    if check.get("Protocol") == "HTTP":
        return str(check.get("Path") or "/")
    key: Path = ("Service", "HealthCheckConfiguration", "Protocol")
    draft.remark(
        Kind.CHECK,
        key,
        "App Runner checks by TCP, Express Mode by HTTP: let / answer 200, or set health_check_path to what does",
    )
    return None


def _scaling(configuration: Mapping[str, Any]) -> dict[str, Any]:
    named = {"min_task_count": configuration.get("MinSize"), "max_task_count": configuration.get("MaxSize")}
    return {name: number for name, number in named.items() if number is not None}


def _network(draft: Draft, tree: Mapping[str, Any]) -> dict[str, Any]:
    network = tree["Service"].get("NetworkConfiguration") or {}
    connector = tree.get("VpcConnector") or {}
    ingress = (network.get("IngressConfiguration") or {}).get("IsPubliclyAccessible", True)
    key: Path = ("Service", "NetworkConfiguration")
    made = {
        "subnets": list(connector.get("Subnets") or []),
        "security_groups": list(connector.get("SecurityGroups") or []),
    }
    if (network.get("IpAddressType") or "IPV4") != "IPV4":
        draft.remark(
            Kind.NO_COUNTERPART, (*key, "IpAddressType"), "Express Mode's load balancer has IPv4 addresses alone"
        )
    if connector and ingress:
        draft.remark(Kind.CHECK, ("VpcConnector", "Subnets"), PRIVATE_SUBNETS)
    if not connector and (network.get("EgressConfiguration") or {}).get("EgressType") == "VPC":
        draft.remark(
            Kind.CHECK,
            (*key, "EgressConfiguration"),
            "the VPC connector was not found: set network_configuration yourself",
        )
    if not ingress and not connector:
        made["subnets"] = draft.require_list(  # type: ignore[assignment] # code, in place of the list
            "private-subnets", "private subnets, in two zones or more, of the VPC in which the URL has to answer",
            "'[\"subnet-…\", \"subnet-…\"]'",
        )  # fmt: skip
    return {name: value for name, value in made.items() if value}


def _task_role(draft: Draft, instance: Mapping[str, Any]) -> str | None:
    role = instance.get("InstanceRoleArn")
    if role:
        draft.remark(
            Kind.CHECK, ("Service", "InstanceConfiguration", "InstanceRoleArn"),
            f"let the role {str(role).rpartition('/')[2]} trust ecs-tasks.amazonaws.com beside tasks.apprunner.amazonaws.com, "
            "and take the latter away at the end",
        )  # fmt: skip
    return str(role) if role else None


def _tags(draft: Draft, listed: list[Mapping[str, str]]) -> dict[str, str]:
    """Take the tags over; those of AWS's own cannot be set."""
    named = {str(tag.get("Key") or ""): tag.get("Value", "") for tag in listed}
    for key, value in named.items():
        if key.startswith("aws:"):
            draft.remark(
                Kind.NO_COUNTERPART, ("Tags",), f"{key}={value}: a tag of AWS's own, which nobody else can set"
            )
    return {key: value for key, value in named.items() if key and not key.startswith("aws:")}


def _tracing(draft: Draft, tree: Mapping[str, Any]) -> list[Container | Expression]:
    on = (tree["Service"].get("ObservabilityConfiguration") or {}).get("ObservabilityEnabled")
    return [tracing_sidecar(draft, ("Service", "ObservabilityConfiguration"))] if on else []


def tracing_sidecar(draft: Draft, key: Path) -> Expression:
    """Write the collector, and say what it needs."""
    draft.remark(
        Kind.CHECK,
        key,
        "traces go to http://127.0.0.1:4318 (4317 for gRPC) of the task; the task role needs AWSXRayDaemonWriteAccess",
    )
    return Expression("express.otel_sidecar()")


def _domains(draft: Draft, name: str, domains: list[Mapping[str, Any]]) -> None:
    for number, domain in enumerate(one for one in domains if one.get("DomainName")):
        host = str(domain["DomainName"]).rstrip(".").lower()
        hosts = [host, f"www.{host}"] if domain.get("EnableWWWSubdomain") else [host]
        add_domain(draft, name, Domain(("CustomDomains", number), hosts), number)


def _say_what_goes_elsewhere(draft: Draft, described: Mapping[str, Any]) -> None:
    if found := ARN.fullmatch(str(described.get("ServiceArn") or "")):
        draft.commands.insert(0, f"pulumi config set aws:region {found['region']}")
    source = described.get("SourceConfiguration") or {}
    if source.get("AutoDeploymentsEnabled"):
        draft.remark(
            Kind.CHECK, ("Service", "SourceConfiguration", "AutoDeploymentsEnabled"),
            "a push deploys nothing by itself: let the pipeline set the new tag and run `pulumi up`, or set pin_image_digest=True, "
            "with which each `pulumi up` deploys what the tag of a private ECR repository stands for",
        )  # fmt: skip
