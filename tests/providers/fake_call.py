"""The engine's side of a test: a clock that only the test moves, and calls that wait on it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from pulumi_ecs_express.providers.engine import Difference, EngineCall

EPOCH = datetime(2026, 11, 22, tzinfo=timezone.utc)


@dataclass
class FakeClock:
    """Time in seconds since the test began; what is due happens while it passes."""

    seconds: float = 0.0
    _due: list[tuple[float, int, Callable[[], object]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        until = self.seconds + seconds
        while self._due and self._due[0][0] <= until:
            self.seconds, _, action = self._due.pop(0)
            action()
        self.seconds = until

    def at(self, seconds: float, action: Callable[[], object]) -> None:
        """Have something happen at a time; at once where that has passed."""
        self._due.append((max(seconds, self.seconds), next(self._numbers), action))
        self._due.sort(key=lambda due: due[:2])

    def time(self, seconds: float) -> datetime:
        """Give the date of a time."""
        return EPOCH + timedelta(seconds=seconds)


class FakeCall(EngineCall):
    """A call of the engine: waiting moves the clock, and what is said is kept."""

    def __init__(
        self,
        clock: FakeClock,
        urn: str = "urn:pulumi:dev::shop::ecsexpress:index:ExpressGatewayService::web",
        timeout: float | None = None,
        old_inputs: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self.clock, self._urn, self._timeout, self._old_inputs = clock, urn, timeout, old_inputs
        self.rows: list[str] = []
        self.notes: list[str] = []
        self.warnings: list[str] = []
        self.differences: list[Difference] = []
        self.interrupted_at: float | None = None

    @property
    def urn(self) -> str:
        return self._urn

    @property
    def timeout(self) -> float | None:
        return self._timeout

    @property
    def old_inputs(self) -> Mapping[str, Any] | None:
        return self._old_inputs

    def say(self, text: str) -> None:
        if self.rows[-1:] != [text]:
            self.rows.append(text)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def warn(self, text: str) -> None:
        self.warnings.append(text)

    def show(self, differences: Iterable[Difference]) -> None:
        self.differences = list(differences)

    def now(self) -> float:
        return self.clock.seconds

    def wait(self, seconds: float) -> str | None:
        if self.interrupted_at is not None and self.clock.seconds + seconds >= self.interrupted_at:
            self.clock.advance(max(0.0, self.interrupted_at - self.clock.seconds))
            return "Ctrl-C"
        self.clock.advance(seconds)
        return None
