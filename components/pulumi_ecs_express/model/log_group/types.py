"""The field type of log retention."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import mistake
from pulumi_ecs_express.model.log_group.retention import RETENTION_DAYS, nearest


def _retention_days(value: Any) -> int:
    """Accept whole numbers, which Pulumi's state gives back as floats."""
    if isinstance(value, bool) or not (isinstance(value, int) or (isinstance(value, float) and value.is_integer())):
        raise mistake(f"{value!r} is not a whole number of days: write a number such as 30, without quotes")
    if value not in RETENTION_DAYS:
        right_name = " or ".join(map(str, nearest(int(value))))
        raise mistake(f"{int(value)} days are not offered by CloudWatch Logs: write {right_name}")
    return int(value)


LogRetentionDays = Annotated[int, BeforeValidator(_retention_days)]
"""Days, one of those that CloudWatch Logs offers."""
