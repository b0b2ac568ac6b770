"""How a DNS name is written in one way, whichever service answers it."""

from __future__ import annotations


def bare(name: str) -> str:
    """Write a name in lower case, without its final dot, ``*`` as itself."""
    return name.lower().rstrip(".").replace("\\052", "*")
