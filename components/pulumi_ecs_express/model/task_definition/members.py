"""
The members of a task definition that have a meaning here, in AWS's names.

Source: RegisterTaskDefinition and DescribeTaskDefinition, Amazon ECS API reference, read 2026-11-28.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

Answer: TypeAlias = Mapping[str, Any]
"""What DescribeTaskDefinition answers: ``taskDefinition``, and ``tags`` beside it where they were asked for."""

Request: TypeAlias = Mapping[str, Any]
"""What RegisterTaskDefinition is sent."""

RESPONSE_ONLY = frozenset(
    {
        "compatibilities",
        "deleteRequestedAt",
        "deregisteredAt",
        "registeredAt",
        "registeredBy",
        "requiresAttributes",
        "revision",
        "status",
        "taskDefinitionArn",
    }
)
"""What DescribeTaskDefinition answers and RegisterTaskDefinition does not take."""

CONTAINERS, VOLUMES, TAGS = "containerDefinitions", "volumes", "tags"

ENVIRONMENT, SECRETS, FILES = "environment", "secrets", "environmentFiles"

TASK_FIELDS = (
    "taskRoleArn", "executionRoleArn", "networkMode", "volumes", "placementConstraints", "requiresCompatibilities", "cpu", "memory",
    "pidMode", "ipcMode", "proxyConfiguration", "inferenceAccelerators", "ephemeralStorage", "runtimePlatform",
    "enableFaultInjection",
    "trustedExecutionConfiguration",
)  # fmt: skip
"""Fields of the task itself: members of RegisterTaskDefinition that are arguments under the same names."""

RESERVED_TAG = "aws:"
"""How the keys of tags begin that only AWS may set, in any case of letters."""

MOST_FILES = 10
"""Environment files of a container."""

MOST_CONTAINERS = 10
"""
Containers of a task definition; the quota cannot be raised.

Source: "Amazon ECS service quotas", Amazon ECS developer guide, read 2026-11-28.
"""


def entries(tree: Mapping[str, Any], member: str) -> list[Mapping[str, Any]]:
    """List what a member that is a list of structures holds; none where it is missing, or of another type."""
    listed = tree.get(member)
    return [entry for entry in listed if isinstance(entry, Mapping)] if isinstance(listed, list | tuple) else []


def variable_names(container: Mapping[str, Any], kind: str) -> list[str]:
    """List the names in ``environment`` or ``secrets`` of a container."""
    return [entry["name"] for entry in entries(container, kind) if isinstance(entry.get("name"), str)]
