"""
What the notes of providers say that is more than information, for the order of a report and for `--fail-on`.

The notes are written elsewhere; here they are known again by the very sentences that they are made of.
"""

from collections.abc import Mapping

from pulumi_ecs_express.model.preview_report.consequence import Kind
from pulumi_ecs_express.planning.custom_domain.notes import GAP
from pulumi_ecs_express.planning.service.preview_notes import NEVER_LEAVES_ZERO, PAUSING, STOPPING
from pulumi_ecs_express.planning.task_definition.notes import GOES

BEGINNINGS: Mapping[str, Kind] = {
    GAP: Kind.DOWNTIME,
    PAUSING: Kind.DOWNTIME,
    STOPPING: Kind.DOWNTIME,
    NEVER_LEAVES_ZERO.partition("{")[0]: Kind.DOWNTIME,
}
"""How notes begin after which something does not answer."""

ENDINGS: Mapping[str, Kind] = {GOES: Kind.CONTAINER_LOST}


def kind_of(note: str) -> Kind | None:
    """Say what a note is about; None for one that only informs."""
    found = [kind for beginning, kind in BEGINNINGS.items() if note.startswith(beginning)]
    found += [kind for ending, kind in ENDINGS.items() if note.endswith(ending)]
    return found[0] if found else None
