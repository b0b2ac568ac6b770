"""
What settings of a service cost: calls for each operation, and a run without change beside as many empty resources.

A part of `make bench`; alone: `python -m benchmarks settings`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.programs import empty_resources
from benchmarks.releases import SERVICE
from benchmarks.stacks import Stack, calls_made, control, sandboxed, without_change

SPEED = 3000
RUNS = 15
AIM = "≤ 1.05"

PROGRAM = """\
import pulumi_ecs_express as express

express.ServiceSettings(
    "shop", service="shop", enable_execute_command=EXEC, propagate_tags="SERVICE",
    deployment_configuration={"bake_time_in_minutes": 0, "maximum_percent": PERCENT}, FORCE
)
"""
UP = ("up", "--yes", "--skip-preview")
STEPS = {
    "create": ("True", "200", "", UP),
    "another value": ("True", "150", "", UP),
    "another value, and a deployment": ("False", "150", "force_new_deployment=1,", UP),
    "no change": ("False", "150", "force_new_deployment=1,", UP),
    "refresh": ("False", "150", "force_new_deployment=1,", ("refresh", "--yes", "--skip-preview")),
    "delete": ("False", "150", "force_new_deployment=1,", ("destroy", "--yes", "--skip-preview")),
}


def figures() -> list[Figure]:
    """Count the calls of the settings' life, then time runs without change in turns."""
    found = list[Figure]()
    with sandboxed(SPEED) as environment, tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", SERVICE], env=environment, check=True)
        control(environment, "/clock", {"advance_seconds": 900})
        stack = Stack(Path(folder), "settings", _written("True", "200", ""), environment)
        for step, (execute, percent, force, command) in STEPS.items():
            stack.write(_written(execute, percent, force))
            control(environment, "/calls/reset", {})
            stack.pulumi(*command)
            found.append((f"AWS calls of ServiceSettings: {step}", calls_made(environment), "", "", ""))
        found.append(_without_change(Path(folder), environment))
    return found


def _written(execute: str, percent: str, force: str) -> str:
    return PROGRAM.replace("EXEC", execute).replace("PERCENT", percent).replace("FORCE", force)


def _without_change(folder: Path, environment: dict[str, str]) -> Figure:
    """Time settings beside two empty dynamic resources: the component has the settings, and one that remembers what was before."""
    programs = {"empty": empty_resources(2), "settings": _written("True", "200", "")}
    floor, own = without_change(folder, programs, environment, RUNS).values()
    beside = f"two empty dynamic resources: {floor * 1000:.0f} ms"
    return ("pulumi up, no change: ServiceSettings", f"{own * 1000:.0f} ms", beside, f"{own / floor:.2f}", AIM)
