"""Reads the workflows for GitHub Actions that the documentation offers."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.docs.reading import ROOT

FOLDER = ROOT / "docs" / "workflows"
PATHS = sorted(FOLDER.glob("*.yml"))


@dataclass(frozen=True)
class Workflow:
    """One workflow."""

    path: Path

    @property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text()

    @property
    def content(self) -> dict[Any, Any]:
        """What it says; YAML 1.1 reads the key `on` as a truth."""
        content: dict[Any, Any] = yaml.safe_load(self.text)
        return content

    def jobs(self) -> list[dict[str, Any]]:
        """List its jobs."""
        return list(self.content["jobs"].values())

    def steps(self) -> list[dict[str, Any]]:
        """List the steps of all jobs."""
        return [step for job in self.jobs() for step in job["steps"]]

    def step(self, name: str) -> dict[str, Any]:
        """Find a step by its name."""
        (found,) = [step for step in self.steps() if step.get("name") == name]
        return found

    def commands(self) -> Iterator[list[str]]:
        """Give the words of each `ecs-express` command, as the shell parts them; variables stay as they are written."""
        for step in self.steps():
            for line in step.get("run", "").replace("\\\n", " ").splitlines():
                if line.lstrip().startswith("ecs-express "):
                    yield shlex.split(line)[1:]


WORKFLOWS = [Workflow(path) for path in PATHS]


def evaluated(text: str, values: dict[str, str]) -> str:
    """Put values in place of expressions; one without a value fails."""
    return re.sub(r"\$\{\{ *(.*?) *\}\}", lambda found: values[found[1]], text)
