"""A `pulumi` command in a session of its own: run to its end, or killed in the middle of one of its AWS calls."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.engine.harness import LocalAws, Project
from tests.engine.story import Point, Story

Moment = Literal["before the call", "after AWS committed", "after the answer"]

PROGRAM = """\
import importlib, os

story = importlib.import_module(os.environ["STORY"]).STORY
story.declare(story.stages[os.environ["STAGE"]])
"""
ROOT = Path(__file__).parents[2]
PROVIDERS = ("pulumi.dynamic", "ecs_express_sandbox.aws_plugin")
"""What the command lines of provider processes hold."""

HELD_SECONDS = 60.0
"""How long a command may take to reach a call; seconds."""

ORPHAN_SECONDS = 20.0
"""How long a provider process may outlive its engine: it looks for it every few seconds."""


@dataclass
class CommandLine:
    """
    Runs what breaks on a stack, as a process and with a program of its own: nothing of it outlives it in the test.

    Attributes:
        fresh: the engine starts Python itself for each provider, as it does for users, instead of forking one.
        orphans: the provider processes that were left alive, each with its session.
    """

    story: Story
    aws: LocalAws
    project: Project
    folder: Path
    fresh: bool = False
    orphans: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.folder / "Pulumi.yaml").write_text("name: engine\nruntime: python\n")
        (self.folder / "__main__.py").write_text(PROGRAM)
        configuration = f"Pulumi.{self.project.stack.name}.yaml"
        shutil.copy(Path(self.project.stack.workspace.work_dir) / configuration, self.folder / configuration)

    def run(self, desired: Any) -> str:
        """Run the command to its end, whatever that is, and give what it said."""
        process = self._start(desired)
        try:
            process.wait()
        finally:
            process.kill()
        return (self.folder / "output").read_text()

    def kill(self, desired: Any, point: Point, moment: Moment) -> bool:
        """
        Run the command until the call is held, and kill; False where it ended without that call.

        Before the call and after AWS committed everything dies at once, as when a machine goes away: nobody hears the
        answer. After the answer the engine alone dies: its provider hears it, and nobody hears the provider.
        """
        kind = "hold_before" if moment == "before the call" else "hold_after"
        self.aws.faults({"operation": point.operation, "kind": kind, "skip": point.occurrence - 1})
        process = self._start(desired)
        try:
            if not self._until_held(process):
                return False
            alone = moment == "after the answer"
            providers = [(pid, process.pid) for pid in _session(process.pid) if _is_provider(pid)]
            _kill([process.pid] if alone else _session(process.pid))
            process.wait()
            self.orphans += providers if alone else []
            self.aws.ask("/held/release", {"hang_up": not alone})
            return True
        finally:
            process.kill()
            process.wait()
            self.aws.ask("/faults", method="DELETE")
            self.aws.ask("/held/release", {"hang_up": True})

    def _start(self, desired: Any) -> subprocess.Popen[bytes]:
        verb = "destroy" if desired is None else "up"
        command = ["pulumi", verb, "--yes", "--non-interactive", "--skip-preview", "--stack", self.project.stack.name]
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        environment = {
            **os.environ,
            "PYTHONPATH": path,
            "STORY": self.story.module,
            "STAGE": self.story.stage_of(desired),
            **({"PULUMI_PYTHON_CMD": sys.executable} if self.fresh else {}),
        }
        with (self.folder / "output").open("wb") as output:
            return subprocess.Popen(
                command, cwd=self.folder, env=environment, stdout=output, stderr=output, start_new_session=True
            )

    def _until_held(self, process: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + HELD_SECONDS
        while time.monotonic() < deadline:
            if self.aws.ask("/held"):
                return True
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.02)
                return False
        raise AssertionError(f"no call was held: {(self.folder / 'output').read_text()}")

    def wait_for_orphans(self) -> list[str]:
        """Give those that still live after a while; whatever else the sessions left is ended."""
        deadline = time.monotonic() + ORPHAN_SECONDS
        while (living := [pid for pid, session in self.orphans if pid in _session(session)]) and (
            time.monotonic() < deadline
        ):
            time.sleep(0.2)  # real processes in real time: there is no clock to step
        reported = [f"{pid}: {_command_line(pid)}" for pid in living]
        _kill([pid for _, session in self.orphans for pid in _session(session)])
        return reported


def _session(number: int) -> list[int]:
    """List the processes of a session; the engine's plugins have process groups of their own and stay in it."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(ProcessLookupError):
                if os.getsid(int(entry.name)) == number:
                    found.append(int(entry.name))
    return found


def _command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def _is_provider(pid: int) -> bool:
    return any(text in _command_line(pid) for text in PROVIDERS)


def _kill(pids: list[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
