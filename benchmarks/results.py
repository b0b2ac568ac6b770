"""What was measured, kept in `results.json`, so that the page and its charts can be written from it again."""

from __future__ import annotations

import dataclasses
import json
import os
import platform
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure

FILE = Path(__file__).with_name("results.json")


def read() -> dict[str, Any]:
    """Read all that was measured, by part; nothing before the first time."""
    return dict(json.loads(FILE.read_text())) if FILE.exists() else {}


def keep(part: str, figures: Iterable[Figure], series: object) -> None:
    """Replace one part: its table, and the numbers that charts are drawn from."""
    machine = f"{os.cpu_count()} processors, Python {platform.python_version()}, {platform.system()}"
    kept = {
        "measured": date.today().isoformat(),  # noqa: DTZ011 - the day where it was measured
        "machine": machine,
        "figures": [list(figure) for figure in figures],
        "series": _plain(series),
    }
    parts = dict(sorted({**read(), part: kept}.items()))
    FILE.write_text(json.dumps(parts, indent=1, ensure_ascii=False) + "\n")


def _plain(value: Any) -> Any:
    """Write values as JSON has them, numbers with four digits."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _plain(dataclasses.asdict(value))
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value
