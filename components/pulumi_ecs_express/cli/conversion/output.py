"""Writes a program into a folder, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.conversion.draft import Conversion
from pulumi_ecs_express.planning.program.program import main_file, project_file


def write(conversion: Conversion, folder: Path) -> list[Path]:
    """
    Write ``__main__.py`` and ``Pulumi.yaml``.

    Raises:
        OutputExists: One of them is there, or no file can be made.
    """
    texts = {
        folder / "__main__.py": main_file(conversion.program),
        folder / "Pulumi.yaml": project_file(conversion.project, conversion.program.docstring),
    }
    if there := [str(path) for path in texts if path.exists()]:
        raise errors.OutputExists(
            f"{', '.join(there)} would be overwritten",
            why="a program may have been changed by hand",
            remedy="name another folder with --output, or move the file away",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise errors.OutputExists(
            f"{folder} cannot be written to",
            why=error.strerror or str(error),
            remedy="name another folder with --output",
        ) from error
    return list(texts)
