"""
One service deployment: what was asked of it, and what a phase of it is made of. ``phases`` lists the parts.

No clock is read and nothing is changed here.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from math import ceil

from ecs_express_sandbox.aws.target_registration import Health
from ecs_express_sandbox.containers.image_behaviour import Behaviour

BREAKER = "Service deployment rolled back because the circuit breaker threshold was exceeded."
ALARM_DETECTED = "Service deployment rolled back because an alarm was detected."
"""(ours), after the event that ECS writes then: "deployment failed: alarm detected."."""
NO_CANDIDATE = "No rollback candidate was found to run the rollback."
STOPPED_BY_USER = "Service deployment rolled back because of a user request."
SUPERSEDED = "Service deployment stopped because a new service deployment was started."
STAGE_TIMED_OUT = "Service deployment rolled back because the lifecycle stage SCALE_UP timed out."
"""(ours); a stage lasts at most 24 hours: developer guide, "Canary deployments"."""

TERMINAL = frozenset({"SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"})


class Cause(Enum):
    """Why a deployment is ended from outside."""

    STOP = "StopServiceDeployment"
    SUPERSEDE = "a later update"
    ALARM = "an alarm of the service"


@dataclass(frozen=True)
class Ending:
    """An intervention: what ends the deployment early, and when."""

    cause: Cause
    at: datetime


@dataclass(frozen=True)
class Shift:
    """
    How traffic moves and what guards it; the defaults are what live Express services have.

    Attributes:
        canary_percent: the new revision's first share of production traffic.
        canary_bake: how long it has only that share.
        bake: how long both revisions run once all traffic is on the new one.
        breaker: whether the circuit breaker ends a deployment whose tasks fail.
    """

    canary_percent: float = 5.0
    canary_bake: timedelta = timedelta(minutes=3)
    bake: timedelta = timedelta(minutes=3)
    breaker: bool = True


@dataclass(frozen=True)
class Rollout:
    """
    What was asked.

    Attributes:
        created_at: when the deployment was made.
        behaviour: what tasks of the target revision do.
        target_tasks: how many tasks the target revision is to have.
        source_tasks: how many tasks the revision in service has; ``None`` where none is in service.
        leftover_tasks: how many tasks a superseded deployment left behind; ``None`` where none was superseded.
        bakes: whether the canary and bake times are served.
        shift: how traffic moves.
        ready_at: when everything that the target revision needs of the load balancer was there; ``None``: not yet.
        superseded_status: the status of a deployment that a later one overtakes.
        ending: the intervention, if there was one.
    """

    created_at: datetime
    behaviour: Behaviour
    target_tasks: int
    source_tasks: int | None = None
    leftover_tasks: int | None = None
    bakes: bool = True
    shift: Shift = Shift()
    ready_at: datetime | None = None
    superseded_status: str = "STOPPED"
    ending: Ending | None = None

    @property
    def threshold(self) -> int:
        """How many failed tasks trip the circuit breaker: half the tasks wanted, within 3 and 200 (AWS)."""
        return max(3, min(200, ceil(self.target_tasks * 0.5)))


@dataclass(frozen=True)
class Fleet:
    """The tasks of one revision, its share of production traffic in percent, and what the load balancer says."""

    requested: int = 0
    pending: int = 0
    running: int = 0
    health: Health = "absent"
    weight: float = 0.0


@dataclass(frozen=True)
class Phase:
    """
    A phase, in which nothing changes.

    Attributes:
        begins: when it starts; it lasts until the next one.
        status: the API's status of the deployment.
        stage: the API's lifecycle stage; empty before the first and after the last.
        target: the fleet of the new revision.
        source: the fleet of the revision in service.
        leftover: the fleet of a superseded deployment.
        attempt: which generation of the target's tasks this is, counted from 1; 0 before the first.
        failures: how many tasks have failed so far.
        reason: the API's status reason.
        rollback_since: when the rollback began.
    """

    begins: datetime
    status: str
    stage: str
    target: Fleet
    source: Fleet
    leftover: Fleet
    attempt: int = 0
    failures: int = 0
    reason: str = ""
    rollback_since: datetime | None = None

    @property
    def is_terminal(self) -> bool:
        """Report whether the deployment has ended."""
        return self.status in TERMINAL


def phase_at(all_phases: tuple[Phase, ...], instant: datetime) -> Phase:
    """Pick the phase that an instant falls into; an instant before the first belongs to the first."""
    return all_phases[max(0, bisect_right([phase.begins for phase in all_phases], instant) - 1)]


def next_change(all_phases: tuple[Phase, ...], after: datetime) -> datetime | None:
    """Tell when the next phase begins."""
    return next((phase.begins for phase in all_phases if phase.begins > after), None)
