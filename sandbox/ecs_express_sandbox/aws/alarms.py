"""CloudWatch alarms: one that is put again keeps its state, as on AWS; moto's starts over at OK."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from moto.cloudwatch.models import Alarm, cloudwatch_backends

_STATE = ("state_value", "state_reason", "state_reason_data", "state_updated_timestamp", "history")


@contextmanager
def keep_state(account: str, region: str, name: str) -> Iterator[None]:
    """Return an alarm the state back that it had before it was put again."""
    alarms: dict[str, Alarm] = cloudwatch_backends[account][region].alarms
    before = alarms.get(name)
    yield
    if before is not None and name in alarms:
        for attribute in _STATE:
            setattr(alarms[name], attribute, getattr(before, attribute))


def in_alarm(account: str, region: str, name: str) -> bool:
    """Report whether an alarm exists and has gone off."""
    alarms: dict[str, Alarm] = cloudwatch_backends[account][region].alarms
    return name in alarms and alarms[name].state_value == "ALARM"
