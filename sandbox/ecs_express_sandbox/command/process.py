"""
A sandbox in a process of its own: started, found again, stopped.

A started sandbox holds a lock on a file in its home folder for as long as it lives, however it ends. So whether it
lives is never guessed from a process id, which may belong to another by now.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import IO, Literal, cast

from ecs_express_sandbox.command.environment import server_variables
from ecs_express_sandbox.http.addresses import Addresses
from ecs_express_sandbox.settings import ENVIRONMENT_VARIABLE
from ecs_express_sandbox.user_errors import UserError

AwsPlugin = Literal["stand-in", "real"]

READY_SECONDS = 60.0
"""How long a sandbox may take to answer; it takes one or two on a quiet machine; seconds."""

FAREWELL_SECONDS = 10.0
"""How long a sandbox may take to end after SIGTERM, before it is killed; seconds."""

POLL_SECONDS = 0.02

NOT_FOUND = 127
"""What a shell answers for a command that it cannot run."""

SIGNALLED = 128
"""What a shell adds to the number of the signal that ended a command."""

ChosenSettings = Mapping[str, object]
"""Settings of the sandbox that the person chose on the command line, by name."""

NONE_CHOSEN: ChosenSettings = {}


@dataclass(frozen=True)
class Started:
    """
    What is known of a running sandbox.

    Attributes:
        pid: its process.
        speed: simulated seconds in a real one, as it was started.
        aws_plugin: which `aws` plugin its environment provides for.
        addresses: where it answers.
    """

    pid: int
    speed: float
    aws_plugin: AwsPlugin
    addresses: Addresses


@dataclass(frozen=True)
class Home:
    """The folder of one sandbox: what Pulumi needs, the log, and what is needed to find the process again."""

    folder: Path

    @property
    def pulumi_home(self) -> Path:
        """Pulumi's plugins and settings."""
        return self.folder / "pulumi"

    @property
    def backend(self) -> Path:
        """Pulumi's state."""
        return self.folder / "state"

    @property
    def log(self) -> Path:
        """What the process had to say."""
        return self.folder / "sandbox.log"

    @property
    def record(self) -> Path:
        """What `start` knows, for the commands after it."""
        return self.folder / "sandbox.json"

    @property
    def lock(self) -> Path:
        """The file that a living sandbox holds locked."""
        return self.folder / "lock"

    def prepare(self) -> None:
        """Make the folders."""
        for folder in (self.folder, self.pulumi_home, self.backend):
            folder.mkdir(parents=True, exist_ok=True)

    def forget(self) -> None:
        """Throw Pulumi's state away: the AWS that it describes ended with the sandbox before."""
        shutil.rmtree(self.backend)
        self.backend.mkdir()

    def is_alive(self) -> bool:
        """Report whether a sandbox lives here."""
        if not self.lock.exists():
            return False
        with self.lock.open("a") as file:
            return not locked(file)

    def running(self) -> Started | None:
        """Return the sandbox that lives here; None where none does, or where it does not answer yet."""
        if not self.is_alive() or not self.record.exists():
            return None
        known = json.loads(self.record.read_text())
        return Started(known["pid"], known["speed"], known["aws_plugin"], Addresses(**known["addresses"]))


