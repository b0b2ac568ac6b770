"""The sandbox's README and its command: what they say is so, and their examples run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ecs_express_sandbox.control.faults import Kind
from ecs_express_sandbox.facts.table import as_json
from tests.sandbox.clients.aws_cli import installed
from tests.sandbox.facts.readme import README, completed, examples
from tests.sandbox.local_aws import LocalAws

COMMAND = [sys.executable, "-m", "ecs_express_sandbox"]
WITHOUT_PULUMI = ["--aws-plugin", "real"]
"""Keeps `run` from installing the stand-in plugin, which no example here uses."""


def run(*arguments: str, path: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Type the command."""
    environment = {**os.environ, **variables}
    environment["PATH"] = os.pathsep.join([path, environment["PATH"]] if path else [environment["PATH"]])
    return subprocess.run([*COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False)


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
    shown = re.findall(r"^│ ([a-z]+) {2,}", run("--help", COLUMNS="200").stdout, re.MULTILINE)
    listed = re.findall(r"^\| `ecs-express sandbox ([a-z]+)", README.read_text(), re.MULTILINE)

    assert shown
    assert sorted(listed) == sorted(shown)


def test_the_example_with_boto3_runs(tmp_path: Path) -> None:
    """From roles to an answer through the front."""
    (example,) = examples("python")
    program = tmp_path / "example.py"
    program.write_text(example)
    done = run("run", "--speed", "600", *WITHOUT_PULUMI, "--", sys.executable, str(program))

    assert done.returncode == 0, done.stderr
    status, answer = done.stdout.split(" ", 1)
    assert (status, json.loads(answer)["image"]) == ("SUCCESSFUL", "public.ecr.aws/nginx/nginx:1.28")


def test_the_example_with_the_aws_cli_runs(tmp_path: Path) -> None:
    """From roles to an inactive service, with the CLI's waiters."""
    (example,) = examples("sh")
    program = tmp_path / "example.sh"
    program.write_text(example)
    path = str(installed().parent)
    done = run("run", "--speed", "300", *WITHOUT_PULUMI, "--", "bash", "-eu", str(program), path=path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["SUCCESSFUL", "DRAINING"]


@pytest.mark.parametrize("grade", ["", "D", "O", "?"])
def test_the_command_lists_the_facts(grade: str) -> None:
    """For programs and for people: each by its name, with the test that holds it in full."""
    chosen = ["--grade", grade] if grade else []
    listed = json.loads(run("facts", "--json", *chosen).stdout)
    shown = run("facts", *chosen, COLUMNS="400").stdout

    assert listed == as_json(grade)
    assert all(fact["name"] in shown for fact in listed)
    assert all(fact["held_by"] in shown for fact in listed if fact["imitated"])


@pytest.mark.parametrize("flags", [[], ["--enforce-iam"]])
def test_iam_is_enforced_on_request(flags: list[str]) -> None:
    """By an option of the command; settings of the environment stay."""
    ask = (
        "import json, os, urllib.request; "
        "print(urllib.request.urlopen(os.environ['ECS_EXPRESS_SANDBOX_URL'] + '/settings').read().decode())"
    )
    variables = {"ECS_EXPRESS_SANDBOX_SETTINGS": '{"endpoint_scheme": "always"}'}
    done = run("run", *flags, *WITHOUT_PULUMI, "--", sys.executable, "-c", ask, **variables)
    found = json.loads(done.stdout)

    assert (found["enforce_iam"], found["endpoint_scheme"]) == (bool(flags), "always")
