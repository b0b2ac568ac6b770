"""Settings in memory: what AWS chooses, how an update is put over them, and how they are answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

DEFAULTS: dict[str, Any] = {
    "cpu": "1024",
    "memory": "2048",
    "healthCheckPath": "/",
    "networkConfiguration": {"subnets": ["subnet-0def0001", "subnet-0def0002"]},
    "scalingTarget": {
        "minTaskCount": 1,
        "maxTaskCount": 20,
        "autoScalingMetric": "AVERAGE_CPU",
        "autoScalingTargetValue": 60,
    },
}


def container_of(arn: str) -> dict[str, Any]:
    """Give what AWS chooses for a container."""
    log_group = f"/aws/ecs/{'/'.join(arn.split('/')[1:])}-0001"
    return {"containerPort": 80, "awsLogsConfiguration": {"logGroup": log_group, "logStreamPrefix": "ecs"}}


def of_definition(definition: Mapping[str, Any], arn: str) -> dict[str, Any]:
    """Read settings off a task definition, as AWS derives them."""
    main = next(one for one in definition["containerDefinitions"] if one["name"] == "Main")
    options = main["logConfiguration"].get("options", {})
    logs = {"logGroup": options["awslogs-group"], "logStreamPrefix": "ecs"} if "awslogs-group" in options else None
    kept = ("image", "environment", "secrets", "command")
    container = {
        **container_of(arn),
        **{name: main[name] for name in kept if main.get(name)},
        "containerPort": main["portMappings"][0]["containerPort"],
        **({"awsLogsConfiguration": logs} if logs else {}),
    }
    held = ("cpu", "memory", "executionRoleArn", "taskRoleArn")
    return {"primaryContainer": container, **{name: definition[name] for name in held if name in definition}}


def as_definition(arn: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Write the task definition that AWS makes of settings, as far as the tests read it."""
    container = settings["primaryContainer"]
    options = {"awslogs-group": container["awsLogsConfiguration"]["logGroup"], "awslogs-stream-prefix": "ecs"}
    main = {
        "name": "Main",
        "image": container["image"],
        "logConfiguration": {"logDriver": "awslogs", "options": options},
    }
    family, _, number = arn.rpartition("/")[2].rpartition(":")
    named = {"taskDefinitionArn": arn, "family": family, "revision": int(number)}
    return {**named, "status": "ACTIVE", "containerDefinitions": [main]}


OUTSIDE_OF_THE_DEFINITION = frozenset({"serviceArn", "healthCheckPath", "networkConfiguration", "scalingTarget"})
"""Members of an update that leave the task definition as it is."""

SETTINGS = frozenset({*DEFAULTS, "primaryContainer", "executionRoleArn", "taskRoleArn", "cpuArchitecture"})


def merged(base: Mapping[str, Any], request: Mapping[str, Any]) -> dict[str, Any]:
    """Put a request over the settings in effect: objects by member, all else whole."""
    merged = dict(base)
    for key, value in request.items():
        if key in SETTINGS:
            merged[key] = {**merged.get(key, {}), **value} if isinstance(value, Mapping) else value
    return merged


def as_answered(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give settings as the port's models hold them: pairs as maps, without what is empty."""
    container = dict(settings["primaryContainer"])
    container["environment"] = {pair["name"]: pair["value"] for pair in container.get("environment", [])}
    container["secrets"] = {pair["name"]: pair["valueFrom"] for pair in container.get("secrets", [])}
    return {**settings, "primaryContainer": {key: value for key, value in container.items() if value}}
