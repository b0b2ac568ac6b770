"""
The task definition that Express Mode renders of a service's arguments, with what a program declares beside them.

Sources: "Resources created by Amazon ECS Express Mode services", Amazon ECS developer guide, read 2026-11-28; port name
and reservations as seen in live services.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.fields.fargate_sizes import DEFAULT_CPU, DEFAULT_MEMORY
from pulumi_ecs_express.model.fields.unknown import UNKNOWN, Unknown, holds_unknown
from pulumi_ecs_express.model.service.container import DEFAULT_LOG_STREAM_PREFIX, DEFAULT_PORT, MAIN
from pulumi_ecs_express.model.service.definition_parts import CONTAINER_DEFINITION, SIDECARS, VOLUMES
from pulumi_ecs_express.model.service.spec import DEFAULT_ARCHITECTURE
from pulumi_ecs_express.model.task_definition.members import CONTAINERS, FILES, Answer, entries
from pulumi_ecs_express.model.task_definition.overlay import ContainerOverlay, Overlay
from pulumi_ecs_express.model.task_definition.size import cpu_units, mebibytes
from pulumi_ecs_express.planning.task_definition.merging import merged
from pulumi_ecs_express.planning.task_definition.result import reserved_cpu, reserved_memory

Declared = Mapping[str, Any]
"""The declared properties of a service, in AWS's names; what is wrong in them counts as unknown."""

AWSLOGS, FIRELENS = "awslogs", "awsfirelens"

OF_THE_PRIMARY_CONTAINER: Mapping[str, str] = {
    "name": f"AWS calls this container {MAIN}: leave it out",
    "image": "write primary_container.image",
    "command": "write primary_container.command",
    "environment": "write primary_container.environment",
    "secrets": "write primary_container.secrets",
    "portMappings": "write primary_container.container_port, one number",
    "repositoryCredentials": "write primary_container.repository_credentials",
    "essential": f"{MAIN} always is: leave it out",
}
"""Fields of a container definition that have arguments of their own, each with where to write it."""

FARGATE: Mapping[str, Any] = {"networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"]}


@dataclass(frozen=True)
class Logs:
    """Where containers without a log configuration write: a log group of CloudWatch Logs, and the prefix of streams."""

    group: str | Unknown
    prefix: str | Unknown = DEFAULT_LOG_STREAM_PREFIX


@dataclass(frozen=True)
class Place:
    """
    What a task definition says of where it is used.

    Attributes:
        family: As Express Mode names it, ``<cluster>-<service>``.
        region: Region of the service and of its logs.
    """

    family: str
    region: str | Unknown
    logs: Logs


def express_overlay(declared: Declared, place: Place) -> Overlay:
    """
    Lay out the whole task definition.

    Main reserves what the sidecars leave of the task; sizes that are not declared are Express Mode's own.
    """
    container = _map(declared.get("primaryContainer"))
    definition = _map(declared.get(CONTAINER_DEFINITION))
    apart = {FILES, *OF_THE_PRIMARY_CONTAINER}
    further = {name: member for name, member in definition.items() if name not in apart}
    sidecars = declared.get(SIDECARS)
    main = ContainerOverlay(
        image=container.get("image", UNKNOWN),
        environment=_sorted(container.get("environment")),
        secrets=_sorted(container.get("secrets")),
        environment_files=_file_arns(definition),
        definition=merged(_main(declared, container, place), further),
    )
    return Overlay(
        place.family,
        {MAIN: main},
        sidecars if isinstance(sidecars, Unknown) else [_with_logs(one, place) for one in sidecars_of(declared)],  # type: ignore[arg-type] # unknown in a preview
        fields=_task(declared),
    )


def sidecars_of(declared: Declared) -> Sequence[Any]:
    """List the declared sidecars, as far as it is known which there are."""
    listed = declared.get(SIDECARS)
    return listed if isinstance(listed, list | tuple) else ()


def router_of(declared: Declared) -> Mapping[str, Any] | None:
    """Find the sidecar that routes logs (FireLens)."""
    routers = (one for one in entries(declared, SIDECARS) if one.get("firelensConfiguration") is not None)
    return next(routers, None)


def main_log_driver(declared: Declared) -> Any:
    """Say by which log driver Main logs: a declared one, else through the sidecar that routes logs, else to CloudWatch."""
    given = _map(_map(declared.get(CONTAINER_DEFINITION)).get("logConfiguration")).get("logDriver")
    return given or (FIRELENS if router_of(declared) is not None else AWSLOGS)


def routes_logs(declared: Declared) -> bool:
    """Report whether Main logs through a sidecar."""
    return bool(main_log_driver(declared) == FIRELENS)


