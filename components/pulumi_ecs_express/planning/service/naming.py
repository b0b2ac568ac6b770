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
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", urn.rpartition("::")[2]).strip("-") or "service"
    return f"{stem[: LONGEST - DIGITS - 1]}-{_digits(urn, *(str(value or '') for value in replacing))}"


def successor_name(name: str, token: str) -> str:
    """
    Derive the name of a service that replaces one of the same generated name, while that one still holds it.

    Args:
        name: The generated name.
        token: What tells the older service from all others, so that a repeated attempt derives the same name.
    """
    return f"{name[:-DIGITS]}{_digits(name, token)}"


def _digits(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:DIGITS]
