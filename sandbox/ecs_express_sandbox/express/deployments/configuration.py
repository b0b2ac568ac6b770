"""
The ``deploymentConfiguration`` of an Express service: what ECS gives it, and what UpdateService made of that.

Source: ``describe-services`` dumps of live Express services; operators who switched alarms off by UpdateService.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from ecs_express_sandbox.express.records import Service
from ecs_express_sandbox.express.rollouts.rollout import Shift

Answer = dict[str, Any]

STRATEGY = "CANARY"

_GIVEN: Answer = {
    "strategy": STRATEGY,
    "canaryConfiguration": {"canaryPercent": 5.0, "canaryBakeTimeInMinutes": 3},
    "bakeTimeInMinutes": 3,
    "maximumPercent": 200,
    "minimumHealthyPercent": 100,
    "deploymentCircuitBreaker": {"enable": True, "rollback": True},
}

_LEFT_OUT: Answer = {
    **_GIVEN,
    "deploymentCircuitBreaker": {"enable": False, "rollback": False},
    "alarms": {"alarmNames": [], "enable": False, "rollback": False},
}
"""What a structure that takes the place of the old one leaves out (observed: circuit breaker and alarms go)."""


def deployment_configuration(service: Service) -> Answer:
    """Return the settings in force."""
    changed: Answer | None = service.classic.get("deploymentConfiguration")
    if changed is not None:
        return changed
    own = own_alarm(service)
    return {**_GIVEN, "alarms": {"alarmNames": [own] if own else [], "enable": True, "rollback": True}}


def changed_configuration(service: Service, wanted: Mapping[str, Any], members: str) -> Answer:
    """Return the settings after an UpdateService; ``members`` says whether what is left out is kept or lost."""
    base = deployment_configuration(service) if members == "merged" else _LEFT_OUT
    return {**base, **wanted, "strategy": STRATEGY}


def own_alarm(service: Service) -> str:
    """Name the service's RollbackAlarm; empty until it exists."""
    return service.resources["alarm"].identifier


def watch_own_alarm_again(service: Service) -> None:
    """Put the RollbackAlarm back among the names, as ECS does at the start of each deployment (observed)."""
    changed: Answer | None = service.classic.get("deploymentConfiguration")
    own = own_alarm(service)
    if changed is None or not own or own in changed["alarms"]["alarmNames"]:
        return
    names = [*changed["alarms"]["alarmNames"], own]
    service.classic["deploymentConfiguration"] = {**changed, "alarms": {**changed["alarms"], "alarmNames": names}}


def shift_of(service: Service) -> Shift:
    """Read how traffic moves out of the settings."""
    own = deployment_configuration(service)
    canary = own.get("canaryConfiguration") or {}
    return Shift(
        canary_percent=float(canary.get("canaryPercent", 5.0)),
        canary_bake=timedelta(minutes=canary.get("canaryBakeTimeInMinutes", 10)),  # the API model's default
        bake=timedelta(minutes=own.get("bakeTimeInMinutes", 0)),
        breaker=bool((own.get("deploymentCircuitBreaker") or {}).get("enable")),
    )
