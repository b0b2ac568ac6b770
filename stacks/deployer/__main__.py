"""Deploys a list of stacks by Pulumi's Automation API: `python stacks/deployer up dev`."""

import os
from pathlib import Path
from typing import Annotated

import typer
from deployment import Mistakes, read
from progress import Progress
from rich.console import Console
from running import Run, Verb

FAILED, WRONG_FILE = 20, 21
"""Exit codes: a stack failed, or the file cannot be run."""

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Stack = Annotated[str, typer.Argument(help="The name that all the stacks have, such as dev.")]
File = Annotated[Path, typer.Option(help="The file that lists the stacks.")]
Parallel = Annotated[int, typer.Option(min=1, help="How many stacks run at the same time.")]
HERE = Path(__file__).parent / "deployment.yaml"


@app.command()
def up(stack: Stack, file: File = HERE, parallel: Parallel = 4) -> None:
    """Make or update all stacks, each after those that it needs."""
    _run("up", stack, file, parallel)


@app.command()
def preview(stack: Stack, file: File = HERE, parallel: Parallel = 4) -> None:
    """Preview all stacks; one that needs another can be previewed once that one is there."""
    _run("preview", stack, file, parallel)


@app.command()
def destroy(stack: Stack, file: File = HERE, parallel: Parallel = 4) -> None:
    """Destroy all stacks, each before those that it needs."""
    _run("destroy", stack, file, parallel)


def _run(verb: Verb, stack: str, file: Path, parallel: int) -> None:
    console, complaints = Console(), Console(stderr=True)
    try:
        deployment = read(file, os.environ, with_secrets=verb != "destroy")
    except Mistakes as mistakes:
        complaints.print(str(mistakes), style="red", soft_wrap=True, markup=False, highlight=False)
        raise typer.Exit(WRONG_FILE) from None
    progress = Progress(list(deployment.stacks), console)
    with progress.shown():
        succeeded = Run(deployment, stack, verb, progress).run(parallel)
    progress.show_errors()
    raise typer.Exit(0 if succeeded else FAILED)


if __name__ == "__main__":
    app()
