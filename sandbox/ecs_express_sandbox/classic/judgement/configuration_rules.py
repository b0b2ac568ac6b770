"""
Judges ``deploymentConfiguration``: its ranges, and what a strategy needs. All words are (ours) but those on daemons.

Sources: DeploymentConfiguration and its members in the API model, botocore 1.44.5; on daemons terraform-provider-aws #4825.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ecs_express_sandbox.classic.deployment_configuration import DAEMON, ROLLING
from ecs_express_sandbox.express.refusals import invalid

Configuration = Mapping[str, Any]

_DAY = 1440
"""Minutes: the longest bake."""

_LONGEST_HOOK = 20160
"""Minutes: the longest time-out of a lifecycle hook."""

_ABOVE_100 = (
    "The daemon scheduling strategy does not support values above 100 for maximumPercent on a deployment configuration. "
    "Change the maximumPercent value to 100, and try again"
)


def check(configuration: Configuration, scheduling: str) -> None:
    """Judge what a request asks."""
    _check_percentages(configuration, scheduling)
    _check_shifts(configuration, scheduling)
    for hook in configuration.get("lifecycleHooks") or []:
        _check_hook(hook)
    early = configuration.get("earlySuccessCriteria") or {}
    least = configuration.get("minimumHealthyPercent", 100)
    if early.get("enable") and early.get("healthyPercent", 100) < least:
        raise invalid("earlySuccessCriteria.healthyPercent must not be below minimumHealthyPercent.")
    wanted = (configuration.get("deploymentCircuitBreaker") or {}).get("thresholdConfiguration")
    if wanted and wanted["value"] < 1:
        raise invalid("thresholdConfiguration.value must be at least 1.")


def _check_percentages(configuration: Configuration, scheduling: str) -> None:
    is_daemon = scheduling == DAEMON
    least = configuration.get("minimumHealthyPercent", 0 if is_daemon else 100)
    most = configuration.get("maximumPercent", 100 if is_daemon else 200)
    if is_daemon and most > 100:
        raise invalid(_ABOVE_100)
    if not (0 <= least <= 100 <= most <= 200) or (least, most) == (0, 0):
        raise invalid("The deployment configuration's percentages are out of range.")


def _check_shifts(configuration: Configuration, scheduling: str) -> None:
    strategy = configuration.get("strategy", ROLLING)
    if strategy != ROLLING and scheduling == DAEMON:
        raise invalid(f"The daemon scheduling strategy does not support the deployment strategy {strategy}.")
    if strategy == "BLUE_GREEN" and "bakeTimeInMinutes" not in configuration:
        raise invalid("bakeTimeInMinutes is required for the deployment strategy BLUE_GREEN.")
    linear, canary = configuration.get("linearConfiguration") or {}, configuration.get("canaryConfiguration") or {}
    _check_range(linear, "stepPercent", 3.0, 100.0)
    _check_range(canary, "canaryPercent", 0.1, 100.0)
    for members, name in (
        (configuration, "bakeTimeInMinutes"),
        (linear, "stepBakeTimeInMinutes"),
        (canary, "canaryBakeTimeInMinutes"),
    ):
        _check_range(members, name, 0, _DAY)


def _check_range(members: Configuration, name: str, least: float, most: float) -> None:
    if name in members and not least <= members[name] <= most:
        raise invalid(f"{name} must be between {least} and {most}.")


def _check_hook(hook: Configuration) -> None:
    kind = hook.get("targetType", "AWS_LAMBDA")
    needed: Iterable[str] = ("hookTargetArn", "roleArn") if kind == "AWS_LAMBDA" else ()
    if missing := [name for name in (*needed, "lifecycleStages") if not hook.get(name)]:
        raise invalid(f"A lifecycle hook of type {kind} needs {', '.join(missing)}.")
    _check_range(hook.get("timeoutConfiguration") or {}, "timeoutInMinutes", 1, _LONGEST_HOOK)
