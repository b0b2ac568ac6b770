"""
`make bench`: what importing costs, what a run without change costs, what a service weighs in state, what waiting costs.

Everything is measured in turns, A B A B, and compared by medians within the run; absolute times are shown for
orientation only. Nothing here passes or fails: aims stand beside the figures.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import calls, domains, releases, sandbox, settings, waiting
from benchmarks.figures import table
from benchmarks.stacks import Stack, make_roles, sandboxed
from benchmarks.timing import in_turns

IMPORTS, RUNS = 15, 7
SPEED = 3000
AIM = 1.3

ROLES = """
    execution_role_arn="arn:aws:iam::123456789012:role/e",
    infrastructure_role_arn="arn:aws:iam::123456789012:role/i","""
SERVICE = """\
import pulumi
import pulumi_ecs_express as express

web = express.ExpressGatewayService("web", primary_container={{"image": "app:1"}},{roles})
pulumi.export("url", web.url)
"""
DYNAMIC = """\
from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class Empty(ResourceProvider):
    def create(self, props):
        return CreateResult("id", {})


class Thing(Resource, module="bench", name="Thing"):
    pass


Thing(Empty(), "thing", {})
"""
PROGRAMS = {
    "only imports pulumi": "import pulumi\n",
    "one empty dynamic resource": DYNAMIC,
    "one service, roles given": SERVICE.format(roles=ROLES),
    "one service, roles made": SERVICE.format(roles=""),
}


def imports() -> dict[str, float]:
    """Time fresh interpreters."""
    modules = ("pulumi", "pulumi_ecs_express")
    return in_turns({name: lambda name=name: _python(f"import {name}") for name in modules}, IMPORTS)  # type: ignore[misc] # the default binds the name


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def runs_and_bytes() -> tuple[dict[str, float], dict[str, int]]:
    """Time runs without change, and weigh the service in the state file."""
    with sandboxed(SPEED) as environment, tempfile.TemporaryDirectory() as folder:
        make_roles(environment)
        stacks = {name: Stack(Path(folder), name, code, environment) for name, code in PROGRAMS.items()}
        for stack in stacks.values():
            stack.up()
        medians = in_turns({name: stack.up for name, stack in stacks.items()}, RUNS)
        return medians, _bytes(json.loads(stacks["one service, roles given"].pulumi("stack", "export")))


def _bytes(state: dict[str, Any]) -> dict[str, int]:
    kinds = {"service": "dynamic/ecsexpress:ExpressGatewayService", "ingress": "dynamic/ecsexpress:Ingress"}
    found = {
        name: next(one for one in state["deployment"]["resources"] if one["type"].endswith(kind))
        for name, kind in kinds.items()
    }
    return {
        "the service in the state file": len(json.dumps(found["service"])),
        "its ingress": len(json.dumps(found["ingress"])),
        "__provider": len(found["service"]["outputs"]["__provider"]),
    }


def main() -> None:
    """Print one table."""
    terminal = Console(highlight=False)
    with terminal.status("importing"):
        loaded = imports()
    with terminal.status("running `pulumi up` without change"):
        ran, weighed = runs_and_bytes()
    rows = table()
    rows.add_row("import pulumi_ecs_express", _ms(loaded["pulumi_ecs_express"]), f"import pulumi: {_ms(loaded['pulumi'])}",
                  _ratio(loaded["pulumi_ecs_express"], loaded["pulumi"]), f"≤ {AIM}")  # fmt: skip
    plain, *services = PROGRAMS
    for name in services:
        aim = f"≤ {AIM}" if "given" in name else ""
        rows.add_row(
            f"pulumi up, no change: {name}",
            _ms(ran[name]),
            f"{plain}: {_ms(ran[plain])}",
            _ratio(ran[name], ran[plain]),
            aim,
        )
    for name, size in weighed.items():
        rows.add_row(f"bytes of {name}", str(size), "", "", "≤ 200" if name == "__provider" else "")
    with terminal.status("counting calls"):
        for figure in calls.figures():
            rows.add_row(*figure)
    with terminal.status("a custom domain"):
        for figure in domains.figures():
            rows.add_row(*figure)
    with terminal.status("releases of an existing service"):
        for figure in releases.figures():
            rows.add_row(*figure)
    with terminal.status("settings of an existing service"):
        for figure in settings.figures():
            rows.add_row(*figure)
    with terminal.status("waiting for 1, 10, 12 and 50 services"):
        for figure in waiting.figures():
            rows.add_row(*figure)
    with terminal.status("200 services on one sandbox"):
        for label, value in sandbox.figures():
            rows.add_row(label, value, "", "", "")
    terminal.print(rows)


def _ms(value: float) -> str:
    return f"{value * 1000:.0f} ms"


def _ratio(value: float, base: float) -> str:
    return f"{value / base:.2f}"


if __name__ == "__main__":
    main()
