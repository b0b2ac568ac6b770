"""
What ECS fills in when a task definition is registered. Pure.

Sources: ecspresso #123, terraform-provider-aws and dumps of live revisions, for the empty lists; API model for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecs_express_sandbox.aws.fargate_sizes import amount

Definition = dict[str, Any]

_CONTAINER: Definition = {
    "cpu": 0,
    "essential": True,
    "environment": [],
    "mountPoints": [],
    "portMappings": [],
    "systemControls": [],
    "volumesFrom": [],
}
_HEALTH_CHECK = {"interval": 30, "timeout": 5, "retries": 3}


def filled_in(request: Mapping[str, Any], *, keeps_empty_variables: bool) -> Definition:
    """Write a registered task definition: the request with what AWS fills in, but without its tags."""
    mode = request.get("networkMode") or "bridge"
    result: Definition = {"volumes": [], "placementConstraints": [], **request, "networkMode": mode}
    result.pop("tags", None)
    result |= {name: amount(str(request[name])) for name in ("cpu", "memory") if request.get(name)}
    result["volumes"] = [_volume(volume) for volume in result["volumes"]]
    result["containerDefinitions"] = [
        _container(container, mode, keeps_empty_variables=keeps_empty_variables)
        for container in request.get("containerDefinitions") or []
    ]
    return result


def _container(container: Mapping[str, Any], mode: str, *, keeps_empty_variables: bool) -> Definition:
    result = {**_CONTAINER, **container}
    result["portMappings"] = [_port(port, mode) for port in result["portMappings"]]
    kept = [entry for entry in result["environment"] if "value" in entry]  # without a value AWS drops it (seen)
    result["environment"] = [entry for entry in kept if entry["value"] or keeps_empty_variables]
    if "healthCheck" in container:
        result["healthCheck"] = {**_HEALTH_CHECK, **container["healthCheck"]}
    return result


def _port(port: Mapping[str, Any], mode: str) -> Definition:
    """Write a port mapping: in awsvpc a container's port is the task's."""
    own = port.get("hostPort") or (port.get("containerPort") if mode == "awsvpc" else 0)
    host = {} if own is None or "containerPortRange" in port else {"hostPort": own}
    return {"protocol": "tcp", **port, **host}


def _volume(volume: Mapping[str, Any]) -> Definition:
    files = volume.get("efsVolumeConfiguration")
    return {**volume, "efsVolumeConfiguration": {"rootDirectory": "/", **files}} if files else dict(volume)
