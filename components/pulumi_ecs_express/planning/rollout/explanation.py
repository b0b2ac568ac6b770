"""
Why a deployment went wrong, in the lines that one message has room for: newest first, each fact once.

What AWS says of this very deployment comes first and in full. Then, by the times at which they happened, what became of
its tasks, what the service's event list adds, and the last lines that the failing container wrote.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import IntEnum

from pulumi_ecs_express.model.rollout.evidence import Evidence, ServiceEvent, StoppedTask
from pulumi_ecs_express.planning.rollout.state import RolloutState

ROOM = 9
"""Lines of reasons in one message: with what happened, the remedy, the code and the engine's own, twelve at most."""

NO_REASON = "AWS gave no reason"


class Kind(IntEnum):
    """What a fact is about; of facts with the same time, the later one in the course of events comes first."""

    VERDICT = 1
    RESOURCE = 2
    EVENT = 3
    TASK = 4
    LOG = 5


LONGEST = {Kind.VERDICT: 1200, Kind.RESOURCE: 900, Kind.TASK: 1200, Kind.EVENT: 400, Kind.LOG: 300}
"""Characters of one line; arbitrary, above all reasons of AWS that were seen."""

SHARES = (
    (Kind.VERDICT, 2), (Kind.RESOURCE, 1), (Kind.TASK, 1), (Kind.LOG, 2), (Kind.EVENT, 1),
    (Kind.RESOURCE, 1), (Kind.TASK, 1), (Kind.LOG, 2), (Kind.EVENT, 1),
    *((kind, ROOM) for kind in (Kind.RESOURCE, Kind.LOG, Kind.TASK, Kind.EVENT, Kind.VERDICT)),
)  # fmt: skip
"""Who gets a line, in turn, until there is no more room."""


@dataclass(frozen=True)
class Fact:
    """
    One fact.

    Attributes:
        said: AWS's own words in it, by which a repetition is known.
    """

    kind: Kind
    text: str
    at: datetime | None = None
    said: str = ""

    def line(self) -> str:
        """Write it in one line, with the time in UTC at which it happened."""
        text = _cut(" ".join(self.text.split()), LONGEST[self.kind])
        return f"{self.at.astimezone(timezone.utc):%H:%M:%S}Z {text}" if self.at else text


def _cut(text: str, longest: int) -> str:
    """Shorten in the middle: reasons begin with what failed and end with why."""
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]}…{text[-half:]}"


def explain(rollout_state: RolloutState, evidence: Evidence) -> str:
    """Say why, in as many lines as there is room for."""
    return "\n  ".join(fact.line() for fact in in_order(keep(facts(rollout_state, evidence)))) or NO_REASON


def facts(rollout_state: RolloutState, evidence: Evidence) -> list[Fact]:
    """List all facts, each once; within each kind the newest first."""
    reported = list[Fact]()
    for fact in (
        *_verdict(rollout_state),
        *_resources(rollout_state),
        *_tasks(evidence.tasks),
        *_log(evidence),
        *_events(evidence),
    ):
        if not any(_repeats(fact, earlier) for earlier in reported):
            reported.append(fact)
    return reported


def keep(reported: Sequence[Fact], room: int = ROOM) -> list[Fact]:
    """Choose facts where there are more than fit: some of each kind, then more of the most telling kind."""
    left = {kind: [fact for fact in reported if fact.kind is kind] for kind in Kind}
    kept = list[Fact]()
    for kind, share in SHARES:
        for fact in left[kind][: min(share, room - len(kept))]:
            left[kind].remove(fact)
            kept.append(fact)
    return kept


def in_order(kept: Iterable[Fact]) -> list[Fact]:
    """Put the newest first: how it ended, how things stand, then back in time."""
    return sorted(kept, key=_age)


def _age(fact: Fact) -> tuple[int, int, int]:
    """Order by whole seconds: clocks of containers and of ECS agree no better than that."""
    now = {Kind.VERDICT: 0, Kind.RESOURCE: 1}.get(fact.kind, 2)
    return (now, -int(fact.at.timestamp()) if fact.at and now == 2 else 0, fact.kind)


