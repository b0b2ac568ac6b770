"""
ECS: task definitions in the order and the pages of AWS, and the revision that a family alone stands for.

moto answers all revisions at once in the order of registering, takes a family's latest revision whichever status it has,
and forgets a deleted one at once, so that its number is given again. Here it stays DELETE_IN_PROGRESS; how long AWS lets
one that nothing uses be so is not documented. Source: Amazon ECS API reference, ListTaskDefinitions,
DescribeTaskDefinition, DeregisterTaskDefinition and DeleteTaskDefinitions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
