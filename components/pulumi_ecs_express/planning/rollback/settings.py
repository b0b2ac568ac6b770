"""The arguments of a service that lead to a task definition: the inverse of what Express Mode renders."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.service.container import DEFAULT_LOG_STREAM_PREFIX, MAIN
from pulumi_ecs_express.model.service.definition_parts import CONTAINER_DEFINITION, SIDECARS, VOLUMES
from pulumi_ecs_express.model.task_definition.members import CONTAINERS, entries
from pulumi_ecs_express.planning.task_definition.express import AWSLOGS, OF_THE_PRIMARY_CONTAINER, main_logs

Definition = Mapping[str, Any]
"""A task definition as DescribeTaskDefinition answers it."""

RENDERED = frozenset({*OF_THE_PRIMARY_CONTAINER, "cpu", "memory", "memoryReservation"})
"""What a container definition has from other arguments."""


def settings_of(definition: Definition) -> dict[str, Any]:
    """Write what a task definition says as properties of a service."""
    containers = {one.get("name"): one for one in entries(definition, CONTAINERS)}
    main = containers.get(MAIN, {})
    named = {name: definition[name] for name in ("executionRoleArn", "taskRoleArn", VOLUMES) if definition.get(name)}
    sizes = {name: str(definition[name]) for name in ("cpu", "memory") if definition.get(name)}
    architecture = (definition.get("runtimePlatform") or {}).get("cpuArchitecture")
    return {
        "primaryContainer": _container(main, definition),
        **named,
        **sizes,
        **({"cpuArchitecture": architecture} if architecture else {}),
        SIDECARS: [one for name, one in containers.items() if name != MAIN],
        CONTAINER_DEFINITION: _further(main),
    }


def _container(main: Mapping[str, Any], definition: Definition) -> dict[str, Any]:
    ports = main.get("portMappings") or [{}]
    logs = main_logs({"taskDefinition": definition})
    plain = {name: main[name] for name in ("image", "command", "repositoryCredentials") if main.get(name)}
    return {
        **plain,
        "containerPort": ports[0].get("containerPort"),
        "environment": {pair["name"]: pair.get("value", "") for pair in main.get("environment") or []},
        "secrets": {pair["name"]: pair.get("valueFrom", "") for pair in main.get("secrets") or []},
        "awsLogsConfiguration": {
            "logGroup": logs.group if logs else None,
            "logStreamPrefix": logs.prefix if logs else DEFAULT_LOG_STREAM_PREFIX,
        },
    }


def _further(main: Mapping[str, Any]) -> dict[str, Any]:
    """Pick the fields of the container that have no argument of their own; Express Mode's own log driver is none."""
    kept = {name: member for name, member in main.items() if name not in RENDERED and member not in (None, [], {})}
    if (kept.get("logConfiguration") or {}).get("logDriver") == AWSLOGS:
        del kept["logConfiguration"]
    return kept
