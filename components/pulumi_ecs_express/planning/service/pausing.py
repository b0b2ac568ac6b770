"""A paused service: no task runs, and how many did is remembered, so that it comes back as it was."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, PropertyValues
from pulumi_ecs_express.model.service.scaling import DEFAULT_MAXIMUM, DEFAULT_MINIMUM, ScalingTarget
from pulumi_ecs_express.model.service.spec import ServiceSpec

PAUSED: Path = ("paused",)

BEFORE_PAUSE = "scalingBeforePause"
"""Output of a paused service: how many tasks there were before."""

BOUNDS: dict[str, Path] = {name: ("scalingTarget", name) for name in ("minTaskCount", "maxTaskCount")}
DEFAULTS = {"minTaskCount": DEFAULT_MINIMUM, "maxTaskCount": DEFAULT_MAXIMUM}

Bounds = Mapping[str, Any]
"""``minTaskCount`` and ``maxTaskCount``."""


def as_request(spec: ServiceSpec, previous: PropertyValues, remembered: Bounds) -> ServiceSpec:
    """Write what AWS knows of pausing, which is how many tasks there may be; ``previous`` is what was declared before."""
    scaling = spec.scaling_target or ScalingTarget()
    if spec.paused is True:
        bounds = {"min_task_count": 0, "max_task_count": 0}
    elif previous.get(PAUSED) is True:
        before = {**DEFAULTS, **remembered}
        bounds = {
            "min_task_count": _declared(scaling.min_task_count, before["minTaskCount"]),
            "max_task_count": _declared(scaling.max_task_count, before["maxTaskCount"]),
        }
    else:
        return spec.model_copy(update={"paused": None})
    return spec.model_copy(update={"paused": None, "scaling_target": scaling.model_copy(update=bounds)})


def _declared(declared: int | None, before: Any) -> int:
    return int(before) if declared is None else declared


def remember(in_effect: PropertyValues, before: Bounds) -> dict[str, Any]:
    """Note how many tasks there may be, unless they have been taken away already."""
    bounds = {name: in_effect[path] for name, path in BOUNDS.items() if path in in_effect}
    return bounds if bounds.get("maxTaskCount") else dict(before)


def as_written(declared: PropertyValues, observed: PropertyValues) -> dict[Path, PropertyValue]:
    """Write AWS's numbers as the program has them: 0 and 0 are a paused service, anything else is one that runs."""
    if declared.get(PAUSED) is not True:
        return dict(observed)
    if any(observed.get(path) for path in BOUNDS.values()):
        return {**observed, PAUSED: False}
    return {**observed, PAUSED: True, **{path: declared[path] for path in BOUNDS.values() if path in declared}}


def in_effect_again(
    in_effect: PropertyValues, previous: PropertyValues, remembered: Bounds
) -> dict[Path, PropertyValue]:
    """Say what will be in effect beside what is declared once the pause is over."""
    if previous.get(PAUSED) is not True:
        return dict(in_effect)
    return {**in_effect, **{BOUNDS[name]: value for name, value in {**DEFAULTS, **remembered}.items()}}
