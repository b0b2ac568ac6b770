"""
The sandbox's command: `ecs-express sandbox …`, or `python -m ecs_express_sandbox …`.

It reads the arguments and reports what happened, on standard error; standard output holds only what another program
reads. What is done is in `process`, `environment` and `aws_plugin.archive`.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
import tempfile
import threading
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ecs_express_sandbox.aws_plugin import archive
from ecs_express_sandbox.command import process, pulumi_cli
from ecs_express_sandbox.command.control_client import ask
from ecs_express_sandbox.command.environment import Environment, Folders, sandbox_environment
from ecs_express_sandbox.command.recorded import recorded_settings
from ecs_express_sandbox.facts import table
from ecs_express_sandbox.user_errors import UserError

if TYPE_CHECKING:
    from ecs_express_sandbox.http.addresses import Addresses

NOT_RUNNING = 3
"""The exit code of `status` where no sandbox runs, as of a system service (LSB, "Init script actions")."""


class AwsPlugin(str, Enum):
    """Which `aws` plugin Pulumi programs get."""

    STAND_IN = "stand-in"
    REAL = "real"


class Grade(str, Enum):
    """How well a fact is known: documented, observed, or not known for certain."""

    DOCUMENTED = "D"
    OBSERVED = "O"
    OPEN = "?"


Speed = Annotated[
    float, typer.Option("--speed", min=0.0, help="Simulated seconds in a real one; 60 makes ten minutes ten seconds.")
]
Plugin = Annotated[
    AwsPlugin,
    typer.Option("--aws-plugin", help="Pulumi's aws plugin: ours, which needs no download, or the real one."),
]
EnforceIam = Annotated[bool, typer.Option("--enforce-iam", help="Refuse what the caller's IAM policies do not allow.")]
Recorded = Annotated[
    Path | None,
    typer.Option("--as", help="Do as AWS was seen to do: a file that `make acceptance` has recorded."),
]
HomeFolder = Annotated[Path, typer.Option("--home", help="The folder of this sandbox.")]
DEFAULT_HOME = Path(".sandbox")
COMMAND = "ecs-express"

app = typer.Typer(
    name="ecs-express sandbox",
    help="A local AWS with Amazon ECS Express Mode.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
terminal = Console(stderr=True, highlight=False, soft_wrap=True)


def main() -> None:
    """Run the command; a mistake of the person at the terminal is one line."""
    try:
        app(prog_name="ecs-express sandbox")
    except UserError as mistake:
        terminal.print(f"ecs-express sandbox: {mistake}", markup=False)
        sys.exit(mistake.exit_code)


@app.command()
def start(
    speed: Speed = 1.0,
    home: HomeFolder = DEFAULT_HOME,
    aws_plugin: Plugin = AwsPlugin.STAND_IN,
    enforce_iam: EnforceIam = False,
    recorded: Recorded = None,
) -> None:
    """Start a sandbox that runs until `stop`."""
    settings = chosen(enforce_iam, recorded)
    place = process.Home(home.resolve())
    already = place.running()
    if already is not None:
        terminal.print(f"runs already at {already.addresses.endpoint}, speed {already.speed:g}")
        return
    place.prepare()
    if aws_plugin is AwsPlugin.STAND_IN:
        install_plugin(place)
    started = process.start(place, speed=speed, aws_plugin=aws_plugin.value, settings=settings)
    terminal.print(f"runs at {started.addresses.endpoint}, speed {speed:g}")
    terminal.print(f'use it:  eval "$({typed("env", home)})"', markup=False)
    terminal.print(f"stop it: {typed('stop', home)}", markup=False)


@app.command()
def stop(home: HomeFolder = DEFAULT_HOME) -> None:
    """Stop the sandbox that `start` started; its AWS ends with it."""
    stopped = process.stop(process.Home(home.resolve()))
    terminal.print("stopped" if stopped else f"no sandbox runs in {home}")


@app.command()
def status(
    home: HomeFolder = DEFAULT_HOME, as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False
) -> None:
    """Say whether a sandbox runs, where, and what time it is there."""
    found = process.Home(home.resolve()).running()
    clock = ask(found.addresses.control, "/clock") if found else {}
    if as_json:
        print(
            json.dumps({"running": found is not None} | (asdict(found) if found else {}) | {"clock": clock}, indent=2)
        )
    elif found is None:
        terminal.print(f"no sandbox runs in {home}")
    else:
        terminal.print(f"runs at   {found.addresses.endpoint} (process {found.pid}, {found.aws_plugin} aws plugin)")
        terminal.print(f"control   {found.addresses.control}")
        terminal.print(f"front     {found.addresses.ingress}, by HTTPS {found.addresses.ingress_tls}")
        terminal.print(f"DNS       {found.addresses.dns}")
        terminal.print(f"time      {clock.get('now')} at speed {clock.get('speed', found.speed):g}")
    raise typer.Exit(0 if found else NOT_RUNNING)


@app.command()
def env(
    home: HomeFolder = DEFAULT_HOME, as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False
) -> None:
    """Print the sandbox's environment for `eval`."""
    place = process.Home(home.resolve())
    found = place.running()
    if found is None:
        raise UserError(
            "there is no environment to give",
            why=f"no sandbox runs in {home}",
            remedy=f"type `{typed('start', home)}`",
        )
    given = environment(place, found.addresses, found.speed, AwsPlugin(found.aws_plugin))
    print(json.dumps({"set": dict(given.given), "unset": given.taken}, indent=2) if as_json else given.as_shell())


