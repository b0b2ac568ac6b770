"""What is imported is declared, so that an installation with any versions that are allowed has it."""

from __future__ import annotations

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from tools import versions

ROOT = Path(__file__).parents[2]
OURS = {"pulumi_ecs_express", "ecs_express_sandbox"}
SHARED = {"google": {"protobuf", "googleapis-common-protos"}, "pulumi_policy": {"pulumi-policy"}}
"""Packages of which several distributions bring a part, and one that is not installed where versions are tried."""


def imported(folder: str) -> set[str]:
    """List the packages that the modules of a folder import, at the top or inside of functions."""
    found: set[str] = set()
    for module in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - OURS


def spelt(name: str) -> str:
    """Write a distribution's name in one way."""
    return name.lower().replace("_", "-")


@pytest.mark.parametrize(
    ("folder", "groups"), [("components", ("package", "policy")), ("sandbox", ("package", "sandbox"))]
)
def test_every_import_is_a_declared_dependency(folder: str, groups: tuple[str, ...]) -> None:
    """Not one that another dependency happens to bring today."""
    project, brought_by = versions.project(), packages_distributions()
    declared = {spelt(versions.name(one)) for group in groups for one in project[group]}

    for name in imported(folder):
        brings = SHARED.get(name) or {spelt(one) for one in brought_by[name]}
        assert brings & declared, f"{name} is imported in {folder}, and {' or '.join(brings)} is not declared"
        assert name not in SHARED or brings <= declared


def test_every_dependency_of_users_has_a_lower_bound_that_can_be_tried() -> None:
    """`make test-versions` installs exactly these."""
    assert len(versions.lowest(versions.project()["package"])) == len(versions.project()["package"])
