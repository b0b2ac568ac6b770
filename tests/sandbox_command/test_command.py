"""`ecs-express sandbox`: started, found again, stopped, and a command run inside, as a person would type it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from ecs_express_sandbox.command import cli, process

SANDBOX = [sys.executable, "-m", "ecs_express_sandbox"]
PACKAGE = [sys.executable, "-m", "pulumi_ecs_express.cli"]

END_SECONDS = 20.0
"""How long a test waits for a process to end that must end; seconds."""

WITHOUT_EXTRA = "import sys; sys.modules['moto'] = None"
"""Run at the start of Python, this makes moto look as if it were not installed."""


def run(command: Sequence[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Type a command in a folder."""
    environment = os.environ | {"COLUMNS": "200"} | variables
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder whose sandbox, if it has one, is stopped in the end."""
    yield tmp_path
    process.stop(process.Home(tmp_path / ".sandbox"))


def answers(url: str) -> bool:
    """Tell whether somebody listens there."""
    parts = urllib.parse.urlsplit(url)
    try:
        socket.create_connection((parts.hostname, parts.port or 80), timeout=1).close()
    except OSError:
        return False
    return True


def ends(url: str) -> bool:
    """Wait until nobody listens there any more."""
    deadline = time.monotonic() + END_SECONDS
    while answers(url):
        if time.monotonic() > deadline:
            return False
    return True


def test_a_started_sandbox_is_found_again_replaced_when_it_died_and_stopped(folder: Path) -> None:
    """`start`, `status`, `env`, `run` and `stop` speak of the same one, and of none once it is killed."""
    assert run([*SANDBOX, "start", "--speed", "60"], folder).returncode == 0
    started: dict[str, Any] = json.loads(run([*SANDBOX, "status", "--json"], folder).stdout)
    endpoint = started["addresses"]["endpoint"]
    assert (started["running"], started["speed"], started["clock"]["speed"]) == (True, 60, 60)
    assert answers(endpoint)
    given = json.loads(run([*SANDBOX, "env", "--json"], folder, AWS_PROFILE="mine").stdout)
    assert given["set"]["AWS_ENDPOINT_URL"] == endpoint
    assert given["set"]["PULUMI_PYTHON_CMD"] == sys.executable
    assert given["unset"] == ["AWS_PROFILE"]

    again = run([*SANDBOX, "start"], folder)
    assert (again.returncode, again.stderr) == (0, f"runs already at {endpoint}, speed 60\n")
    shared = run([*SANDBOX, "run", "--home", ".sandbox", "--", "true"], folder)
    assert shared.returncode == 1, "the Pulumi states of the two would be mixed up"
    assert "a started sandbox lives in" in shared.stderr

    stale = folder / ".sandbox" / "state" / "of-an-aws-that-is-gone"
    stale.touch()
    os.kill(started["pid"], signal.SIGKILL)
    assert ends(endpoint)
    status = run([*SANDBOX, "status"], folder)
    assert (status.returncode, status.stderr) == (3, "no sandbox runs in .sandbox\n")
    assert run([*SANDBOX, "stop"], folder).stderr == "no sandbox runs in .sandbox\n"

    assert run([*SANDBOX, "start"], folder).returncode == 0
    assert not stale.exists(), "Pulumi's state goes with its AWS"
    replaced = json.loads(run([*SANDBOX, "status", "--json"], folder).stdout)["addresses"]["endpoint"]
    assert run([*SANDBOX, "stop"], folder).stderr == "stopped\n"
    assert not answers(replaced)


def test_stop_never_ends_a_process_of_somebody_else(folder: Path) -> None:
    """A process id in an old record may belong to another by now."""
    home = process.Home(folder / ".sandbox")
    home.prepare()
    home.lock.touch()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        home.record.write_text(json.dumps({"pid": other.pid}))
        stopped = run([*SANDBOX, "stop"], folder)

        assert stopped.stderr == "no sandbox runs in .sandbox\n"
        assert other.poll() is None
        other.communicate(b"\n")
    assert not home.record.exists()


def test_env_without_a_sandbox_says_what_to_type(folder: Path) -> None:
    """One line, nothing for `eval`, and the command to type works when pasted."""
    found = run([*SANDBOX, "env"], folder)

    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.startswith("ecs-express sandbox: there is no environment to give: no sandbox runs in .sandbox;")
    assert found.stderr.endswith(" sandbox start`\n")


def test_a_command_runs_in_the_environment_and_its_exit_code_is_given(folder: Path) -> None:
    """boto3 without any setting talks to the sandbox, which ends with the command; what stands after it is the command's."""
    script = (
        "import boto3, os, sys; boto3.client('sts').get_caller_identity();"
        "print(os.environ['AWS_ENDPOINT_URL'], os.environ['PULUMI_BACKEND_URL'], *sys.argv[1:]); sys.exit(7)"
    )
    sandbox = [*PACKAGE, "sandbox", "run", "--speed", "60"]
    done = run([*sandbox, "python", "-c", script, "--speed", "1", "--", "x"], folder, AWS_PROFILE="mine")

    assert done.returncode == 7, done.stderr
    endpoint, backend, *arguments = done.stdout.split()
    assert arguments == ["--speed", "1", "--", "x"]
    assert not answers(endpoint)
    assert not Path(urllib.parse.urlsplit(backend).path).exists()
    assert not (folder / ".sandbox").exists()


