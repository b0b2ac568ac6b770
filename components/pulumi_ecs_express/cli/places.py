"""The options that say which service is meant, the same for all subcommands that are about services."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pulumi_ecs_express.operations.choosing import Place

Stack = Annotated[
    str | None, typer.Option("--stack", "-s", help="The stack whose services are meant; else the selected one.")
]
Folder = Annotated[Path, typer.Option("--cwd", "-C", help="The folder of the Pulumi project.", show_default=False)]
Cluster = Annotated[str, typer.Option(help="Name or ARN of the cluster, for a name that is none of the stack's.")]


def place(folder: Path, stack: str | None, cluster: str) -> Place:
    """Say where services are looked for."""
    from pulumi_ecs_express.operations.choosing import Place

    return Place(folder, stack, cluster)
