"""What matters more on a page than something else."""

from enum import IntEnum


class Rank(IntEnum):
    """How much a piece matters; the highest goes first where a page is too large."""

    ALWAYS = 0
    STACK = 1
    FAILURE = 2
    SERIOUS = 3
    COMPONENT = 4
    FIELD = 5
    NOTE = 6
    DETAIL = 7
    OTHERS = 8
    FOLDED = 9
