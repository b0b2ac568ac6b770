"""`ecs-express logs`: what the containers of a service have written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pulumi_ecs_express.cli.failures import reported
from pulumi_ecs_express.cli.places import Cluster, Folder, Stack, place, say_whose_credentials

if TYPE_CHECKING:
    from pulumi_ecs_express.operations.logs import Tail
    from pulumi_ecs_express.planning.logs.lines import Entry

DEFAULT_SINCE = "10m"

FIND_AGAIN = 6
"""Readings after which tasks are looked for again while a log is followed: half a minute."""


class Format(str, Enum):
    """The form of what is printed."""

    TEXT = "text"
    JSON = "json"


def logs(
    service: Annotated[
        str | None,
        typer.Argument(help="Name in the program or at AWS, or ARN; not needed where the stack has one service."),
    ] = None,
    stack: Stack = None,
    cwd: Folder = Path(),
    cluster: Cluster = "default",
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with new lines until Ctrl-C.")] = False,
    since: Annotated[
        str | None,
        typer.Option(
            help="How far back, as in 10m or 1h30m, or a time as in 2026-11-28T12:00:00Z; "
            f"{DEFAULT_SINCE} if omitted, and all lines of a task or revision that is named."
        ),
    ] = None,
    container: Annotated[str | None, typer.Option(help="Only this container.")] = None,
    task: Annotated[str | None, typer.Option(help="Only this task: its id, or the beginning of it.")] = None,
    revision: Annotated[
        str | None, typer.Option(help="Another revision than the one that serves: its number, ARN or task definition.")
    ] = None,
    failed: Annotated[
        bool, typer.Option("--failed", help="The revision of the newest deployment that failed.")
    ] = False,
    format_: Annotated[Format, typer.Option("--format", help="`json` is an object in each line.")] = Format.TEXT,
) -> None:
    """
    The lines that the containers of a service have written to CloudWatch Logs, by time.

    Those of the revision that serves, of all its tasks and containers. Values of environment variables are masked.
    Where a container logs elsewhere, standard error says where.
    """
    if failed and revision:
        raise typer.BadParameter("give one of both: they name a revision each", param_hint="--failed / --revision")
    at = _since(since, whole=failed or revision is not None or task is not None)
    with reported("logs"):
        from pulumi_ecs_express.operations.choosing import choose_one
        from pulumi_ecs_express.operations.logs import Tail, Wanted

        known = choose_one(service, place(cwd, stack, cluster))
        say_whose_credentials([known])
        tail = Tail(known, Wanted(revision, failed, task, container, at))
        tail.find()
        for one in tail.elsewhere:
            typer.echo(f"ecs-express logs: {one.sentence()}", err=True)
        _print(tail, format_, follow=follow)


def _since(text: str | None, *, whole: bool) -> datetime | None:
    from pulumi_ecs_express.planning.logs.lines import since

    if text is None and whole:
        return None
    found = since(text or DEFAULT_SINCE, datetime.now(timezone.utc))
    if found is None:
        raise typer.BadParameter(
            f"{text!r} is no time: write a duration as in 10m, 1h30m or 90s, or a time with its zone as in "
            "2026-11-28T12:00:00Z",
            param_hint="--since",
        )
    return found


def _print(tail: Tail, format_: Format, *, follow: bool) -> None:
    """Print what there is, and then what comes."""
    import time

    from pulumi_ecs_express import errors
    from pulumi_ecs_express.providers.polling import POLL_SECONDS

    show, readings = _shown(format_), 0
    try:
        while True:
            try:
                if readings and readings % FIND_AGAIN == 0:
                    tail.find()
                for entry in tail.lines():
                    show(entry)
            except errors.Unavailable as error:
                if not follow:
                    raise
                typer.echo(f"ecs-express logs: AWS does not answer, reading again: {error.why}", err=True)
            if not follow:
                return
            time.sleep(POLL_SECONDS())
            readings += 1
    except KeyboardInterrupt:
        return


def _shown(format_: Format) -> Callable[[Entry], None]:
    from rich.console import Console

    from pulumi_ecs_express.cli.views.log_lines import as_json, show

    if format_ is Format.JSON:
        return lambda entry: print(as_json(entry), flush=True)
    console = Console()
    return lambda entry: show(console, entry)
