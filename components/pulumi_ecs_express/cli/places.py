"""The options that say which service is meant, the same for all subcommands that are about services."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pulumi_ecs_express.operations.choosing import Place
    from pulumi_ecs_express.planning.status.stack import StackService

Stack = Annotated[
    str | None, typer.Option("--stack", "-s", help="The stack whose services are meant; else the selected one.")
]
Folder = Annotated[Path, typer.Option("--cwd", "-C", help="The folder of the Pulumi project.", show_default=False)]
Cluster = Annotated[str, typer.Option(help="Name or ARN of the cluster, for a name that is none of the stack's.")]


def place(folder: Path, stack: str | None, cluster: str) -> Place:
    """Say where services are looked for."""
    from pulumi_ecs_express.operations.choosing import Place

    return Place(folder, stack, cluster)


def say_whose_credentials(services: Iterable[StackService]) -> None:
    """Say where the credentials of the environment are used in place of a program's own, which stay encrypted in its state."""
    own = [one.resource or one.name for one in services if one.own_credentials]
    if own:
        typer.echo(
            f"ecs-express: the program reaches {', '.join(own)} with credentials of its aws provider, which are secrets in the "
            "state; those of the environment are used here",
            err=True,
        )
