"""The tables of the JSON schema in docs/previews.md: `python -m tests.docs.preview_tables` prints them."""

from __future__ import annotations

import re
import types
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from pulumi_ecs_express.model.preview_report import consequence, report
from pulumi_ecs_express.model.preview_report.base import ReportModel

MODELS: tuple[type[ReportModel], ...] = (
    report.PreviewReport, report.Stack, consequence.Consequence, report.Failure, report.Violation, report.Component,
    report.FieldChange, report.Minutes, report.MonthlyCost, report.OtherResource,
)  # fmt: skip
"""In the order of the page."""

WORDS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def type_name(kind: Any) -> str:
    """Say what a field holds, as JSON calls it."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return f"{type_name(next(part for part in parts if part is not type(None)))}, optional"
    if origin is tuple:
        return f"list of {type_name(parts[0])}"
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in parts)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "kind" if kind is consequence.Kind else " or ".join(f"`{one.value}`" for one in kind)
    return WORDS.get(kind) or f"`{kind.__name__}`"


def rows(model: type[ReportModel]) -> dict[str, list[str]]:
    """List the fields of a model, each with its type and its docstring."""
    found = {}
    for name, field in model.model_fields.items():
        text = re.sub(r"\s+", " ", field.description or "").rstrip(".")
        found[field.alias or name] = [
            type_name(field.annotation),
            text[:1].lower() + text[1:] if not text[1:2].isupper() else text,
        ]
    return found


def table(model: type[ReportModel]) -> str:
    """Write the table."""
    lines = [f"| `{name}` | {kind} | {text} |" for name, (kind, text) in rows(model).items()]
    return "\n".join(["| field | type | is |", "|---|---|---|", *lines])


if __name__ == "__main__":
    print("\n\n".join(f"`{model.__name__}`:\n\n{table(model)}" for model in MODELS))
