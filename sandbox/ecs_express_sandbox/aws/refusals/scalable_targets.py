"""Application Auto Scaling: the bounds of a scalable target. Rule: API reference, RegisterScalableTarget."""

from __future__ import annotations

from typing import Any

from ecs_express_sandbox.protocol.request import Asked, Refused


def bounds(asked: Asked) -> None:
    """The lower one is not above the upper one, also where only one of them is changed."""
    known = _known(asked)
    lower = asked.parameters.get("MinCapacity", known.get("MinCapacity"))
    upper = asked.parameters.get("MaxCapacity", known.get("MaxCapacity"))
    if lower is not None and upper is not None and int(lower) > int(upper):
        raise Refused("ValidationException", "Minimum capacity cannot be greater than maximum capacity")  # (ours)


def _known(asked: Asked) -> dict[str, Any]:
    found = asked.client("application-autoscaling").describe_scalable_targets(
        ServiceNamespace=asked.text("ServiceNamespace"), ResourceIds=[asked.text("ResourceId")]
    )
    same = [x for x in found["ScalableTargets"] if x["ScalableDimension"] == asked.text("ScalableDimension")]
    return dict(same[0]) if same else {}
