"""The modules of the stacks' programs, which belong to no package."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

STACKS = Path(__file__).parents[2] / "stacks"


def module_of(stack: str, name: str) -> ModuleType:
    """Load a module of a stack's folder, under a name that no other stack has."""
    full = f"stacks_of_tests.{stack}.{name}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, STACKS / stack / f"{name}.py")
        assert spec
        assert spec.loader
        sys.modules[full] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[full])
    return sys.modules[full]
