"""
Judges what UpdateService asks of an Express service, in AWS's words where they were seen; ``(ours)`` marks the others.

Pure: what has to be looked up is given.

Sources: API model, botocore 1.44.5; developer guide, "Customize an Express service" and "Express service work"; ecspresso
#902 (load balancers and deployment configuration are refused); terraform-provider-aws and its issues.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ecs_express_sandbox.express import refusals
from ecs_express_sandbox.express.deployments.configuration import STRATEGY
from ecs_express_sandbox.express.service_settings import KEPT, MEMBERS
from ecs_express_sandbox.settings import Settings

Request = Mapping[str, Any]

_REFUSED = ("loadBalancers", "deploymentController", "serviceRegistries", "gatewayConnectors")
"""What belongs to ECS on such a service; of the first, developer guide and ecspresso say so, the others are (ours)."""

UNDERSTOOD = {
    "cluster",
    "deploymentConfiguration",
    "desiredCount",
    "forceNewDeployment",
    "networkConfiguration",
    "service",
    "taskDefinition",
    *KEPT,
    *MEMBERS,
    *_REFUSED,
}
"""All members that are judged; one that AWS adds is said to be not imitated."""

_NOT_ON_FARGATE = {
    "placementConstraints": "Placement constraints are not supported with FARGATE launch type.",
    "placementStrategy": "Placement strategies are not supported with FARGATE launch type.",
}
"""Member -> how AWS refuses it on Fargate. Seen: terraform-provider-aws and hashicorp/terraform issues."""

_LARGE_FORM = ("strategy", "maximumPercent", "minimumHealthyPercent")
"""Members of a deployment configuration that AWS's own example for Express services leaves out."""

_PLATFORMS = ("LATEST", "1.4.0", "1.3.0")
_METRICS = ("CPUUtilization", "MemoryUtilization")
_RESOLUTIONS = (20, 60)
_LONGEST_GRACE = 2_147_483_647
_LONGEST_BAKE = 1440

_FORCE = (
    "When switching from launch type to capacity provider strategy on an existing service, or making a change to a "
    "capacity provider strategy on a service that is already using one, you must force a new deployment."
)
_PROVIDER = (
    "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the "
    "cluster. Associate the capacity provider with the cluster and try again."
)


def check_members(request: Request, settings: Settings) -> None:
    """Judge a request by itself."""
    if unknown := set(request) - UNDERSTOOD:
        raise NotImplementedError(f"{', '.join(sorted(unknown))} of an Express service")
    for name in _REFUSED:
        if name in request:
            raise refused_member(name)
    for name, words in _NOT_ON_FARGATE.items():
        if request.get(name):
            raise refusals.invalid(words)
    if request.get("desiredCount", 0) < 0:
        raise refusals.invalid("desiredCount must not be negative.")  # (ours)
    if not 0 <= request.get("healthCheckGracePeriodSeconds", 0) <= _LONGEST_GRACE:
        raise refusals.invalid("healthCheckGracePeriodSeconds is out of range.")  # (ours)
    if request.get("platformVersion", "LATEST") not in _PLATFORMS:
        raise refusals.refusal("PlatformUnknownException", "The specified platform version does not exist.")
    _check_monitoring(request.get("monitoring") or {})
    _check_deployment(request.get("deploymentConfiguration") or {}, settings)


def refused_member(name: str) -> refusals.Refusal:
    """Refuse a member that ECS manages itself on Express services."""
    return refusals.invalid(f"{name} cannot be updated on a service with ResourceManagementType=ECS.")  # (ours)


def _check_monitoring(monitoring: Request) -> None:
    """Judge the metrics' resolution. Source: ServiceMonitoringConfiguration in the API model."""
    configs: list[Request] = monitoring.get("metricConfigurations") or []
    if len(configs) > 5:
        raise refusals.invalid("monitoring can have up to 5 metric configurations.")  # (ours)
    for config in configs:
        if not set(config["metricNames"]) <= set(_METRICS) or config["resolutionSeconds"] not in _RESOLUTIONS:
            raise refusals.invalid(  # (ours)
                "A metric configuration is for CPUUtilization or MemoryUtilization, each 20 or 60 seconds."
            )


