"""CloudWatch Logs: how long a log group keeps its lines. Values: API reference, PutRetentionPolicy."""

from __future__ import annotations

from ecs_express_sandbox.protocol.request import Asked, Refused, constraint

MONTHS_AND_YEARS = (30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
RETENTION_DAYS = (1, 3, 5, 7, 14, *MONTHS_AND_YEARS)


def retention(asked: Asked) -> None:
    """One of the offered numbers of days."""
    days = asked.parameters.get("retentionInDays")
    if days is not None and int(days) not in RETENTION_DAYS:
        rule = f"Member must satisfy enum value set: {list(RETENTION_DAYS)}"  # (ours), in AWS's form
        raise Refused("InvalidParameterException", constraint(days, "retentionInDays", rule))
