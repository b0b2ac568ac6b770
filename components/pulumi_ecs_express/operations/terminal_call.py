"""A wait at a terminal in place of one inside the engine, so that both wait alike."""

from collections.abc import Callable, Mapping
from time import monotonic, sleep
from typing import Any


class TerminalCall:
    """Implements `pulumi_ecs_express.ports.Call`: progress goes to whoever shows it, and Ctrl-C ends the wait."""

    urn = ""
    timeout: float | None = None
    old_inputs: Mapping[str, Any] | None = None

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show, self._last = show, ""

    def say(self, text: str) -> None:
        if text != self._last:
            self._last = text
            self._show(text)

    def note(self, text: str) -> None:
        self._show(text)

    def now(self) -> float:
        return monotonic()

    def wait(self, seconds: float) -> str | None:
        try:
            sleep(seconds)
        except KeyboardInterrupt:
            return "Ctrl-C"
        return None
