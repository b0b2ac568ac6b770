"""The task definition that a call names, and whether a service can run it. Words: reports of many users; ``(ours)`` else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.classic.judgement import attachments, compute, service_connect
from ecs_express_sandbox.containers.fates import Container, containers_of
from ecs_express_sandbox.express.calls.new_revision import definition_of
from ecs_express_sandbox.express.refusals import invalid

Definition = Mapping[str, Any]
Settings = Mapping[str, Any]

NO_NETWORK = "Network Configuration must be provided when networkMode 'awsvpc' is specified."
NO_AWSVPC = "Network Configuration is not valid for the given networkMode of this task definition."


def found(place: AccountRegion, name: str) -> Definition:
    """Find an ACTIVE task definition by family, ``family:revision`` or ARN."""
    return definition_of(place.client("ecs"), name)


def check_fit(definition: Definition, settings: Settings) -> None:
    """Judge a task definition against what the service has: launch type, platform, network, ports, volumes."""
    kind = "FARGATE" if compute.is_serverless(settings) else "EC2"
    if kind not in definition.get("compatibilities", ()):
        raise invalid(f"Task definition does not support launch_type {kind}.")
    is_awsvpc, has_network = definition.get("networkMode") == "awsvpc", bool(settings.get("networkConfiguration"))
    if is_awsvpc and not has_network:
        raise invalid(NO_NETWORK)
    if has_network and not is_awsvpc:
        raise invalid(NO_AWSVPC)
    compute.check_platform(definition, settings)
    for balancer in settings.get("loadBalancers") or []:
        _check_port(definition, str(balancer.get("containerName")), balancer.get("containerPort"))
    for registry in settings.get("serviceRegistries") or []:
        if registry.get("containerName"):
            _check_port(definition, registry["containerName"], registry.get("containerPort"))
    service_connect.check_ports(definition, settings)
    attachments.check_fit(definition, settings)


def _check_port(definition: Definition, name: str, port: int | None) -> None:
    container = next((c for c in containers_of(definition) if c["name"] == name), None)
    if container is None:
        raise invalid(f"The container {name} does not exist in the task definition.")
    if port not in _ports(container):
        raise invalid(f"The container {name} did not have a container port {port} defined.")


def _ports(container: Container) -> list[int]:
    return [mapping["containerPort"] for mapping in container.get("portMappings") or [] if "containerPort" in mapping]
