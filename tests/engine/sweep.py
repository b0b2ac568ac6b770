"""
The sweep: breaks one call of a stage, runs again without faults, and compares the account with that of an undisturbed life.

It takes any component as a `Story`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.engine.command_line import CommandLine, Moment
from tests.engine.harness import LocalAws, Project
from tests.engine.inventory import Inventory, Items
from tests.engine.service_story import described, stranger
from tests.engine.story import Point, Story, points


@dataclass(frozen=True)
class Fault:
    """
    What breaks a call.

    Attributes:
        rule: the sandbox's fault; empty for a kill.
        moment: when the engine is killed; None where it is not.
    """

    rule: dict[str, Any] = field(default_factory=dict)
    moment: Moment | None = None

    def applies(self, point: Point) -> bool:
        """Tell whether it says something about this call: one that only reads commits nothing."""
        return self.moment != "after AWS committed" or point.changes


KINDS = {"a throttle": "throttle", "a server error": "error", "a lost answer": "drop_after", "a denial": "deny"}
LENGTHS: dict[str, int | None] = {"once": 1, "until the command has failed": None}

ERRORS = {
    f"{name}, {length}": Fault({"kind": kind, "times": times})
    for name, kind in KINDS.items()
    for length, times in LENGTHS.items()
}
KILLS = {
    "a kill before the call": Fault(moment="before the call"),
    "a kill after AWS committed": Fault(moment="after AWS committed"),
    "a kill after the answer": Fault(moment="after the answer"),
}
FAULTS = {**ERRORS, **KILLS}


@dataclass(frozen=True)
class Tried:
    """One call point under one fault: what was wrong afterwards, nothing where it converged."""

    stage: str
    fault: str
    point: Point
    problems: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.stage}, {self.fault} at {self.point}: {'; '.join(self.problems) or 'converged'}"


class Sweep:
    """
    One component on one stack in one account, through as many lives as are asked for.

    Attributes:
        stages: the stages of a life that are gone through; all of the story's where none are chosen.
        calls: the calls of each stage, counted in a life without faults.
        expected: what lives after each stage of that life.
    """

    def __init__(
        self, story: Story, aws: LocalAws, project: Project, folder: Path, stages: Collection[str] | None = None
    ) -> None:
        self.story, self.aws, self.project = story, aws, project
        self.stages = {name: desired for name, desired in story.stages.items() if stages is None or name in stages}
        self.command_line = CommandLine(story, aws, project, folder, fresh=True)
        self._inventory = Inventory(aws)
        self._ecs = aws.client("ecs")
        story.prepare(aws)
        self._ecs.create_cluster(clusterName="theirs")
        self._bystander_arn = stranger(self._ecs, "theirs")
        self._inventory.read()
        self._bystander = described(self._ecs, self._bystander_arn)
        self.calls: dict[str, list[Point]] = {}
        self.expected: dict[str, Items] = {}
        self._live_without_faults()

    def _live_without_faults(self) -> None:
        for stage, desired in self.stages.items():
            self.aws.forget_calls()
            assert self._run(desired), f"{stage}: {self._said()}"
            self.calls[stage] = points(self.aws.calls())
            self.expected[stage] = self._inventory.read()
            assert not (problems := self._problems(stage)), f"{stage}: {problems}"

    def points(self, stage: str, fault: str, *, reading: bool = True) -> list[Point]:
        """List the calls of a stage that a fault has something to say about, with or without those that only read."""
        found = [point for point in self.calls[stage] if FAULTS[fault].applies(point) and (reading or point.changes)]
        return sorted(found, key=lambda point: not point.changes)

    def live(self, broken: dict[str, tuple[str, Point]]) -> Iterator[Tried]:
        """Go through all stages once, some of them broken at one point; from `create` to `delete` where nothing is between."""
        first, *_, last = self.stages
        short = broken.keys() <= {first, last}
        for stage, desired in self.stages.items():
            if short and stage not in (first, last):
                continue
            if stage not in broken:
                assert self._run(desired), f"{stage}: {self._said()}"
            elif (tried := self._break(stage, desired, *broken[stage])) is not None:
                yield tried

    def _break(self, stage: str, desired: Any, name: str, point: Point) -> Tried | None:
        """Break one call and heal; None where the command never came to that call."""
        fault = FAULTS[name]
        reached = self._kill(desired, point, fault.moment) if fault.moment else self._fail(desired, point, fault)
        problems = []
        if not self._run(desired):
            problems.append(f"running again fails: {self._said()}")
        if fault.moment and desired is not None:
            self.project.refresh(clear_pending_creates=True)
        lost = fault.rule.get("kind") == "drop_after"
        allowed = self.story.may_leave(stage, point, lost=lost, killed=bool(fault.moment))
        problems += self._problems(stage, allowed=allowed) + self._problems_of_preview(desired)
        return Tried(stage, name, point, tuple(problems)) if reached or problems else None

    def _run(self, desired: Any) -> bool:
        if desired is None:
            return self.project.destroy().ok
        return self.project.up(partial(self.story.declare, desired)).ok

    def _fail(self, desired: Any, point: Point, fault: Fault) -> bool:
        self.aws.faults({"operation": point.operation, "skip": point.occurrence - 1, **fault.rule})
        self.command_line.run(desired)
        hits = self.aws.ask("/faults")[0]["hits"]
        self.aws.ask("/faults", method="DELETE")
        return bool(hits)

    def _kill(self, desired: Any, point: Point, moment: Moment) -> bool:
        if reached := self.command_line.kill(desired, point, moment):
            mend_state_folder()
            self.project.stack.cancel()
        return reached

    def _said(self) -> str:
        return "" if self.project.last is None else self.project.last.text[-1500:]

    # What must be true.

    def _problems(self, stage: str, *, allowed: bool = False) -> list[str]:
        found, expected = self._inventory.read(), self.expected[stage]
        left, missing = found - expected, expected - found
        problems = [f"{item} is missing" for item in missing]
        if allowed and left.keys() <= self.story.unknown_to_pulumi and set(left.values()) <= {1}:
            self.story.tidy_up(self.aws, self.project)
        else:
            problems += [f"{count} of {item} too many" for item, count in left.items()]
        if described(self._ecs, self._bystander_arn) != self._bystander:
            problems.append("somebody else's service was touched")
        return problems if missing else problems + self._problems_of_state(self.stages[stage])

    def _problems_of_state(self, desired: Any) -> list[str]:
        latest = json.loads(self.project.text_of_state())["checkpoint"]["latest"]
        resources = latest.get("resources") or []
        problems = [f"pending: {pending['type']}" for pending in latest.get("pending_operations") or []]
        problems += [
            f"{each['urn']} is not whole" for each in resources if each.get("initErrors") or each.get("delete")
        ]
        if desired is None:
            return problems + [f"{each['urn']} is still in state" for each in resources]
        return problems + self.story.problems(self.aws, self.project, desired)

    def _problems_of_preview(self, desired: Any) -> list[str]:
        if desired is None or self.project.preview(partial(self.story.declare, desired), expect_no_changes=True).ok:
            return []
        return [f"the preview is not empty: {self._said()}"]


def mend_state_folder() -> None:
    """
    Delete empty files of attributes, as docs/troubleshooting.md says for `failed to load checkpoint: EOF`.

    The file backend writes the state itself at one stroke, and these beside it, which it does without, in two.
    """
    for attributes in Path(os.environ["PULUMI_BACKEND_URL"].removeprefix("file://")).rglob("*.attrs"):
        if attributes.stat().st_size == 0:
            attributes.unlink()
