"""
Volumes, VPC Lattice target groups, gateway connectors and metric resolutions of a classic service. Words are (ours).

Source: ServiceVolumeConfiguration, VpcLatticeConfiguration, GatewayConnector and MonitoringConfiguration in the API model,
botocore 1.44.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecs_express_sandbox.express.refusals import invalid

Members = Mapping[str, Any]

EMPTIED = ("gatewayConnectors", "monitoring", "volumeConfigurations", "vpcLatticeConfigurations")
"""Members of which it is not documented what an empty list does."""

_METRICS = ("CPUUtilization", "MemoryUtilization")
_RESOLUTIONS = (20, 60)
_LONGEST_DELAY = 3600


def is_emptied(name: str, value: Any) -> bool:
    """Report whether a request has one of these members without content."""
    return name in EMPTIED and not (value.get("metricConfigurations") if isinstance(value, Mapping) else value)


def check(request: Members) -> None:
    """Judge what a request says of them by itself."""
    _check_volumes(request.get("volumeConfigurations") or [])
    connectors = request.get("gatewayConnectors") or []
    if len(connectors) > 1:
        raise invalid("A service supports no more than one gateway connector.")
    for connector in connectors:
        if not 0 <= (connector.get("deregistrationDelay") or {}).get("timeoutSeconds", 300) <= _LONGEST_DELAY:
            raise invalid(f"deregistrationDelay.timeoutSeconds must be between 0 and {_LONGEST_DELAY}.")
    _check_metrics((request.get("monitoring") or {}).get("metricConfigurations") or [])


def _check_volumes(volumes: list[Members]) -> None:
    if len(volumes) > 1:
        raise invalid("A service supports no more than one volume configuration.")
    for volume in volumes:
        own = volume.get("managedEBSVolume") or {}
        if not own.get("roleArn") or not (own.get("sizeInGiB") or own.get("snapshotId")):
            raise invalid("managedEBSVolume needs roleArn, and sizeInGiB or snapshotId.")


def _check_metrics(configurations: list[Members]) -> None:
    if len(configurations) > 5:
        raise invalid("There can be up to 5 metric configurations.")
    for configuration in configurations:
        if not set(configuration["metricNames"]) <= set(_METRICS):
            raise invalid(f"metricNames can be {' and '.join(_METRICS)}.")
        if configuration["resolutionSeconds"] not in _RESOLUTIONS:
            raise invalid("resolutionSeconds must be 20 or 60.")


def check_fit(definition: Members, settings: Members) -> None:
    """Judge the names of volumes: each is one that the task definition leaves to the service."""
    open_ = {volume["name"] for volume in definition.get("volumes") or [] if volume.get("configuredAtLaunch")}
    for volume in settings.get("volumeConfigurations") or []:
        if volume["name"] not in open_:
            raise invalid(f"The volume {volume['name']} is not configured at launch in the task definition.")
