"""
Two modules that the build of the CLI takes with a change, so that each start of the CLI is a tenth of a second shorter.

The CLI holds two copies of zxcvbn, which judges how strong a password is; only ``pulumi config set`` and ``pulumi env
set`` ask it. Both read their tables of frequent words whenever the CLI starts: half of the processor time of
``pulumi version``. Their matching loads what is not loaded yet, so without the two ``init`` functions the tables are
read when a password is judged, and the answer is the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

MODULES = ("github.com/ccojocar/zxcvbn-go", "github.com/nbutton23/zxcvbn-go")

CHANGES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "frequency/frequency.go": (("func init() {", "// Load reads the lists.\nfunc Load() {"),),
    "matching/matching.go": (
        ("func init() {\n\tloadFrequencyList()\n}\n", ""),
        ("func loadFrequencyList() {\n", "func loadFrequencyList() {\n\tfrequency.Load()\n"),
    ),
}
"""What each file's text is replaced by: the tables are loaded where they are first needed."""


def changed(text: str, changes: tuple[tuple[str, str], ...]) -> str | None:
    """Apply all changes; None where one of them does not fit, since another version is written differently."""
    for old, new in changes:
        if text.count(old) != 1:
            return None
        text = text.replace(old, new)
    return text


def replacements(folders: Mapping[str, Path], target: Path) -> dict[str, Path]:
    """
    Copy modules with the changes; a module that the changes do not fit is left out, and built as it is.

    Args:
        folders: The folder of each module, by its name.
        target: Where to copy them.
    """
    made = {}
    for number, (module, folder) in enumerate(folders.items()):
        texts = {name: changed(_text(folder / name), changes) for name, changes in CHANGES.items()}
        if None in texts.values():
            continue
        copy = target / str(number)
        _copied(folder, copy)
        for name, text in texts.items():
            (copy / name).write_text(text or "")
        if not (copy / "go.mod").exists():
            (copy / "go.mod").write_text(f"module {module}\n")
        made[module] = copy
    return made


def _copied(folder: Path, copy: Path) -> None:
    """Copy the files alone: the module cache is read-only, its folders too."""
    for file in filter(Path.is_file, folder.rglob("*")):
        target = copy / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def _text(file: Path) -> str:
    return file.read_text() if file.is_file() else ""
