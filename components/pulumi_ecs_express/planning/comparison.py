"""
Comparing what a program declares with what is: the plan, drift of declared values, and removals that AWS cannot take back.

The rules are the same for every resource whose settings are values by path; a `Comparison` holds what differs.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from pulumi_ecs_express.model.fields.effect import Effect, Keep, Refuse, ResetTo
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, PropertyValues, argument, covered, under
from pulumi_ecs_express.model.fields.rules import Rules, rule_for
from pulumi_ecs_express.model.fields.unknown import Unknown
from pulumi_ecs_express.planning.plan import Change, Kind, Plan, in_order

Equality = Callable[[PropertyValue | None, PropertyValue | None], bool]
"""Whether a declared and an observed value mean the same to AWS."""

UNSHOWN = (Effect.NONE, Effect.REDEPLOYMENT, Effect.CONNECTION)
"""Effects of fields that AWS knows nothing of: they are as declared."""


def equal(wanted: PropertyValue | None, observed: PropertyValue | None) -> bool:
    """Compare values; an empty one and an absent one are the same."""
    return (wanted or None) == (observed or None) if not isinstance(wanted, bool | int) else wanted == observed


def items(property_value: PropertyValue | None) -> tuple[str, ...]:
    """Return the members of a list; none of anything else."""
    return property_value if isinstance(property_value, tuple) else ()


def unordered(wanted: PropertyValue | None, observed: PropertyValue | None) -> bool:
    """Compare lists whose order means nothing."""
    return set(items(wanted)) == set(items(observed))


def contained(wanted: PropertyValue | None, observed: PropertyValue | None) -> bool:
    """Compare lists that AWS extends: its own member is no difference, and looks the same as another one added."""
    return set(items(wanted)) <= set(items(observed))


def both_or_neither(wanted: PropertyValue | None, observed: PropertyValue | None) -> bool:
    """Compare switches: one that is off and one that is absent are the same."""
    return bool(wanted) == bool(observed)


def never(_path: Path, _desired: PropertyValues) -> bool:
    """No field takes another one's place."""
    return False


