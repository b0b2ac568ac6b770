"""
Get a Pulumi CLI, without a download where that is possible, and say which one it is.

In this order:

1. ``pulumi`` on PATH, where it is new enough and has the Python host and the dynamic-provider script;
2. what an earlier run left in ``.tools``;
3. built from the Go modules pinned beside this file, into ``.tools/bin`` (four to eight minutes on two cores);
4. the official release, through ``pulumi.automation``, into ``.tools`` (needs the internet and the ``pulumi`` package).

Prints the folder that holds the CLI on standard output, and everything a person reads on standard error.
Runs on a bare Python: the standard library is all it needs, but for the last way.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import quicker_start

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TOOLS = ROOT / ".tools"

OLDEST = (3, 216, 0)
"""Older engines forget what ``read`` says of the inputs, so drift would not show (pulumi/pulumi#13839)."""

COMPANIONS = ("pulumi-language-python", "pulumi-language-python-exec", "pulumi-resource-pulumi-python")
"""What a Python program with dynamic providers needs beside ``pulumi`` itself."""

ENGINE = "github.com/pulumi/pulumi/pkg/v3"
SDK = "github.com/pulumi/pulumi/sdk/v3"
BUILD = ("build", "-trimpath", "-tags", "osusergo,grpcnotrace")
STRIPPED = "-s -w"
VERSIONED = f"-X {SDK}/go/common/version.Version=v"
"""Without its version the Automation API refuses a CLI."""

SCRIPTS = ("python/cmd/pulumi-language-python-exec", "python/dist/pulumi-resource-pulumi-python")

REMEDY = """\
no Pulumi CLI is to be had on this machine.
  why: {why}
  fix: install Pulumi 3.216 or newer and put it on PATH (https://www.pulumi.com/docs/install/),
       or install Go 1.26 or newer, so that this project can build the CLI from its pinned modules,
       then run the same command again
"""


class Unavailable(Exception):  # named after the fact, not after its being an error
    """One source of a CLI does not work on this machine; the text says why."""


def say(text: str) -> None:
    """Tell the person at the terminal; standard output belongs to the answer."""
    print(f"pulumi CLI: {text}", file=sys.stderr, flush=True)


def version_of(cli: Path) -> tuple[int, ...]:
    """Ask ``cli`` for its version; an empty tuple where it does not answer with one."""
    environment = {**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "1"}
    try:
        answer = subprocess.run(
            [cli, "version"], capture_output=True, text=True, timeout=60, env=environment, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    found = re.match(r"v?(\d+)\.(\d+)\.(\d+)", answer.stdout.strip())
    return tuple(int(part) for part in found.groups()) if found else ()


def dotted(version: tuple[int, ...]) -> str:
    """Write a version as people do."""
    return ".".join(map(str, version))


def on_path() -> Path:
    """Find a usable CLI of the user's own; one in ``.tools`` is ours, whatever PATH says."""
    path = os.pathsep.join(entry for entry in os.environ.get("PATH", "").split(os.pathsep) if not is_ours(entry))
    found = shutil.which("pulumi", path=path)
    if found is None:
        raise Unavailable("there is no `pulumi` on PATH")
    version = version_of(Path(found))
    if version < OLDEST:
        raise Unavailable(f"{found} is {dotted(version) or 'of no known version'}, older than {dotted(OLDEST)}")
    folder = Path(found).resolve().parent
    lacking = [name for name in COMPANIONS if not (folder / name).exists() and shutil.which(name, path=path) is None]
    if lacking:
        raise Unavailable(f"{found} comes without {', '.join(lacking)}")
    say(f"v{dotted(version)} of yours, {found}")
    return folder


def is_ours(entry: str) -> bool:
    """Tell whether a folder of PATH is one of ``.tools``, as in a shell with the sandbox's environment."""
    return TOOLS in Path(entry).absolute().parents


def earlier() -> Path:
    """Find what an earlier run built, if the pins have not moved since, or downloaded."""
    if stamp().is_file() and stamp().read_text() == pins():
        say(f"v{pinned('cli', ENGINE)} built earlier, .tools/bin/pulumi")
        return TOOLS / "bin"
    downloaded = TOOLS / "official" / "bin"
    if (downloaded / "pulumi").exists():
        say("the official one downloaded earlier, .tools/official/bin/pulumi")
        return downloaded
    raise Unavailable("nothing was built or downloaded before")


def stamp() -> Path:
    """Name the file that says which pins ``.tools/bin`` was built from."""
    return TOOLS / "bin" / ".built-from"


def pins() -> str:
    """Say what is pinned and how it is built, as the stamp holds it."""
    files = [HERE / module / name for module in ("cli", "language-python") for name in ("go.mod", "go.sum")]
    changes = Path(quicker_start.__file__).read_text()
    return "\n".join([" ".join(BUILD), STRIPPED, VERSIONED, changes, *(file.read_text() for file in files)])


def pinned(module: str, package: str) -> str:
    """Read the version that a module's go.mod pins for ``package``."""
    found = re.search(rf"{re.escape(package)} v(\S+)", (HERE / module / "go.mod").read_text())
    if found is None:
        raise Unavailable(f"tools/pulumi/{module}/go.mod does not name {package}")
    return found.group(1)


def built() -> Path:
    """Build the CLI and the Python host from their pinned modules."""
    if shutil.which("go") is None:
        raise Unavailable("there is no Go to build it with")
    started, folder = time.monotonic(), TOOLS / "bin"
    folder.mkdir(parents=True, exist_ok=True)
    version = pinned("cli", ENGINE)
    say(f"building v{version} from Go modules; the first time takes four to eight minutes on two cores")
    with tempfile.TemporaryDirectory() as copies:
        modules = changed_modules("cli", Path(copies))
        flags = f"{STRIPPED} {VERSIONED}{version}"
        compile_tool("cli", f"{ENGINE}/cmd/pulumi", folder / "pulumi", flags, f"-modfile={modules}")
    say(f"the engine is built ({time.monotonic() - started:.0f} s), now its Python host")
    host = "pulumi-language-python"
    compile_tool("language-python", f"{SDK}/python/cmd/{host}", folder / host, STRIPPED)
    home = module_folder("cli", SDK)
    for script in SCRIPTS:
        install(home / script, folder)
    stamp().write_text(pins())
    say(f"v{version} built in {time.monotonic() - started:.0f} s, .tools/bin/pulumi")
    return folder


def module_folder(module: str, dependency: str) -> Path:
    """Find where Go keeps the pinned version of a dependency, which must have been downloaded."""
    return Path(go(module, "list", "-m", "-f", "{{.Dir}}", dependency).strip())


def changed_modules(module: str, folder: Path) -> Path:
    """Write the module's go.mod with the modules that are built with a change, and those beside it."""
    go(module, "mod", "download", *quicker_start.MODULES)
    folders = {name: module_folder(module, name) for name in quicker_start.MODULES}
    listed = folder / "go.mod"
    for name in ("go.mod", "go.sum"):
        shutil.copyfile(HERE / module / name, folder / name)
    with listed.open("a") as text:
        for name, copy in quicker_start.replacements(folders, folder).items():
            text.write(f"\nreplace {name} => {copy}\n")
    return listed


def compile_tool(module: str, package: str, target: Path, flags: str, *more: str) -> None:
    """Build one command of one module."""
    go(module, *BUILD, *more, "-ldflags", flags, "-o", str(target), package)


def go(module: str, *arguments: str) -> str:
    """Run ``go`` in one of the modules beside this file."""
    environment = {**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly"}
    command = ["go", *arguments]
    done = subprocess.run(command, cwd=HERE / module, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise Unavailable(f"`go {arguments[0]}` failed in tools/pulumi/{module}: {done.stderr.strip()[-600:]}")
    return done.stdout


def install(script: Path, folder: Path) -> None:
    """Copy a script out of the module cache, whose files are read-only, and make it executable."""
    target = folder / script.name
    target.unlink(missing_ok=True)
    shutil.copyfile(script, target)
    target.chmod(stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)


def official() -> Path:
    """Download the official release, where the internet can be reached."""
    try:
        from pulumi.automation import PulumiCommand
    except ImportError:
        raise Unavailable("the `pulumi` package is not installed, so the official CLI cannot be fetched") from None
    try:
        PulumiCommand.install(root=str(TOOLS / "official"))
    except Exception as reason:  # noqa: BLE001  # whatever the download dies of is one reason among the others
        raise Unavailable(f"the official CLI could not be fetched: {str(reason).strip()[:300]}") from None
    say("the official one, downloaded to .tools/official/bin/pulumi")
    return TOOLS / "official" / "bin"


WAYS: tuple[Callable[[], Path], ...] = (on_path, earlier, built, official)


def get(ways: tuple[Callable[[], Path], ...] = WAYS) -> Path:
    """Try the sources in order; raise `Unavailable` with all the reasons if none gives a CLI."""
    reasons: list[str] = []
    for way in ways:
        try:
            return way()
        except Unavailable as reason:  # four ways, tried once
            reasons.append(str(reason))
    raise Unavailable(";\n       ".join(reasons))


def main() -> int:
    """Print the folder of a CLI, or say what to do to get one."""
    argparse.ArgumentParser(description="Get a Pulumi CLI and print its folder.").parse_args()
    try:
        print(get())
    except Unavailable as reasons:
        print(REMEDY.format(why=reasons), file=sys.stderr, end="")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
