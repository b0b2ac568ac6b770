"""The path that a load balancer requests."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import mistake
from pulumi_ecs_express.model.fields.types import as_text

LONGEST_PATH = 1024
"""Source: HealthCheckPath, CreateTargetGroup, Elastic Load Balancing API reference, read 2026-11-28."""


def _health_check_path(value: Any) -> str:
    text = as_text(value)
    if not text.startswith("/"):
        path = re.fullmatch(r"(?:[A-Za-z]+:(?://[^/]*|\d*)|[\w.-]+(?::\d+)?)?(/.*)", text)
        raise mistake(
            f"{text!r} does not begin with '/': write the path alone, {repr(path[1]) if path else 'such as ' + repr('/health')} "
            "(AWS accepts a URL or 'HTTP:80/ping' and then never gets ready)"
        )
    if len(text) > LONGEST_PATH or not re.fullmatch(r"[!-~]+", text):
        raise mistake(
            f"is no path for a health check: write at most {LONGEST_PATH} printable ASCII characters without blanks, others "
            "percent-encoded as in '/caf%C3%A9' (AWS takes the service, and then cannot make its target group)"
        )
    return text


HealthCheckPath = Annotated[str, BeforeValidator(_health_check_path)]
"""Path for the load balancer's health check; may hold a query."""
