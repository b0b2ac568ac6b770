"""
Whether a task definition is registered already: what AWS fills in by itself is no difference.

Sources: RegisterTaskDefinition, Amazon ECS API reference, read 2026-11-28, for the defaults; that AWS writes some of
them, and other orders, into its answers is what operators of other tools report.
"""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.task_definition.members import CONTAINERS, ENVIRONMENT, TAGS, Answer, Request
from pulumi_ecs_express.model.task_definition.size import cpu_units, mebibytes
from pulumi_ecs_express.planning.task_definition.rendering import registrable

Path = tuple[str, ...]

DEFAULTS: Mapping[Path, Any] = {
    ("networkMode",): "bridge",
    (CONTAINERS, "cpu"): 0,
    (CONTAINERS, "essential"): True,
    (CONTAINERS, "versionConsistency"): "enabled",
    (CONTAINERS, "portMappings", "protocol"): "tcp",
    (CONTAINERS, "portMappings", "hostPort"): 0,
    (CONTAINERS, "restartPolicy", "restartAttemptPeriod"): 300,
    (CONTAINERS, "healthCheck", "interval"): 30,
    (CONTAINERS, "healthCheck", "timeout"): 5,
    (CONTAINERS, "healthCheck", "retries"): 3,
    ("volumes", "efsVolumeConfiguration", "rootDirectory"): "/",
    ("volumes", "efsVolumeConfiguration", "transitEncryption"): "DISABLED",
    ("volumes", "efsVolumeConfiguration", "authorizationConfig", "iam"): "DISABLED",
}

FARGATE_DEFAULTS: Mapping[Path, Any] = {
    (CONTAINERS, "stopTimeout"): 30,
    ("runtimePlatform", "operatingSystemFamily"): "LINUX",
    ("runtimePlatform", "cpuArchitecture"): "X86_64",
}
"""What holds on Fargate only; elsewhere the instance decides."""

SAME_PORT = ("awsvpc", "host")
"""Network modes in which a port of the host is that of the container."""

UNORDERED: Mapping[Path, tuple[str, ...]] = {
    ("volumes",): ("name",),
    ("placementConstraints",): ("type", "expression"),
    ("requiresCompatibilities",): (),
    ("inferenceAccelerators",): ("deviceName",),
    ("proxyConfiguration", "properties"): ("name",),
    (CONTAINERS,): ("name",),
    (CONTAINERS, ENVIRONMENT): ("name",),
    (CONTAINERS, "secrets"): ("name",),
    (CONTAINERS, "logConfiguration", "secretOptions"): ("name",),
    (CONTAINERS, "portMappings"): ("containerPort", "containerPortRange", "protocol", "hostPort", "name"),
    (CONTAINERS, "mountPoints"): ("containerPath", "sourceVolume"),
    (CONTAINERS, "volumesFrom"): ("sourceContainer",),
    (CONTAINERS, "dependsOn"): ("containerName", "condition"),
    (CONTAINERS, "ulimits"): ("name",),
    (CONTAINERS, "systemControls"): ("namespace",),
    (CONTAINERS, "resourceRequirements"): ("type", "value"),
    (CONTAINERS, "restartPolicy", "ignoredExitCodes"): (),
    (CONTAINERS, "linuxParameters", "capabilities", "add"): (),
    (CONTAINERS, "linuxParameters", "capabilities", "drop"): (),
}
"""
Lists whose order means nothing, with the members by which their entries are sorted.

In all others it may: commands, DNS servers, environment files, which are processed from the top down.
"""


def is_registered(request: Request, latest: Answer, sent: Request | None = None) -> bool:
    """
    Report whether the latest revision is what a request would register; tags are compared elsewhere.

    Args:
        request: What would be sent.
        latest: What DescribeTaskDefinition answers for the latest revision.
        sent: What was sent to register that revision, where that is known. Whether AWS keeps a variable with an empty
            value is not documented: one that was sent and is absent counts as registered.
    """
    there = registrable(latest)
    if meaning(request) == meaning(there):
        return True
    known = sent is not None and meaning(request) == meaning(sent)
    return known and meaning(request, empty_variables=False) == meaning(there, empty_variables=False)


def meaning(request: Request, *, empty_variables: bool = True) -> dict[str, Any]:
    """
    Write a task definition in one form, so that what means the same is equal.

    Args:
        request: What would be sent.
        empty_variables: Whether a variable with an empty value is one.
    """
    defaults = (
        {**DEFAULTS, **FARGATE_DEFAULTS} if "FARGATE" in (request.get("requiresCompatibilities") or ()) else DEFAULTS
    )
    task = {name: value for name, value in request.items() if name != TAGS}
    task |= {name: read(task[name]) or task[name] for name, read in _SIZES.items() if name in task}
    containers = [_container(one, request.get("networkMode"), empty_variables) for one in request.get(CONTAINERS) or ()]
    whole: dict[str, Any] = _reduced({**task, CONTAINERS: containers}, (), defaults)
    return whole


_SIZES = {"cpu": cpu_units, "memory": mebibytes}


def _container(container: Mapping[str, Any], network_mode: Any, empty_variables: bool) -> dict[str, Any]:
    """Write a container without ports of the host that follow from its own, and with a value for each variable."""
    result = dict(container)
    if isinstance(result.get(ENVIRONMENT), list | tuple):
        entries = [entry for entry in result[ENVIRONMENT] if empty_variables or not _is_empty(entry)]
        result[ENVIRONMENT] = [{**entry, "value": ""} if _is_empty(entry) else entry for entry in entries]
    if network_mode in SAME_PORT and isinstance(result.get("portMappings"), list | tuple):
        result["portMappings"] = [_port_mapping(mapping) for mapping in result["portMappings"]]
    return result


def _is_empty(variable: Any) -> bool:
    return isinstance(variable, Mapping) and not variable.get("value")


def _port_mapping(mapping: Any) -> Any:
    if not isinstance(mapping, Mapping):
        return mapping
    same = mapping.get("hostPort") == mapping.get("containerPort")
    return {name: value for name, value in mapping.items() if not (same and name == "hostPort")}


def _reduced(value: Any, path: Path, defaults: Mapping[Path, Any]) -> Any:
    """Leave out what means the same as its absence, and sort what has no order."""
    if isinstance(value, Mapping):
        members = {name: _reduced(member, (*path, name), defaults) for name, member in value.items()}
        return {name: member for name, member in members.items() if not _says_nothing(member, (*path, name), defaults)}
    if isinstance(value, list | tuple):
        entries = [_reduced(entry, path, defaults) for entry in value]
        keys = UNORDERED.get(path)
        return entries if keys is None else sorted(entries, key=lambda entry: _sort_key(entry, keys))
    return value


def _says_nothing(value: Any, path: Path, defaults: Mapping[Path, Any]) -> bool:
    if path in defaults:
        return value is None or bool(value == defaults[path])
    return value is None or value is False or (isinstance(value, dict | list) and not value)


def _sort_key(entry: Any, keys: tuple[str, ...]) -> list[str]:
    return [str(entry.get(key)) for key in keys] if isinstance(entry, dict) else [str(entry)]
