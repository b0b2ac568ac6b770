"""The name of a service that has none declared."""

import hashlib
import re

from pulumi_ecs_express.model.fields.unknown import UNKNOWN, Unknown

LONGEST = 255
DIGITS = 7


def generated_name(urn: str, replacing: tuple[str | Unknown | None, ...]) -> str | Unknown:
    """
    Derive a name from the resource's URN and the inputs that replace the service when they change.

    The same in preview and update, since nothing in it is random; another one for a replacement, since one of
    ``replacing`` differs then. Unknown as long as one of them is.
    """
    if any(isinstance(value, Unknown) for value in replacing):
        return UNKNOWN
    seed = "\n".join([urn, *(str(value or "") for value in replacing)])
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", urn.rpartition("::")[2]).strip("-") or "service"
    return f"{stem[: LONGEST - DIGITS - 1]}-{hashlib.sha256(seed.encode()).hexdigest()[:DIGITS]}"