def locked(file: IO[str]) -> bool:
    """Try to take the lock; it is given back when the last process that has the file open ends."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def start(home: Home, *, speed: float, aws_plugin: AwsPlugin, settings: ChosenSettings = NONE_CHOSEN) -> Started:
    """Start a sandbox that outlives the command."""
    home.prepare()
    with home.lock.open("a") as lock, home.log.open("w") as log:
        if not locked(lock):
            raise UserError(
                "no second sandbox was started",
                why=f"one lives in {home.folder} already",
                remedy="type `ecs-express sandbox status`, or choose another folder with --home",
            )
        home.forget()
        process = launch(speed, log, keep_open=lock, settings=settings)
        addresses = wait_until_ready(process, home.log)
    started = Started(process.pid, speed, aws_plugin, addresses)
    home.record.write_text(json.dumps(asdict(started), indent=2) + "\n")
    return started


@contextlib.contextmanager
def for_a_while(home: Home, *, speed: float, settings: ChosenSettings = NONE_CHOSEN) -> Iterator[Addresses]:
    """Start a sandbox that ends with the block, and with this process, however that ends."""
    home.prepare()
    with home.log.open("w") as log:
        process = launch(speed, log, settings=settings)
    try:
        yield wait_until_ready(process, home.log)
    finally:
        process.terminate()
        end(process)


def launch(
    speed: float, log: IO[str], *, keep_open: IO[str] | None = None, settings: ChosenSettings = NONE_CHOSEN
) -> subprocess.Popen[str]:
    """Start the process in a session of its own, so that Ctrl-C reaches whoever uses the sandbox and not it."""
    command = [sys.executable, "-m", "ecs_express_sandbox", "serve", "--speed", f"{speed:g}"]
    if keep_open is None:
        command.append("--until-stdin-closes")
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE if keep_open is None else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=log,
        env=server_variables(os.environ) | settings_variable(settings, os.environ),
        text=True,
        start_new_session=True,
        pass_fds=() if keep_open is None else (keep_open.fileno(),),
    )


def settings_variable(chosen: ChosenSettings, variables: Mapping[str, str]) -> dict[str, str]:
    """Write chosen settings beside those that the person's environment holds."""
    if not chosen:
        return {}
    return {ENVIRONMENT_VARIABLE: json.dumps({**json.loads(variables.get(ENVIRONMENT_VARIABLE) or "{}"), **chosen})}


def wait_until_ready(process: subprocess.Popen[str], log: Path) -> Addresses:
    """Read the line that the process prints when it answers."""
    stdout = cast("IO[str]", process.stdout)
    try:
        ready, _, _ = select.select([stdout], [], [], READY_SECONDS)
        line = stdout.readline() if ready else ""
    except BaseException:
        process.kill()
        raise
    stdout.close()
    if not line:
        process.kill()
        process.wait()
        raise UserError("the sandbox did not start", why=last_line(log), remedy=f"read {log} and try again")
    return Addresses(**json.loads(line))


def last_line(log: Path) -> str:
    """Return what the process said last."""
    lines = log.read_text().strip().splitlines()
    return lines[-1] if lines else f"it gave no sign within {READY_SECONDS:g} seconds"


def stop(home: Home) -> bool:
    """Stop the sandbox that lives here; False where none did. What a dead one left is tidied."""
    alive = home.is_alive()
    if alive:
        terminate(home)
    home.record.unlink(missing_ok=True)
    return alive


def terminate(home: Home) -> None:
    """Ask the process to end, then make it."""
    if not home.record.exists():
        raise UserError(
            "the sandbox was not stopped",
            why=f"the one in {home.folder} is only just starting",
            remedy="try again in a moment",
        )
    pid = int(json.loads(home.record.read_text())["pid"])
    for force in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, force)
        if wait_for_end(home):
            return
    raise UserError("the sandbox was not stopped", why=f"process {pid} does not end", remedy=f"type `kill -9 {pid}`")


def wait_for_end(home: Home) -> bool:
    """Wait until the lock is free."""
    deadline = time.monotonic() + FAREWELL_SECONDS
    while home.is_alive():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def end(process: subprocess.Popen[str]) -> None:
    """Wait for a process that was asked to end, then make it."""
    try:
        process.wait(FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin is not None:
        process.stdin.close()


def run(command: list[str], variables: dict[str, str]) -> int:
    """
    Run a command and give its exit code, as a shell would.

    Ctrl-C reaches the command, which decides what it means; SIGTERM is passed on to it.
    """
    try:
        process = subprocess.Popen(command, env=variables)
    except OSError as failure:
        raise UserError(
            f"`{command[0]}` was not run",
            why=(failure.strerror or str(failure)).lower(),
            remedy="check its name, and PATH",
            exit_code=NOT_FOUND,
        ) from None
    with heeding(signal.SIGINT, lambda *_: None), heeding(signal.SIGTERM, lambda *_: process.terminate()):
        code = process.wait()
    return code if code >= 0 else SIGNALLED - code


@contextlib.contextmanager
def heeding(number: signal.Signals, handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Handle a signal for the length of a block."""
    before = signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)
