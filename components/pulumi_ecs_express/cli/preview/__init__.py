"""`ecs-express preview`: what a `pulumi preview` means, on standard output or in a file; Pulumi's own output on standard error."""

from __future__ import annotations

import sys
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pulumi_ecs_express.cli.exit_codes import ERROR, FAIL_ON_MET, PREVIEW_FAILED

if TYPE_CHECKING:
    from pulumi_ecs_express.model.preview_report.report import PreviewReport

MOST_STACKS = 100
"""Stacks of one report: the hidden line that names them all is never cut."""

OURS = {
    "--stack": "--stack",
    "-s": "--stack",
    "--cwd": "--cwd",
    "-C": "--cwd",
    "--event-log": "nothing: it is given already",
}
"""Options that are this command's own, although `pulumi preview` has them too, and what to write instead."""


class Format(str, Enum):
    """Forms of the report."""

    MARKDOWN = "markdown"
    TEXT = "text"
    JSON = "json"


class FailOn(str, Enum):
    """What ends with an exit code of its own; names of kinds of consequences."""

    REPLACEMENT = "replacement"
    URL_CHANGE = "url-change"
    DELETION = "deletion"
    DOWNTIME = "downtime"


def preview(
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="[-- ARGUMENTS…]", help="Further arguments of `pulumi preview`.")
    ] = None,
    stack: Annotated[
        list[str] | None,
        typer.Option("--stack", "-s", help="Stack to preview, as often as needed; else the selected one."),
    ] = None,
    cwd: Annotated[
        Path | None, typer.Option("--cwd", "-C", help="Folder of the program.", exists=True, file_okay=False)
    ] = None,
    recordings: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="Read a recorded preview in place of running one, as often as needed; - is standard input.",
        ),
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: text on a terminal, else markdown.", show_default=False)
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            help=f"End with exit code {FAIL_ON_MET} on any of these, parted by commas: {', '.join(one.value for one in FailOn)}."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the report to a file.", dir_okay=False)
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not show Pulumi's own output.")] = False,
) -> None:
    """
    What a preview means, for whoever has to approve it: consequences, calls, time and cost.

    Runs `pulumi preview` for one or several stacks, or reads what it has recorded with --event-log or --json.

    Exit codes: 20 --fail-on has found something, 21 there was nothing to report, 22 the preview failed.

    ecs-express preview --stack prod --fail-on url-change,deletion --output preview.md
    """
    wanted = _wanted(fail_on)
    _refuse_ours(arguments or [])
    if recordings and (stack or arguments or cwd):
        raise typer.BadParameter(
            "reads a recording and runs nothing: leave out --stack, --cwd and ARGUMENTS", param_hint="--from"
        )
    if len(recordings or stack or []) > MOST_STACKS:
        raise typer.BadParameter(
            f"at most {MOST_STACKS} fit on one page: make several reports", param_hint="--stack, --from"
        )
    from pulumi_ecs_express import errors
    from pulumi_ecs_express.cli.preview import running

    try:
        ran = partial(running.run, stack or [None], cwd, arguments or [], show=not quiet)
        found = running.recorded(recordings) if recordings else ran()
    except errors.PreviewError as error:
        _end(ERROR, error.render())
    from pulumi_ecs_express.planning.preview_report.assembly import report

    made = report(found)
    _write(made, form, output)
    _judge(made, wanted)


def _wanted(fail_on: str | None) -> frozenset[str]:
    """Take the names apart; all that are wrong are named at once."""
    names = [name.strip() for name in (fail_on or "").split(",") if name.strip()]
    known = {one.value for one in FailOn}
    if wrong := [name for name in names if name not in known]:
        raise typer.BadParameter(
            f"{', '.join(map(repr, wrong))} cannot be failed on: give one or more of {','.join(sorted(known))}",
            param_hint="--fail-on",
        )
    return frozenset(names)


def _refuse_ours(arguments: list[str]) -> None:
    for argument in arguments:
        if instead := OURS.get(argument.partition("=")[0]):
            raise typer.BadParameter(
                f"{argument} cannot be passed on: write {instead} before the --", param_hint="ARGUMENTS"
            )


def _write(made: PreviewReport, form: Format | None, output: Path | None) -> None:
    if form is None:
        form = Format.TEXT if output is None and sys.stdout.isatty() else Format.MARKDOWN
    if form is Format.TEXT and output is None:
        from pulumi_ecs_express.cli.preview import terminal

        terminal.show(made)
        return
    text = _rendered(made, form)
    if output is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        _end(ERROR, f"ecs-express preview: {output} cannot be written: {error.strerror}")


def _rendered(made: PreviewReport, form: Format) -> str:
    if form is Format.JSON:
        import json

        return json.dumps(made.model_dump(mode="json", by_alias=True, exclude_none=True), indent=2) + "\n"
    if form is Format.TEXT:
        from pulumi_ecs_express.cli.preview import terminal

        return terminal.plain(made)
    from pulumi_ecs_express.planning.preview_report.rendering.markdown import markdown

    return markdown(made)


def _judge(made: PreviewReport, wanted: frozenset[str]) -> None:
    """End with the code of what was found; a preview that failed comes first."""
    failed = [f"{one.project}/{one.stack}" for one in made.stacks if one.result.value != "succeeded"]
    if failed:
        _end(PREVIEW_FAILED, f"ecs-express preview: the preview of {', '.join(failed)} failed")
    found = [
        f"{one.kind.value}: {one.text}"
        for stack in made.stacks
        for one in stack.consequences
        if one.kind.value in wanted
    ]
    if found:
        _end(FAIL_ON_MET, "ecs-express preview: --fail-on has found\n  " + "\n  ".join(found))


def _end(code: int, text: str) -> NoReturn:
    from pulumi_ecs_express.planning.preview_report.rendering.escaping import visible

    typer.echo(visible(text, "\n"), err=True)
    raise typer.Exit(code)
