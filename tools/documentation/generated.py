"""What is put into a page where a comment says so: ``<!-- generated: errors -->``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

COMMENT = re.compile(r"^<!-- generated: (?P<what>[\w-]+) -->$", flags=re.MULTILINE)


def _commands() -> str:
    from tools.documentation.commands import reference

    from pulumi_ecs_express.cli import app

    return reference(app, "ecs-express", skipped=("sandbox",))


def _sandbox_commands() -> str:
    from tools.documentation.commands import reference

    from ecs_express_sandbox.command.cli import app

    return reference(app, "ecs-express sandbox")


def _errors() -> str:
    from tools.documentation.error_codes import table

    return table()


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": _commands,
    "sandbox-commands": _sandbox_commands,
    "errors": _errors,
}


def filled(text: str) -> str:
    """Put in everything that the comments of a page name."""
    return COMMENT.sub(lambda comment: PARTS[comment["what"]](), text)
