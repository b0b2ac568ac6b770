"""How the subcommands end that cannot do what was asked: one message on standard error, and an exit code of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from pulumi_ecs_express import errors
from pulumi_ecs_express.cli.exit_codes import ERROR, INTERRUPTED


@contextmanager
def reported(command: str) -> Iterator[None]:
    """Print an error of ours in place of its traceback."""
    try:
        yield
    except errors.ExpressError as error:
        typer.echo(f"ecs-express {command}: {error.render()}", err=True)
        raise typer.Exit(ERROR) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
