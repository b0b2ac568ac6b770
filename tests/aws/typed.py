"""The subcommands that are about services, typed in this process, on the sandbox of this worker."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from tests.sandbox.local_aws import LocalAws
from typer.testing import CliRunner

from pulumi_ecs_express.aws import session
from pulumi_ecs_express.aws.once import Once
from pulumi_ecs_express.cli import app
from pulumi_ecs_express.operations import following, terminal_call
from pulumi_ecs_express.providers import adapters

MINUTES = 3
"""Minutes of the sandbox between two looks: a stage of a canary lasts as long."""


@dataclass(frozen=True)
class Typed:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Read its standard output."""
        return json.loads(self.out)

    def service(self) -> Any:
        """Read the one service of a report."""
        [service] = self.json()["services"]
        return service


def typed(*words: str, answer: str | None = None) -> Typed:
    """Type a command; standard output is no terminal."""
    done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, words, input=answer)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return Typed(done.exit_code, done.stdout, done.stderr)


def passing_time(aws: LocalAws, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have some minutes of the sandbox pass wherever a command waits for its next look."""
    for module in (following, terminal_call):
        monkeypatch.setattr(module, "sleep", lambda _seconds: aws.advance(MINUTES * 60))


def fresh_clients() -> None:
    """Have the next calls read the environment again."""
    session.forget()
    for connect in vars(adapters).values():
        if isinstance(connect, Once):
            connect.cache_clear()
