"""All questions, in the order in which one service can answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from acceptance.observing import at_rest, classic, deletion, first_deployment, service_settings, updates
from acceptance.observing.probe import Probe

STEPS: tuple[tuple[str, Callable[[Probe], None]], ...] = (
    ("make a service", first_deployment.make),
    ("look at it at rest", at_rest.look),
    ("update it", updates.change),
    ("change its deployment configuration", service_settings.change),
    ("classic services without tasks", classic.ask),
    ("delete it", deletion.delete),
)


def steps(probe: Probe) -> Iterator[tuple[str, Callable[[], str]]]:
    """Give each step with what it does; it answers how many questions it has settled."""
    for name, ask in STEPS:
        yield name, lambda ask=ask: _asked(probe, ask)  # type: ignore[misc]  # the default keeps each step's own question


def _asked(probe: Probe, ask: Callable[[Probe], None]) -> str:
    before = len(probe.notes.settings)
    with probe.pace.held():
        ask(probe)
    return f"{len(probe.notes.settings) - before} answers"
