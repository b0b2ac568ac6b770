"""What a conversion says on standard error: what has to be set, what is different, and what has no counterpart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pulumi_ecs_express.planning.conversion.draft import Conversion, Remark


def report(conversion: Conversion) -> Iterator[str]:
    """Write the lines, grouped by what remarks are about."""
    for kind, remarks in groupby(conversion.remarks, key=lambda remark: remark.kind):
        yield f"{kind.value}:"
        by_text = dict[str, list[Remark]]()
        for remark in remarks:
            by_text.setdefault(remark.text, []).append(remark)
        yield from (f"  - {_said(text, same)}" for text, same in by_text.items())
        yield ""


def steps(conversion: Conversion, folder: str | None) -> Iterator[str]:
    """Write what to type next."""
    yield "next:"
    if folder is not None:
        yield f"  cd {folder}"
        yield "  pulumi stack init dev"
    yield from (f"  {command}" for command in conversion.commands)
    yield "  pulumi preview"


def _said(text: str, remarks: list[Remark]) -> str:
    """Write a sentence behind all the keys of which it is true."""
    keys = [f"{one.key} (line {one.line})" if one.line else one.key for one in remarks if one.key]
    return f"{', '.join(keys)}: {text}" if keys else text
