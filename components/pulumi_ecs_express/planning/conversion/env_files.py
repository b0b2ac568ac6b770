"""
Files of environment variables: their variables' names, which a program asks the configuration for.

The values stay out of the program, since such files hold secrets more often than not.
Sources: "env_file format" in "Services", Compose Specification, and EnvironmentFile, Amazon ECS API reference, read
2026-11-28.
"""

import re
from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.planning.conversion.document import Path
from pulumi_ecs_express.planning.conversion.draft import Draft, Kind

LINE = re.compile(
    r"""^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*("(?:\\.|[^"\\])*"|'[^']*'|[^\n]*)""", re.MULTILINE
)


def variables(text: str) -> list[str]:
    """List the variables of a file; a value in quotes may have several lines."""
    return list(dict.fromkeys(match[1] for match in LINE.finditer(text.replace("\r\n", "\n"))))


def paths_of(written: Any) -> list[str]:
    """Read ``env_file``: a path, a list of paths, or a list of maps with a path."""
    listed = written if isinstance(written, list) else [written] if written else []
    return [str(one.get("path")) if isinstance(one, Mapping) else str(one) for one in listed]


def from_files(draft: Draft, key: Path, paths: list[str], files: Mapping[str, str], prefix: str = "") -> dict[str, Any]:
    """Ask the configuration for each variable of the files; say so of a file that could not be read."""
    found = dict[str, Any]()
    for path in paths:
        if path not in files:
            draft.remark(
                Kind.CHECK,
                key,
                f"{path} was not found: add its variables to environment, or run the command again beside it",
            )
            continue
        for name in variables(files[path]):
            command = f'"$(. {path if path.startswith("/") else f"./{path}"}; printf %s "${name}")"'
            found[name] = draft.require(f"{prefix}{name}", f"the variable {name} of {path}", command, secret=True)
        draft.remark(
            Kind.DIFFERS,
            key,
            f"the values in {path} become secrets of the stack's configuration, and stay out of the program",
        )
    return found
