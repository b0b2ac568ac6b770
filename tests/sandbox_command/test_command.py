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

from ecs_express_sandbox.command import process

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


@pytest.fixture
def started(folder: Path) -> dict[str, Any]:
    """What `status --json` says of a started sandbox."""
    assert run([*SANDBOX, "start", "--speed", "60"], folder).returncode == 0
    found: dict[str, Any] = json.loads(run([*SANDBOX, "status", "--json"], folder).stdout)
    return found


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


def test_a_started_sandbox_is_found_again_and_stopped(folder: Path, started: dict[str, Any]) -> None:
    """`start`, `status`, `env` and `stop` speak of the same one."""
    assert started["running"]
    assert started["speed"] == 60
    assert started["clock"]["speed"] == 60
    assert answers(started["addresses"]["endpoint"])
    given = json.loads(run([*SANDBOX, "env", "--json"], folder, AWS_PROFILE="mine").stdout)
    assert given["set"]["AWS_ENDPOINT_URL"] == started["addresses"]["endpoint"]
    assert given["set"]["PULUMI_PYTHON_CMD"] == sys.executable
    assert given["unset"] == ["AWS_PROFILE"]

    assert run([*SANDBOX, "stop"], folder).stderr == "stopped\n"
    assert not answers(started["addresses"]["endpoint"])


def test_starting_twice_says_where_it_runs(folder: Path, started: dict[str, Any]) -> None:
    """A second `start` is no mistake, and no second sandbox."""
    again = run([*SANDBOX, "start"], folder)

    assert again.returncode == 0
    assert again.stderr == f"runs already at {started['addresses']['endpoint']}, speed 60\n"


def test_a_sandbox_that_died_is_noticed_and_replaced(folder: Path, started: dict[str, Any]) -> None:
    """Nothing of a dead sandbox stands in the way of the next, and its Pulumi state goes with its AWS."""
    stale = folder / ".sandbox" / "state" / "of-an-aws-that-is-gone"
    stale.touch()
    os.kill(started["pid"], signal.SIGKILL)
    assert ends(started["addresses"]["endpoint"])

    status = run([*SANDBOX, "status"], folder)
    assert (status.returncode, status.stderr) == (3, "no sandbox runs in .sandbox\n")
    assert run([*SANDBOX, "stop"], folder).stderr == "no sandbox runs in .sandbox\n"
    assert run([*SANDBOX, "start"], folder).returncode == 0
    assert not stale.exists()


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
    """boto3 without any setting talks to the sandbox, which ends with the command."""
    script = (
        "import boto3, os, sys; boto3.client('sts').get_caller_identity();"
        "print(os.environ['AWS_ENDPOINT_URL'], os.environ['PULUMI_BACKEND_URL']); sys.exit(7)"
    )
    done = run([*SANDBOX, "run", "--speed", "60", "--", "python", "-c", script], folder, AWS_PROFILE="mine")

    assert done.returncode == 7, done.stderr
    endpoint, backend = done.stdout.split()
    assert not answers(endpoint)
    assert not Path(urllib.parse.urlsplit(backend).path).exists()
    assert not (folder / ".sandbox").exists()


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (
            ["no-such-command"],
            127,
            "`no-such-command` was not run: no such file or directory; check its name, and PATH",
        ),
        (["sh", "-c", "kill -TERM $$"], 128 + signal.SIGTERM, ""),
    ],
)
def test_exit_codes_are_those_of_a_shell(folder: Path, command: list[str], code: int, said: str) -> None:
    """A command that cannot run, or is ended by a signal."""
    done = run([*SANDBOX, "run", "--", *command], folder)

    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_options_after_the_command_are_the_commands_own(folder: Path) -> None:
    """Also without `--`, and through the package's own command."""
    script = "import sys; print(sys.argv[1:])"
    done = run([*PACKAGE, "sandbox", "run", "--speed", "9", "python", "-c", script, "--speed", "1", "--", "x"], folder)

    assert done.stdout == "['--speed', '1', '--', 'x']\n"


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


def test_run_does_not_share_the_home_of_a_started_sandbox(folder: Path, started: dict[str, Any]) -> None:
    """Their Pulumi states would be mixed up."""
    done = run([*SANDBOX, "run", "--home", ".sandbox", "--", "true"], folder)

    assert done.returncode == 1
    assert "a started sandbox lives in" in done.stderr


def test_without_a_pulumi_cli_the_sandbox_serves_other_programs(folder: Path) -> None:
    """It says so, and runs."""
    done = run([*SANDBOX, "run", "--", "true"], folder, PATH="/usr/bin:/bin")

    assert done.returncode == 0
    assert "no Pulumi CLI was found: only programs without Pulumi can use this sandbox" in done.stderr


def test_the_plugin_is_installed_once(folder: Path, cli_folder: Path) -> None:
    """A second start finds it there; with the real one wanted, there is none."""
    path = f"{cli_folder}{os.pathsep}{os.environ['PATH']}"
    kept = [*SANDBOX, "run", "--home", "kept", "--", "true"]
    assert run(kept, folder, PATH=path).returncode == 0
    (installed,) = (folder / "kept" / "pulumi" / "plugins").glob("*/pulumi-resource-aws")
    first = installed.stat().st_mtime_ns
    assert run(kept, folder, PATH=path).returncode == 0
    assert installed.stat().st_mtime_ns == first

    real = [*SANDBOX, "run", "--home", "real", "--aws-plugin", "real", "--", "true"]
    assert run(real, folder, PATH=path).returncode == 0
    assert not (folder / "real" / "pulumi" / "plugins").exists()


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
