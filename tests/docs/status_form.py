"""The tables of docs/status.md and the schema beside it, as the model of the report has them: run it to print or to write them."""

from __future__ import annotations

import json
import re
import sys
from enum import Enum
from typing import Any

from pulumi_ecs_express.model.status import report
from pulumi_ecs_express.model.status.report import Part, StatusReport
from tests.docs.reading import ROOT

SCHEMA = ROOT / "docs" / "status.schema.json"

PARTS = (
    StatusReport, report.ServiceStatus, report.RevisionStatus, report.DeploymentStatus, report.TaskCounts,
    report.ScalingStatus, report.EndpointStatus, report.DomainStatus, report.FailureStatus, report.NotShown,
)  # fmt: skip


def schema() -> str:
    """Write the JSON schema of the report."""
    return json.dumps(StatusReport.model_json_schema(mode="serialization"), indent=2) + "\n"


def table(part: type[Part]) -> str:
    """Write the members of one part."""
    rows = [
        f"| `{field.alias}` | {_kind(field.annotation)} | {_cell(field.description)} |"
        for field in part.model_fields.values()
    ]
    return "\n".join(["| member | type | is |", "|---|---|---|", *rows])


def _cell(text: str | None) -> str:
    return (text or "").rstrip(".")


def _kind(annotation: Any) -> str:
    """Name a type as JSON has it."""
    text = str(annotation) if not isinstance(annotation, type) else annotation.__name__
    known = {"str": "string", "int": "number", "float": "number", "bool": "true or false", "datetime": "time"}
    names = [name.rpartition(".")[2] for name in re.findall(r"[\w.]+", text)]
    kinds = [
        known.get(name, f"`{name}`") for name in names if name not in ("tuple", "None", "NoneType", "Optional", "")
    ]
    kinds = [_choices(name) or kind for name, kind in zip(names, kinds, strict=False)]
    return f"list of {kinds[-1]}" if "tuple" in names else f"{kinds[0]} or null" if "None" in text else kinds[0]


def _choices(name: str) -> str | None:
    found = getattr(report, name, None)
    is_enum = isinstance(found, type) and issubclass(found, Enum)
    return ", ".join(f"`{choice.value}`" for choice in found) if is_enum and found else None


if __name__ == "__main__":
    SCHEMA.write_text(schema())
    sys.stdout.write("\n\n".join(f"`{part.__name__}`:\n\n{table(part)}" for part in PARTS) + "\n")
