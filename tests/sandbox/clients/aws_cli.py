"""
The AWS CLI, unmodified, in a virtual environment of its own: its requirements are not ours.

Made once, in ``.tools``, and kept; making it takes ten seconds and the package registry.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.sandbox.local_aws import REGION, LocalAws

VERSION = "1.46.3"
"""The current one of the first line when this was written; 1.43.1 is the first with Express Mode."""

TOOLS = Path(__file__).parents[3] / ".tools"


def installed() -> Path:
    """Give the command, made if it is not there yet; several processes may ask at the same time."""
    TOOLS.mkdir(exist_ok=True)
    folder = TOOLS / f"awscli-{VERSION}"
    with (TOOLS / "awscli.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            pip = [str(folder / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*pip, "install", f"awscli=={VERSION}"], check=True)
            (folder / "complete").touch()
    return folder / "bin" / "aws"


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    code: int
    output: str
    errors: str


@dataclass(frozen=True)
class AwsCli:
    """The command, pointed at the sandbox by its environment alone."""

    program: Path
    aws: LocalAws

    def run(self, *arguments: str) -> Done:
        """Run ``aws`` with these arguments."""
        done = subprocess.run(
            [self.program, *arguments], env=self._environment(), capture_output=True, text=True, check=False
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def answer(self, *arguments: str) -> Any:
        """Run ``aws``, which must succeed, and read what it prints."""
        done = self.run(*arguments)
        assert done.code == 0, done.errors
        return json.loads(done.output) if done.output.strip() else None

    def _environment(self) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTHON"))}
        return plain | {
            "AWS_ENDPOINT_URL": self.aws.addresses.endpoint,
            "AWS_ACCESS_KEY_ID": "AKIASANDBOXCLI000000",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
