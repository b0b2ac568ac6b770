"""
What importing the package costs beside `pulumi` itself, and what a service weighs in the state.

A part of `make bench`; alone: `python -m benchmarks imports-and-state`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.programs import services
from benchmarks.stacks import Stack, make_roles, sandboxed
from benchmarks.timing import in_turns

RUNS, SPEED = 15, 3000
MODULES = ("pulumi", "pulumi_ecs_express")
AIM = "≤ 1.3"

KINDS = {
    "the service": ("dynamic/ecsexpress:ExpressGatewayService", "≤ 4000"),
    "its ingress": ("dynamic/ecsexpress:Ingress", "≤ 4000"),
    "the component": ("ecsexpress:index:ExpressGatewayService", "≤ 4000"),
}

Measured = tuple[Mapping[str, float], Mapping[str, int]]


def measured() -> Measured:
    """Time fresh interpreters, and weigh the resources of a service."""
    imports = in_turns({name: _importing(name) for name in MODULES}, RUNS)
    with sandboxed(SPEED) as environment, tempfile.TemporaryDirectory() as folder:
        make_roles(environment)
        stack = Stack(Path(folder), "weighed", services(1), environment)
        stack.up()
        return imports, _bytes(json.loads(stack.pulumi("stack", "export")))


def _importing(name: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", f"import {name}"], check=True)


def _bytes(state: dict[str, Any]) -> dict[str, int]:
    resources = state["deployment"]["resources"]
    found = {what: next(one for one in resources if one["type"].endswith(kind)) for what, (kind, _aim) in KINDS.items()}
    provider = len(found["the service"]["outputs"]["__provider"])
    return {**{what: len(json.dumps(one)) for what, one in found.items()}, "__provider, a part of these": provider}


def figures(found: Measured) -> Iterator[Figure]:
    """Lay them out."""
    imports, sizes = found
    floor, own = (imports[name] for name in MODULES)
    beside = f"import pulumi: {floor * 1000:.0f} ms"
    yield ("import pulumi_ecs_express", f"{own * 1000:.0f} ms", beside, f"{own / floor:.2f}", AIM)
    for what, size in sizes.items():
        yield (f"bytes in the state: {what}", str(size), "", "", KINDS[what][1] if what in KINDS else "≤ 200")
