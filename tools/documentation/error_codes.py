"""The table of all errors, from their docstrings."""

from __future__ import annotations

from pulumi_ecs_express.errors import ExpressError


def table() -> str:
    """List every error that can be raised: code, class and what happened."""
    kinds = sorted({kind.code: kind for kind in _raised(ExpressError)}.items())
    rows = (
        f"| [`{code}`](../troubleshooting.md#{code}) | `{kind.__name__}` | {_summary(kind)} |" for code, kind in kinds
    )
    return "\n".join(["| code | class | means |", "|---|---|---|", *rows])


def _raised(kind: type[ExpressError]) -> list[type[ExpressError]]:
    below = [found for child in kind.__subclasses__() for found in _raised(child)]
    return below or [kind]


def _summary(kind: type[ExpressError]) -> str:
    paragraph = (kind.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(paragraph.split()).replace("``", "`").replace("|", r"\|")
