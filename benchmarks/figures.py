"""What benchmarks measure, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

Figure = tuple[str, str, str, str, str]
"""What was measured, its value, what it is compared with, the ratio, and the aim."""


def table(figures: Iterable[Figure] = ()) -> Table:
    """Lay figures out."""
    laid = Table("figure", "value", "beside", "ratio", "aim")
    for figure in figures:
        laid.add_row(*figure)
    return laid
