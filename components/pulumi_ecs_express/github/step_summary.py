"""The summary that a step of a workflow writes: a file to which Markdown is appended."""

from __future__ import annotations

from pathlib import Path

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.pull_request.cutting import fitted

LIMIT = 1024 * 1024
"""
Bytes of a step's summary; a longer one is not shown at all.

Source: "Adding a job summary", https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands,
read 2026-11-28.
"""


def append(path: Path, text: str) -> None:
    """
    Add a text to the summary, cut where it is too long for it.

    Raises:
        GitHubSettingsMissing: The file cannot be written.
    """
    try:
        used = path.stat().st_size if path.exists() else 0
        with path.open("a", encoding="utf-8") as file:
            file.write(fitted(text, "", LIMIT - used - 2).rstrip("\n") + "\n\n")
    except OSError as error:
        raise errors.GitHubSettingsMissing(
            f"the summary {path} cannot be written",
            why=error.strerror or type(error).__name__,
            remedy="leave GITHUB_STEP_SUMMARY as the runner sets it",
        ) from error
