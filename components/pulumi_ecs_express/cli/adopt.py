"""`ecs-express adopt`: the program that describes services made elsewhere, and the file that imports them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from pulumi_ecs_express.cli.exit_codes import ERROR
from pulumi_ecs_express.cli.failures import tell
from pulumi_ecs_express.cli.named_services import PARAMETER, NamedService, checked_cluster, named_services

if TYPE_CHECKING:
    from pulumi_ecs_express.planning.adoption.program import Described
    from pulumi_ecs_express.planning.adoption.subject import Subject

MAIN, PROJECT, IMPORT = "__main__.py", "Pulumi.yaml", "import.json"

OWNER_ONLY = 0o600
"""Mode of the import file: values of secrets stand in it in clear."""

Made = TypeVar("Made")


def adopt(
    service: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SERVICE", help="Names in the cluster, or ARNs; several make one program.", show_default=False
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All Express Mode services of the cluster.")] = False,
    cluster: Annotated[str, typer.Option(help="Name or ARN of the cluster, for services given by name.")] = "default",
    region: Annotated[
        str | None, typer.Option(help="Region, as in eu-west-1; else that of the environment or the profile.")
    ] = None,
    profile: Annotated[
        str | None, typer.Option(help="Profile of the shared AWS configuration; else the environment's credentials.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help=f"Folder for {MAIN} and {PROJECT}; else the program is printed."),
    ] = None,
    imports: Annotated[
        bool,
        typer.Option("--import", help=f"Also write {IMPORT}, for `pulumi import --file`. Needs --output."),
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that are there.")] = False,
    value: Annotated[
        str | None,
        typer.Option(
            metavar="VARIABLE", help="Print the value of one environment variable of one service, and nothing else."
        ),
    ] = None,
) -> None:
    """
    The program that describes Express Mode services which something else has made.

    It only reads. `pulumi up` on the program takes the services over and changes no setting of theirs; with --import
    they come into the state first, and nothing is sent to AWS at all. Values that may be secrets are read from the
    stack's configuration: they are not in the program, and are printed only by --value.

    ecs-express adopt shop --output shop --import
    """
    if bool(service) == every:
        raise typer.BadParameter("name services, or give --all: one of both", param_hint=PARAMETER)
    files = _places(output, imports=imports, overwrite=overwrite)
    names = service or _attempted([lambda: _names(checked_cluster(cluster), region, profile)])[0]
    asked = named_services(names, cluster, region)
    if value is not None:
        _print_value(asked, value, profile)
        return
    services = _described(asked, profile)
    texts = _texts(services, imports=imports, profile=profile, title=output.resolve().name if output else "")
    if output is None:
        typer.echo(texts[MAIN], nl=False)
    for name, path in files.items():
        _write(path, texts[name], secret=name == IMPORT)
    if files:
        typer.echo(f"wrote {', '.join(map(str, files.values()))}", err=True)
    _say(_notes(services, adopting=not imports), _next(services, output, profile, imports=imports), output)


def _places(output: Path | None, *, imports: bool, overwrite: bool) -> dict[str, Path]:
    """Find where the files go; what is there is not replaced unasked."""
    if output is None:
        if imports:
            raise typer.BadParameter(f"writes {IMPORT} beside the program: give --output", param_hint="--import")
        return {}
    if output.exists() and not output.is_dir():
        raise typer.BadParameter(f"{output} is no folder", param_hint="--output")
    files = {name: output / name for name in (MAIN, PROJECT, *([IMPORT] if imports else []))}
    if not overwrite and (there := [str(path) for path in files.values() if path.exists()]):
        raise typer.BadParameter(
            f"{', '.join(there)}: there already; give another folder, or --overwrite", param_hint="--output"
        )
    return files


def _names(cluster: str, region: str | None, profile: str | None) -> list[str]:
    from pulumi_ecs_express.model.connection.connection import Connection
    from pulumi_ecs_express.providers.adoption.reading import names

    return names(Connection(region, profile), cluster)


def _described(asked: Sequence[NamedService], profile: str | None) -> list[Described]:
    """Read and describe the services; each that is in the way is told."""
    from pulumi_ecs_express.planning.adoption.program import described
    from pulumi_ecs_express.providers.adoption.stored import require_declarable

    services = described(_attempted(partial(_read, one, profile) for one in asked))
    _attempted(partial(require_declarable, one) for one in services)
    return services


def _read(one: NamedService, profile: str | None) -> Subject:
    from rich.console import Console

    from pulumi_ecs_express.model.connection.connection import Connection
    from pulumi_ecs_express.providers.adoption.reading import read

    with Console(stderr=True).status(f"reading {one.name}"):
        return read(Connection(one.region, profile), one.cluster, one.name, one.arn)


def _attempted(attempts: Iterable[Callable[[], Made]]) -> list[Made]:
    """Do all of it, then say all that is in the way."""
    from pulumi_ecs_express.errors import ExpressError

    made, failed = list[Made](), dict[str, ExpressError]()
    for attempt in attempts:
        try:
            made.append(attempt())
        except ExpressError as error:
            failed[str(error)] = error
    for one in failed.values():
        tell("adopt", one)
    if failed:
        raise typer.Exit(ERROR)
    return made


def _print_value(asked: Sequence[NamedService], variable: str, profile: str | None) -> None:
    """Print a value with one line's end behind it, which `pulumi config set` takes off again."""
    if len(asked) != 1:
        raise typer.BadParameter("is about one service: name one", param_hint="--value")
    [one] = _described(asked, profile)
    environment = one.properties.get("primaryContainer", {}).get("environment", {})
    if variable not in environment:
        there = ", ".join(environment) or "none"
        raise typer.BadParameter(f"{one.name} has no variable {variable}; it has: {there}", param_hint="--value")
    typer.echo(environment[variable])


