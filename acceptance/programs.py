"""The example stacks, run as a user runs them: copied beside the run's state, with names and tags of the run."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from acceptance.account import TAG, Run
from acceptance.pace import LOG, TELL_SECONDS
from pulumi_ecs_express.model.service.type_tokens import SERVICE

ROOT = Path(__file__).resolve().parent.parent
LINES = 12
"""How many last lines of a command a failure shows."""


HEARTBEAT = "@"
"""How a line of Pulumi begins that says only that it goes on."""

LEADS_ELSEWHERE = ("PULUMI_STACK", "PULUMI_CONFIG_PASSPHRASE_FILE")
"""Variables that would make Pulumi work on something of the person's."""


class StepFailed(Exception):
    """A step did not do what it should."""


class Terminated(KeyboardInterrupt):
    """SIGTERM, which reaches this process alone."""


def variables(run: Run) -> dict[str, str]:
    """Give the environment of a command: the person's, with a state of the run's own."""
    state = run.folder / "state"
    state.mkdir(parents=True, exist_ok=True)
    inherited = {name: value for name, value in os.environ.items() if name not in LEADS_ELSEWHERE}
    return {
        **inherited,
        "PULUMI_BACKEND_URL": state.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": run.passphrase,
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "AWS_REGION": run.region,
        "AWS_DEFAULT_REGION": run.region,
    }


def command(words: list[str], folder: Path, run: Run, log: Path, *, own_session: bool = False) -> tuple[int, str]:
    """
    Run a command to its end; give its exit code and what it said.

    An interruption reaches the command too, and it is waited for: a Pulumi that is killed leaves its stack locked.
    """
    process = subprocess.Popen(
        words, cwd=folder, env=variables(run), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=own_session,
    )  # fmt: skip
    said = list[str]()
    try:
        _listen(process, said)
    except KeyboardInterrupt as interruption:
        if isinstance(interruption, Terminated):
            process.send_signal(signal.SIGINT)  # a terminal's Ctrl-C has reached it already
        _listen(process, said)
        raise
    finally:
        with log.open("a") as file:
            file.write(f"$ {' '.join(words)}\n{''.join(said)}\n")
    return process.returncode, "".join(said)


def _listen(process: subprocess.Popen[str], said: list[str]) -> None:
    """Collect what a command says until it ends; tell a line of it now and then."""
    told = time.monotonic()
    assert process.stdout is not None  # noqa: S101  # it is a pipe
    for line in process.stdout:
        said.append(line)
        if line.strip() and not line.startswith(HEARTBEAT) and time.monotonic() - told > TELL_SECONDS:
            told = time.monotonic()
            LOG.info("%s", line.strip())
    process.stdout.close()
    process.wait()


@dataclass
class Program:
    """
    One example stack.

    Attributes:
        run: Whose it is.
        name: Its folder in `stacks`.
        settings: Configuration.
    """

    run: Run
    name: str
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where the copy is."""
        return self.run.folder / "stacks" / self.name

    def make(self) -> None:
        """Copy the program and make its stack."""
        source = ROOT / "stacks" / self.name
        shutil.copytree(source, self.folder, ignore=shutil.ignore_patterns("__pycache__", "Pulumi.*.yaml"))
        if not (self.folder / "Pulumi.yaml").exists():
            project = (ROOT / "Pulumi.yaml").read_text().splitlines(keepends=True)
            (self.folder / "Pulumi.yaml").write_text("".join(one for one in project if not one.startswith("main:")))
        self.run.stacks.append(self.name)
        self.run.save()
        self.pulumi("stack", "init", self.run.id)
        tag = f"aws:defaultTags.tags.{TAG}"
        self.set(**{"aws:region": self.run.region, tag: self.run.id, **self.settings})

    def set(self, **settings: str) -> None:
        """Change the configuration."""
        values = [word for name, value in settings.items() for word in ("--plaintext", f"{name}={value}")]
        if values:
            self.pulumi("config", "set-all", "--path", *values)

    def pulumi(self, *words: str, fails_with: str = "", own_session: bool = False) -> str:
        """Run the CLI; it must succeed, or fail with these words."""
        full = ["pulumi", *words, "--non-interactive", *(() if words[0] == "stack" else ("--stack", self.run.id))]
        code, said = command(full, self.folder, self.run, self.log, own_session=own_session)
        if bool(code) is not bool(fails_with) or fails_with not in said:
            expected = f", and should fail with {fails_with}" if fails_with else ""
            raise StepFailed(f"pulumi {' '.join(words)} ended with {code}{expected}:\n{tail(said)}")
        return said

    @property
    def log(self) -> Path:
        """What its commands have said."""
        return self.run.folder / f"{self.name}.log"

    def up(self, fails_with: str = "", **settings: str) -> str:
        """Change the configuration and deploy."""
        self.set(**settings)
        try:
            self.pulumi("up", "--yes", "--skip-preview", fails_with=fails_with)
        finally:
            with contextlib.suppress(StepFailed, ValueError):
                self._note_services()
        return fails_with

    def _note_services(self) -> None:
        for resource in self.state():
            if resource["type"] == SERVICE:
                self.run.note_service(str(resource.get("id", "")).rpartition("/")[2])

    def state(self) -> list[Mapping[str, Any]]:
        """Read the resources in the state."""
        exported = json.loads(self.pulumi("stack", "export", "--stack", self.run.id))
        return list(exported["deployment"].get("resources") or [])

    def output(self, name: str) -> str:
        """Read an output."""
        return self.pulumi("stack", "output", name, "--stack", self.run.id).strip()

    def destroy(self, *, own_session: bool = False) -> str:
        """Take everything away, and the stack."""
        self.pulumi("destroy", "--yes", "--skip-preview", own_session=own_session)
        self.pulumi("stack", "rm", self.run.id, "--yes", own_session=own_session)
        self.run.stacks.remove(self.name)
        self.run.save()
        return ""

    def ecs_express(self, *words: str) -> str:
        """Run the package's own command in the program's folder; it must succeed."""
        code, said = command([sys.executable, "-m", "pulumi_ecs_express.cli", *words], self.folder, self.run, self.log)
        if code:
            raise StepFailed(f"ecs-express {' '.join(words)} ended with {code}:\n{tail(said)}")
        return said


def tail(text: str) -> str:
    """Give the last lines that say something."""
    return "\n".join([line for line in text.splitlines() if line.strip()][-LINES:])
