"""
Reading a recorded preview: an event log, one event a line (`--event-log`, streamed `--json`), or the digest of `--json`.

What is not understood is passed over: engines add events and members. Only what is no recording at all is an error.
Source of the forms: `apitype.EngineEvent` and `display.PreviewDigest` of pulumi/pulumi, and logs of Pulumi 3.259.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi_ecs_express import errors

Members = Mapping[str, Any]

NOT_READABLE = "give the file of `pulumi preview --event-log FILE`, or the output of `pulumi preview --json`"

URN = re.compile("urn:pulumi:(?P<stack>[^:]+)::(?P<project>[^:]+)::")

COLOURS = re.compile(r"<\{%[^%]*%\}>|\x1b\[[0-9;]*m")
"""Pulumi's own marks of colour, and those of a terminal."""


@dataclass(frozen=True)
class Step:
    """
    What Pulumi will do in one step.

    Attributes:
        old: State before; empty where there is none.
        new: State after, likewise.
        differences: Kind of change by path, as the provider reports it.
    """

    urn: str
    operation: str
    old: Members = field(default_factory=dict)
    new: Members = field(default_factory=dict)
    differences: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """A diagnostic; ``urn`` is empty where it is about no resource."""

    urn: str
    severity: str
    text: str


@dataclass(frozen=True)
class BrokenPolicy:
    """A policy that a resource, or the stack, does not keep."""

    urn: str
    name: str
    pack: str
    level: str
    text: str


@dataclass(frozen=True)
class Recording:
    """
    A preview.

    Attributes:
        configuration: Configuration of the stack, by full name.
        finished: Whether the recording has its end.
        failed: Whether the engine says that it failed; None where it does not say.
        unchanged: How many resources stay as they are, by Pulumi's own count; None where there is none.
    """

    steps: tuple[Step, ...] = ()
    said: tuple[Said, ...] = ()
    policies: tuple[BrokenPolicy, ...] = ()
    configuration: Mapping[str, Any] = field(default_factory=dict)
    finished: bool = False
    failed: bool | None = None
    unchanged: int | None = None

    @property
    def stack_and_project(self) -> tuple[str, str] | None:
        """Names of both, from the first URN; None where there is none."""
        urns = [*(step.urn for step in self.steps), *(said.urn for said in self.said)]
        found = next(filter(None, map(URN.match, urns)), None)
        return (found["stack"], found["project"]) if found else None


def read(text: str) -> Recording:
    """
    Read a recording.

    Raises:
        errors.RecordingUnreadable: It is none.
    """
    whole = _parsed(text)
    if isinstance(whole, Mapping) and not _kinds(whole):
        if not {"steps", "changeSummary"} & set(whole):
            raise unreadable("it is JSON, and not of a preview")
        return _of_digest(whole)
    events = [whole] if isinstance(whole, Mapping) else whole if isinstance(whole, list) else _lines(text)
    known = [event for event in events if isinstance(event, Mapping) and _kinds(event)]
    if not known:
        raise unreadable("it holds no event of Pulumi" if text.strip() else "it is empty")
    return _of_events(known)


def unreadable(why: str) -> errors.RecordingUnreadable:
    """Make the error of what is no recording."""
    return errors.RecordingUnreadable("the recorded preview cannot be read", why=why, remedy=NOT_READABLE)


def _parsed(text: str) -> Any:
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return _whole_characters(parsed) if HALF.search(text) else parsed


HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""What may be half of a character, which is no text."""


def _whole_characters(value: Any) -> Any:
    """Put the replacement character in place of what is half of one."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {_whole_characters(key): _whole_characters(member) for key, member in value.items()}
    return [_whole_characters(member) for member in value] if isinstance(value, list) else value


def _lines(text: str) -> Iterator[Any]:
    """Read line by line; the last one of a log whose engine was killed is no JSON."""
    for line in text.splitlines():
        event = _parsed(line)
        if event is not None:
            yield event


def _kinds(event: Members) -> list[str]:
    return [name for name in event if name.endswith("Event")]


def _of_events(events: list[Members]) -> Recording:
    bodies = [(kind, event[kind]) for event in events for kind in _kinds(event) if isinstance(event[kind], Mapping)]

    def of(wanted: str) -> list[Members]:
        return [body for kind, body in bodies if kind == wanted]

    summary = next(iter(of("summaryEvent")), None)
    result = (summary or {}).get("result")
    return Recording(
        steps=tuple(step for body in of("resourcePreEvent") if (step := _step(_members(body, "metadata")))),
        said=tuple(filter(None, map(_said, of("diagnosticEvent")))) + tuple(map(_error, of("errorEvent"))),
        policies=tuple(map(_policy, of("policyEvent"))),
        configuration=_members(next(iter(of("preludeEvent")), {}), "config"),
        finished=summary is not None,
        failed=None if result is None else result != "succeeded",
        unchanged=_count(_members(summary or {}, "resourceChanges")),
    )


def _members(body: Members, name: str) -> Members:
    found = body.get(name)
    return found if isinstance(found, Mapping) else {}


def _count(changes: Members) -> int | None:
    found = changes.get("same", 0 if changes else None)
    return found if isinstance(found, int) else None


def _step(metadata: Members) -> Step | None:
    urn, operation = metadata.get("urn"), metadata.get("op")
    if not isinstance(urn, str) or not isinstance(operation, str):
        return None
    details = _members(metadata, "detailedDiff").items()
    kinds = {path: str(_kind(detail)) for path, detail in details if isinstance(detail, Mapping)}
    return Step(urn, operation, _members(metadata, "old"), _members(metadata, "new"), kinds)


def _kind(detail: Members) -> Any:
    return detail.get("diffKind") or detail.get("kind") or "update"


def _said(body: Members) -> Said | None:
    severity = str(body.get("severity", ""))
    if severity == "debug" or body.get("ephemeral"):
        return None
    return Said(str(body.get("urn") or ""), severity, _text(body.get("message")))


def _error(body: Members) -> Said:
    return Said("", "error", _text(body.get("error") or body.get("message")))


def _policy(body: Members) -> BrokenPolicy:
    level = str(body.get("enforcementLevel") or "advisory")
    name, pack = str(body.get("policyName") or "a policy"), str(body.get("policyPackName") or "")
    return BrokenPolicy(str(body.get("resourceUrn") or ""), name, pack, level, _text(body.get("message")))


def _text(message: Any) -> str:
    return COLOURS.sub("", str(message or "")).strip()


def _of_digest(digest: Members) -> Recording:
    """Read the output of `--json`: it holds no policies and does not say that it failed."""
    listed = digest.get("steps")
    steps = [
        Step(step["urn"], step["op"], _members(step, "oldState"), _members(step, "newState"),
             {path: str(_kind(one)) for path, one in _members(step, "detailedDiff").items() if isinstance(one, Mapping)})
        for step in (listed if isinstance(listed, list) else [])
        if isinstance(step, Mapping) and isinstance(step.get("urn"), str) and isinstance(step.get("op"), str)
    ]  # fmt: skip
    diagnostics = digest.get("diagnostics")
    said = [_said(one) for one in (diagnostics if isinstance(diagnostics, list) else []) if isinstance(one, Mapping)]
    told = tuple(one for one in said if one)
    failed = any(one.severity == "error" for one in told)
    changes = _members(digest, "changeSummary")
    return Recording(tuple(steps), told, (), _members(digest, "config"), True, failed, _count(changes))
