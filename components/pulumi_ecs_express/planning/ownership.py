"""
Whose a service is: the tag by which a resource knows its own service again.

``pulumi:owner`` holds ``<project>/<stack>/<name>/<12 hex of the URN's SHA-256>/<token>``, and ``/unfinished``
behind it until the engine has saved the service. The token is random and is in state too: a service whose
token differs from the one in state belongs to a newer incarnation, and is left alone.
"""

import hashlib
import re
from dataclasses import dataclass, replace

TAG = "pulumi:owner"
UNFINISHED = "unfinished"


@dataclass(frozen=True)
class Owner:
    """The tag's value, taken apart."""

    resource: str
    """``<project>/<stack>/<name>/<12 hex>``: which resource of which program."""

    token: str
    """Which incarnation of it."""

    unfinished: bool = False
    """Whether the engine may not know yet that this service exists."""

    def tag(self) -> str:
        """Write the tag's value."""
        return "/".join([self.resource, self.token, *([UNFINISHED] if self.unfinished else [])])

    def finished(self) -> "Owner":
        """The same owner once the engine has saved the service."""
        return replace(self, unfinished=False)


def resource_of(urn: str, service_name: str) -> str:
    """
    Name a resource in the characters that a tag may hold; a URN itself has others, such as ``$``.

    Where the engine could not be asked for the URN, the service's name has to do.
    """
    _, _, rest = (urn or f"urn:pulumi:-::-::-::{service_name}").partition("urn:pulumi:")
    stack, project, *_, name = rest.split("::")
    plain = [re.sub(r"[^\w.:=+\-@]", "-", part)[:50] for part in (project, stack, name)]
    return "/".join([*plain, hashlib.sha256(urn.encode()).hexdigest()[:12]])


def parse(tag: str | None) -> Owner | None:
    """Read a tag's value; None where it is not one of ours."""
    parts = (tag or "").split("/")
    unfinished = parts[-1] == UNFINISHED
    if unfinished:
        parts.pop()
    if len(parts) != 5:
        return None
    return Owner("/".join(parts[:4]), parts[4], unfinished)


def may_adopt(found: Owner | None, resource: str) -> bool:
    """Report whether a ``create`` that finds its name taken may take the service over: only its own unfinished one."""
    return found is not None and found.unfinished and found.resource == resource


def may_delete(found: Owner | None, token: str) -> bool:
    """
    Tell whether the service is still the one in state.

    A service without the tag counts as that: a newer incarnation would have written its own.
    """
    return found is None or not token or found.token == token
