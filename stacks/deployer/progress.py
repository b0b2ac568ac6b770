"""What is shown while stacks run: a table that changes on a terminal, lines elsewhere."""

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from pulumi import automation
from rich.console import Console
from rich.live import Live
from rich.table import Column, Table
from rich.text import Text

COLOURS = {"done": "green", "failed": "red", "skipped": "yellow", "running": "cyan"}
PARTS_OF_A_REPLACEMENT = ("create-replacement", "delete-replaced")
"""Steps of the engine that are counted as one ``replace``."""

UNTOLD = ("same", "read", *PARTS_OF_A_REPLACEMENT)

REFRESHES = 4
"""How often the table is drawn; times in a second."""


@dataclass
class Row:
    """
    What is known of one stack.

    Attributes:
        state: ``waiting``, ``running``, ``done``, ``failed`` or ``skipped``.
        now: what happens at the moment, or how it ended.
        errors: what the engine reported as errors.
        began: when it began to run, on the monotonic clock; seconds.
        took: how long it ran; seconds.
        changes: how many resources have had each operation.
    """

    name: str
    state: str = "waiting"
    now: str = ""
    errors: list[str] = field(default_factory=list)
    began: float = 0.0
    took: float | None = None
    changes: Counter[str] = field(default_factory=Counter)

    @property
    def seconds(self) -> float:
        """How long it has been running."""
        if self.took is not None:
            return self.took
        return time.monotonic() - self.began if self.began else 0.0

    def hear(self, event: automation.EngineEvent) -> None:
        """Take in one event of the engine."""
        if said := event.diagnostic_event:
            text = said.message.strip()
            if said.severity == "error":
                self.errors.append(text)
            elif said.ephemeral and text:
                name = (said.urn or "").rpartition("::")[2]
                self.now = f"{name}: {text.splitlines()[0]}"
        if made := event.res_outputs_event:
            self.changes[_operation(made.metadata.op)] += 1
        if ended := event.summary_event:  # the engine's own count, which leaves out providers
            self.changes = Counter({_operation(op): count for op, count in ended.resource_changes.items()})

    def summary(self) -> str:
        """Say what has been done so far."""
        told = sorted((operation, count) for operation, count in self.changes.items() if operation not in UNTOLD)
        return ", ".join(f"{count} {operation}" for operation, count in told) or "no changes"


def _operation(op: object) -> str:
    return str(getattr(op, "value", op))


class Progress:
    """The rows, drawn as a table on a terminal; elsewhere each change of a state is one line."""

    def __init__(self, names: Sequence[str], console: Console) -> None:
        self.rows = {name: Row(name) for name in names}
        self._console, self._lock = console, threading.Lock()

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Draw the table for as long as this lasts."""
        if not self._console.is_terminal:
            yield
            return
        with Live(get_renderable=self._table, console=self._console, refresh_per_second=REFRESHES):
            yield

    def enter(self, name: str, state: str, now: str = "") -> None:
        """Let a stack enter a state."""
        row = self.rows[name]
        row.state, row.now = state, now
        if state == "running":
            row.began = time.monotonic()
        elif row.began:
            row.took = row.seconds
        if not self._console.is_terminal:
            with self._lock:
                self._console.print(f"{name}: {state}{': ' + now if now else ''}", soft_wrap=True, markup=False)

    def show_errors(self) -> None:
        """Print what went wrong, stack by stack."""
        for row in self.rows.values():
            for error in row.errors if row.state == "failed" else []:
                self._console.print(f"{row.name}: {error}", style="red", soft_wrap=True, markup=False, highlight=False)

    def _table(self) -> Table:
        table = Table("stack", "state", "resources", "time", Column("now", no_wrap=True), box=None)
        for row in self.rows.values():
            state = Text(row.state, style=COLOURS.get(row.state, "dim"))
            resources = row.summary() if row.began else ""
            table.add_row(row.name, state, resources, f"{row.seconds:.0f} s" if row.began else "", Text(row.now))
        return table