@dataclass(frozen=True)
class Comparison:
    """
    How the settings of one kind of resource are compared.

    Attributes:
        rules: What a change and a removal of each field mean, by its path.
        equality: Fields that are compared in another way than by `equal`; those compared by `contained` are lists that
            AWS extends with members of its own.
        exact: Maps whose empty values are values, such as tags.
        owned_maps: Maps that an update replaces whole: once declared, an entry that somebody else added is a difference.
        superseded: Whether a field is gone because another one, which is declared now, has taken its place.
    """

    rules: Rules
    equality: Mapping[Path, Equality]
    exact: Collection[str] = ()
    owned_maps: tuple[Path, ...] = ()
    superseded: Callable[[Path, PropertyValues], bool] = never

    def plan(self, desired: PropertyValues, observed: PropertyValues, previous: PropertyValues) -> Plan:
        """
        List what must change so that ``observed`` becomes ``desired``.

        Args:
            desired: What the program declares now; unknowns are possible in a preview.
            observed: What is: AWS's answer, or in a preview the state.
            previous: What was declared before. Declared then and not now, a field is removed:
                it goes back to AWS's default, or the removal was refused by `refused_removals` already.

        A field that was never declared is AWS's to choose and makes no change.
        A field that is not known yet counts as a possible change: a preview may promise too much, never too little.
        """
        found = [
            *self._declared(desired, observed, previous),
            *self._added_by_others(desired, observed),
            *self._removed(desired, observed, previous),
        ]
        return in_order({change.path: change for change in found}.values())

    def _declared(
        self, desired: PropertyValues, observed: PropertyValues, previous: PropertyValues
    ) -> Iterator[Change]:
        for path, wanted in desired.items():
            effect, _ = rule_for(path, self.rules)
            found = observed.get(path)
            if effect is not Effect.NONE and not self._in_place(path, wanted, found, previous):
                yield Change(path, Kind.ADD if found is None else Kind.UPDATE, effect, found, wanted)

    def _added_by_others(self, desired: PropertyValues, observed: PropertyValues) -> Iterator[Change]:
        """Find entries in an owned map that the program does not have."""
        for owned in self.owned_maps:
            if not under(owned, desired):
                continue
            effect, _ = rule_for(owned, self.rules)
            for path, found in under(owned, observed).items():
                if not covered(path, desired):
                    yield Change(path, Kind.DELETE, effect, found, None)

    def _removed(self, desired: PropertyValues, observed: PropertyValues, previous: PropertyValues) -> Iterator[Change]:
        for path in previous:
            if covered(path, desired) or self.superseded(path, desired):
                continue
            effect, removal = rule_for(path, self.rules)
            found = observed.get(path)
            if effect is Effect.NONE or isinstance(removal, Keep) or found is None:
                continue
            default = removal.default if isinstance(removal, ResetTo) and path in self.rules else None
            if default is None or not self._in_place(path, default, found, previous):
                yield Change(path, Kind.DELETE, effect, found, default)

    def _in_place(
        self, path: Path, wanted: PropertyValue, found: PropertyValue | None, previous: PropertyValues
    ) -> bool:
        """Report whether a value is as wanted, and nothing is left in a list of what the program no longer names."""
        if not self.same(path, wanted, found):
            return False
        dropped = set(items(previous.get(path))) - set(items(wanted))
        return self.equality.get(path) is not contained or not dropped & set(items(found))

    def refused_removals(self, desired: PropertyValues, previous: PropertyValues) -> list[tuple[str, str]]:
        """Name the declared fields that are gone and that AWS cannot take back, each with what to write instead."""
        refused: dict[Path, str] = {}
        for path in previous:
            if covered(path, desired) or self.superseded(path, desired):
                continue
            for candidate in (self._gone_as_a_whole(path, desired), path):
                _, removal = rule_for(candidate, self.rules)
                if isinstance(removal, Refuse):
                    refused[candidate] = removal.remedy
                    break
        return [(argument(path, self.rules), remedy) for path, remedy in sorted(refused.items())]

    def _gone_as_a_whole(self, path: Path, desired: PropertyValues) -> Path:
        """Find the largest object around a removed value of which nothing is declared any more."""
        prefixes = (path[:depth] for depth in range(1, len(path) + 1))
        return next(
            (one for one in prefixes if one in self.rules and not (under(one, desired) or covered(one, desired))), path
        )

    def as_declared(self, declared: PropertyValues, observed: PropertyValues) -> dict[Path, PropertyValue]:
        """
        Say what AWS has at the declared paths, in the program's own form where it means the same.

        That is what a refresh writes into the inputs: drift shows by exact path, and nothing else shows.
        """
        kept = {
            path: property_value
            if self.same(path, property_value, observed.get(path))
            else self._shown(path, property_value, observed)
            for path, property_value in declared.items()
        }
        for owned in self.owned_maps:
            if under(owned, declared):
                kept.update(
                    {
                        path: property_value
                        for path, property_value in under(owned, observed).items()
                        if path not in declared
                    }
                )
        return {path: property_value for path, property_value in kept.items() if property_value is not None}

    def _shown(self, path: Path, declared: PropertyValue, observed: PropertyValues) -> PropertyValue | None:
        found = observed.get(path)
        if rule_for(path, self.rules)[0] in UNSHOWN:
            return declared
        if self.equality.get(path) is contained:
            return tuple(member for member in items(declared) if member in items(found)) or None
        return found

    def same(self, path: Path, wanted: PropertyValue | None, found: PropertyValue | None) -> bool:
        """Report whether two values mean the same to AWS; what is unknown never does."""
        if isinstance(wanted, Unknown) or isinstance(found, Unknown):
            return False
        if path[0] in self.exact:
            return wanted == found
        return self.equality.get(path, equal)(wanted, found)
