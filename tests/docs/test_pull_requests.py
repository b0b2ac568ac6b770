"""The page of pull requests: it shows the workflows that lie beside it, and those give nothing away that they need not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest
import typer.main

from pulumi_ecs_express.cli import app
from tests.docs.reading import ROOT, TROUBLESHOOTING, Page
from tests.docs.workflows import FOLDER, WORKFLOWS, Workflow

PAGE = Page(ROOT / "docs" / "pull-requests.md")
COMMAND = typer.main.get_command(app)

each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.path.stem)


def options_of(subcommand: str) -> set[str]:
    """List the options that a subcommand takes."""
    found = COMMAND.commands[subcommand]  # type: ignore[attr-defined]  # the command is a group
    return {name for parameter in found.params for name in parameter.opts if name.startswith("--")}


def test_the_page_shows_the_workflow_and_the_trust_policy_that_lie_beside_it() -> None:
    """Word by word; of the matrix, the part that differs."""
    whole, *parts = PAGE.blocks("yaml")
    assert whole == (FOLDER / "preview.yml").read_text()
    assert [part for part in parts if part in (FOLDER / "preview-matrix.yml").read_text()]
    assert PAGE.blocks("json") == [(FOLDER / "trust-policy.json").read_text()]


def test_the_table_of_options_is_that_of_the_command() -> None:
    """All but the file."""
    assert list(PAGE.table("option", "does")) == sorted(options_of("comment") - {"--help"}, key=_as_listed)


def _as_listed(option: str) -> int:
    declared = [name for parameter in COMMAND.commands["comment"].params for name in parameter.opts]  # type: ignore[attr-defined]  # as above
    return declared.index(option)


def test_the_exit_codes_are_those_of_the_command() -> None:
    """And troubleshooting has the family of errors that the page leads to."""
    from pulumi_ecs_express.cli.comment import NOT_WRITTEN

    assert list(PAGE.table("exit code", "means")) == ["0", "2", str(NOT_WRITTEN)]
    assert "github-error" in TROUBLESHOOTING.anchors()


@each_workflow
def test_it_runs_for_pull_requests_and_never_with_the_rights_of_the_target(workflow: Workflow) -> None:
    """Else the program of whoever opens one would run with the secrets; nor for a fork, which has none."""
    assert workflow.content[True] == {"pull_request": None}
    assert "pull_request_target" not in workflow.text
    assert "workflow_run" not in workflow.text
    for job in workflow.jobs():
        assert job["if"] == "github.event.pull_request.head.repo.full_name == github.repository"


@each_workflow
def test_it_may_do_three_things(workflow: Workflow) -> None:
    """Check out, get the role, comment."""
    assert workflow.content["permissions"] == {}
    for job in workflow.jobs():
        assert job["permissions"] == {"contents": "read", "id-token": "write", "pull-requests": "write"}
        assert job["timeout-minutes"] <= 30


@each_workflow
def test_actions_are_pinned_by_their_commit(workflow: Workflow) -> None:
    """With the version as a comment, as Dependabot keeps it; the same in all workflows."""
    pins = re.findall(r"uses: (.*)", workflow.text)

    assert pins == re.findall(r"uses: (.*)", WORKFLOWS[0].text)
    for pin in pins:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", pin), pin


@each_workflow
def test_secrets_reach_only_the_step_that_needs_them(workflow: Workflow) -> None:
    """The token that comments never stands beside the program, nor in the checkout; Pulumi's never beside the comment."""
    for step in workflow.steps():
        command = step.get("run", "")
        given = set(step.get("env", {}))
        assert ("GITHUB_TOKEN" in given) == command.startswith("ecs-express comment")
        assert ("PULUMI_ACCESS_TOKEN" in given) == command.startswith("ecs-express preview")
    assert workflow.steps()[0]["with"] == {"persist-credentials": False}
    assert not [job for job in workflow.jobs() if "env" in job]
    assert "env" not in workflow.content


@each_workflow
def test_values_reach_the_shell_as_variables(workflow: Workflow) -> None:
    """An expression in a command would be read by the shell; what is run is a shell's, and each variable is given."""
    for step in workflow.steps():
        command = step.get("run", "")
        assert "${{" not in command
        assert not re.findall(r'(?<!")\$\w+', command), "a variable stands without quotes"
        assert set(re.findall(r"\$(\w+)", command)) <= set(step.get("env", {}))
        subprocess.run(["bash", "-n"], input=command, text=True, check=True)


@each_workflow
def test_the_commands_are_those_of_ecs_express(workflow: Workflow) -> None:
    """Each with options that it takes; the key that is posted is the one that is outdated."""
    named = {words[0] for words in workflow.commands()}
    assert named == {"preview", "comment"}
    for subcommand, *words in workflow.commands():
        if subcommand in COMMAND.commands:  # type: ignore[attr-defined]  # as above
            assert {word for word in words if word.startswith("--")} <= options_of(subcommand)
    keys = {words[words.index("--key") + 1] for words in workflow.commands() if words[0] == "comment"}
    assert len(keys) == 1


@each_workflow
def test_a_report_is_posted_however_the_preview_ended_and_none_is_kept_without_one(workflow: Workflow) -> None:
    """One of the two last steps runs after a failure, whichever step failed; neither for a run that a push has ended."""
    posts, outdates = workflow.steps()[-2:]
    assert posts["if"] == "${{ !cancelled() && hashFiles('preview.md') != '' }}"
    assert outdates["if"] == "${{ failure() && hashFiles('preview.md') == '' }}"
    assert "--output preview.md" in workflow.step("Preview")["run"]
    assert workflow.content["concurrency"]["cancel-in-progress"] is True


def test_the_role_is_for_pull_requests_of_one_repository() -> None:
    """By equality, so that no pattern fits more, and the provider's token is for AWS."""
    (statement,) = json.loads((FOLDER / "trust-policy.json").read_text())["Statement"]
    host = "token.actions.githubusercontent.com"

    assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert statement["Principal"]["Federated"].endswith(f":oidc-provider/{host}")
    assert list(statement["Condition"]) == ["StringEquals"]
    assert set(statement["Condition"]["StringEquals"]) == {f"{host}:aud", f"{host}:sub"}
    assert re.fullmatch(r"repo:\w+@\d+/\w+@\d+:pull_request", statement["Condition"]["StringEquals"][f"{host}:sub"])


@pytest.mark.sweep_only
def test_actionlint_finds_nothing() -> None:
    """Built from the modules pinned in tools/actionlint, which takes half a minute the first time."""
    if shutil.which("go") is None:
        pytest.skip("there is no Go to build actionlint with")
    command = ["go", "tool", "actionlint", *(str(workflow.path) for workflow in WORKFLOWS)]
    settings = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly"}
    tool = ROOT / "tools" / "actionlint"
    done = subprocess.run(command, cwd=tool, env=settings, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
