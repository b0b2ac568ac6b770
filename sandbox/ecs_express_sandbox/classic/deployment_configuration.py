"""
``deploymentConfiguration`` of a classic service: its defaults, what it allows, when the circuit breaker trips. Pure.

Source: DeploymentConfiguration, DeploymentCircuitBreaker and ThresholdConfiguration in the API model, botocore 1.44.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor
from typing import Any

from ecs_express_sandbox.classic.records import Settings

ROLLING = "ROLLING"

DEFAULT: Settings = {
    "strategy": ROLLING,
    "bakeTimeInMinutes": 0,
    "maximumPercent": 200,
    "minimumHealthyPercent": 100,
    "deploymentCircuitBreaker": {"enable": False, "rollback": False},
    "alarms": {"alarmNames": [], "enable": False, "rollback": False},
}

_LEAST, _MOST = 3, 200
"""Bounds of the circuit breaker's threshold."""


def completed(asked: Mapping[str, Any], kept: Mapping[str, Any]) -> Settings:
    """Write a configuration with every member: those left out are the ones ``kept``."""
    return {**kept, **asked}


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