def main_logs(answer: Answer) -> Logs | None:
    """Read where Main logs by a task definition in use; None where that is not a log group."""
    containers = {one.get("name"): one for one in entries(answer["taskDefinition"], CONTAINERS)}
    configuration = _map(containers.get(MAIN, {}).get("logConfiguration"))
    options = _map(configuration.get("options"))
    group = options.get("awslogs-group")
    if configuration.get("logDriver") != AWSLOGS or not group:
        return None
    return Logs(group, options.get("awslogs-stream-prefix") or DEFAULT_LOG_STREAM_PREFIX)


def remaining(
    declared: Declared, name: str, default: str, read: Callable[[Any], int | None], reserved: Callable[[Any], int]
) -> int | Unknown:
    """Say how much of the task's CPU or memory the sidecars leave; unknown where it is not known, or not enough."""
    size, sidecars = read(declared.get(name, default)), declared.get(SIDECARS)
    if size is None or isinstance(sidecars, Unknown) or any(isinstance(one, Unknown) for one in sidecars_of(declared)):
        return UNKNOWN
    listed = entries(declared, SIDECARS)
    if holds_unknown([{key: one.get(key) for key in ("cpu", "memory", "memoryReservation")} for one in listed]):
        return UNKNOWN
    rest = size - sum(map(reserved, listed))
    return rest if rest >= 0 else UNKNOWN


def _main(declared: Declared, container: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """Write Main as Express Mode does."""
    port = container.get("containerPort", DEFAULT_PORT)
    result: dict[str, Any] = {
        "essential": True,
        "cpu": remaining(declared, "cpu", DEFAULT_CPU, cpu_units, reserved_cpu),
        "memory": mebibytes(declared.get("memory", DEFAULT_MEMORY)) or UNKNOWN,
        "memoryReservation": remaining(declared, "memory", DEFAULT_MEMORY, mebibytes, reserved_memory),
        "portMappings": [
            {
                "containerPort": port,
                "hostPort": port,
                "protocol": "tcp",
                "name": port if isinstance(port, Unknown) else f"main-{port}-tcp",
            }
        ],
        "linuxParameters": {"initProcessEnabled": True},
        "stopTimeout": 30,
        "logConfiguration": _log_configuration(main_log_driver(declared), place),
    }
    kept = ("command", "repositoryCredentials")
    return {**result, **{name: container[name] for name in kept if container.get(name)}}


def _log_configuration(driver: Any, place: Place) -> dict[str, Any]:
    if driver != AWSLOGS:
        return {"logDriver": driver}
    options = {
        "awslogs-group": place.logs.group,
        "awslogs-region": place.region,
        "awslogs-stream-prefix": place.logs.prefix,
        "mode": "non-blocking",
        "max-buffer-size": "25m",
    }
    return {"logDriver": AWSLOGS, "options": options}


def _with_logs(sidecar: Any, place: Place) -> Any:
    """Have a sidecar log to the service's log group, as far as it does not say otherwise."""
    if not isinstance(sidecar, Mapping):
        return sidecar
    whole, given = _log_configuration(AWSLOGS, place), sidecar.get("logConfiguration")
    if given is None:
        return {**sidecar, "logConfiguration": whole}
    if not isinstance(given, Mapping) or given.get("logDriver") != AWSLOGS:
        return sidecar
    needed = {name: option for name, option in whole["options"].items() if name.startswith("awslogs-")}
    return {**sidecar, "logConfiguration": {**given, "options": {**needed, **_map(given.get("options"))}}}


def _task(declared: Declared) -> dict[str, Any]:
    architecture = declared.get("cpuArchitecture", DEFAULT_ARCHITECTURE)
    named = {name: declared[name] for name in ("executionRoleArn", "taskRoleArn", VOLUMES) if declared.get(name)}
    return {
        **FARGATE,
        "cpu": declared.get("cpu", DEFAULT_CPU),
        "memory": declared.get("memory", DEFAULT_MEMORY),
        "runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": architecture},
        **named,
    }


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _sorted(variables: Any) -> Any:
    """Sort variables by name, as AWS answers them; what is no map is judged elsewhere."""
    if isinstance(variables, Mapping):
        return dict(sorted(variables.items()))
    return variables if variables is None else UNKNOWN


def _file_arns(definition: Mapping[str, Any]) -> Any:
    listed = definition.get(FILES)
    if listed is None:
        return None
    return [entry.get("value") for entry in entries(definition, FILES)] if isinstance(listed, list | tuple) else UNKNOWN
