"""
ECS: task definitions in the order and the pages of AWS, and the revision that a family alone stands for.

moto answers all revisions at once in the order of registering, takes a family's latest revision whichever status it has,
and forgets a deleted one at once, so that its number is given again. Here it stays DELETE_IN_PROGRESS; how long AWS lets
one that nothing uses be so is not documented. Source: Amazon ECS API reference, ListTaskDefinitions,
DescribeTaskDefinition, DeregisterTaskDefinition and DeleteTaskDefinitions.

moto keeps of a task definition only what it knows; here its record carries the whole of it, as AWS describes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from moto.ecs.models import EC2ContainerServiceBackend, TaskDefinition

PAGE = 100
"""Results in one answer, where the request does not ask for fewer."""


def page(arns: Iterable[str], request: Mapping[str, Any]) -> dict[str, Any]:
    """Give one page of revisions, by family and number."""
    ordered = sorted(arns, key=_place, reverse=request.get("sort") == "DESC")
    start, size = int(request.get("nextToken") or 0), int(request.get("maxResults") or PAGE)
    more = {"nextToken": str(start + size)} if start + size < len(ordered) else {}
    return {"taskDefinitionArns": ordered[start : start + size], **more}


_CARRIED = "sandbox_definition"
"""The attribute of moto's record that holds what was registered."""


def carry(record: TaskDefinition, definition: Mapping[str, Any], at: datetime) -> None:
    """Put a registered definition beside moto's record of it."""
    by = f"arn:{record.arn.split(':')[1]}:iam::{record.arn.split(':')[4]}:root"
    setattr(record, _CARRIED, {**definition, "registeredAt": at, "registeredBy": by})


def described(record: TaskDefinition, at: datetime) -> dict[str, Any]:
    """Write the ``TaskDefinition`` structure; one that is found INACTIVE for the first time is so from now on."""
    own: dict[str, Any] = getattr(record, _CARRIED)
    if record.status != "ACTIVE":
        own.setdefault("deregisteredAt", at)
    if record.status == "DELETE_IN_PROGRESS":
        own.setdefault("deleteRequestedAt", at)
    capabilities = ["com.amazonaws.ecs.capability.docker-remote-api.1.18"]
    if own["networkMode"] == "awsvpc":
        capabilities.append("ecs.capability.task-eni")
    return {
        **own,
        "taskDefinitionArn": record.arn,
        "revision": record.revision,
        "status": record.status,
        "compatibilities": record.compatibilities,
        "requiresAttributes": [{"name": name} for name in capabilities],
    }


def _place(arn: str) -> tuple[str, int]:
    family, _, number = arn.rpartition("/")[2].rpartition(":")
    return family, int(number)


def latest_active(backend: EC2ContainerServiceBackend, family: str) -> str | None:
    """Name the revision that a family alone stands for."""
    revisions = backend.task_definitions.get(family, {})
    active = [number for number, found in revisions.items() if found.status == "ACTIVE"]
    return f"{family}:{max(active)}" if active else None


def being_deleted(backend: EC2ContainerServiceBackend, name: str) -> TaskDefinition | None:
    """Find a revision that is being deleted: deregistering does not bring it back."""
    family, _, number = name.rpartition("/")[2].rpartition(":")
    found = backend.task_definitions.get(family, {}).get(int(number)) if number.isdigit() else None
    return found if found is not None and found.status == "DELETE_IN_PROGRESS" else None


def keep(backend: EC2ContainerServiceBackend, deleted: Iterable[TaskDefinition]) -> None:
    """Keep what moto has forgotten."""
    for found in deleted:
        backend.task_definitions[found.family][found.revision] = found
