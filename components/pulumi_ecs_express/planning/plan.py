"""What must change, as data: the one answer that preview, update, refresh and the drift report read."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from pulumi_ecs_express.model.fields.effect import Effect
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue


class Kind(Enum):
    """What happens at a path."""

    ADD = "add"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True)
class Change:
    """
    One value that differs.

    Attributes:
        old: What is there, None where nothing is.
        new: The desired value; for a removal the default it goes back to, None where it simply goes.
    """

    path: Path
    kind: Kind
    effect: Effect
    old: PropertyValue | None
    new: PropertyValue | None


@dataclass(frozen=True)
class Plan:
    """The changes between two states, in the order of their paths; falsy when there are none."""

    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def having(self, *effects: Effect) -> list[Change]:
        """Pick the changes with one of these effects."""
        return [change for change in self.changes if change.effect in effects]

    def at(self, path: Path) -> bool:
        """Report whether something changes at this very path."""
        return any(change.path == path for change in self.changes)

    @property
    def replacing(self) -> list[Change]:
        """The changes that only another service can bring."""
        return self.having(Effect.REPLACEMENT)

    @property
    def settings(self) -> list[Change]:
        """The changes that UpdateExpressGatewayService brings."""
        return self.having(Effect.DEPLOYMENT, Effect.UPDATE)

    @property
    def redeploying(self) -> bool:
        """Whether the same settings are to be deployed again."""
        return bool(self.having(Effect.REDEPLOYMENT))

    @property
    def tags(self) -> list[Change]:
        """The changes that TagResource and UntagResource bring."""
        return self.having(Effect.TAGS)


def in_order(changes: Iterable[Change]) -> Plan:
    """Make a plan of changes, whichever order they were found in."""
    return Plan(tuple(sorted(changes, key=lambda change: change.path)))
