"""`ecs-express sandbox`: hands over to the sandbox's own command, in its own process; it is never imported here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import NoReturn

from rich.console import Console

NEEDED = ("ecs_express_sandbox", "moto", "flask")
"""The sandbox itself, and what the extra brings: moto, and the server that moto has as an extra of its own."""


def sandbox() -> None:
    """A local AWS with Express Mode: start, stop, status, env, run."""  # shown as help
    become([])


def become(arguments: Sequence[str]) -> NoReturn:
    """Turn this process into the sandbox's command, so that signals and exit codes are its own."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        Console(stderr=True, highlight=False, soft_wrap=True).print(
            f"ecs-express sandbox: the sandbox cannot run: {missing[0]} is not installed; "
            "type `pip install 'pulumi-ecs-express[sandbox]'`",
            markup=False,
        )
        raise SystemExit(1)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "ecs_express_sandbox", *arguments])  # noqa: S606  # no shell, on purpose
