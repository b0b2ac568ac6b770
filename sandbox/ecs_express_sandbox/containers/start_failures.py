"""
What keeps a task from starting at all.

Secrets or environment files that are not there or not readable, a log group that does not exist, a role that ECS cannot
assume. Looked at once, when the tasks of a deployment are about to start.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from ecs_express_sandbox.aws import logs
from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.aws.iam.roles import trusts
from ecs_express_sandbox.containers.execution_role import ExecutionRole, Unreadable
from ecs_express_sandbox.containers.fates import Container, Definition, containers_of
from ecs_express_sandbox.containers.image_behaviour import Behaviour, Fate

TASKS = "ecs-tasks.amazonaws.com"

_STREAM = (
    "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to "
    "create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1"
)
_NOT_ASSUMABLE = (
    "ECS was unable to assume the role '{role}' that was provided for this task. Please verify that the role being "
    "passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role."
)


def start_failure(place: AccountRegion, definition: Definition) -> Behaviour | None:
    """Return the behaviour of a definition's tasks if something keeps them from starting."""
    reason = next(_reasons(place, definition), None)
    if reason is None:
        return None
    return Behaviour(
        Fate.NEVER_STARTS,
        starts_in=timedelta(seconds=20),
        stop_code="TaskFailedToStart",
        stopped_reason=reason,
    )


def _reasons(place: AccountRegion, definition: Definition) -> Iterator[str]:
    for member in ("taskRoleArn", "executionRoleArn"):
        if (role := definition.get(member)) and not trusts(role, TASKS):
            yield _NOT_ASSUMABLE.format(role=role)
    role = ExecutionRole(place, str(definition.get("executionRoleArn", "")))
    for container in containers_of(definition):
        yield from _unreadable(role, container)
    for container in containers_of(definition):
        if not _can_log(place, container):
            yield _STREAM


def _unreadable(role: ExecutionRole, container: Container) -> Iterator[str]:
    """Say what a container needs that the role cannot read."""
    wanted: list[tuple[Any, str]] = [(role.read, secret["valueFrom"]) for secret in container.get("secrets") or []]
    if credentials := (container.get("repositoryCredentials") or {}).get("credentialsParameter"):
        wanted.append((role.read, credentials))
    options = (container.get("logConfiguration") or {}).get("secretOptions") or []
    wanted += [(role.read, option["valueFrom"]) for option in options]
    wanted += [(role.file, file["value"]) for file in container.get("environmentFiles") or []]
    for read, source in wanted:
        try:
            read(source)
        except Unreadable as unreadable:
            yield str(unreadable)


def _can_log(place: AccountRegion, container: Container) -> bool:
    configured = container.get("logConfiguration") or {}
    options = configured.get("options") or {}
    group = options.get("awslogs-group")
    if configured.get("logDriver") != "awslogs" or group is None or options.get("awslogs-create-group") == "true":
        return True
    return logs.has_group(place.account, place.region, group)
