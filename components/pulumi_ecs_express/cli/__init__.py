"""
The `ecs-express` command.

One module for each subcommand. Importing it must stay cheap: Pulumi, boto3 and pydantic are imported by the
subcommands that use them, when they run. Nothing here decides anything about a service; that is in `planning`.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pulumi_ecs_express.cli import adopt, comment, convert, logs, policy, preview, rollback, sandbox, status

app = typer.Typer(
    name="ecs-express",
    help="Amazon ECS Express Mode as a Pulumi component.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("preview")(preview.preview)
app.command("comment")(comment.comment)
app.command("status")(status.status)
app.command("logs")(logs.logs)
app.command("rollback")(rollback.rollback)
app.command("adopt")(adopt.adopt)
app.command("convert")(convert.convert)
app.command("policy")(policy.policy)
app.command("sandbox", context_settings={"help_option_names": []}, add_help_option=False)(sandbox.sandbox)


def main() -> None:
    """Run the command; the arguments after `sandbox` are passed on unchanged, `--` and `--help` too."""
    if sys.argv[1:2] == ["sandbox"]:
        sandbox.become(sys.argv[2:])
    app(prog_name="ecs-express")


def show_version(wanted: bool) -> None:
    """Print the version of the package and end."""
    if wanted:
        from importlib.metadata import version

        print(f"pulumi-ecs-express {version('pulumi-ecs-express')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Amazon ECS Express Mode as a Pulumi component."""
