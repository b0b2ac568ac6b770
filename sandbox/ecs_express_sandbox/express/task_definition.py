"""
Task definitions of Express services: what ECS renders, and what it reads out of a customer's own. Pure.

Sources: developer guide, "Express service work"; copies of live revisions (family, port name, whole-task reservation).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecs_express_sandbox.express.records import Configuration
from ecs_express_sandbox.express.refusals import invalid, refusal

MAIN = "Main"
"""The one container name that Express Mode knows."""

STREAM_PREFIX = "ecs"

_NOT_REGISTERED = (
    "taskDefinitionArn",
    "revision",
    "status",
    "requiresAttributes",
    "compatibilities",
    "registeredAt",
    "registeredBy",
    "deregisteredAt",
    "deleteRequestedAt",
)
"""What DescribeTaskDefinition answers and RegisterTaskDefinition does not take."""


def rendered(
    configuration: Configuration, family: str, region: str, log_group: str, current: Mapping[str, Any] | None
) -> dict[str, Any]:
    """
    Render the RegisterTaskDefinition request of a revision.

    A ``current`` definition is built upon: what Express does not manage, such as sidecars, stays.
    """
    base = {key: value for key, value in (current or _fresh()).items() if key not in _NOT_REGISTERED}
    old: Mapping[str, Any] = next((c for c in base.get("containerDefinitions", []) if c["name"] == MAIN), {})
    others = [c for c in base.get("containerDefinitions", []) if c["name"] != MAIN]
    result = {
        **base,
        "family": family,
        "cpu": configuration["cpu"],
        "memory": configuration["memory"],
        "runtimePlatform": {
            "operatingSystemFamily": "LINUX",
            "cpuArchitecture": configuration.get("cpuArchitecture", "X86_64"),
        },
        "containerDefinitions": [_main(configuration, region, log_group, old, alone=not others), *others],
    }
    result |= {name: configuration[name] for name in ("executionRoleArn", "taskRoleArn") if name in configuration}
    return result


def _fresh() -> dict[str, Any]:
    return {"networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"]}


def _main(
    configuration: Configuration, region: str, log_group: str, old: Mapping[str, Any], *, alone: bool
) -> dict[str, Any]:
    container = configuration["primaryContainer"]
    port = container["containerPort"]
    result = {
        **old,
        "name": MAIN,
        "image": container["image"],
        "essential": True,
        "portMappings": [{"containerPort": port, "hostPort": port, "protocol": "tcp", "name": f"main-{port}-tcp"}],
        "environment": container.get("environment", []),
        "secrets": container.get("secrets", []),
        "command": container.get("command", []),
        "stopTimeout": old.get("stopTimeout", 30),
        "linuxParameters": {"initProcessEnabled": True, **old.get("linuxParameters", {})},
        "logConfiguration": _logs(container, region, log_group, old),
    }
    if alone:  # observed: Main reserves the whole task; a sidecar needs room that its author made
        size = {"cpu": int(configuration["cpu"]), "memory": int(configuration["memory"])}
        result |= {**size, "memoryReservation": size["memory"]}
    if "repositoryCredentials" in container:
        result["repositoryCredentials"] = container["repositoryCredentials"]
    return result


def _logs(container: Mapping[str, Any], region: str, log_group: str, old: Mapping[str, Any]) -> dict[str, Any]:
    """Keep a log driver of the customer's own until a log group is given."""
    asked = container.get("awsLogsConfiguration")
    kept = old.get("logConfiguration")
    if kept and kept["logDriver"] != "awslogs" and not asked:
        return dict(kept)
    options = {
        "awslogs-group": (asked or {}).get("logGroup", log_group),
        "awslogs-region": region,
        "awslogs-stream-prefix": (asked or {}).get("logStreamPrefix", STREAM_PREFIX),
        "mode": "non-blocking",
        "max-buffer-size": "25m",
    }
    return {"logDriver": "awslogs", "options": options}


def derived(definition: Mapping[str, Any]) -> Configuration:
    """Read the managed members of a configuration out of a customer's own task definition, after judging it."""
    _judge_platform(definition)
    main = _judged_main(definition)
    port = main["portMappings"][0]["containerPort"]
    container: Configuration = {"image": main["image"], "containerPort": port}
    for name in ("command", "environment", "secrets", "repositoryCredentials"):
        if main.get(name):
            container[name] = main[name]
    options = main.get("logConfiguration", {}).get("options", {})
    if "awslogs-group" in options:
        prefix = options.get("awslogs-stream-prefix", STREAM_PREFIX)
        container["awsLogsConfiguration"] = {"logGroup": options["awslogs-group"], "logStreamPrefix": prefix}
    result: Configuration = {"primaryContainer": container}
    for name in ("cpu", "memory", "executionRoleArn", "taskRoleArn"):
        if definition.get(name):
            result[name] = definition[name]
    if architecture := definition.get("runtimePlatform", {}).get("cpuArchitecture"):
        result["cpuArchitecture"] = architecture
    return result


def _judged_main(definition: Mapping[str, Any]) -> Mapping[str, Any]:
    """Find the container of a fitting definition. Rules: developer guide, "Update Express services"."""
    containers: list[Mapping[str, Any]] = definition.get("containerDefinitions", [])
    main = next((container for container in containers if container["name"] == MAIN), None)
    if main is None:
        raise invalid(f"The task definition must contain a container named '{MAIN}'.")  # (ours)
    ports: list[Mapping[str, Any]] = main.get("portMappings", [])
    if len(ports) != 1 or not ports[0].get("containerPort") or not ports[0].get("name"):
        raise invalid(f"Container '{MAIN}' must have one TCP port mapping with containerPort and name.")  # (ours)
    if ports[0].get("protocol", "tcp") != "tcp":
        raise invalid(f"Container '{MAIN}' must have one TCP port mapping with containerPort and name.")  # (ours)
    return main


def _judge_platform(definition: Mapping[str, Any]) -> None:
    """Refuse what does not run on Fargate under Linux. Words of the first: CreateService on plain ECS."""
    if "FARGATE" not in definition.get("compatibilities", definition.get("requiresCompatibilities", [])):
        raise refusal("InvalidParameterException", "Task definition does not support launch_type FARGATE.")
    family = definition.get("runtimePlatform", {}).get("operatingSystemFamily", "LINUX")
    if family != "LINUX":
        raise refusal(
            "PlatformTaskDefinitionIncompatibilityException",
            f"The platform version LATEST does not support the operating system family {family}.",  # (ours)
        )
