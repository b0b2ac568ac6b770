"""Durations as Terraform and Pulumi write them, such as ``1h30m``."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import mistake
from pulumi_ecs_express.model.fields.types import as_text

FORM = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")


def seconds(duration: str) -> int | None:
    """Read a duration; None where it is none."""
    found = FORM.fullmatch(duration)
    if found is None or not duration:
        return None
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest


def _duration(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise mistake(f"is a number, and a duration has units: write '{value:g}s' or '{value:g}m'")
    text = as_text(value)
    if not seconds(text):
        raise mistake(f"{text!r} is not a duration: write one such as '30m', '90s' or '1h30m', longer than nothing")
    return text


Duration = Annotated[str, BeforeValidator(_duration)]
"""Hours, minutes and seconds, in this order."""
