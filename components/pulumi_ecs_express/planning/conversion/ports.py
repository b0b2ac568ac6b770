"""Ports as Compose writes them: numbers, ``[[HOST_IP:]PUBLISHED:]TARGET[/PROTOCOL]``, or maps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SHORT = re.compile(
    r"(?:(?:(?P<ip>\[[^\]]*\]|[\d.]*):)?(?P<published>[^:/]*):)?(?P<target>[^:/]+)(?:/(?P<protocol>\w+))?"
)


@dataclass(frozen=True)
class Port:
    """
    One port.

    Attributes:
        target: The port of the container, as text; a range or a variable is possible.
        protocol: ``tcp`` or ``udp``.
    """

    target: str
    protocol: str = "tcp"


def read(written: Any) -> Port | None:
    """Read one entry; None where it is none."""
    if isinstance(written, Mapping):
        target = written.get("target")
        return None if target is None else Port(str(target), str(written.get("protocol") or "tcp").lower())
    found = SHORT.fullmatch(re.sub(r"\$\{[^}]*\}", lambda match: match[0].replace(":", "\0"), str(written)))
    if isinstance(written, bool) or not found:
        return None
    return Port(found["target"].replace("\0", ":"), (found["protocol"] or "tcp").lower())


def published(service: Mapping[str, Any]) -> bool:
    """Report whether a service of a Compose file publishes a TCP port."""
    listed = service.get("ports")
    ports = [read(one) for one in (listed if isinstance(listed, list) else ())]
    return any(port is not None and port.protocol == "tcp" for port in ports)
