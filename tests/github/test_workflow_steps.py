"""The steps of the documented workflows that can run here, as a runner runs them: a shell, the step's variables, GitHub's API."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs.reading import ROOT, Page
from tests.docs.workflows import WORKFLOWS, Workflow, evaluated
from tests.github.api_server import NUMBER, REPOSITORY, GitHub
from tests.planning.test_pull_request import OWN
from typer.testing import CliRunner

from pulumi_ecs_express.cli import app
from pulumi_ecs_express.planning.pull_request.comments import labelled, reduced

EXPRESSIONS = {"github.token": "good-token", "matrix.stack": "dev"}
LONGEST_INLINE_POLICY = 10_240
"""
Characters of all inline policies of a role, without white space.

Source: "IAM and AWS STS quotas", IAM User Guide, read 2026-11-28.
"""

each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.path.stem)


def ran(workflow: Workflow, step: str, folder: Path, github: GitHub) -> subprocess.CompletedProcess[str]:
    """Run a step in a folder, as the runner does where no shell is named."""
    event = folder / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": NUMBER, **OWN}}))
    found = workflow.step(step)
    variables = {name: evaluated(value, EXPRESSIONS) for name, value in found["env"].items()}
    runner = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "GITHUB_API_URL": github.url,
        "GITHUB_GRAPHQL_URL": f"{github.url}/graphql",
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": REPOSITORY,
    }
    return subprocess.run(
        ["bash", "-e", "-c", found["run"]], cwd=folder, env={**runner, **variables}, capture_output=True, text=True, check=False
    )  # fmt: skip


@each_workflow
def test_the_last_two_steps_keep_one_comment_true(workflow: Workflow, github: GitHub, tmp_path: Path) -> None:
    """The first posts the report, the other one says that it is outdated; both by the same key."""
    key = "dev" if "matrix" in workflow.path.stem else "preview"
    (tmp_path / "preview.md").write_text("# a report\n")

    posted = ran(workflow, "Comment", tmp_path, github)
    assert posted.returncode == 0, posted.stderr
    assert github.bodies() == [labelled(key, "# a report\n")]

    outdated = ran(workflow, "Without a preview the comment is outdated", tmp_path, github)
    assert outdated.returncode == 0, outdated.stderr
    assert github.bodies() == [reduced(key, "")]


def test_the_role_takes_the_policy_that_the_page_gives_it() -> None:
    """The command prints one that fits into a role, and that only reads."""
    page = Page(ROOT / "docs" / "pull-requests.md")
    (command,) = re.findall(r"\$\(ecs-express (policy .*?)\)", page.text)
    done = CliRunner().invoke(app, shlex.split(command))

    document = json.loads(done.stdout)
    assert len(json.dumps(document, separators=(",", ":"))) < LONGEST_INLINE_POLICY
    actions = [action for statement in document["Statement"] for action in _listed(statement["Action"])]
    assert actions
    assert not [action for action in actions if not re.match(r"[\w-]+:(Describe|Get|List|BatchGet|Filter)", action)]


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
