"""
The environment that a container gets: environment files, plain values, secrets.

What a container's own ``environment`` has beats its files (``EnvironmentFile`` in the API model). Lines of a file are
``VARIABLE=VALUE``, taken as they are; those that begin with ``#`` are comments. Source: ECS developer guide, "Use a file to
pass environment variables", read 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.containers.execution_role import ExecutionRole
from ecs_express_sandbox.containers.fates import Container, Definition, containers_of

Variables = dict[str, str]


def environments(
    place: AccountRegion, definition: Definition, which_file: Literal["first", "last"]
) -> dict[str, Variables]:
    """
    Tell what each container of a task gets; what cannot be read raises ``Unreadable``.

    Args:
        place: where the task runs.
        definition: its task definition.
        which_file: which one counts of several files that have the same variable.
    """
    role = ExecutionRole(place, str(definition.get("executionRoleArn", "")))
    return {
        container["name"]: {**_of_files(role, container, which_file), **_own(role, container)}
        for container in containers_of(definition)
    }


def _of_files(role: ExecutionRole, container: Container, which_file: Literal["first", "last"]) -> Variables:
    files = [role.file(file["value"]) for file in container.get("environmentFiles") or []]
    found: Variables = {}
    for text in files if which_file == "last" else reversed(files):
        found |= dict(_lines(text))
    return found


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, assigned, value = line.partition("=")
        if assigned and not line.startswith("#"):
            yield name, value


def _own(role: ExecutionRole, container: Container) -> Variables:
    plain = {entry["name"]: entry.get("value", "") for entry in container.get("environment") or []}
    return {**plain, **{secret["name"]: role.read(secret["valueFrom"]) for secret in container.get("secrets") or []}}
