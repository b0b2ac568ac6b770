"""The project's own workflows: pinned, with the least permissions, and no value becomes part of a shell line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.reading import ROOT

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GUIDES = sorted((ROOT / "docs" / "workflows").glob("*.yml"))

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)

WRITING = {
    "check": {"check": set()},
    "docs": {"build": set(), "deploy": {"pages", "id-token"}, "links": set()},
    "release": {"check": set(), "build": {"id-token", "attestations"}, "publish": {"id-token"}},
}
"""What each job may write; the token of a publisher is for the one job that publishes."""


def workflow(file: Path) -> dict[Any, Any]:
    """Read a workflow; YAML 1.1 takes its `on` for a yes."""
    content: dict[Any, Any] = yaml.safe_load(file.read_text())
    content["on"] = content.pop(True)
    return content


def steps(file: Path) -> Iterator[dict[str, Any]]:
    """List the steps of all its jobs."""
    for job in workflow(file)["jobs"].values():
        yield from job.get("steps", [])


def test_the_workflows_are_found() -> None:
    """Those that the other tests know."""
    assert {file.stem for file in FILES} == WRITING.keys()


@every_file
def test_a_job_may_do_what_it_needs_and_no_more(file: Path) -> None:
    """Nothing by default."""
    content = workflow(file)
    assert content["permissions"] == {}

    given = {name: job["permissions"] for name, job in content["jobs"].items()}
    assert {name: {what for what, level in job.items() if level == "write"} for name, job in given.items()} == WRITING[
        file.stem
    ]
    assert all(job.get("contents", "read") == "read" for job in given.values())


@every_file
def test_every_action_is_pinned_and_no_token_stays_on_the_disk(file: Path) -> None:
    """By its commit, with the version beside it; a version means one commit in all files, the guides' too."""
    texts = "".join(path.read_text() for path in (*FILES, *GUIDES))
    pins = {(action, version): commit for action, commit, version in re.findall(PINNED, texts)}
    used = re.findall(r"uses: (?!\./)(.*)", file.read_text())

    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used)
    assert all(pins[action, version] == commit for action, commit, version in re.findall(PINNED, texts))
    checkouts = [step for step in steps(file) if "actions/checkout" in step.get("uses", "")]
    assert all(step["with"] == {"persist-credentials": False} for step in checkouts)


PINNED = r"uses: ([\w-]+/[\w-]+)@([0-9a-f]{40}) # (v[\d.]+)"


@every_file
def test_its_lines_are_bash_and_hold_no_expression(file: Path) -> None:
    """Values come as variables, in quotes."""
    for line in (step["run"] for step in steps(file) if "run" in step):
        assert "${{" not in line
        subprocess.run(["bash", "-n", "-c", line], check=True)


def test_the_oldest_and_all_newer_pythons_are_tested() -> None:
    """From the one that the package names."""
    oldest = re.findall(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text())[0]
    tested = workflow(ROOT / ".github/workflows/check.yml")["jobs"]["check"]["strategy"]["matrix"]["include"]

    minors = sorted(int(one["python"].removeprefix("3.")) for one in tested)
    assert minors == list(range(int(oldest), minors[-1] + 1))


def test_make_has_the_targets_that_are_run() -> None:
    """Also those of the matrix."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    text = "".join(file.read_text() for file in FILES)

    assert set(re.findall(r"(?:make |target: )([a-z-]+)", text)) <= targets


@pytest.mark.parametrize(("tag", "code"), [("v{version}", 0), ("{version}", 1), ("v99.0.0", 1)])
def test_a_tag_that_is_not_the_version_is_not_released(tag: str, code: int) -> None:
    """The step as the runner runs it."""
    (step,) = [
        found
        for found in steps(ROOT / ".github/workflows/release.yml")
        if found.get("name") == "The tag is the version"
    ]
    (version,) = re.findall(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(), flags=re.MULTILINE)
    variables = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "TAG": tag.format(version=version)}

    done = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=ROOT, env=variables, check=False, capture_output=True)

    assert done.returncode == code, done.stderr
