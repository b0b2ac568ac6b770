"""
What becomes of a task, by the images of its containers and what its task definition says of them. Pure.

A task ends with any essential container, and none starts whose image cannot be pulled. Sources: ContainerDefinition in
the API model (``essential``, ``healthCheck``); ECS developer guide, "Stopped tasks errors", read 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from ecs_express_sandbox.containers.image_behaviour import Behaviour, Fate, behaviour_of

Container = Mapping[str, Any]
Definition = Mapping[str, Any]

FAILED_CHECK = "Task failed container health checks"
_INTERVAL, _RETRIES = 30, 3
"""Seconds and number; ``HealthCheck`` in the API model."""

_GRACEFUL = timedelta(seconds=5)
"""How long a container takes to stop that handles SIGTERM."""

_STOP_TIMEOUT = 30
"""Seconds until SIGKILL; ``stopTimeout`` in the API model."""


def containers_of(definition: Definition) -> list[Container]:
    """List the containers of a task definition."""
    return list(definition.get("containerDefinitions") or [])


def is_essential(container: Container) -> bool:
    """Report whether the task ends with the container; so by default."""
    return container.get("essential") is not False


def task_behaviour(definition: Definition, behind_load_balancer: Collection[str]) -> Behaviour:
    """
    Tell what tasks of a definition do.

    Args:
        definition: the task definition.
        behind_load_balancer: the containers whose ports a load balancer checks.
    """
    containers = containers_of(definition)
    found = [own for container in containers if (own := _counts(container, behind_load_balancer))]
    slowest = max((behaviour_of(container["image"]).starts_in for container in containers), default=timedelta(0))
    first = _first(found, Fate.NEVER_STARTS) or _first(found, Fate.EXITS) or _first(found, Fate.UNHEALTHY)
    if first is None:
        return Behaviour(starts_in=slowest)
    return first if first.fate is Fate.NEVER_STARTS else replace(first, starts_in=slowest)


def _first(found: Iterable[Behaviour], fate: Fate) -> Behaviour | None:
    return next((behaviour for behaviour in found if behaviour.fate is fate), None)


def _counts(container: Container, behind_load_balancer: Collection[str]) -> Behaviour | None:
    """Return what a container does if the task follows it."""
    own = behaviour_of(container["image"]).of(container["name"], container["image"])
    if own.fate is Fate.NEVER_STARTS or (own.fate is Fate.EXITS and is_essential(container)):
        return own
    if own.fate is not Fate.UNHEALTHY:
        return None
    if container["name"] in behind_load_balancer:
        return own
    if is_essential(container) and container.get("healthCheck"):
        return replace(own, fails_after=unhealthy_after(container), stopped_reason=FAILED_CHECK)
    return None


def ends_alone(container: Container) -> Behaviour | None:
    """Tell how a container ends that the task goes on without."""
    own = behaviour_of(container["image"])
    return own if own.fate is Fate.EXITS and not is_essential(container) else None


def unhealthy_after(container: Container) -> timedelta:
    """Tell how long after its start a container counts as unhealthy that fails every check of its own."""
    check = container.get("healthCheck") or {}
    rounds = check.get("interval", _INTERVAL) * check.get("retries", _RETRIES)
    return timedelta(seconds=rounds + check.get("startPeriod", 0))


def healthy_after(container: Container) -> timedelta:
    """Tell how long after its start a container counts as healthy that passes every check of its own."""
    return timedelta(seconds=(container.get("healthCheck") or {}).get("interval", _INTERVAL))


def stops_in(definition: Definition) -> timedelta:
    """Tell how long a task takes to stop: at most the longest ``stopTimeout`` of those who ignore SIGTERM."""
    waits = [
        container.get("stopTimeout", _STOP_TIMEOUT) for container in containers_of(definition) if is_deaf(container)
    ]
    return max([_GRACEFUL, *(timedelta(seconds=seconds) for seconds in waits)])


def is_deaf(container: Container) -> bool:
    """Report whether a container ignores SIGTERM, and must be killed."""
    return behaviour_of(container["image"]).ignores_sigterm
