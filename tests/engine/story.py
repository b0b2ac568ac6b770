"""What the sweep goes through: the life of one component in stages, and the calls that each of them makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from tests.engine.harness import READING, LocalAws, Project


@dataclass(frozen=True)
class Story:
    """
    A component's program in stages, from its creation to its deletion, and what must be true of each.

    Attributes:
        module: the module that holds it as `STORY`, for programs in a process of their own.
        stages: what the program declares in each stage, in their order; None where it declares nothing.
        declare: the program.
        prepare: makes what the program needs in the account beforehand.
        problems: compares AWS, outputs and state with what a stage declares; gives what is wrong.
        unknown_to_pulumi: items of the inventory that a fault may leave, once of each: made by `pulumi_aws` under a name
            that nobody heard of.
        after_a_lost_answer: the operations whose lost answer may leave them.
        after_a_kill: the operations during which a kill may leave them.
        blind_stages: the stages in which it may; the first one where none are named.
        tidy_up: deletes them, as the owner of the account would.
    """

    module: str
    stages: Mapping[str, Any]
    declare: Callable[[Any], None]
    prepare: Callable[[LocalAws], None]
    problems: Callable[[LocalAws, Project, Any], list[str]]
    unknown_to_pulumi: frozenset[str] = frozenset()
    after_a_lost_answer: str = ""
    after_a_kill: str = ""
    blind_stages: tuple[str, ...] = ()
    tidy_up: Callable[[LocalAws, Project], None] = lambda _aws, _project: None

    def may_leave(self, stage: str, point: Point, *, lost: bool, killed: bool) -> bool:
        """Tell whether a fault at a call may leave something that Pulumi knows nothing of."""
        pattern = self.after_a_lost_answer if lost else self.after_a_kill if killed else ""
        return stage in (self.blind_stages or (next(iter(self.stages)),)) and fnmatchcase(point.operation, pattern)

    def stage_of(self, desired: Any) -> str:
        """Name the stage that declares this."""
        return next(stage for stage, declared in self.stages.items() if declared == desired)


@dataclass(frozen=True)
class Point:
    """One call of a stage: the how-manieth of its operation, from 1."""

    operation: str
    occurrence: int

    @property
    def changes(self) -> bool:
        """Whether the call may change something, by AWS's own naming."""
        return not self.operation.partition(":")[2].startswith(READING)

    def __str__(self) -> str:
        return f"{self.operation} #{self.occurrence}"


def points(calls: dict[str, int]) -> list[Point]:
    """List the calls that were counted."""
    return [Point(operation, number) for operation, count in calls.items() for number in range(1, count + 1)]
