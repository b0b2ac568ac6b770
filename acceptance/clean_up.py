"""Takes away what a run has made: its stacks by their state, and the rest by its names and its tag."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from botocore.exceptions import ClientError

from acceptance.account import Run
from acceptance.leftovers import KINDS, Kind
from acceptance.pace import Pace, TimedOut, until
from acceptance.programs import Program, StepFailed

GONE_SECONDS = 30 * 60
"""How long a service may take to go; seconds."""

Say = Callable[[str], None]


def take_away(run: Run, pace: Pace, say: Say) -> list[str]:
    """Take everything away; give what is left, each with the reason where one is known."""
    left = list(_stacks(run, say))
    for kind in KINDS:
        try:
            left += _of_kind(kind, run, pace, say)
        except (ClientError, TimedOut) as failure:
            left.append(f"{kind.name}: {failure}")
    return left


def _stacks(run: Run, say: Say) -> Iterator[str]:
    """Destroy the stacks by their state, the last one first; Ctrl-C does not reach these commands."""
    for name in reversed(list(run.stacks)):
        say(f"destroying the stack of {name}")
        program = Program(run, name)
        if not (program.folder / f"Pulumi.{run.id}.yaml").exists():
            run.stacks.remove(name)  # it was killed before there was a stack
            continue
        with contextlib.suppress(StepFailed):
            program.pulumi("cancel", "--yes", own_session=True)
        try:
            program.destroy(own_session=True)
        except StepFailed as failure:
            yield f"stack of {name}: {failure}"


def _of_kind(kind: Kind, run: Run, pace: Pace, say: Say) -> list[str]:
    found, reasons = kind.find(run), dict[str, str]()
    for one in found:
        say(f"deleting {kind.name} {one.rpartition('/')[2] if one.startswith('arn:') else one}")
        try:
            kind.delete(run, one)
        except ClientError as failure:
            reasons[one] = str(failure)
    if kind.ends_late and found:
        until(pace, f"the end of {', '.join(found)}", GONE_SECONDS, lambda: not kind.find(run), every=10)
    return [f"{kind.name} {one}: {reasons.get(one, 'still there')}" for one in (kind.find(run) if found else ())]
