"""The sandbox's README and its command: what they say is so, and their examples run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ecs_express_sandbox.command import cli
from ecs_express_sandbox.command.environment import Folders, sandbox_environment
from ecs_express_sandbox.control.faults import Kind
from ecs_express_sandbox.facts.table import as_json
from ecs_express_sandbox.http.addresses import Addresses
from tests.sandbox.clients.aws_cli import installed
from tests.sandbox.facts.readme import README, completed, examples
from tests.sandbox.local_aws import LocalAws


def command(*arguments: str, columns: int = 200) -> str:
    """Type the command; give what it prints."""
    done = CliRunner(env={"COLUMNS": str(columns)}).invoke(cli.app, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def run_inside(running_sandbox: Addresses, aws: LocalAws) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a program as `ecs-express sandbox run` does, in the environment that it gives."""

    def run(*program: str, speed: float, path: str = "") -> subprocess.CompletedProcess[str]:
        aws.control("POST", "/clock", {"speed": speed})
        folders = Folders(Path(os.devnull), Path(os.devnull), None, Path(sys.executable))
        environment = sandbox_environment(running_sandbox, folders, os.environ, speed=speed)
        variables = environment.applied_to(os.environ)
        variables["PATH"] = os.pathsep.join([path, variables["PATH"]] if path else [variables["PATH"]])
        return subprocess.run(program, env=variables, capture_output=True, text=True, check=False)

    return run


def test_the_generated_parts_are_up_to_date() -> None:
    """Settings, test cards, and what is not imitated; `python -m tests.sandbox.facts.readme` writes them."""
    text = README.read_text()

    assert completed(text) == text


def test_the_readme_lists_the_control_api(aws: LocalAws) -> None:
    """Every route, and no other; every kind of fault."""
    text = README.read_text()
    listed = set(re.findall(r"^\| `(GET|POST|DELETE) (/[a-z/]+)` \|", text, re.MULTILINE))
    _, answer = aws.ask("GET", "/nothing")

    assert {" ".join(route) for route in listed} == set(answer["routes"])
    assert set(
        re.findall(r"^\| `(\w+)` \| (?:refused|a server|carried|waits|the connection)", text, re.MULTILINE)
    ) == set(
        Kind.__args__  # type: ignore[attr-defined]  # the values of a Literal
    )


def test_the_readme_lists_the_commands() -> None:
    """Each that the help shows, and no other."""
    shown = re.findall(r"^│ ([a-z]+) {2,}", command("--help"), re.MULTILINE)
    listed = re.findall(r"^\| `ecs-express sandbox ([a-z]+)", README.read_text(), re.MULTILINE)

    assert shown
    assert sorted(listed) == sorted(shown)


def test_the_example_with_boto3_runs(
    run_inside: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """From roles to an answer through the front."""
    (example,) = examples("python")
    program = tmp_path / "example.py"
    program.write_text(example)
    done = run_inside(sys.executable, str(program), speed=600)

    assert done.returncode == 0, done.stderr
    status, answer = done.stdout.split(" ", 1)
    assert (status, json.loads(answer)["image"]) == ("SUCCESSFUL", "public.ecr.aws/nginx/nginx:1.28")


def test_the_example_with_the_aws_cli_runs(
    run_inside: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """From roles to an inactive service, with the CLI's waiters."""
    (example,) = examples("sh")
    program = tmp_path / "example.sh"
    program.write_text(example)
    done = run_inside("bash", "-eu", str(program), speed=300, path=str(installed().parent))

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["SUCCESSFUL", "DRAINING"]


@pytest.mark.parametrize("grade", ["", "D", "O", "?"])
def test_the_command_lists_the_facts(grade: str) -> None:
    """For programs and for people: each by its name, with the test that holds it in full."""
    chosen = ["--grade", grade] if grade else []
    listed = json.loads(command("facts", "--json", *chosen))
    shown = command("facts", *chosen, columns=400)

    assert listed == as_json(grade)
    assert all(fact["name"] in shown for fact in listed)
    assert all(fact["held_by"] in shown for fact in listed if fact["imitated"])


def test_iam_is_enforced_on_request() -> None:
    """By an option of the command; settings of the environment stay."""
    ask = (
        "import json, os, urllib.request; "
        "print(urllib.request.urlopen(os.environ['ECS_EXPRESS_SANDBOX_URL'] + '/settings').read().decode())"
    )
    variables = {**os.environ, "ECS_EXPRESS_SANDBOX_SETTINGS": '{"endpoint_scheme": "always"}'}
    sandbox = [sys.executable, "-m", "ecs_express_sandbox", "run", "--enforce-iam", "--aws-plugin", "real"]
    done = subprocess.run(
        [*sandbox, "--", sys.executable, "-c", ask], env=variables, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)

    assert (found["enforce_iam"], found["endpoint_scheme"]) == (True, "always")
