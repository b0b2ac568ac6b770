"""Tasks as targets of a target group: registered and deregistered through ELBv2, their health written into the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.target_health import TargetHealthRecord, TargetState

Health = Literal["absent", "initial", "healthy", "unhealthy", "draining"]
"""What the load balancer thinks of a target; absent while it is not registered."""

_STATES: dict[Health, tuple[str, str, str]] = {
    "initial": ("initial", "Elb.InitialHealthChecking", "Initial health checks in progress"),
    "healthy": ("healthy", "", ""),
    "unhealthy": ("unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [503]"),
    "draining": ("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress"),
}
"""What DescribeTargetHealth says: state, reason, description."""


@dataclass(frozen=True)
class Target:
    """One target that ought to be registered, or that drains; its address is its id."""

    port: int
    zone: str
    health: Health


def register(elbv2: Any, group: str, wanted: Mapping[str, Target], target_health_record: TargetHealthRecord) -> None:
    """Let a target group have the targets wanted, by address; those of others stay."""
    known = target_health_record.of(group)
    stay = {address for address, target in wanted.items() if target.health != "draining"}
    were = {address for address, state in known.items() if state.state != "draining"}
    try:
        if joining := sorted(stay - were):
            targets = [{"Id": address, "Port": wanted[address].port} for address in joining]
            elbv2.register_targets(TargetGroupArn=group, Targets=targets)
        if leaving := sorted(were - stay):
            elbv2.deregister_targets(TargetGroupArn=group, Targets=[{"Id": address} for address in leaving])
    except ClientError:
        target_health_record.forget(group)  # somebody deleted the group: nothing is registered any more
        return
    target_health_record.write(group, {address: _state(target) for address, target in wanted.items()})


def _state(target: Target) -> TargetState:
    state, reason, description = _STATES[target.health]
    return TargetState(state, reason, description, target.port, target.zone)