@app.command(context_settings={"allow_interspersed_args": False})
def run(
    command: Annotated[list[str], typer.Argument(help="What to run, with its arguments.", metavar="COMMAND...")],
    speed: Speed = 1.0,
    home: Annotated[Path | None, typer.Option("--home", help="Keep Pulumi's folders and the log here.")] = None,
    aws_plugin: Plugin = AwsPlugin.STAND_IN,
    enforce_iam: EnforceIam = False,
    recorded: Recorded = None,
) -> None:
    """Start a sandbox, run COMMAND in its environment, stop it, and give COMMAND's exit code."""
    settings = chosen(enforce_iam, recorded)
    with tempfile.TemporaryDirectory(prefix="ecs-express-sandbox-") as folder:
        place = process.Home((home or Path(folder)).resolve())
        if place.is_alive():
            raise UserError(
                f"`{command[0]}` was not run",
                why=f"a started sandbox lives in {place.folder}",
                remedy="leave out --home, or choose another folder",
            )
        place.prepare()
        if aws_plugin is AwsPlugin.STAND_IN:
            install_plugin(place)
        with process.for_a_while(place, speed=speed, settings=settings) as addresses:
            variables = environment(place, addresses, speed, aws_plugin).applied_to(os.environ)
            code = process.run(command, variables)
    raise typer.Exit(code)


@app.command()
def facts(
    grade: Annotated[
        Grade | None, typer.Option("--grade", help="D: documented, O: observed, ?: not known, and so a setting.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """List what is known of Express Mode, from where, which test holds the sandbox to it, and what is not imitated."""
    of_grade = grade.value if grade else ""
    if as_json:
        print(json.dumps(table.as_json(of_grade), indent=2, ensure_ascii=False))
        return
    listed = Table("", "fact", "source", title="Amazon ECS Express Mode, as far as it is known", show_lines=True)
    listed.add_column("what holds it", overflow="fold")
    for known, name, says, source, holds in table.rows(of_grade):
        listed.add_row(known, f"[bold]{name}[/bold]\n{escape(says)}", escape(source), escape(holds))
    Console(highlight=False).print(listed)


@app.command(hidden=True)
def serve(
    speed: Speed = 1.0,
    port: int = 0,
    ingress_port: int = 0,
    until_stdin_closes: Annotated[bool, typer.Option("--until-stdin-closes")] = False,
) -> None:
    """Be the sandbox: print one line of JSON with the addresses when it answers, end at SIGTERM."""
    try:
        from ecs_express_sandbox.http.server import serve as serve_until_terminated
    except ModuleNotFoundError as missing:
        raise UserError(
            "the sandbox did not start",
            why=f"`{missing.name}` is not installed",
            remedy="type `pip install 'pulumi-ecs-express[sandbox]'`",
        ) from missing
    if until_stdin_closes:
        threading.Thread(target=end_with_stdin, daemon=True).start()
    serve_until_terminated(port=port, ingress_port=ingress_port, speed=speed, announce=announce)


def chosen(enforce_iam: bool, recorded: Path | None = None) -> process.ChosenSettings:
    """Name the settings that the command line chooses."""
    found = recorded_settings(recorded) if recorded is not None else {}
    return {**found, "enforce_iam": True} if enforce_iam else found


def announce(addresses: Addresses) -> None:
    """Print where the sandbox answers; whatever is printed later goes to the log."""
    print(json.dumps(asdict(addresses)), flush=True)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def end_with_stdin() -> None:
    """
    End when whoever holds the other end of standard input ends, however that comes about.

    At once: a sandbox has nothing to save, and a signal sent from this thread may never reach the main one, which
    waits in a lock (Python runs signal handlers in the main thread only).
    """
    sys.stdin.buffer.read()
    os._exit(0)


def environment(place: process.Home, addresses: Addresses, speed: float, aws_plugin: AwsPlugin) -> Environment:
    """Return the environment of a running sandbox, seen from this shell."""
    cli = pulumi_cli.find(Path.cwd(), os.environ.get("PATH", os.defpath))
    folders = Folders(place.pulumi_home, place.backend, cli, Path(sys.executable))
    real = aws_plugin is AwsPlugin.REAL
    return sandbox_environment(addresses, folders, os.environ, speed=speed, real_aws_plugin=real)


def install_plugin(place: process.Home) -> None:
    """Install the stand-in where there is a Pulumi to install it into."""
    cli = pulumi_cli.find(Path.cwd(), os.environ.get("PATH", os.defpath))
    version = archive.sdk_version()
    if cli is None:
        terminal.print("no Pulumi CLI was found: only programs without Pulumi can use this sandbox")
    elif version is not None:
        archive.install(cli, place.pulumi_home, version, Path(sys.executable))


def typed(verb: str, home: Path) -> str:
    """Write one of these commands so that it works when pasted into the person's shell."""
    beside = Path(sys.executable).with_name(COMMAND)
    if shutil.which(COMMAND) == str(beside) or not beside.exists():
        program = COMMAND
    else:
        program = str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside)
    return f"{program} sandbox {verb}" + ("" if home == DEFAULT_HOME else f" --home {shlex.quote(str(home))}")
