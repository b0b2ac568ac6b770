"""Health checks that run in a container, as AWS's structure: what is out of its ranges is brought to the nearest end."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.planning.conversion.document import Path
from pulumi_ecs_express.planning.conversion.draft import Draft, Kind
from pulumi_ecs_express.planning.conversion.readings import seconds
from pulumi_ecs_express.planning.task_definition.fargate import RANGES

DURATIONS = {"interval": "interval", "timeout": "timeout", "start_period": "startPeriod"}


def health_check(draft: Draft, key: Path, command: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """Write ``healthCheck`` of a container definition; ``given`` has interval, timeout, retries and start_period."""
    words = [*command] if isinstance(command, list) else ["CMD-SHELL", command]
    made: dict[str, Any] = {"command": words}
    for name, member in DURATIONS.items():
        if given.get(name) is not None:
            number = seconds(given[name])
            if number is None:
                draft.wrong((*key, name), f"{given[name]!r} is no duration: write one such as 30s or 1m30s")
            else:
                made[member] = _within(draft, (*key, name), member, number)
    retries = given.get("retries")
    if retries is not None and str(retries).isdecimal():
        made["retries"] = _within(draft, (*key, "retries"), "retries", float(retries))
    elif retries is not None:
        draft.wrong((*key, "retries"), f"{retries!r} is no number of attempts")
    return made


def _within(draft: Draft, key: Path, member: str, number: float) -> int:
    low, high, unit = RANGES["healthCheck", member]
    near = min(max(round(number), low), high)
    if near != number:
        draft.remark(Kind.DIFFERS, key, f"{number:g} {unit} becomes {near}: ECS takes {low} to {high}")
    return near