def _check_deployment(wanted: Request, settings: Settings) -> None:
    """Judge a deployment configuration: whether AWS takes it at all, and its numbers."""
    if "strategy" in wanted and (wanted["strategy"] != STRATEGY or settings.unchanged_strategy == "refused"):
        raise refused_member("deploymentConfiguration.strategy")
    if wanted and settings.deployment_configuration_update == "refused":
        raise refused_member("deploymentConfiguration")
    if settings.deployment_configuration_update == "small_form_only":
        for name in _LARGE_FORM:
            if name in wanted:
                raise refused_member(f"deploymentConfiguration.{name}")
    if "linearConfiguration" in wanted:
        raise refusals.invalid("linearConfiguration is only valid with the deployment strategy LINEAR.")  # (ours)
    _check_numbers(wanted)


def _check_numbers(wanted: Request) -> None:
    """Judge the ranges. Source: DeploymentConfiguration in the API model."""
    canary = wanted.get("canaryConfiguration") or {}
    if not 0.1 <= canary.get("canaryPercent", 5.0) <= 100.0:
        raise refusals.invalid("canaryPercent must be between 0.1 and 100.0.")  # (ours)
    times = (canary.get("canaryBakeTimeInMinutes", 0), wanted.get("bakeTimeInMinutes", 0))
    if not all(0 <= time <= _LONGEST_BAKE for time in times):
        raise refusals.invalid("Bake times must be between 0 and 1440 minutes.")  # (ours)
    least, most = wanted.get("minimumHealthyPercent", 100), wanted.get("maximumPercent", 200)
    if not 0 <= least <= 100 <= most <= 200:
        raise refusals.invalid("The deployment configuration's percentages are out of range.")  # (ours)


def check_providers(strategy: list[Request], cluster: Collection[str], *, forced: bool) -> None:
    """Judge a strategy that is not the one in force. Words: terraform-provider-aws #22823; roles of weight: API model."""
    if any(item["capacityProvider"] not in cluster for item in strategy):
        raise refusals.invalid(_PROVIDER)
    if sum(item.get("base", 0) > 0 for item in strategy) > 1:
        raise refusals.invalid("Only one capacity provider in a strategy can have a base.")  # (ours); rule: API model
    if not forced:
        raise refusals.invalid(_FORCE)


def check_volumes(volumes: list[Request], definition: Request) -> None:
    """Judge the volumes: one, which the task definition leaves to the launch. Source: API model."""
    if len(volumes) > 1:
        raise refusals.invalid("Only one volume configuration is supported for a service.")  # (ours)
    known = {volume["name"] for volume in definition.get("volumes") or [] if volume.get("configuredAtLaunch")}
    for volume in volumes:
        if volume["name"] not in known:
            raise refusals.invalid(  # (ours)
                f"The volume {volume['name']} is not a volume of the task definition that is configured at launch."
            )
        own = volume.get("managedEBSVolume") or {}
        if not (own.get("sizeInGiB") or own.get("snapshotId")):
            raise refusals.invalid("A managed EBS volume needs a size or a snapshot.")  # (ours); rule: API model


def check_ports(request: Request, definition: Request) -> None:
    """Judge the ports that Service Connect and VPC Lattice name: port mappings of the task definition."""
    containers = definition.get("containerDefinitions") or []
    known = {port.get("name") for container in containers for port in container.get("portMappings") or []}
    for name in _named_ports(request):
        if name not in known:
            raise refusals.invalid(f"The task definition has no port mapping with the name {name}.")  # (ours)


def _named_ports(request: Request) -> Iterator[str]:
    connect = request.get("serviceConnectConfiguration") or {}
    for entry in [*(connect.get("services") or []), *(request.get("vpcLatticeConfigurations") or [])]:
        yield str(entry["portName"])


def check_namespace(connect: Request, default: str | None, known: Collection[str]) -> None:
    """Judge the namespace of Service Connect, by name or ARN; without one the cluster's default counts."""
    if not connect.get("enabled"):
        return
    asked = connect.get("namespace") or default
    if not asked:
        raise refusals.invalid("Service Connect needs a namespace, or a default one of the cluster.")  # (ours)
    if asked not in known:
        raise refusals.refusal("NamespaceNotFoundException", "The specified namespace wasn't found.")
