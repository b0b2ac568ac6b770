"""An IAM role as it is, as far as it decides whether ECS can use it."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class ObservedRole:
    """
    What IAM says of a role.

    Attributes:
        trusted: Service principals that may assume it.
        age: Time since it was made, by IAM's own clock.
    """

    arn: str
    trusted: frozenset[str]
    age: timedelta
