"""
ECS: RegisterTaskDefinition.

Words seen from AWS: Fargate's in reports of many users (the one on sizes with its numbers since 2025), unique names in
Shippable/support #2946, characters of a name in ansible #22860, ``dependsOn`` in dagster #6926 and boto3 #2436, ports
and log options in klotho #892.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ecs_express_sandbox.aws.fargate_sizes import amount, is_offered
from ecs_express_sandbox.aws.refusals import container_definitions, fargate
from ecs_express_sandbox.protocol.request import Asked, Refused, repeated

NAME = re.compile(r"[A-Za-z0-9_-]{1,255}")
"""A family or a container. Source: API reference, RegisterTaskDefinition and ContainerDefinition."""

LARGEST = 65536
"""Bytes of a task definition. Source: "Amazon ECS service quotas", developer guide; words in reports of many users."""

MOST_TAGS = 50

_ENDED = {"SUCCESS", "COMPLETE"}

Container = dict[str, Any]


def _refused(message: str) -> Refused:
    return Refused("ClientException", message)


def family(asked: Asked) -> None:
    """Letters, digits, hyphens and underscores."""
    if not NAME.fullmatch(asked.text("family")):
        raise _refused("Family contains invalid characters.")  # (ours), after the words on a container's name


def container_names(asked: Asked) -> None:
    """Well-formed and different."""
    names = [str(container.get("name") or "") for container in asked.listed("containerDefinitions")]
    if any(name and not NAME.fullmatch(name) for name in names):
        raise _refused("Container.name contains invalid characters.")
    if repeated(name for name in names if name):
        raise _refused("Container names must be unique within a Task Definition.")


def essential(asked: Asked) -> None:
    """A task that no container holds up would end at once."""
    containers = asked.listed("containerDefinitions")
    if containers and not any(_is_essential(container) for container in containers):
        raise _refused("At least one container of a task definition must be essential.")  # (ours)


def _is_essential(container: Container) -> bool:
    return container.get("essential") is not False


def dependencies(asked: Asked) -> None:
    """On a container of the same task, and not on the end of one that must not end."""
    containers = {container.get("name"): container for container in asked.listed("containerDefinitions")}
    for container in containers.values():
        for wanted in container.get("dependsOn") or []:
            other = containers.get(wanted.get("containerName"))
            if other is None:
                raise _refused(
                    f"Cannot depend on container + '{wanted.get('containerName')}' because it does not exist"
                )
            if wanted.get("condition") in _ENDED and _is_essential(other):
                raise _refused(
                    "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"
                )


def log_options(asked: Asked) -> None:
    """The driver awslogs must know where to write."""
    for container in asked.listed("containerDefinitions"):
        options = _logs(container).get("options") or {}
        if _driver(container) == "awslogs" and not {"awslogs-region", "awslogs-group"} <= set(options):
            raise _refused("Log driver awslogs requires options: awslogs-region, awslogs-group")


def _logs(container: Container) -> dict[str, Any]:
    return dict(container.get("logConfiguration") or {})


def _driver(container: Container) -> str:
    return str(_logs(container).get("logDriver") or "")


def execution_role(asked: Asked) -> None:
    """Somebody must read the secrets and write the logs."""
    if asked.text("executionRoleArn"):
        return
    containers = asked.listed("containerDefinitions")
    if any(container.get("secrets") for container in containers):
        words = "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
        raise _refused(words)
    if _is_fargate(asked) and any(_driver(container) == "awslogs" for container in containers):
        raise _refused("Fargate requires task definition to have execution role ARN to support log driver awslogs.")


def network_mode(asked: Asked) -> None:
    """Fargate has one; in it, a container's port is the task's."""
    mode = asked.text("networkMode")
    if _is_fargate(asked) and mode != "awsvpc":
        raise _refused("Fargate only supports network mode ‘awsvpc’.")  # noqa: RUF001 - AWS's own quotation marks
    ports = [port for container in asked.listed("containerDefinitions") for port in container.get("portMappings") or []]
    if mode == "awsvpc" and any(port.get("hostPort", 0) not in (0, port.get("containerPort")) for port in ports):
        words = "When networkMode=awsvpc, the host ports and container ports in port mappings must match."
        raise _refused(words)


def fargate_size(asked: Asked) -> None:
    """A pair that Fargate offers, and containers that fit into it."""
    if not _is_fargate(asked):
        return
    for name in ("cpu", "memory"):
        if not asked.text(name):
            raise _refused(f"Fargate requires that '{name}' be defined at the task level.")
    cpu, memory = amount(asked.text("cpu")), amount(asked.text("memory"))
    if not is_offered(cpu, memory):
        sizes = f"{asked.text('cpu')} CPU, {asked.text('memory')} memory"
        raise _refused(
            f"No Fargate configuration exists for given values: {sizes}. "
            "See the Amazon ECS documentation for the valid values."
        )
    if sum(int(container.get("cpu") or 0) for container in asked.listed("containerDefinitions")) > int(cpu):
        words = "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'."
        raise _refused(words)


def _is_fargate(asked: Asked) -> bool:
    return "FARGATE" in asked.listed("requiresCompatibilities")


def size(asked: Asked) -> None:
    """64 KiB, as registered."""
    length = len(json.dumps(dict(asked.parameters), separators=(",", ":"), default=str).encode())
    if length > LARGEST:
        raise _refused(f"Actual length: '{length}'. Max allowed length is '{LARGEST}' bytes.")


def tags(asked: Asked) -> None:
    """None, or some; AWS's own prefix is reserved."""
    given = asked.parameters.get("tags")
    if given is None:
        return
    if not given:
        raise _refused("Tags can not be empty.")
    if len(given) > MOST_TAGS:
        raise _refused(f"Number of tags must be less than or equal to {MOST_TAGS}.")  # (ours)
    if any(str(tag.get("key") or "").lower().startswith("aws:") for tag in given):
        raise _refused("Tag keys starting with 'aws:' are reserved for system use.")  # (ours)


RULES = (
    family,
    container_names,
    essential,
    dependencies,
    log_options,
    execution_role,
    network_mode,
    fargate_size,
    size,
    tags,
    *container_definitions.RULES,
    *fargate.RULES,
)
