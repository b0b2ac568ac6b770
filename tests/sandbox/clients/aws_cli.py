"""
The AWS CLI, unmodified, in a virtual environment of its own: its requirements are not ours.

Made once, in ``.tools``, and kept; making it takes ten seconds and the package registry. One process of it runs all
commands, since importing it takes longer than what a command does.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ecs_express_sandbox.http.addresses import Addresses
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


_PROGRAM = """
import contextlib, io, json, sys
from awscli.clidriver import create_clidriver

for line in sys.stdin:
    output, errors = (io.TextIOWrapper(io.BytesIO(), write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        code = create_clidriver().main(json.loads(line))
    print(json.dumps([code, *(text.buffer.getvalue().decode() for text in (output, errors))]), flush=True)
"""


@contextmanager
def started(aws: Path, addresses: Addresses) -> Iterator[subprocess.Popen[str]]:
    """Start the CLI, pointed at the sandbox by its environment alone: a line is the arguments of a command."""
    command, variables = [str(aws.with_name("python")), "-c", _PROGRAM], _environment(addresses)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=variables, text=True) as process:
        yield process


def _environment(addresses: Addresses) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "PYTHON"))}
    return plain | {
        "AWS_ENDPOINT_URL": addresses.endpoint,
        "AWS_ACCESS_KEY_ID": "AKIASANDBOXCLI000000",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }


@dataclass(frozen=True)
class AwsCli:
    """The commands of the CLI."""

    process: subprocess.Popen[str]
    aws: LocalAws

    def run(self, *arguments: str) -> Done:
        """Run ``aws`` with these arguments."""
        assert self.process.stdin
        assert self.process.stdout
        print(json.dumps(arguments), file=self.process.stdin, flush=True)
        return Done(*json.loads(self.process.stdout.readline()))

    def answer(self, *arguments: str) -> Any:
        """Run ``aws``, which must succeed, and read what it prints."""
        done = self.run(*arguments)
        assert done.code == 0, done.errors
        return json.loads(done.output) if done.output.strip() else None
