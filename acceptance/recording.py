"""The file of a run's findings, which `ecs-express sandbox start --as` reads."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any

from acceptance.account import Run
from acceptance.observing.notes import Notes

FORM = 1
"""Version of the file's form."""


def document(run: Run, notes: Notes) -> dict[str, Any]:
    """Write the findings as data; the account's number stays out, since such files are passed on."""
    return {
        "form": FORM,
        "recorded": _iso(notes.pace.now()),
        "run": run.id,
        "region": run.region,
        "package": version("pulumi-ecs-express"),
        "settings": dict(sorted(notes.settings.items())),
        "evidence": {
            name: {**one, "at": _iso(one["at"]), "answer": str(one["answer"]).replace(run.account, "123456789012")}
            for name, one in sorted(notes.evidence.items())
        },
        "not_observed": dict(sorted(notes.not_observed.items())),
    }


def write(path: Path, run: Run, notes: Notes) -> None:
    """Write the file."""
    path.write_text(json.dumps(document(run, notes), indent=2, ensure_ascii=False) + "\n")


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
