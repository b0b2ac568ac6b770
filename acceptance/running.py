"""Runs the parts one after another, whatever becomes of each, and tells how they go."""

from __future__ import annotations

import contextlib
import logging
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import NoReturn

from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console
from rich.table import Table

from acceptance import clean_up
from acceptance.account import Run
from acceptance.pace import LOG, TimedOut
from acceptance.parts import PARTS, Context
from acceptance.programs import StepFailed, Terminated, tail

FAILURES = (StepFailed, TimedOut, ClientError, BotoCoreError, RuntimeError, KeyError, IndexError, ValueError)
"""What ends a part and not the run: a step that failed, and an answer of AWS that nobody foresaw."""


@dataclass(frozen=True)
class Result:
    """How a step went."""

    part: str
    step: str
    outcome: str
    seconds: float
    detail: str = ""


@dataclass
class Progress:
    """What has been done so far."""

    console: Console
    results: list[Result] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Tell what happens."""
        self.console.print(f"acceptance  {text}", markup=False)

    @property
    def failed(self) -> bool:
        """Whether anything did not go well."""
        return bool(self.left) or any(one.outcome != "done" for one in self.results)

    def table(self) -> Table:
        """Show all steps."""
        table = Table("part", "step", "", "seconds", "", title="acceptance")
        for one in self.results:
            table.add_row(
                one.part, one.step, one.outcome, f"{one.seconds:.0f}", one.detail.splitlines()[0] if one.detail else ""
            )
        return table


class _Telling(logging.Handler):
    """Shows what long steps say of themselves."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    def emit(self, record: logging.LogRecord) -> None:
        """Show one message."""
        self._progress.say(f"  … {record.getMessage()}")


@contextlib.contextmanager
def telling(progress: Progress) -> Iterator[None]:
    """Show what long steps say of themselves."""
    handler = _Telling(progress)
    LOG.setLevel(logging.INFO)
    LOG.addHandler(handler)
    try:
        yield
    finally:
        LOG.removeHandler(handler)


def run_parts(names: Iterable[str], context: Context, progress: Progress) -> bool:
    """
    Run the parts, then take everything away, also after Ctrl-C or SIGTERM.

    Returns:
        Whether the run was interrupted.
    """
    interrupted = False
    try:
        with ending_by_signals():
            for name in names:
                run_part(name, context, progress)
    except KeyboardInterrupt:
        interrupted = True
        progress.say("interrupted: everything is taken away now; Ctrl-C again leaves it to --clean-up")
    finally:
        with ending_by_signals():
            progress.left = taken_away(context, progress)
    return interrupted


@contextlib.contextmanager
def ending_by_signals() -> Iterator[None]:
    """End by Ctrl-C, also where a shell has started this in the background, and by SIGTERM, which CI sends."""
    handlers = {signal.SIGINT: signal.default_int_handler, signal.SIGTERM: _terminated}
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _terminated(_number: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated


def run_part(name: str, context: Context, progress: Progress) -> None:
    """Run the steps of a part until one fails; what it has made is taken away at the end of the run."""
    for step, action in PARTS[name](context):
        progress.say(f"{name}: {step}")
        started = time.monotonic()
        try:
            outcome, detail = "done", action()
        except FAILURES as failure:
            outcome, detail = (
                "failed",
                f"{failure}" if isinstance(failure, StepFailed) else f"{type(failure).__name__}: {failure}",
            )
        except KeyboardInterrupt:
            progress.results.append(Result(name, step, "interrupted", time.monotonic() - started))
            raise
        progress.results.append(Result(name, step, outcome, time.monotonic() - started, detail))
        if outcome == "failed":
            progress.say(f"{name}: {step} failed\n{tail(detail)}")
            return


def taken_away(context: Context, progress: Progress) -> list[str]:
    """Take everything away; say how to go on where that is interrupted."""
    try:
        return clean_up.take_away(context.run, context.pace, progress.say)
    except KeyboardInterrupt:
        return [f"what is left of run {context.run.id}: {remedy(context.run)}"]


def remedy(run: Run) -> str:
    """Write what to type for what is left."""
    return f"type `make acceptance ARGS='--clean-up {run.id} --region {run.region}'`"
