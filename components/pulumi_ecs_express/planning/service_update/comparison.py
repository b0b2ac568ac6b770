"""The only place that compares what a program declares of an update with what is."""

from collections.abc import Iterator

from pulumi_ecs_express.model.fields.effect import Effect
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, PropertyValues, nest
from pulumi_ecs_express.model.service_update.spec import rules
from pulumi_ecs_express.planning.comparison import Comparison
from pulumi_ecs_express.planning.plan import Change, Kind, Plan, in_order
from pulumi_ecs_express.planning.service_update.place import ARGUMENTS, place_of

UPDATE = Comparison(rules=rules(), equality={}, exact=("tags",))
"""How the settings of an update are compared."""


def plan_update(desired: PropertyValues, observed: PropertyValues, previous: PropertyValues, arn: str) -> Plan:
    """
    List what must change so that the service becomes what is declared; see `Comparison.plan`.

    Args:
        desired: What the program declares.
        observed: What is.
        previous: What was declared before.
        arn: The service that is updated until now; another way to name it is no change.
    """
    found = UPDATE.plan(*(_without_place(values) for values in (desired, observed, previous)))
    return in_order([*found.changes, *_moved(desired, previous, arn)])


def _without_place(values: PropertyValues) -> dict[Path, PropertyValue]:
    return {path: value for path, value in values.items() if path[0] not in ARGUMENTS}


def _moved(desired: PropertyValues, previous: PropertyValues, arn: str) -> Iterator[Change]:
    """Name the arguments by which another service is meant."""
    place = place_of(nest(desired))
    if place is not None and place.is_that_of(arn):
        return
    for path in ((name,) for name in ARGUMENTS):
        old, new = previous.get(path), desired.get(path)
        if old != new:
            kind = Kind.ADD if old is None else Kind.DELETE if new is None else Kind.UPDATE
            yield Change(path, kind, Effect.REPLACEMENT, old, new)


def as_declared(declared: PropertyValues, observed: PropertyValues) -> dict[Path, PropertyValue]:
    """Say what AWS has at the declared paths; see `Comparison.as_declared`. A service that is found is where it was."""
    place = {path: value for path, value in declared.items() if path[0] in ARGUMENTS}
    return UPDATE.as_declared(declared, {**observed, **place})
