"""What a conversion says on standard error: what has to be set, what is different, and what has no counterpart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pulumi_ecs_express.planning.conversion.draft import Conversion, Remark


def report(conversion: Conversion) -> Iterator[str]:
    """Write the lines, grouped by what remarks are about."""
    for kind, remarks in groupby(conversion.remarks, key=lambda remark: remark.kind):
        yield f"{kind.value}:"
        yield from (f"  - {_said(remark)}" for remark in remarks)
        yield ""


def steps(conversion: Conversion, folder: str | None) -> Iterator[str]:
    """Write what to type next."""
    yield "next:"
    if folder is not None:
        yield f"  cd {folder}"
        yield "  pulumi stack init dev"
    yield from (f"  {command}" for command in conversion.commands)
    yield "  pulumi preview"


def _said(remark: Remark) -> str:
    line = f" (line {remark.line})" if remark.line else ""
    return f"{remark.key}{line}: {remark.text}" if remark.key else remark.text
