"""
Which Pulumi CLI the sandbox's environment chooses.

The sandbox works without one: programs that have nothing to do with Pulumi use it too.
"""

from __future__ import annotations

import shutil
from pathlib import Path

BUILT = (Path(".tools", "bin"), Path(".tools", "official", "bin"))
"""Where a project that brings its own CLI keeps it."""


def find(working_folder: Path, path: str) -> Path | None:
    """
    Give the folder of the chosen CLI, symlinks resolved, so that its companions are found beside it.

    Args:
        working_folder: where the command was typed.
        path: the PATH of the person's shell.
    """
    found = shutil.which("pulumi", path=path)
    if found is not None:
        return Path(found).resolve().parent
    places = (folder / built for folder in (working_folder, *working_folder.parents) for built in BUILT)
    return next((place.resolve() for place in places if (place / "pulumi").is_file()), None)
