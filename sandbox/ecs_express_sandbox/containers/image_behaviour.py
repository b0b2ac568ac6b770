"""
What a container image does once it runs, given by its tag, like the test card numbers of a payment provider.

No container runs in the sandbox: these are the ways in which a deployment can go.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum


class Fate(Enum):
    """How a task of the image ends up."""

    HEALTHY = "serves"
    UNHEALTHY = "runs, but never passes the load balancer's health check"
    EXITS = "ends by itself soon after its start"
    NEVER_STARTS = "cannot be started at all"


@dataclass(frozen=True)
class Behaviour:
    """
    What happens to a task.

    Attributes:
        fate: how it ends up.
        starts_in: from the request for a task to RUNNING, or to the failure to start. About 30 s were observed.
        fails_after: from RUNNING to the end of a task that fails.
        stop_code: the API's ``stopCode`` of a failed task.
        stopped_reason: the API's ``stoppedReason``; ``{target_group}`` is filled in when a task fails.
        exit_code: what the container returns when it ends by itself.
        container: which container decides this; empty where none does.
        ignores_sigterm: whether it must be killed at the end of its ``stopTimeout``.
    """

    fate: Fate = Fate.HEALTHY
    starts_in: timedelta = timedelta(seconds=30)
    fails_after: timedelta = timedelta(0)
    stop_code: str = ""
    stopped_reason: str = ""
    exit_code: int | None = None
    container: str = ""
    ignores_sigterm: bool = False

    def reason(self, target_group: str) -> str:
        """Write the ``stoppedReason`` of a failed task."""
        return self.stopped_reason.replace("{target_group}", target_group)

    def of(self, container: str, image: str) -> Behaviour:
        """Name the container that behaves so, and its image."""
        return replace(self, container=container, stopped_reason=self.stopped_reason.replace("{image}", image))


CARDS: dict[str, Behaviour] = {
    "unhealthy": Behaviour(
        Fate.UNHEALTHY,
        fails_after=timedelta(seconds=60),  # 2 failed checks, 30 s apart: the managed target groups' settings
        stop_code="ServiceSchedulerInitiated",
        stopped_reason="Task failed ELB health checks in (target-group {target_group})",
    ),
    "crash": Behaviour(
        Fate.EXITS,
        fails_after=timedelta(seconds=5),
        stop_code="EssentialContainerExited",
        stopped_reason="Essential container in task exited",
        exit_code=1,
    ),
    "unpullable": Behaviour(
        Fate.NEVER_STARTS,
        starts_in=timedelta(seconds=60),
        stop_code="TaskFailedToStart",
        stopped_reason=(
            "CannotPullContainerError: pull image manifest has been retried 1 time(s): "
            "failed to resolve ref {image}: {image}: not found"
        ),
    ),
    "slow": Behaviour(starts_in=timedelta(minutes=4)),
    "deaf": Behaviour(ignores_sigterm=True),
}
"""The tags with a meaning; every other image starts and serves."""


def tag_of(image: str) -> str:
    """Tell the tag of an image reference: what follows the last ``:`` of its last part, before any digest."""
    reference = image.split("@", 1)[0].rsplit("/", 1)[-1]
    return reference.rsplit(":", 1)[1] if ":" in reference else ""


def behaviour_of(image: str) -> Behaviour:
    """Report how tasks of an image behave."""
    return CARDS.get(tag_of(image), _ORDINARY)


def built_for(image: str) -> str | None:
    """Tell the one CPU architecture that an image is built for; ``None`` for one that runs on all."""
    return "ARM64" if tag_of(image) == "arm64" else None


def digest_of(image: str) -> str:
    """Return the digest that the image reference resolves to; the same reference always resolves to the same one."""
    if "@" in image:
        return image.split("@", 1)[1]
    return "sha256:" + hashlib.sha256(image.encode()).hexdigest()


_ORDINARY = Behaviour()
