"""`ecs-express status`: how services stand, once or as they change."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pulumi_ecs_express.cli.exit_codes import ERROR, FAILED_DEPLOYMENT
from pulumi_ecs_express.cli.failures import reported
from pulumi_ecs_express.cli.places import Cluster, Folder, Stack, place, say_whose_credentials

if TYPE_CHECKING:
    from rich.console import Console

    from pulumi_ecs_express.model.status.report import StatusReport
    from pulumi_ecs_express.operations.status import Looks

LOOKS_AT_REST = 2
"""Looks in a row that must show no deployment before following ends: AWS lists a new one some seconds late."""


class Format(str, Enum):
    """The form of what is printed."""

    TEXT = "text"
    JSON = "json"


def status(
    service: Annotated[
        list[str] | None,
        typer.Argument(help="Names in the program or at AWS, or ARNs; without any, all services of the stack."),
    ] = None,
    stack: Stack = None,
    cwd: Folder = Path(),
    cluster: Cluster = "default",
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Show what changes until Ctrl-C.")] = False,
    until_done: Annotated[
        bool,
        typer.Option(
            "--until-done",
            help="Show what changes until no deployment runs; the exit code is 20 where the newest one did not end well.",
        ),
    ] = False,
    format_: Annotated[
        Format, typer.Option("--format", help="`json` has a documented form for scripts.")
    ] = Format.TEXT,
) -> None:
    """
    How services stand: deployment, traffic, tasks, scaling, URL, custom domains, and why the last deployment failed.

    The services are those of the stack that is selected in the current folder. Its state is read, and then AWS; no
    program and no provider runs. What the credentials do not allow is left out, and named.
    """
    from rich.console import Console

    with reported("status"):
        from pulumi_ecs_express.operations.choosing import choose
        from pulumi_ecs_express.operations.status import Looks

        choice = choose(service or [], place(cwd, stack, cluster))
        say_whose_credentials(choice.services)
        looks = Looks(choice)
        if watch or until_done:
            _follow(looks, _shown(Console(), format_), ends=until_done)
            return
        found = looks.report()
        _print(Console(), found, format_)
        if any(one.status == "MISSING" or _nothing_read(one) for one in found.services):
            raise typer.Exit(ERROR)


def _nothing_read(service: object) -> bool:
    return any(lack.part == "service" for lack in getattr(service, "not_shown", ()))


def _print(console: Console, report: StatusReport, format_: Format) -> None:
    from pulumi_ecs_express.cli.views.status_view import plain, report_view
    from pulumi_ecs_express.model.status.report import as_json

    if format_ is Format.JSON:
        print(as_json(report, indent=2))
    elif console.is_terminal:
        console.print(report_view(report))
    else:
        print(plain(report))


def _follow(looks: Looks, shown: Callable[[StatusReport], None], *, ends: bool) -> None:
    """Look again and again; Ctrl-C is how following ends, unless it was to be until the end."""
    from pulumi_ecs_express.operations.following import reports
    from pulumi_ecs_express.planning.status.ending import rests, went_well

    at_rest = 0
    try:
        for report in reports(looks):
            shown(report)
            at_rest = at_rest + 1 if rests(report) else 0
            if ends and at_rest >= LOOKS_AT_REST:
                raise typer.Exit(0 if went_well(report) else FAILED_DEPLOYMENT)
    except KeyboardInterrupt:
        if ends:
            raise


def _shown(console: Console, format_: Format) -> Callable[[StatusReport], None]:
    """Choose how reports are shown: in place in a terminal, else what is new in each."""
    from pulumi_ecs_express.cli.views.following import InPlace, JsonLines, WhatIsNew

    if format_ is Format.JSON:
        return JsonLines()
    return InPlace(console) if console.is_terminal else WhatIsNew()
