"""What AWS does with a setting on one kind of service: the cells of the table of settings."""

from dataclasses import dataclass
from enum import Enum


class Verdict(str, Enum):
    """What comes of declaring a setting."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    OWNED = "owned"


@dataclass(frozen=True)
class Cell:
    """
    One cell.

    Attributes:
        reason: Why it is not allowed, and what to do instead; empty where it is allowed.
    """

    verdict: Verdict
    reason: str = ""


ALLOWED = Cell(Verdict.ALLOWED)

UNKNOWN = Cell(
    Verdict.UNKNOWN, "whether AWS takes it on such a service is not known in public: it is sent, and AWS's answer shown"
)


def refused(reason: str) -> Cell:
    """Make the cell of what AWS refuses."""
    return Cell(Verdict.REFUSED, reason)


def owned(reason: str) -> Cell:
    """Make the cell of what another component or argument of this package sets."""
    return Cell(Verdict.OWNED, reason)


class Deploys(str, Enum):
    """Whether a change of a setting starts a deployment."""

    YES = "yes"
    NO = "no"
    FORCED = "yes, by forceNewDeployment, without which AWS refuses it"
    NOT_STATED = "not stated"
    NEW_TASKS = "no; tasks that are started later have it"
