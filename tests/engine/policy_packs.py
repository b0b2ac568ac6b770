"""Policy packs that the CLI of these tests can start."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

from tests.docs.reading import Page

ROOT = Path(__file__).parents[2]
PACK = ROOT / "stacks" / "policy-pack"
RUNTIME = "python-pack"


def runnable_pack(folder: Path, source: Path = PACK) -> tuple[Path, Path]:
    """
    Copy a pack into a folder; give it, and the folder of the command that starts it, which must be on PATH.

    The Python host that can be built from Go modules is older than the engine and does not understand how that asks for a
    pack. So the copy names another runtime, for which the engine runs a command: the way out that docs/policies.md gives.
    """
    pack, commands = folder / "pack", folder / "pack-commands"
    shutil.copytree(source, pack, ignore=shutil.ignore_patterns("__pycache__"))
    settings = pack / "PulumiPolicy.yaml"
    settings.write_text(settings.read_text().replace("runtime: python\n", f"runtime: {RUNTIME}\n"))
    commands.mkdir()
    starter = commands / f"pulumi-analyzer-policy-{RUNTIME}"
    (command,) = Page(ROOT / "docs" / "policies.md").blocks("sh")
    starter.write_text(command.replace("python3", shlex.quote(sys.executable)))
    starter.chmod(0o755)
    return pack, commands
