"""`ecs-express preview` on a real engine: it runs `pulumi preview`, and reads what other commands have recorded."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from pulumi_ecs_express.cli import app
from pulumi_ecs_express.cli.exit_codes import FAIL_ON_MET, PREVIEW_FAILED
from tests.engine.test_command_line import PROGRAM, Folder, folder

__all__ = ["folder"]

pytestmark = pytest.mark.engine


def typed(folder: Folder, *words: str) -> Any:
    """Type the command for the folder's stack."""
    return CliRunner(env={"COLUMNS": "200"}).invoke(
        app, ["preview", "--cwd", str(folder.path), "--stack", folder.stack, *words]
    )


def test_a_change_is_told_a_replacement_can_be_failed_on_and_a_failing_program_is_reported(folder: Folder) -> None:
    """One stack, four previews; Pulumi's own output is on standard error, so that the report can be piped."""
    folder.deploy()
    folder.image("app:2")

    changed = typed(folder, "--fail-on", "replacement,url-change,deletion,downtime", "--", "--diff")

    assert changed.exit_code == 0, changed.output
    assert changed.stdout.startswith(f"<!-- ecs-express preview: engine/{folder.stack} -->\n")
    assert "web: new image, a canary deployment of about 10 minutes; " in changed.stdout
    assert "| <code>app:1</code> | <code>app:2</code> |" in changed.stdout
    assert "Previewing update" in changed.stderr
    assert '"app:1" => "app:2"' in changed.stderr

    digest = folder.pulumi("preview", "--json")
    read = CliRunner().invoke(app, ["preview", "--from", "-", "--format", "json"], input=digest)
    assert json.loads(read.stdout)["headline"] in changed.stdout

    (folder.path / "__main__.py").write_text(PROGRAM.replace("**{", 'cluster="blue", **{'))
    replaced = typed(folder, "--fail-on", "url-change", "--quiet")
    assert replaced.exit_code == FAIL_ON_MET
    assert "<strong>replaced, its URL changes</strong>" in replaced.stdout
    assert "url-change: web: " in replaced.stderr
    assert "Previewing" not in replaced.stderr

    (folder.path / "__main__.py").write_text(PROGRAM + 'raise ValueError("@octocat")\n')
    failed = typed(folder, "--format", "json", "--quiet")
    assert failed.exit_code == PREVIEW_FAILED
    (stack,) = json.loads(failed.stdout)["stacks"]
    assert (stack["result"], stack["stack"]) == ("failed", folder.stack)
    assert 'File "__main__.py", line 7' in stack["failures"][0]["text"]
