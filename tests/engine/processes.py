"""Fewer and quicker processes for the engine tests: forked providers, and stacks made without a command."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from pulumi import automation
from pulumi.runtime import _grpc_settings

from tests.engine.key_server import PROVIDER

SERVER = "tests.engine.provider_server"
LAUNCHER = Path(__file__).with_name("launcher.py")
ROOT = Path(__file__).parents[2]
PROJECT = "engine"

FRESH = "ECS_EXPRESS_FRESH_PROVIDERS"
"""An environment variable: providers start Python themselves, since older versions of grpcio cannot be forked."""


@contextlib.contextmanager
def forked_providers(folder: Path) -> Iterator[Path]:
    """Run a provider server; give the command that stands in for Python (for ``PULUMI_PYTHON_CMD``)."""
    if os.environ.get(FRESH):
        yield Path(sys.executable)
        return
    path, command = folder / "providers", folder / "python"
    words = map(shlex.quote, (sys.executable, "-IS", str(LAUNCHER), sys.executable, str(path)))
    command.write_text(f'#!/bin/sh\nexec {" ".join(words)} "$@"\n')
    command.chmod(0o755)
    server = subprocess.Popen(
        [sys.executable, "-m", SERVER, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        yield command
    finally:
        assert server.stdin is not None
        server.stdin.close()
        server.wait(timeout=10)
        assert server.stdout is not None
        server.stdout.close()


OWN_CONNECTIONS = [*_grpc_settings._GRPC_CHANNEL_OPTIONS, ("grpc.use_local_subchannel_pool", 1)]
"""
Channel options with which inline programs of one process share no connection.

gRPC keeps one connection for each address in a process, and waits a second and more after a refusal before it tries
again. An inline program that is still running when its engine ends leaves such a refused address behind. When the next
engine is given the same port, its program fails at once: "Connection refused", or "Resource monitor has terminated".
"""


@cache
def _pulumi(_path: str) -> automation.PulumiCommand:
    """Ask a CLI for its version once, not for each stack."""
    return automation.PulumiCommand()


@cache
def _first_stack(backend: str, project: str) -> tuple[str, str, str]:
    """Make a stack by the command; give its name, its settings and its state, which other stacks are copied from."""
    workspace = _workspace(lambda: None, project)
    automation.Stack.create("first", workspace)
    settings = (Path(workspace.work_dir) / "Pulumi.first.yaml").read_text()
    return "first", settings, state_file(backend, project, "first").read_text()


def state_file(backend: str, project: str, name: str) -> Path:
    """Say where Pulumi keeps the state of a stack."""
    return Path(backend.removeprefix("file://")) / ".pulumi" / "stacks" / project / f"{name}.json"


class Workspace(automation.LocalWorkspace):
    """A workspace whose stack is there: no command is needed to select it, since each command names it."""

    def select_stack(self, stack_name: str) -> None:
        """Do nothing."""


def _workspace(program: Callable[[], None], project: str) -> Workspace:
    settings = automation.ProjectSettings(name=project, runtime="python", main=str(Path.cwd()))
    return Workspace(
        program=program,
        project_settings=settings,
        pulumi_command=_pulumi(os.environ["PATH"]),
        secrets_provider=PROVIDER,
    )


def new_stack(name: str, program: Callable[[], None] = lambda: None, project: str = PROJECT) -> automation.Stack:
    """Make a stack with nothing in it, as `pulumi stack init` does, by copying the first one of this backend."""
    backend = os.environ["PULUMI_BACKEND_URL"]
    first, settings, state = _first_stack(backend, project)
    workspace = _workspace(program, project)
    (Path(workspace.work_dir) / f"Pulumi.{name}.yaml").write_text(settings)
    stored = json.loads(state)
    stored["checkpoint"]["stack"] = stored["checkpoint"]["stack"].replace(first, name)
    state_file(backend, project, name).write_text(json.dumps(stored))
    return not_read_back(automation.Stack.select(name, workspace))


def not_read_back(stack: automation.Stack) -> automation.Stack:
    """Spare the commands by which the Automation API reads outputs and history after each run: state has both."""
    vars(stack).update(outputs=dict, info=lambda *_: object())
    return stack
