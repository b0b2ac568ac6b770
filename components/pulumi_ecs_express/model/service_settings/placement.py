"""Where tasks run: capacity providers, and rules for container instances."""

from collections.abc import Sequence
from typing import Annotated, Any

from pulumi_ecs_express.model.fields.types import matching, whole_number
from pulumi_ecs_express.model.service_settings.structures import (
    Many,
    Problems,
    Required,
    Setting,
    SettingStructure,
    at_most,
    each_once,
    judged,
    known,
)
from pulumi_ecs_express.model.service_settings.types import one_of, text

OF_FARGATE = ("FARGATE", "FARGATE_SPOT")


class CapacityProviderItem(SettingStructure):
    """How many tasks a capacity provider gets."""

    capacity_provider: Required[
        Annotated[
            str,
            matching(
                r"[A-Za-z0-9_-]{1,255}",
                "is not the short name of a capacity provider: write one such as 'FARGATE', 'FARGATE_SPOT' or your own's",
            ),
        ]
    ]
    """Short name of the provider."""

    weight: Setting[Annotated[int, whole_number(0, 1000, "a weight")]] = None
    """Its share of the tasks beyond the base."""

    base: Setting[Annotated[int, whole_number(0, 100_000, "a base")]] = None
    """How many tasks it gets first."""


def _strategy(entries: Sequence[Any]) -> Problems:
    bases = [index for index, entry in enumerate(entries) if getattr(entry, "base", None) not in (None, 0)]
    for index in bases[1:]:
        yield (index, "base"), f"stands in [{bases[0]}] already, and AWS takes it of one provider alone"
    weights = [getattr(entry, "weight", entry) for entry in entries]
    if len(entries) > 1 and all(weight in (None, 0) for weight in weights):
        yield (), "has no weight greater than 0, and AWS places no task then: give one of the providers a weight"
    names = [entry.capacity_provider for entry in entries if known(getattr(entry, "capacity_provider", None))]
    if any(name in OF_FARGATE for name in names) and not all(name in OF_FARGATE for name in names):
        yield (), "mixes Fargate with other providers, and AWS takes either: FARGATE and FARGATE_SPOT, or your own"


CapacityProviderStrategy = Annotated[
    Many[CapacityProviderItem], judged(at_most(20, "providers"), each_once("capacity_provider"), _strategy)
]
"""Source: CapacityProviderStrategyItem, Amazon ECS API reference, and "Amazon ECS clusters", developer guide, read 2026-11-28."""

MEMBER_OF, DISTINCT = "memberOf", "distinctInstance"


class PlacementConstraint(SettingStructure):
    """A rule for the choice of a container instance."""

    type: Required[Annotated[str, one_of("a placement constraint", DISTINCT, MEMBER_OF)]]
    """Whether tasks need instances of their own, or instances that an expression picks."""

    expression: Setting[Annotated[str, text("an expression of the cluster query language", 2000)]] = None
    """Picks the instances."""

    def _problems(self) -> Problems:
        if self.type == DISTINCT and self.expression is not None:
            yield ("expression",), "goes with memberOf alone: leave it out"
        if self.type == MEMBER_OF and self.expression is None:
            yield ("expression",), "is missing: memberOf picks instances by it"


PlacementConstraints = Annotated[Many[PlacementConstraint], judged(at_most(10, "constraints"), each_once())]

RANDOM, SPREAD, BINPACK = "random", "spread", "binpack"


class PlacementStrategy(SettingStructure):
    """A rule for the order in which container instances are chosen."""

    type: Required[Annotated[str, one_of("a placement strategy", RANDOM, SPREAD, BINPACK)]]
    """The rule."""

    field: Setting[Annotated[str, text("what the rule looks at", 255)]] = None
    """What the rule looks at."""

    def _problems(self) -> Problems:
        if self.type == RANDOM and self.field is not None:
            yield ("field",), "is not used by random: leave it out"
        if self.type == BINPACK and not isinstance(self.field, str):
            if self.field is None:
                yield ("field",), "is missing: binpack packs by 'cpu' or 'memory'"
        elif self.type == BINPACK and self.field not in ("cpu", "memory"):
            yield ("field",), f"{self.field!r} is nothing to pack by: write 'cpu' or 'memory'"


PlacementStrategies = Annotated[Many[PlacementStrategy], judged(at_most(5, "strategies"))]
