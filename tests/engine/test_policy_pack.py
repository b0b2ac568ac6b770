"""The policy pack of `stacks/policy-pack` judges what a real engine shows it: in a preview, and again in the update."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi
import pytest

from tests.docs.reading import Page
from tests.engine.conftest import ROLES
from tests.engine.harness import LocalAws, Program, Project
from tests.engine.policy_packs import ROOT, runnable_pack

pytestmark = pytest.mark.engine

PUBLIC = "rules.no_public_endpoint(enforcement_level=EnforcementLevel.ADVISORY), "
"""A rule that only the end of an update can answer for a service that is new."""

GOOD: Any = {"log_retention_days": 30, "tags": {"a": "b"}}


def test_a_pack_stops_a_deployment_and_names_argument_and_remedy(
    project: Project, aws: LocalAws, service: Callable[..., Program], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    No value is printed, nothing is sent to AWS, and a rule for other stacks is silent.

    A program that keeps the rules goes through under the same pack, which is told then what only AWS knows.
    """
    pack, commands = runnable_pack(tmp_path)
    program = pack / "__main__.py"
    program.write_text(program.read_text().replace("policies=[", f"policies=[{PUBLIC}"))
    monkeypatch.setenv("PATH", os.pathsep.join([str(commands), os.environ["PATH"]]))

    def careless() -> None:
        variables = {"DB_PASSWORD": pulumi.Output.secret("hunter2")}
        service("app:latest", container={"environment": variables})()

    broken = project.up(careless, policy_packs=[str(pack)])

    assert not broken.ok
    assert "primary_container.image: app:latest can be another image tomorrow" in broken.text
    assert "primary_container.environment.DB_PASSWORD: looks like a secret" in broken.text
    assert "hunter2" not in broken.text
    assert "[advisory]  log-retention" in broken.text
    assert "minimum-tasks" not in broken.text, "the stack is none of production"
    assert aws.changes() == {}

    good = project.up(service("app:1", **GOOD), policy_packs=[str(pack)])

    assert good.ok, good.text
    assert "[mandatory]" not in good.text
    assert f"reachable from the internet at {good.outputs['url'].removeprefix('https://')}:" in good.text
    assert ROLES["infrastructure_role_arn"] in str(project.state())

    (pack / "__main__.py").write_text(_programs_of_the_page())
    judged = project.preview(service("app:latest", cpu="2048", **GOOD), policy_packs=[str(pack)])

    assert "[mandatory]  no-latest-image" in judged.text
    assert "cpu: 2048 is more than a service may have here" in judged.text


def _programs_of_the_page() -> str:
    """Write the pack of docs/policies.md with the rule of one's own that the page has too."""
    whole, own = Page(ROOT / "docs" / "policies.md").blocks("python")
    return f"{own}\n{whole}".replace("policies=[", "policies=[small_services, ")
