"""The whole `pulumi` command on a program in a folder, as a user types it; Ctrl-C, and an engine that is killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.engine.conftest import ROLES
from tests.engine.harness import LocalAws, Project
from tests.engine.processes import PROJECT, state_file
from tests.engine.sweep import mend_state_folder

pytestmark = pytest.mark.engine

PROGRAM = f"""\
import pulumi
import pulumi_ecs_express as express

image = pulumi.Config().require("image")
web = express.ExpressGatewayService("web", primary_container={{"image": image}}, **{ROLES!r})
pulumi.export("url", web.url)
"""


class Folder:
    """A program in a folder, and the `pulumi` command in it, on a stack that is there."""

    def __init__(self, path: Path, project: Project) -> None:
        self.path, self.stack = path, project.stack.name
        (path / "Pulumi.yaml").write_text(f"name: {PROJECT}\nruntime: python\n")
        (path / "__main__.py").write_text(PROGRAM)
        self._settings = (Path(project.stack.workspace.work_dir) / f"Pulumi.{self.stack}.yaml").read_text()
        self.image("app:1")

    def pulumi(self, *arguments: str, ok: bool = True) -> str:
        """Run a command to its end."""
        command = ["pulumi", *arguments, "--non-interactive", "--stack", self.stack]
        done = subprocess.run(command, cwd=self.path, capture_output=True, text=True, check=False)
        assert (done.returncode == 0) is ok, done.stdout + done.stderr
        return done.stdout + done.stderr

    def image(self, image: str) -> None:
        """Choose the image, as a release does."""
        configuration = f"config:\n  {PROJECT}:image: {image}\n"
        (self.path / f"Pulumi.{self.stack}.yaml").write_text(self._settings + configuration)

    def deploy(self) -> None:
        """Run `pulumi up` to its end."""
        self.pulumi("up", "--yes", "--skip-preview")

    @contextlib.contextmanager
    def up(self) -> Iterator[subprocess.Popen[str]]:
        """Run `pulumi up` beside the test."""
        process = subprocess.Popen(
            ["pulumi", "up", "--yes", "--non-interactive", "--skip-preview", "--stack", self.stack],
            cwd=self.path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            assert process.stdout
            process.stdout.close()


@pytest.fixture
def folder(project: Project, tmp_path: Path) -> Folder:
    """A program with one service, and a stack."""
    return Folder(tmp_path, project)


@pytest.fixture
def host(project: Project) -> Callable[[], str]:
    """Tell the host name of the service, as its stack exports it."""
    return lambda: str(project.state("pulumi:pulumi:Stack")["outputs"]["url"]).removeprefix("https://")


def _rows_until(process: subprocess.Popen[str], text: str) -> list[str]:
    """Read what the command prints until a line holds ``text``."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip())
        if text in line:
            return lines
    raise AssertionError("\n".join(lines))


def test_the_command_line_from_nothing_to_nothing(
    folder: Folder, aws: LocalAws, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """
    Up with its preview, another image, preview, refresh, destroy: each says what it did and exits 0.

    The state alone is enough for the destroy, which has no program: the provider is found by its name in the installed
    package.
    """
    said = folder.pulumi("up", "--yes")

    assert "ExpressGatewayService" in said
    host = said.partition('"https://')[2].partition('"')[0]
    assert aws.get(host)[1]["image"] == "app:1"
    folder.image("app:2")
    preview = json.loads(folder.pulumi("preview", "--json"))
    (step,) = [step for step in preview["steps"] if step["op"] != "same"]
    assert step["detailedDiff"] == {"primaryContainer.image": {"kind": "update", "inputDiff": True}}
    folder.deploy()
    assert aws.get(host)[1]["image"] == "app:2"
    assert "unchanged" in folder.pulumi("refresh", "--yes")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    done = subprocess.run(
        ["pulumi", "destroy", "--yes", "--non-interactive", "-s", f"organization/{PROJECT}/{folder.stack}"],
        cwd=elsewhere, capture_output=True, text=True, check=False, env={**os.environ, "PULUMI_PYTHON_CMD": sys.executable},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert aws.calls()["ecs:DeleteExpressGatewayService"] == 1
    assert aws.get(host)[0] == 404


def test_ctrl_c_ends_the_row_at_once_and_the_next_up_waits_for_the_same_deployment(
    folder: Folder, aws: LocalAws, host: Callable[[], str]
) -> None:
    """The row ends within a second, state is saved, and nothing is sent again: of a first deployment, and of an update."""
    _interrupted(folder, aws, "AWS is making")
    folder.deploy()
    assert aws.calls()["ecs:CreateExpressGatewayService"] == 1
    assert "ecs:UpdateExpressGatewayService" not in aws.calls()

    folder.image("app:2")
    aws.forget_calls()
    assert _interrupted(folder, aws, "SCALE_UP") < 1
    assert aws.changes() == {"ecs:UpdateExpressGatewayService": 1}
    folder.deploy()
    assert aws.changes() == {"ecs:UpdateExpressGatewayService": 1}
    assert aws.get(host())[1]["image"] == "app:2"


def _interrupted(folder: Folder, aws: LocalAws, row: str) -> float:
    """Press Ctrl-C when a row shows this; give the seconds until the row was over."""
    aws.clock(speed=1)
    with folder.up() as process:
        _rows_until(process, row)
        pressed = time.monotonic()
        process.send_signal(signal.SIGINT)
        _rows_until(process, "ing failed")
        took = time.monotonic() - pressed
        _rows_until(process, "[wait-interrupted]")
        process.wait(30)
        assert process.returncode != 0
    aws.clock(speed=aws.speed)
    return took


@pytest.mark.sweep_only(held_by="tests/engine/test_sweep.py")
def test_a_killed_engine_ends_the_wait_of_its_provider_and_up_heals(
    folder: Folder, aws: LocalAws, fresh_provider: None
) -> None:
    """No provider goes on calling AWS for an engine that is gone; after `pulumi cancel` the next `up` adopts."""
    aws.clock(speed=1)
    with folder.up() as process:
        _rows_until(process, "AWS is making")
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
        _until_quiet(aws)

    aws.clock(speed=aws.speed)
    folder.pulumi("cancel", "--yes")
    folder.deploy()

    assert len(aws.client("ecs").list_services(cluster="default", resourceManagementType="ECS")["serviceArns"]) == 1


def test_a_state_folder_that_a_kill_left_half_written_is_mended_as_documented(folder: Folder) -> None:
    """The file of attributes beside the state is empty: no command works, until it is deleted."""
    state = state_file(os.environ["PULUMI_BACKEND_URL"], PROJECT, folder.stack)
    state.with_name(f"{state.name}.attrs").write_text("")

    assert "failed to load checkpoint: EOF" in folder.pulumi("cancel", "--yes", ok=False)

    mend_state_folder()
    folder.pulumi("cancel", "--yes")


def _until_quiet(aws: LocalAws) -> None:
    """Wait until a second passes without a call: the provider looks for its engine every few seconds."""
    deadline, before = time.monotonic() + 20, -1
    while time.monotonic() < deadline:
        now = sum(aws.calls().values())
        if now == before:
            return
        before = now
        time.sleep(1)  # real processes in real time: there is no clock to step
    raise AssertionError("a provider goes on calling AWS")
