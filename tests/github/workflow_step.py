"""A step of a workflow of GitHub Actions on a pull request, which types `ecs-express comment`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.github.api_server import GOOD, NUMBER, REPOSITORY, GitHub
from typer.testing import CliRunner

from pulumi_ecs_express.cli import app
from pulumi_ecs_express.planning.preview_marker import marker

REPORT = f"{marker([('shop', 'prod')])}\n### preview of shop/prod\n\nweb: new image\n"

FORK = {"head": {"repo": {"full_name": "mallory/shop"}}, "base": {"repo": {"full_name": REPOSITORY}}}
OWN = {"head": {"repo": {"full_name": REPOSITORY}}, "base": {"repo": {"full_name": REPOSITORY}}}
"""Pull requests, as events have them: where their branch is, and where it is to go."""


class Step:
    """A step of a workflow on `pull_request`: its folder, its variables."""

    def __init__(self, github: GitHub, folder: Path) -> None:
        self.folder, self.github = folder, github
        self.summary = folder / "summary.md"
        self.variables = {
            "GITHUB_TOKEN": GOOD,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_API_URL": github.url,
            "GITHUB_GRAPHQL_URL": f"{github.url}/graphql",
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_EVENT_PATH": str(folder / "event.json"),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_RUN_ID": "12",
        }
        self.event({"number": NUMBER, **OWN})

    def event(self, pull_request: dict[str, Any]) -> None:
        """Write the event."""
        (self.folder / "event.json").write_text(json.dumps({"pull_request": pull_request}))

    def typed(self, *words: str, text: str | bytes = REPORT, **variables: str) -> Any:
        """Type the command, with a report in a file, and on standard input."""
        content = text if isinstance(text, bytes) else text.encode()
        (self.folder / "preview.md").write_bytes(content)
        environment = {**self.variables, **variables, "COLUMNS": "300", "NO_COLOR": "1"}
        words = tuple(str(self.folder / word) if word == "preview.md" else word for word in words)
        return CliRunner(env=environment).invoke(app, ["comment", *words], input=content)
