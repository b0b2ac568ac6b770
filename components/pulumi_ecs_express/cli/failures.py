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
        tell(command, error)
        raise typer.Exit(ERROR) from None
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None


def tell(command: str, error: errors.ExpressError) -> None:
    """Print an error in the words of a subcommand: the remedies of AWS's errors are for `pulumi up` elsewhere."""
    text = error.render().replace("run `pulumi up` again", "run the command again")
    typer.echo(f"ecs-express {command}: {text}", err=True)
