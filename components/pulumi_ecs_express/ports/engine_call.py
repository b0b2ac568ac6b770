"""The engine's call that is being served."""

from collections.abc import Mapping
from typing import Any, Protocol


class Call(Protocol):
    """The engine's call that is being served: what it knows beside the arguments, and the way to talk back."""

    @property
    def urn(self) -> str:
        """URN of the resource; empty where the engine cannot be asked."""

    @property
    def timeout(self) -> float | None:
        """Seconds from ``custom_timeouts``; None where none are set."""

    @property
    def old_inputs(self) -> Mapping[str, Any] | None:
        """What was declared before; None where the engine cannot be asked."""

    def say(self, text: str) -> None:
        """Show text on the resource's own row; repeated text is shown once."""

    def note(self, text: str) -> None:
        """Tell something that stays in the summary of the run."""

    def now(self) -> float:
        """Seconds on a clock that never goes back."""

    def wait(self, seconds: float) -> str | None:
        """Wait; give the reason where the wait was cut short by Ctrl-C or by the end of the engine."""