def _verdict(rollout_state: RolloutState) -> Iterator[Fact]:
    for words in rollout_state.deployment.words() if rollout_state.deployment else ():
        if words.strip():
            yield Fact(Kind.VERDICT, words, said=words)


def _resources(rollout_state: RolloutState) -> Iterator[Fact]:
    for resource in rollout_state.provisioning():
        if reason := resource.status_reason:
            yield Fact(Kind.RESOURCE, f"{resource.kind}: {reason}", said=reason)


def _tasks(tasks: Sequence[StoppedTask]) -> Iterator[Fact]:
    """Tell tasks that ended alike in one line, by the newest of them."""
    alike = dict[str, list[StoppedTask]]()
    for task in tasks:
        alike.setdefault(_canonical(_ending(task)), []).append(task)
    for same in alike.values():
        newest = same[0]
        who = f"task {newest.id}" if len(same) == 1 else f"{len(same)} tasks, the last of them {newest.id},"
        code = f" ({newest.stop_code})" if newest.stop_code else ""
        yield Fact(Kind.TASK, f"{who} stopped{code}: {_ending(newest)}", newest.stopped_at, newest.reason or "")


def _ending(task: StoppedTask) -> str:
    """Say how a task ended: its reason, then of each container what that does not say."""
    parts = [task.reason] if task.reason else []
    for container in task.containers:
        own = [] if container.exit_code is None else [f"exit code {container.exit_code}"]
        if container.reason and container.reason not in (task.reason or ""):
            own.append(container.reason)
        if own:
            parts.append(f"container {container.name}: {', '.join(own)}")
    return "; ".join(parts) or NO_REASON


def _log(evidence: Evidence) -> Iterator[Fact]:
    container = evidence.stream.container if evidence.stream else ""
    for line in reversed(evidence.log):
        if line.text.strip():
            yield Fact(Kind.LOG, f"log of {container}: {line.text}", line.at, line.text)


ROUTINE = re.compile(
    r"has started \d+ tasks|registered \d+ targets|deregistered \d+ targets in \(target-group [^)]*\)\.?$"
    r"|has begun draining connections|has reached a steady state|deployment completed|has stopped \d+ running tasks\b(?!:)"
)
"""Events of every deployment, good or bad. Source: "Service event messages", Amazon ECS developer guide, read 2026-11-22."""

CONSEQUENCE = re.compile(r"rolling back to|deployment failed")
"""Events that say that it failed, which the deployment's own status says as well."""


def _events(evidence: Evidence) -> Iterator[Fact]:
    """Tell what the service's event list adds; the routine only where nothing else is known."""
    found = [event for event in evidence.events if not ROUTINE.search(event.message)]
    telling = [event for event in found if not CONSEQUENCE.search(event.message)]
    silent = not (evidence.tasks or evidence.log)
    shown: Sequence[ServiceEvent] = telling or ((found or evidence.events[:2]) if silent else [])
    for event in shown:
        message = re.sub(r"^\(service [^)]*\)\s*", "", event.message)
        yield Fact(Kind.EVENT, f"event: {message}", event.at, message)


def _repeats(fact: Fact, earlier: Fact) -> bool:
    """Report whether a fact was stated already; a log line only repeats another line, since any of its words may matter."""
    if Kind.LOG in (fact.kind, earlier.kind):
        return fact.kind is earlier.kind and fact.said == earlier.said
    if fact.kind is earlier.kind is Kind.TASK:
        return False  # tasks that ended alike are one fact already
    one, other = _canonical(fact.said), _canonical(earlier.said)
    return bool(one and other) and (_within(one, other) or _within(other, one))


def _within(part: str, whole: str) -> bool:
    return f" {part} " in f" {whole} "


_NAMES = re.compile(r"\([^()]*\)|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|request id:? \S+")


def _canonical(text: str) -> str:
    """Reduce words to what makes them the same fact: no case, no punctuation, no names of single tasks and requests."""
    return " ".join(re.findall(r"\w+", _NAMES.sub(" ", text.lower())))
