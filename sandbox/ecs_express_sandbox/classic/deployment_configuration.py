"""
``deploymentConfiguration`` of a classic service: its defaults, when the circuit breaker trips, how long traffic shifts. Pure.

Source: DeploymentConfiguration, DeploymentCircuitBreaker, ThresholdConfiguration, LinearConfiguration and
CanaryConfiguration in the API model, botocore 1.44.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from math import ceil, floor
from typing import Any

from ecs_express_sandbox.classic.records import Settings

ROLLING = "ROLLING"
DAEMON = "DAEMON"

DEFAULT: Settings = {
    "strategy": ROLLING,
    "bakeTimeInMinutes": 0,
    "maximumPercent": 200,
    "minimumHealthyPercent": 100,
    "deploymentCircuitBreaker": {"enable": False, "rollback": False},
    "alarms": {"alarmNames": [], "enable": False, "rollback": False},
}

_OF_DAEMONS: Settings = {**DEFAULT, "maximumPercent": 100, "minimumHealthyPercent": 0}

_OF_STRATEGY: dict[str, Settings] = {
    "LINEAR": {"linearConfiguration": {"stepPercent": 10.0, "stepBakeTimeInMinutes": 6}},
    "CANARY": {"canaryConfiguration": {"canaryPercent": 5.0, "canaryBakeTimeInMinutes": 10}},
}
"""What a strategy adds, with its defaults."""

_LEAST, _MOST = 3, 200
"""Bounds of the circuit breaker's threshold."""


def defaults(scheduling: str) -> Settings:
    """Write the configuration of a service that asks for none."""
    return _OF_DAEMONS if scheduling == DAEMON else DEFAULT


def completed(asked: Mapping[str, Any], kept: Mapping[str, Any]) -> Settings:
    """Write a configuration with every member: those left out are the ones ``kept``; another strategy brings its own."""
    whole = {**kept, **asked}
    own = _OF_STRATEGY.get(whole["strategy"], {})
    others = {name for members in _OF_STRATEGY.values() for name in members} - own.keys() - asked.keys()
    filled = {name: {**members, **whole.get(name, {})} for name, members in own.items()}
    return {**{name: value for name, value in whole.items() if name not in others}, **filled}


def shifts(configuration: Mapping[str, Any]) -> bool:
    """Report whether all new tasks run beside all old ones, before traffic is shifted to them."""
    return str(configuration["strategy"]) != ROLLING


def stages(configuration: Mapping[str, Any]) -> Iterator[tuple[str, timedelta]]:
    """List what follows once all new tasks are healthy: the lifecycle stage, and how long it takes."""
    strategy = configuration["strategy"]
    if strategy == "LINEAR":
        own = configuration["linearConfiguration"]
        steps = ceil(100 / own["stepPercent"]) - 1
        yield "PRODUCTION_TRAFFIC_SHIFT", timedelta(minutes=steps * own["stepBakeTimeInMinutes"])
    elif strategy == "CANARY":
        own = configuration["canaryConfiguration"]
        yield "PRODUCTION_TRAFFIC_SHIFT", timedelta(minutes=own["canaryBakeTimeInMinutes"])
    yield "BAKE_TIME", timedelta(minutes=configuration["bakeTimeInMinutes"])


def threshold(configuration: Mapping[str, Any], desired: int) -> int:
    """Tell how many failed tasks trip the circuit breaker."""
    wanted = configuration["deploymentCircuitBreaker"].get("thresholdConfiguration") or {}
    kind, value = wanted.get("type", "BOUNDED_PERCENT"), int(wanted.get("value", 50))
    if kind == "COUNT":
        return value
    share = max(1, ceil(desired * value / 100))
    return share if kind == "UNBOUNDED_PERCENT" else max(_LEAST, min(_MOST, share))


def resets(configuration: Mapping[str, Any]) -> bool:
    """Report whether a task that becomes healthy sets the number of failures back."""
    return bool(configuration["deploymentCircuitBreaker"].get("resetOnHealthyTask", True))


def most_tasks(configuration: Mapping[str, Any], desired: int) -> int:
    """Tell how many tasks may run or start at once during a deployment."""
    return floor(desired * int(configuration["maximumPercent"]) / 100)


def least_healthy(configuration: Mapping[str, Any], desired: int) -> int:
    """Tell how many tasks must stay healthy during a deployment."""
    return ceil(desired * int(configuration["minimumHealthyPercent"]) / 100)