def test_a_command_that_cannot_run_gives_the_exit_code_of_a_shell(folder: Path) -> None:
    """And what to check; with the real aws plugin wanted, the stand-in is not installed."""
    done = run([*SANDBOX, "run", "--home", "real", "--aws-plugin", "real", "--", "no-such-command"], folder)

    assert done.returncode == 127
    assert "`no-such-command` was not run: no such file or directory; check its name, and PATH" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "real" / "pulumi" / "plugins").exists()


def test_without_a_pulumi_cli_the_sandbox_serves_other_programs(folder: Path) -> None:
    """It says so, and runs; a command that a signal ends gives the exit code of a shell."""
    done = run([*SANDBOX, "run", "--", "sh", "-c", "kill -TERM $$"], folder, PATH="/usr/bin:/bin")

    assert done.returncode == 128 + signal.SIGTERM
    assert "no Pulumi CLI was found: only programs without Pulumi can use this sandbox" in done.stderr
    assert "Traceback" not in done.stderr


ON_CTRL_C = """
import boto3, signal, sys
def asked(*_):
    boto3.client("sts").get_caller_identity()
    sys.exit(5)
signal.signal(signal.SIGINT, asked)
print("ready", flush=True)
signal.pause()
"""


def test_ctrl_c_reaches_the_command_while_the_sandbox_still_answers(folder: Path) -> None:
    """The command decides what Ctrl-C means, may still use its AWS, and its exit code is given."""
    command = [*SANDBOX, "run", "--", "python", "-c", ON_CTRL_C]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, start_new_session=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all of its foreground processes

        assert running.wait(END_SECONDS) == 5


def test_a_sandbox_ends_with_the_run_that_started_it_however_that_ends(folder: Path) -> None:
    """A killed `run` leaves no sandbox behind."""
    script = "import os; print(os.environ['AWS_ENDPOINT_URL'], flush=True); input()"
    command = [*SANDBOX, "run", "--", "python", "-c", script]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        endpoint = running.stdout.readline().strip()
        assert answers(endpoint)
        running.kill()

    assert ends(endpoint)


def test_the_plugin_is_installed_once(folder: Path, cli_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second start finds it there."""
    monkeypatch.setenv("PATH", f"{cli_folder}{os.pathsep}{os.environ['PATH']}")
    home = process.Home(folder / "kept")
    home.prepare()
    cli.install_plugin(home)
    (installed,) = home.pulumi_home.glob("plugins/*/pulumi-resource-aws")
    first = installed.stat().st_mtime_ns

    cli.install_plugin(home)

    assert installed.stat().st_mtime_ns == first


@pytest.mark.parametrize("command", [[*PACKAGE, "sandbox", "start"], [*SANDBOX, "start"]])
def test_without_the_extra_it_says_what_to_install(folder: Path, command: list[str]) -> None:
    """The package alone is enough for AWS, not for the sandbox."""
    site_folder = folder / "site"
    site_folder.mkdir()
    (site_folder / "sitecustomize.py").write_text(WITHOUT_EXTRA)
    done = run(command, folder, PYTHONPATH=str(site_folder))

    assert done.returncode == 1
    assert "pip install 'pulumi-ecs-express[sandbox]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_packages_command_names_its_version(folder: Path) -> None:
    """As installed."""
    from importlib.metadata import version

    assert run([*PACKAGE, "--version"], folder).stdout == f"pulumi-ecs-express {version('pulumi-ecs-express')}\n"


def test_the_packages_command_passes_help_on(folder: Path) -> None:
    """`ecs-express sandbox --help` is the sandbox's own help."""
    shown = run([*PACKAGE, "sandbox", "--help"], folder).stdout

    assert "A local AWS with Amazon ECS Express Mode." in shown
    assert "--aws-plugin" in run([*PACKAGE, "sandbox", "run", "--help"], folder).stdout


def test_the_packages_command_loads_nothing_heavy(folder: Path) -> None:
    """Neither AWS's nor the models' libraries, and not the sandbox: `--help` is quick."""
    heavy = ("boto3", "botocore", "pydantic", "pulumi_aws", "moto", "ecs_express_sandbox")
    script = f"import sys, pulumi_ecs_express.cli; print([name for name in {heavy} if name in sys.modules])"

    assert run([sys.executable, "-c", script], folder).stdout == "[]\n"
