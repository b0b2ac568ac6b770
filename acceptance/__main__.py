"""
The command: `make acceptance`, or `python -m acceptance`.

It says what it will make and what that costs, asks, runs, takes everything away, and ends with a table.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from acceptance import clean_up, recording
from acceptance.account import NotStarted, Run, earlier_run, new_run
from acceptance.cost import MADE, about, dollars, estimate
from acceptance.observing.notes import Notes
from acceptance.pace import pace_of
from acceptance.parts import PARTS, Choices, Context
from acceptance.running import Progress, remedy, run_parts, telling

FAILED, NOT_STARTED, DECLINED, INTERRUPTED = 20, 21, 22, 130
"""Exit codes: those up to 10 are the Pulumi CLI's, and 2 is a mistake on the command line."""

NGINX = "public.ecr.aws/nginx/nginx"
UNPRIVILEGED = "public.ecr.aws/nginx/nginx-unprivileged"
CRASHES = "public.ecr.aws/docker/library/busybox:1.37"
"""Ends at once: it has a shell and no terminal."""

terminal = Console(highlight=False, soft_wrap=True)


def main(  # one parameter for each option
    only: Annotated[list[str] | None, typer.Option(help=f"A part: {', '.join(PARTS)}; may be repeated.")] = None,
    region: Annotated[str | None, typer.Option(help="The Region; that of the environment, if left out.")] = None,
    zone: Annotated[str | None, typer.Option(help="A public hosted zone, for the custom domain.")] = None,
    record: Annotated[Path, typer.Option(help="The file for what AWS was seen to do.")] = Path("recorded.json"),
    image: Annotated[str, typer.Option(help="Answers 200 on / at port 80.")] = f"{NGINX}:1.28",
    next_image: Annotated[str, typer.Option(help="The one that follows.")] = f"{NGINX}:1.29",
    crash_image: Annotated[str | None, typer.Option(help="Never becomes healthy.")] = None,
    probe_image: Annotated[str, typer.Option(help="Answers 200 on / at --probe-port.")] = f"{UNPRIVILEGED}:1.28",
    next_probe_image: Annotated[str, typer.Option(help="The one that follows.")] = f"{UNPRIVILEGED}:1.29",
    probe_port: Annotated[int, typer.Option(help="A port other than 80.")] = 8080,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    clean: Annotated[str | None, typer.Option("--clean-up", help="Take away what a killed run has left.")] = None,
) -> None:
    """Run the example stacks on the AWS of the environment, ask it what is not known, and take everything away."""
    parts = _parts(only, zone)
    crash = crash_image or (f"{NGINX}:crash" if "ECS_EXPRESS_SANDBOX_URL" in os.environ else CRASHES)
    try:
        if clean:
            _clean_up(earlier_run(clean, region))
        choices = Choices(image, next_image, crash, probe_image, next_probe_image, probe_port, zone)
        _run(new_run(region, pace_of(os.environ).now()), parts, choices, record, yes=yes)
    except NotStarted as reason:
        typer.echo(f"acceptance: nothing was made: {reason}", err=True)
        raise typer.Exit(NOT_STARTED) from None


def _parts(only: list[str] | None, zone: str | None) -> list[str]:
    if unknown := sorted(set(only or ()) - PARTS.keys()):
        raise typer.BadParameter(
            f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}", param_hint="--only"
        )
    chosen = [name for name in PARTS if not only or name in only]
    if zone is None and "custom-domain" in (only or ()):
        raise typer.BadParameter(
            "custom-domain needs a public hosted zone: add --zone example.com", param_hint="--only"
        )
    return [name for name in chosen if zone is not None or name != "custom-domain"]


def _run(run: Run, parts: list[str], choices: Choices, record: Path, *, yes: bool) -> None:
    _announce(run, parts)
    if not yes and not typer.confirm("Make this?"):
        raise typer.Exit(DECLINED)
    run.save()
    pace, progress = pace_of(os.environ), Progress(terminal)
    notes = Notes(pace)
    with telling(progress):
        interrupted = run_parts(parts, Context(run, pace, choices, notes), progress)
    terminal.print(progress.table())
    if "observations" in parts:
        recording.write(record, run, notes)
        progress.say(
            f"{len(notes.settings)} answers of AWS are in {record}; `ecs-express sandbox start --as {record}` does as AWS did"
        )
    _end(run, progress.left)
    raise typer.Exit(INTERRUPTED if interrupted else FAILED if progress.failed else 0)


def _announce(run: Run, parts: list[str]) -> None:
    """Say where, what, and for how much."""
    terminal.print(
        f"acceptance  run {run.id} in account {run.account}, {run.region}; it makes, one after another:", markup=False
    )
    for part in parts:
        made = MADE[part]
        line = f"  {part:17} {made.what}; about {made.minutes} minutes, {dollars(part, run.region):.2f} US dollars"
        terminal.print(line, markup=False)
    terminal.print(f"acceptance  {about(estimate(parts, run.region), run.region)}", markup=False)
    terminal.print("acceptance  at the end, and after a failure or Ctrl-C, everything is taken away", markup=False)


def _clean_up(run: Run) -> None:
    progress = Progress(terminal)
    with telling(progress):
        left = clean_up.take_away(run, pace_of(os.environ), progress.say)
    _end(run, left)
    raise typer.Exit(FAILED if left else 0)


def _end(run: Run, left: list[str]) -> None:
    for one in left:
        terminal.print(f"acceptance  left behind: {one}", markup=False)
    if left:
        terminal.print(f"acceptance  {remedy(run)}", markup=False)
    else:
        terminal.print(f"acceptance  nothing of run {run.id} is left", markup=False)


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
app.command()(main)

if __name__ == "__main__":
    app(prog_name="acceptance")
