"""What the tasks of a service cost in a month, before and after: from sizes, numbers of tasks and published prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.fields.fargate_sizes import DEFAULT_CPU, DEFAULT_MEMORY, GIB
from pulumi_ecs_express.model.fields.property_paths import flatten, nest
from pulumi_ecs_express.model.preview_report.report import MonthlyCost, Operation
from pulumi_ecs_express.model.service.definition_parts import PARTS
from pulumi_ecs_express.model.service.scaling import DEFAULT_MAXIMUM, DEFAULT_MINIMUM
from pulumi_ecs_express.model.service.spec import DEFAULT_ARCHITECTURE, TASK_DEFINITION
from pulumi_ecs_express.planning.preview_report.estimates.fargate_prices import HOURS, PRICES
from pulumi_ecs_express.planning.preview_report.recording.parts import Parts
from pulumi_ecs_express.planning.preview_report.recording.resources import Resource
from pulumi_ecs_express.planning.preview_report.recording.values import public
from pulumi_ecs_express.planning.service.pausing import BEFORE_PAUSE, in_effect_again

DEFAULTS: Mapping[str, Any] = {
    "cpu": DEFAULT_CPU,
    "memory": DEFAULT_MEMORY,
    "cpuArchitecture": DEFAULT_ARCHITECTURE,
    "scalingTarget": {"minTaskCount": DEFAULT_MINIMUM, "maxTaskCount": DEFAULT_MAXIMUM},
}
VCPU_UNITS = 1024
"""CPU units of one vCPU."""

ARN_PARTS = 6


@dataclass(frozen=True)
class _Range:
    least: float
    most: float


def monthly_cost(parts: Parts, region: str | None) -> MonthlyCost | None:
    """
    Estimate the cost of a service's tasks; None where it stays, or where anything that it depends on is not known.

    Args:
        parts: The component.
        region: Region of the stack's configuration, for a service that is not there yet.
    """
    service = parts.declared
    if parts.kind != "ExpressGatewayService" or service.operation in (Operation.SAME, Operation.IMPORT):
        return None
    was, will = service.operation is not Operation.CREATE, service.operation is not Operation.DELETE
    before_region, after_region = _region(service.id, service.old, None), _region(service.id, service.new, region)
    in_effect = _in_effect(service)
    before = _range(_settings(service.old, in_effect), before_region) if was else None
    after = _range(_settings(service.new, _kept(service.old, in_effect)), after_region) if will else None
    place = after_region if will else before_region
    if place is None or (was and before is None) or (will and after is None) or before == after:
        return None
    return MonthlyCost(
        old_least=before.least if before else None,
        old_most=before.most if before else None,
        new_least=after.least if after else None,
        new_most=after.most if after else None,
        region=place,
    )


def _in_effect(service: Resource) -> Mapping[str, Any]:
    """Give what AWS has, or will have again after a pause."""
    found, before_pause = (flatten(public(service.outputs.get(name) or {})) for name in ("inEffect", BEFORE_PAUSE))
    declared = flatten(public({name: value for name, value in service.old.items() if name not in PARTS}))
    return nest(in_effect_again(found, declared, nest(before_pause)))


def _region(id_: str, properties: Mapping[str, Any], configured: str | None) -> str | None:
    declared = public(properties.get("region"))
    arn = id_.split(":")
    from_arn = arn[3] if len(arn) >= ARN_PARTS else None
    return declared if isinstance(declared, str) else from_arn or configured


def _kept(declared: Mapping[str, Any], in_effect: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out of what is in effect what was declared: once it is not, AWS's default counts again."""
    return {
        name: _kept(declared[name], value) if isinstance(value, Mapping) and isinstance(declared.get(name), Mapping) else value
        for name, value in in_effect.items()
        if name not in declared or isinstance(value, Mapping)
    }  # fmt: skip


def _settings(declared: Mapping[str, Any], in_effect: Mapping[str, Any]) -> dict[str, Any]:
    """Join defaults, what AWS has chosen, and what is declared, which counts most."""
    found = {**DEFAULTS, **{name: in_effect[name] for name in DEFAULTS if name in in_effect}}
    own = public(declared)
    found |= {name: own[name] for name in (*DEFAULTS, "paused", TASK_DEFINITION[0]) if name in own}
    tasks = [side.get("scalingTarget") for side in (DEFAULTS, in_effect, own)]
    found["scalingTarget"] = {key: value for one in tasks if isinstance(one, Mapping) for key, value in one.items()}
    return found


def _range(settings: Mapping[str, Any], region: str | None) -> _Range | None:
    price = PRICES.get((region or "", str(settings["cpuArchitecture"])))
    if price is None or TASK_DEFINITION[0] in settings:
        return None
    try:
        cpu, memory = (float(settings[name]) for name in ("cpu", "memory"))
        least, most = (int(settings["scalingTarget"][name]) for name in ("minTaskCount", "maxTaskCount"))
    except (TypeError, ValueError):
        return None  # not known yet
    if settings.get("paused") is True:
        least = most = 0
    one = HOURS * (cpu / VCPU_UNITS * price.cpu + memory / GIB * price.memory)
    return _Range(round(least * one, 2), round(most * one, 2))
