"""How often the loops look at AWS, and that they look together."""

import os

DEFAULT_POLL_SECONDS = 5.0

LOOKS_TOGETHER = 100
"""The part of the pause between two looks in which looks of several services become one call."""


def POLL_SECONDS() -> float:  # noqa: N802 - a setting that reads as a constant
    """Seconds between two looks at AWS; ``ECS_EXPRESS_POLL_SECONDS`` sets them, for a sandbox whose clock runs fast."""
    try:
        return max(0.01, float(os.environ.get("ECS_EXPRESS_POLL_SECONDS", DEFAULT_POLL_SECONDS)))
    except ValueError:
        return DEFAULT_POLL_SECONDS


def until_next_look(now: float) -> float:
    """Give the seconds to the next look: all waits of a process look at the same moments, so that they ask together."""
    every = POLL_SECONDS()
    ahead = every - now % every
    return ahead if ahead > every / LOOKS_TOGETHER else ahead + every
