"""`ecs-express convert`: a service of App Runner, Copilot or Compose as a program, and a list of what has no counterpart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pulumi_ecs_express import errors
from pulumi_ecs_express.cli.failures import reported

if TYPE_CHECKING:
    from pulumi_ecs_express.cli.conversion.sources import Source
    from pulumi_ecs_express.planning.conversion.draft import Conversion
    from pulumi_ecs_express.planning.conversion.origins import Origin, Wishes

ORIGINS = ("app-runner", "apprunner.yaml", "copilot", "compose")


def convert(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|ARN",
            help="A Compose file, a Copilot manifest, an apprunner.yaml, `-` for standard input, or the ARN of an App Runner service.",
        ),
    ],
    origin: Annotated[
        str | None,
        typer.Option("--from", help=f"What the file is, where its content does not say it: {', '.join(ORIGINS)}."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Write __main__.py and Pulumi.yaml into this folder; nothing there is overwritten."),
    ] = None,
    service: Annotated[
        list[str] | None,
        typer.Option(help="A service of a Compose file, as often as needed; without it, each that publishes a port."),
    ] = None,
    environment: Annotated[
        str | None, typer.Option(help="The environment of a Copilot manifest whose overrides are applied.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="Name of the service in the program, or of the project of a Compose file.")
    ] = None,
    profile: Annotated[
        str | None, typer.Option(help="Profile of the AWS configuration, to read an App Runner service.")
    ] = None,
) -> None:
    """
    A program with Express services, made of what another tool has.

    The program goes to standard output, or into the folder of --output; what it asks of the configuration, what is
    different, and what has no counterpart goes to standard error. AWS is only read, and only where an ARN is named.

    ecs-express convert compose.yaml --output express
    """
    if origin is not None and origin not in ORIGINS:
        raise typer.BadParameter(f"{origin!r} is none of {', '.join(ORIGINS)}", param_hint="--from")
    with reported("convert"):
        _show(_converted(source, origin, service or [], environment, name, profile), output)


def _converted(
    named: str,
    origin_name: str | None,
    services: list[str],
    environment: str | None,
    name: str | None,
    profile: str | None,
) -> Conversion:
    from pulumi_ecs_express.cli.conversion import sources
    from pulumi_ecs_express.planning.conversion import origins

    if sources.is_arn(named):
        typer.echo(f"Reading {named} …", err=True)
        source, origin = sources.of_app_runner(named, profile), origins.Origin.APP_RUNNER
    else:
        source = sources.of_file(named)
        origin = origins.Origin(origin_name) if origin_name else origins.recognized(source.document.tree, source.title)
    _refuse_what_does_not_fit(origin, services, environment)
    files = sources.texts(origins.env_files(source.document, origin), source.folder)
    wishes = origins.Wishes(name, source.folder.name or "service", services, environment, files)
    return _judged(source, origin, wishes)


def _refuse_what_does_not_fit(origin: Origin, services: list[str], environment: str | None) -> None:
    if services and origin.value != "compose":
        raise typer.BadParameter(
            f"belongs to Compose files, and this is {origin.value}: leave it out", param_hint="--service"
        )
    if environment is not None and origin.value != "copilot":
        raise typer.BadParameter(
            f"belongs to Copilot manifests, and this is {origin.value}: leave it out", param_hint="--environment"
        )


def _judged(source: Source, origin: Origin, wishes: Wishes) -> Conversion:
    from pulumi_ecs_express.cli.conversion.judgement import problems
    from pulumi_ecs_express.planning.conversion.origins import converted

    conversion = converted(source.document, origin, wishes)
    mistakes = conversion.mistakes or tuple(problems(conversion.program))
    if mistakes:
        raise errors.SourceInvalid(
            f"{source.title} cannot be converted",
            why="".join(f"\n  - {text}" for text in mistakes),
            remedy="change these in a copy of the file, or in the file, and run the command again",
        )
    return conversion


def _show(conversion: Conversion, folder: Path | None) -> None:
    from pulumi_ecs_express.cli.conversion.output import write
    from pulumi_ecs_express.cli.conversion.report import report, steps
    from pulumi_ecs_express.planning.program.program import main_file

    written = write(conversion, folder) if folder is not None else []
    for line in (*report(conversion), *steps(conversion, str(folder) if folder is not None else None)):
        typer.echo(line, err=True)
    if folder is None:
        typer.echo(main_file(conversion.program), nl=False)
    for path in written:
        typer.echo(f"wrote {path}", err=True)
