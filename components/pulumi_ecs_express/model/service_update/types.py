"""Named types of the arguments of an update."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import mistake
from pulumi_ecs_express.model.fields.types import as_text

UNTIL_STABLE, DONT_WAIT = "until_stable", "dont_wait"

NAME = r"[A-Za-z0-9_-]{1,255}"


def _service(value: Any) -> str:
    text = as_text(value)
    if re.fullmatch(rf"arn:aws[a-z-]*:ecs:[a-z0-9-]+:\d{{12}}:service/{NAME}", text):
        raise mistake(
            f"{text!r} is an ARN of the old form, which names no cluster: write the service's name, and `cluster`"
        )
    if not re.fullmatch(rf"{NAME}|arn:aws[a-z-]*:ecs:[a-z0-9-]+:\d{{12}}:service/{NAME}/{NAME}", text):
        raise mistake(
            f"{text!r} is neither the name of a service (1 to 255 letters, digits, hyphens and underscores) nor its ARN"
        )
    return text


ServiceIdentifier = Annotated[str, BeforeValidator(_service)]
"""Name or ARN of a service; a name goes with a cluster."""


def _wait(value: Any) -> str:
    if isinstance(value, bool):
        raise mistake(f"is a boolean: write {(UNTIL_STABLE if value else DONT_WAIT)!r}")
    text = as_text(value)
    if text not in (UNTIL_STABLE, DONT_WAIT):
        raise mistake(f"{text!r} is no way to wait: write {UNTIL_STABLE!r}, or {DONT_WAIT!r}")
    return text


Wait = Annotated[str, BeforeValidator(_wait)]
"""Whether the operation ends with the deployment, or once AWS has accepted it."""
