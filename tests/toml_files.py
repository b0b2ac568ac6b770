"""Data that tests keep as TOML."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found]  # pytest brings it, to Python 3.10 alone


def read(path: Path) -> dict[str, Any]:
    """Read a file."""
    return dict(tomllib.loads(path.read_text()))
