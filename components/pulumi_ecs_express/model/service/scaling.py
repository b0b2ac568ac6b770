"""How many tasks a service runs."""

from enum import Enum
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from pulumi_ecs_express.model.fields.base import Model, mistake, mistakes
from pulumi_ecs_express.model.fields.effect import Effect, ResetTo
from pulumi_ecs_express.model.fields.types import TaskCount, whole_number

DEFAULT_MINIMUM, DEFAULT_MAXIMUM, DEFAULT_METRIC, DEFAULT_TARGET = 1, 20, "AVERAGE_CPU", 60
"""What Express Mode chooses. Source: "Express Mode services", Amazon ECS developer guide, read 2026-11-22."""

LARGEST_REQUEST_COUNT = 65_536
"""Source: "Express Mode services", Amazon ECS developer guide, read 2026-11-22."""


class Metric(str, Enum):
    """The metric that auto scaling uses."""

    AVERAGE_CPU = "AVERAGE_CPU"
    AVERAGE_MEMORY = "AVERAGE_MEMORY"
    REQUEST_COUNT_PER_TARGET = "REQUEST_COUNT_PER_TARGET"


PERCENTAGES = frozenset({Metric.AVERAGE_CPU.value, Metric.AVERAGE_MEMORY.value})


def _metric(value: Any) -> Any:
    names = [metric.value for metric in Metric]
    if value in names:
        return value
    if not isinstance(value, str):
        raise mistake(f"is not a metric: write {', '.join(names)}")
    lowered = value.lower().replace("_", "")
    right_name = next(
        (name for sign, name in zip(("cpu", "memory", "request"), names, strict=True) if sign in lowered), None
    )
    raise mistake(
        f"{value!r} is not a metric: write {right_name!r}"
        if right_name
        else f"{value!r} is not a metric: write {', '.join(names)}"
    )


MetricName = Annotated[str, BeforeValidator(_metric)]
"""The name of a `Metric`, as AWS spells it."""

TargetValue = Annotated[int, whole_number(1, LARGEST_REQUEST_COUNT, "a scaling target")]
"""Percent, or a number of requests."""


class ScalingTarget(Model):
    """Bounds and target of auto scaling; each member may stand alone."""

    min_task_count: Annotated[TaskCount | None, Effect.UPDATE, ResetTo(DEFAULT_MINIMUM)] = None
    """Fewest tasks; 0 together with a maximum of 0 stops the service."""

    max_task_count: Annotated[TaskCount | None, Effect.UPDATE, ResetTo(DEFAULT_MAXIMUM)] = None
    """Most tasks."""

    auto_scaling_metric: Annotated[MetricName | None, Effect.UPDATE, ResetTo(DEFAULT_METRIC)] = None
    """The metric that auto scaling uses."""

    auto_scaling_target_value: Annotated[TargetValue | None, Effect.UPDATE, ResetTo(DEFAULT_TARGET)] = None
    """Percent for the two averages, requests per task for the request count."""

    @model_validator(mode="after")
    def _members_agree(self) -> "ScalingTarget":
        """Judge what is declared by AWS's own choice for what is not."""
        if problems := [problem for problem in (self._bounds(), self._percentage()) if problem]:
            raise mistakes(problems)
        return self

    def _bounds(self) -> str | None:
        low = DEFAULT_MINIMUM if self.min_task_count is None else self.min_task_count
        high = DEFAULT_MAXIMUM if self.max_task_count is None else self.max_task_count
        if isinstance(low, int) and isinstance(high, int) and low > high:
            origin = " (AWS's default)"
            return (
                f"min_task_count {low}{origin if self.min_task_count is None else ''} is above "
                f"max_task_count {high}{origin if self.max_task_count is None else ''}: raise the one or lower the other"
            )
        return None

    def _percentage(self) -> str | None:
        metric, target = self.auto_scaling_metric or DEFAULT_METRIC, self.auto_scaling_target_value
        if metric in PERCENTAGES and isinstance(target, int) and target > 100:
            return f"auto_scaling_target_value {target} is no percentage: write 1 to 100 for {metric}"
        return None