def _texts(services: Sequence[Described], *, imports: bool, profile: str | None, title: str) -> Mapping[str, str]:
    """Write the files."""
    import json

    from pulumi_ecs_express.planning.adoption.import_file import import_file
    from pulumi_ecs_express.planning.adoption.program import program
    from pulumi_ecs_express.planning.program.program import main_file, project_file
    from pulumi_ecs_express.providers.adoption.stored import imported

    described = program(services, adopting=not imports)
    texts = {MAIN: main_file(described), PROJECT: project_file(title, described.docstring)}
    if imports:
        saved = _attempted(partial(imported, one, profile) for one in services)
        texts[IMPORT] = json.dumps(import_file(saved), indent=2) + "\n"
    return texts


def _write(path: Path, text: str, *, secret: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY, OWNER_ONLY if secret else 0o666), "w") as file:
        file.write(text)


def _notes(services: Sequence[Described], *, adopting: bool) -> list[str]:
    from pulumi_ecs_express.planning.adoption.program import notes

    return [note for one in services for note in notes(one, adopting=adopting)]


def _next(services: Sequence[Described], output: Path | None, profile: str | None, *, imports: bool) -> list[str]:
    """List what to type."""
    by = f"AWS_PROFILE={shlex.quote(profile)} " if profile else ""
    asked = f" --profile {shlex.quote(profile)}" if profile else ""
    settings = [
        f"ecs-express adopt {one.subject.service.arn}{asked} --value {shlex.quote(variable)} "
        f"| pulumi config set --secret {setting.name}"
        for one in services
        for variable, setting in one.secrets.items()
    ]
    start = ["pulumi stack init dev"] if output else []
    if not imports:
        return [*start, *settings, f"{by}pulumi up"]
    return [
        *start,
        *settings,
        f"{by}pulumi import --file {IMPORT} --generate-code=false",
        f"rm {IMPORT}",
        f"{by}pulumi preview --expect-no-changes",
    ]


def _say(notes: Sequence[str], commands: Sequence[str], output: Path | None) -> None:
    """Say on standard error what is to be known and done, so that a printed program can be redirected."""
    for note in notes:
        typer.echo(f"note: {note}", err=True)
    typer.echo(f"next, in {output or 'the folder of the program'}:", err=True)
    for command in commands:
        typer.echo(f"  {command}", err=True)
