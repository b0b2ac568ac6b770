"""
The stand-in as a plugin that Pulumi installs: an archive with one executable, `pulumi-resource-aws`.

The executable starts the interpreter that made it, so the plugin is always of the version that is installed here.
"""

from __future__ import annotations

import importlib.metadata
import io
import os
import shlex
import subprocess
import tarfile
import tempfile
from pathlib import Path

from ecs_express_sandbox.user_errors import UserError

EXECUTABLE = "pulumi-resource-aws"

INSTALL_SECONDS = 60
"""More than `pulumi plugin install --file` ever took here (under a second); seconds."""


def sdk_version() -> str | None:
    """Return the version of `pulumi_aws` that is installed, which its programs ask the engine for; None without it."""
    try:
        return importlib.metadata.version("pulumi-aws")
    except importlib.metadata.PackageNotFoundError:
        return None


def launcher(python: Path) -> str:
    """Write the executable: a shell script, since the path of an interpreter may be too long for a `#!` line."""
    return f'#!/bin/sh\nexec {shlex.quote(str(python))} -m ecs_express_sandbox.aws_plugin "$@"\n'


def installed_at(pulumi_home: Path, version: str) -> Path:
    """Say where Pulumi puts the executable of a plugin."""
    return pulumi_home / "plugins" / f"resource-aws-v{version}" / EXECUTABLE


def is_installed(pulumi_home: Path, version: str, python: Path) -> bool:
    """Report whether this very stand-in is there already."""
    place = installed_at(pulumi_home, version)
    return place.is_file() and place.read_text() == launcher(python)


def install(cli: Path, pulumi_home: Path, version: str, python: Path) -> None:
    """
    Install the stand-in, where it is not there already.

    Args:
        cli: the folder of the Pulumi CLI.
        pulumi_home: Pulumi's folder; the sandbox's own, since a real plugin of this version would be replaced.
        version: that of the installed `pulumi_aws`.
        python: the interpreter that runs it.
    """
    if is_installed(pulumi_home, version, python):
        return
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, f"{EXECUTABLE}.tar.gz")
        pack(archive, launcher(python))
        command: list[str | Path] = [
            cli / "pulumi",
            "plugin",
            "install",
            "resource",
            "aws",
            f"v{version}",
            "--file",
            archive,
            "--reinstall",
        ]
        variables = {**os.environ, "PULUMI_HOME": str(pulumi_home), "PULUMI_SKIP_UPDATE_CHECK": "true"}
        done = subprocess.run(
            command, env=variables, cwd=folder, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False
        )
    if done.returncode:
        raise UserError(
            "the stand-in aws plugin was not installed",
            why=(done.stderr or done.stdout).strip(),
            remedy="repair the Pulumi CLI, or use `--aws-plugin real`",
        )


def pack(archive: Path, script: str) -> None:
    """Write the archive."""
    content = script.encode()
    entry = tarfile.TarInfo(EXECUTABLE)
    entry.size, entry.mode = len(content), 0o755
    with tarfile.open(archive, "w:gz") as target:
        target.addfile(entry, io.BytesIO(content))
