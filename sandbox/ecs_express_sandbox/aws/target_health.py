"""
Target health as it really is at each instant; moto calls every target healthy.

The rollouts write the health of targets into a record, which DescribeTargetHealth reads. A target that somebody deregistered or
registered by hand is moto's to describe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TargetState:
    """What the load balancer says of one target, in the API's words; reason and description may be empty."""

    state: str
    reason: str
    description: str
    port: int
    zone: str


class TargetHealthRecord:
    """The state of each target that Express Mode registered, by target group and address."""

    def __init__(self) -> None:
        self._groups: dict[str, dict[str, TargetState]] = {}

    def of(self, group: str) -> Mapping[str, TargetState]:
        """List the targets of a group."""
        return self._groups.get(group, {})

    def write(self, group: str, targets: Mapping[str, TargetState]) -> None:
        """Take over what is known of a group."""
        self._groups[group] = dict(targets)

    def forget(self, group: str) -> None:
        """Forget a group that is gone."""
        self._groups.pop(group, None)

    def clear(self) -> None:
        """Forget everything."""
        self._groups.clear()


def describe(
    target_health_record: TargetHealthRecord,
    group: str,
    asked: list[dict[str, Any]],
    registered: Mapping[str, dict[str, Any]],
) -> list[dict[str, Any]] | None:
    """
    Answer DescribeTargetHealth for a group of the record; ``None`` where moto knows as much.

    Args:
        target_health_record: what the rollouts know.
        group: the target group.
        asked: the targets asked for; empty for all.
        registered: the targets that moto has registered, by id.
    """
    known = target_health_record.of(group)
    if not known:
        return None
    present = {address: state for address, state in known.items() if address in registered or state.state == "draining"}
    ids = [target["Id"] for target in asked] or [*present, *(i for i in registered if i not in present)]
    return [_described(address, present.get(address), registered.get(address)) for address in ids]


def _described(address: str, state: TargetState | None, registered: dict[str, Any] | None) -> dict[str, Any]:
    if state is None:
        target = {"Id": address, **({"Port": int(registered["Port"])} if registered else {})}
        reason = {"State": "initial", "Reason": "Elb.RegistrationInProgress"} if registered else _NOT_REGISTERED
        return {"Target": target, "TargetHealth": reason}
    health = {"State": state.state, "Reason": state.reason, "Description": state.description}
    return {
        "Target": {"Id": address, "Port": state.port, "AvailabilityZone": state.zone},
        "HealthCheckPort": str(state.port),
        "TargetHealth": {key: value for key, value in health.items() if value},
    }


_NOT_REGISTERED = {
    "State": "unused",
    "Reason": "Target.NotRegistered",
    "Description": "Target is not registered to the target group",
}
