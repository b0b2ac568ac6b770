"""The state of a stack, read by `pulumi stack export`, which starts no program and no provider."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pulumi_ecs_express import errors

PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml", "Pulumi.json")


def in_project(folder: Path) -> bool:
    """Report whether a folder is inside of a Pulumi project, as the CLI looks for it."""
    whole = folder.resolve()
    return any((place / name).is_file() for place in (whole, *whole.parents) for name in PROJECT_FILES)


def exported(folder: Path, stack: str | None) -> Mapping[str, Any]:
    """
    Read the state of a stack, secrets encrypted.

    Args:
        folder: Where the project is.
        stack: Its name; None for the selected one.

    Raises:
        errors.StackNotReadable: In the CLI's own words.
    """
    command = ["pulumi", "stack", "export", "--non-interactive", *(["--stack", stack] if stack else [])]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise errors.StackNotReadable(
            "the stack cannot be read",
            why=str(error) if folder.is_dir() else f"there is no folder {folder}",
            remedy="put the Pulumi CLI on PATH, or name a service by its ARN"
            if folder.is_dir()
            else "name another --cwd",
        ) from None
    if done.returncode:
        raise errors.StackNotReadable(
            "the stack cannot be read", why=_said(done.stderr or done.stdout), remedy=_remedy(stack)
        )
    state: Mapping[str, Any] = json.loads(done.stdout)
    return state


def _said(text: str) -> str:
    return " ".join(text.split()).removeprefix("error: ") or "the Pulumi CLI gave no reason"


def _remedy(stack: str | None) -> str:
    choose = (
        "name another --stack, `pulumi stack ls` lists them"
        if stack
        else "name one with --stack, or run `pulumi stack select`"
    )
    return f"{choose}; or go to the project's folder (--cwd), or name a service by its ARN"
