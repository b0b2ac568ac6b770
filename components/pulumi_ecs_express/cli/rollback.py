"""`ecs-express rollback`: back to an earlier revision, and what the program must then say."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pulumi_ecs_express.cli.exit_codes import DECLINED, FAILED_DEPLOYMENT
from pulumi_ecs_express.cli.failures import reported
from pulumi_ecs_express.cli.places import Cluster, Folder, Stack, place, say_whose_credentials

if TYPE_CHECKING:
    from pulumi_ecs_express.operations.rollback import Rollback
    from pulumi_ecs_express.planning.rollback.changes import Change


def rollback(
    service: Annotated[str, typer.Argument(help="Name in the program or at AWS, or ARN.")],
    to: Annotated[
        str | None,
        typer.Option(
            help="Another revision than the one before: its number, ARN or task definition, as in default-web:3."
        ),
    ] = None,
    stack: Stack = None,
    cwd: Folder = Path(),
    cluster: Cluster = "default",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    no_wait: Annotated[bool, typer.Option("--no-wait", help="End as soon as AWS has taken the request.")] = False,
    timeout: Annotated[str, typer.Option(help="How long to wait at most.")] = "30m",
    show_values: Annotated[
        bool, typer.Option("--show-values", help="Show variables and commands, which may hold secrets.")
    ] = False,
) -> None:
    """
    Go back to what a service ran before, and say what the program must say so that `pulumi up` does not undo it.

    A deployment that runs is rolled back; else the task definition of the earlier revision is deployed again, with its
    health check path. It is asked for before anything changes. Exit code 20: it did not come to a good end.
    """
    lasts = _seconds(timeout)
    with reported("rollback"):
        from pulumi_ecs_express import errors
        from pulumi_ecs_express.operations.choosing import choose_one
        from pulumi_ecs_express.operations.rollback import carry_out, follow, plan

        known = choose_one(service, place(cwd, stack, cluster))
        say_whose_credentials([known])
        planned = plan(known, to)
        _announce(planned, shown=show_values)
        if planned.refusal:
            raise planned.refusal
        _confirm(yes=yes)
        revision = carry_out(planned)
        if no_wait:
            print("AWS has taken the request; `ecs-express status --until-done` follows the deployment.")
        else:
            try:
                follow(planned, revision, lasts, _progress)
            except errors.WaitInterrupted:
                raise
            except errors.RolloutError as error:
                typer.echo(f"ecs-express rollback: {error.render()}", err=True)
                raise typer.Exit(FAILED_DEPLOYMENT) from None
        _advise(planned, shown=show_values, done=not no_wait)


def _seconds(text: str) -> int:
    from pulumi_ecs_express.model.fields.duration import seconds

    found = seconds(text)
    if not found:
        raise typer.BadParameter(f"{text!r} is no duration: write one such as 30m or 1h30m", param_hint="--timeout")
    return found


def _announce(planned: Rollback, *, shown: bool) -> None:
    from pulumi_ecs_express.planning.rollout.revisions import described

    way = planned.way
    does = (
        "rolls back the deployment that runs"
        if way.stops
        else "deploys the earlier task definition, in about ten minutes"
    )
    print(f"{planned.known.name}, cluster {planned.service.cluster}, {planned.service.region}: {does}")
    print(f"  from revision {described(way.now)}\n  to revision   {described(way.then)}")
    _list(planned.changes, "    ", shown=shown)
    for limit in planned.limits:
        print(f"  note: {limit}")


def _confirm(*, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        typer.echo(
            "ecs-express rollback: nothing was changed: standard input is no terminal to ask at; add --yes", err=True
        )
        raise typer.Exit(DECLINED)
    if not typer.confirm("Go back?"):
        typer.echo("ecs-express rollback: nothing was changed", err=True)
        raise typer.Exit(DECLINED)


def _progress(line: str) -> None:
    print(f"  {line}", flush=True)


def _advise(planned: Rollback, *, shown: bool, done: bool) -> None:
    serves = f"{planned.known.name} serves {planned.way.then.image or 'the earlier revision'} again. " if done else ""
    if not planned.advice:
        print(f"{serves}The program need not change.")
        return
    print(
        f"{serves}The program must now say the same: else a `pulumi up` that changes the service, or any `pulumi up --refresh`, "
        "undoes this."
    )
    _list(planned.advice, "  ", shown=shown)
    print(
        "Then `pulumi up` finds that this runs already, and deploys nothing; after `pulumi refresh` the preview shows no change."
    )


def _list(changes: Iterable[Change], indent: str, *, shown: bool) -> None:
    for change in changes:
        print(f"{indent}{change.line(shown=shown)}")
    if not shown and any(change.hidden for change in changes):
        print(f"{indent}(--show-values shows the values of variables and commands)")
