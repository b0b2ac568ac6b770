"""What docs/pull-requests.md says is so: its workflows are the files, safe as it says, and run as far as they can here."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml
from typer.testing import CliRunner

from pulumi_ecs_express.cli import app, exit_codes
from pulumi_ecs_express.planning.preview_marker import marker
from pulumi_ecs_express.planning.pull_request.comments import labelled, reduced
from tests.docs.reading import ROOT, Page
from tests.github.api_server import GitHub, serving
from tests.github.workflow_step import Step

PAGE = Page(ROOT / "docs" / "pull-requests.md")
FILES = [ROOT / "docs" / "workflows" / name for name in ("preview.yml", "preview-table.yml")]
COMMAND = typer.main.get_command(app)

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def workflow(file: Path) -> dict[Any, Any]:
    """Read a workflow; YAML 1.1 takes its `on` for a yes."""
    content: dict[Any, Any] = yaml.safe_load(file.read_text())
    content["on"] = content.pop(True)
    return content


def job(file: Path) -> dict[str, Any]:
    """Give its one job."""
    ((_, found),) = workflow(file)["jobs"].items()
    return dict(found)


def steps(file: Path, word: str) -> list[dict[str, Any]]:
    """List the steps that run a command with a word in it."""
    return [step for step in job(file)["steps"] if word in step.get("run", "")]


def test_the_page_shows_exactly_the_files() -> None:
    """A reader may copy either; what else is shown are parts, to be put in their place."""
    shown = [block for block in PAGE.blocks("yaml") if not block.startswith(" ")]
    assert shown == [file.read_text() for file in FILES]


@every_file
def test_a_stranger_gets_nothing_from_a_workflow(file: Path) -> None:
    """No event that hands out secrets, no more permissions than named, pinned actions, no token on disk."""
    content, found = workflow(file), job(file)

    assert content["on"] == "pull_request"
    assert content["permissions"] == {}
    assert found["permissions"] == {"contents": "read", "id-token": "write", "pull-requests": "write"}
    assert content["concurrency"]["cancel-in-progress"] is True
    assert "head.repo.full_name == github.repository" in found["if"]
    assert found["steps"][0]["with"] == {"persist-credentials": False}
    used = re.findall(r"uses: (\S+)(.*)", file.read_text())
    assert len(used) == 4
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action) for action, _ in used)
    assert all(re.fullmatch(r" # v\d+\.\d+\.\d+", version) for _, version in used)


@every_file
def test_no_value_becomes_part_of_a_shell_line(file: Path) -> None:
    """Each line is bash, and holds no expression of GitHub; its variables are those of the step, in quotes."""
    for step in job(file)["steps"]:
        line = step.get("run", "")
        assert "${{" not in line
        subprocess.run(["bash", "-n", "-c", line], check=True)
        assert set(re.findall(r"\$(\w+)", line)) <= step.get("env", {}).keys()
        assert not re.findall(r"\$\w+", re.sub(r'"[^"]*"', "", line))


@every_file
def test_each_secret_reaches_the_one_command_that_needs_it(file: Path) -> None:
    """GitHub's token never stands beside the program of the pull request, Pulumi's never beside the comment."""
    assert "env" not in workflow(file)
    assert "env" not in job(file)
    for step in job(file)["steps"]:
        line, given = step.get("run", ""), step.get("env", {})
        assert ("GITHUB_TOKEN" in given) == ("ecs-express comment" in line)
        assert ("PULUMI_ACCESS_TOKEN" in given) == ("ecs-express preview" in line)


def test_the_workflows_run_the_same_actions() -> None:
    """An update of one of them is an update of all."""
    first, second = (re.findall(r"uses: (.*)", file.read_text()) for file in FILES)
    assert first == second


def test_the_lines_for_other_hosts_are_bash() -> None:
    """As far as their grammar goes."""
    for line in PAGE.blocks("bash"):
        subprocess.run(["bash", "-n", "-c", line], check=True)


@pytest.fixture
def github() -> Iterator[GitHub]:
    """A GitHub with an empty pull request."""
    with serving() as found:
        yield found


def run(step: dict[str, Any], folder: Path, made: Step) -> None:
    """Run a step as a runner runs it: bash, the variables of the runner and of the step."""
    path = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": ":".join(sys.path)}
    values = {"github.token": made.variables["GITHUB_TOKEN"], "matrix.stack": "prod"}
    own = {
        name: re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values[found[1]], text) for name, text in step["env"].items()
    }
    runner = {name: value for name, value in made.variables.items() if name != "GITHUB_TOKEN"}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    subprocess.run(command, cwd=folder, env={**path, **runner, **own}, check=True, capture_output=True)


@every_file
def test_the_last_two_steps_keep_one_comment_true(file: Path, github: GitHub, tmp_path: Path) -> None:
    """The first posts the report, the other one says that it is outdated: by the same key, and never both."""
    posts, outdates = steps(file, "ecs-express comment")
    report = f"{marker([('shop', 'prod')])}\n### preview\n"
    (tmp_path / "preview.md").write_text(report)
    made = Step(github, tmp_path)

    run(posts, tmp_path, made)
    key = "shop" if file.stem == "preview-table" else "shop/prod"
    assert github.bodies() == [labelled(key, report)]
    assert made.summary.read_text().startswith(report)
    run(outdates, tmp_path, made)
    assert github.bodies() == [reduced(key, "")]


@every_file
def test_a_report_is_posted_however_the_preview_ended(file: Path) -> None:
    """As long as there is one; a run that another push has ended posts nothing."""
    (preview,) = steps(file, "ecs-express preview")
    posts, outdates = steps(file, "ecs-express comment")

    assert [preview, posts, outdates] == job(file)["steps"][-3:]
    assert "--output preview.md" in preview["run"]
    assert posts["if"] == "${{ !cancelled() && hashFiles('preview.md') != '' }}"
    assert outdates["if"] == "${{ failure() && hashFiles('preview.md') == '' }}"


# The role.


def test_only_pull_requests_of_the_one_repository_get_the_role() -> None:
    """By both claims, without a wildcard."""
    (text,) = PAGE.blocks("json")
    (statement,) = json.loads(text)["Statement"]
    issuer = "token.actions.githubusercontent.com"

    assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert statement["Principal"]["Federated"].endswith(f":oidc-provider/{issuer}")
    assert statement["Condition"] == {
        "StringEquals": {f"{issuer}:aud": "sts.amazonaws.com", f"{issuer}:sub": "repo:acme/shop:pull_request"}
    }


def test_the_policy_of_the_page_is_printed_and_changes_nothing() -> None:
    """By the command as it stands there."""
    (command,) = re.findall(r'"\$\(ecs-express (policy [^)]+)\)"', PAGE.text)
    done = CliRunner().invoke(app, shlex.split(command))

    assert done.exit_code == 0
    actions = [action for one in json.loads(done.stdout)["Statement"] for action in [one["Action"]]]
    flat = [name for one in actions for name in ([one] if isinstance(one, str) else one)]
    assert flat
    assert all(re.match(r"\w+:(Get|List|Describe|BatchGet)", name) for name in flat)


# The command.


def test_the_page_has_exactly_the_options_of_the_command() -> None:
    """Each in the table, none that is not there."""
    comment = COMMAND.commands["comment"]  # type: ignore[attr-defined]  # a group has commands
    options = {name for one in comment.params for name in one.opts if name.startswith("--")}

    assert PAGE.table("option", "does").keys() == options - {"--help"}


def test_the_commands_of_the_page_are_there() -> None:
    """With every option that a line gives them; a subcommand that this version does not have is not looked at."""
    lines = re.findall(r"ecs-express ((?:preview|comment|policy) [^`|\n)]*)", PAGE.text)
    assert len(lines) >= 8
    for line in lines:
        name, *words = line.split()
        found = COMMAND.commands.get(name)  # type: ignore[attr-defined]  # as above
        known = {option for one in found.params for option in (*one.opts, *one.secondary_opts)} if found else set()
        assert not found or {word for word in words if word.startswith("--")} <= known | {"--help"}, line


def test_the_exit_codes_are_those_of_the_command() -> None:
    """As `ecs-express comment` ends."""
    assert {"0", "2", str(exit_codes.ERROR), str(exit_codes.INTERRUPTED)} == PAGE.table("exit code", "means").keys()
