"""Getting a Pulumi CLI: which of the four ways is taken, and what is said where none leads to one.

The build itself is shown with a stand-in for `go`, since the real one takes minutes; every test that drives an engine
runs on what the real one built.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "pulumi"
PATH = "/usr/bin:/bin"

GO = """#!/bin/sh
echo "$@" >> "$GO_LOG"
case "$1" in
  build) while [ "$1" != -o ]; do shift; done; printf '#!/bin/sh\\necho built\\n' > "$2"; chmod 755 "$2" ;;
  list) echo "$GO_LOG.module" ;;
  mod) ;;
esac
"""


def executable(path: Path, text: str) -> Path:
    """Write something that can be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def pulumi(folder: Path, version: str = "v3.259.0", *, companions: bool = True) -> Path:
    """Write a CLI that knows its version, with or without what a Python program needs beside it."""
    executable(folder / "pulumi", f"#!/bin/sh\necho {version}\n")
    names = ("pulumi-language-python", "pulumi-language-python-exec", "pulumi-resource-pulumi-python")
    for name in names if companions else ():
        executable(folder / name, "#!/bin/sh\n")
    return folder


class Clone:
    """A project with nothing but the script and its pinned modules, and a Python with nothing installed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "go.log"
        shutil.copytree(SCRIPT, root / "tools" / "pulumi", ignore=shutil.ignore_patterns("__pycache__"))

    def get(self, *folders: Path) -> subprocess.CompletedProcess[str]:
        """Run the script with these folders on PATH."""
        variables = {
            "PATH": os.pathsep.join([*map(str, folders), PATH]),
            "GO_LOG": str(self.log),
            "HOME": str(self.root),
        }
        command: list[str | Path] = [sys.executable, "-S", "-E", self.root / "tools" / "pulumi" / "get.py"]
        return subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=60)

    def with_go(self, script: str = GO) -> Path:
        """Put a `go` into a folder, and what it would have in its module cache."""
        for name in ("python/cmd/pulumi-language-python-exec", "python/dist/pulumi-resource-pulumi-python"):
            executable(Path(f"{self.log}.module", name), "#!/bin/sh\n").chmod(0o444)
        return executable(self.root / "go" / "go", script).parent


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A fresh clone, in a folder whose name has a space."""
    return Clone(tmp_path / "a clone")


def test_a_cli_of_the_users_own_comes_first(clone: Clone, tmp_path: Path) -> None:
    """Even where one was built earlier; the folder of the file is given, not that of a link to it."""
    own = pulumi(tmp_path / "own")
    links = tmp_path / "links"
    links.mkdir()
    (links / "pulumi").symlink_to(own / "pulumi")
    clone.get(clone.with_go())
    found = clone.get(links)

    assert found.stdout == f"{own}\n"
    assert found.stderr == f"pulumi CLI: v3.259.0 of yours, {links}/pulumi\n"


@pytest.mark.parametrize(
    ("version", "companions", "why"),
    [
        ("v3.215.9", True, "is 3.215.9, older than 3.216.0"),
        ("v3.99.0", True, "is 3.99.0, older than 3.216.0"),
        ("nonsense", True, "is of no known version, older than 3.216.0"),
        ("v3.259.0", False, "comes without pulumi-language-python, pulumi-language-python-exec"),
    ],
)
def test_a_cli_that_will_not_do_is_passed_over_with_the_reason(
    clone: Clone, tmp_path: Path, version: str, companions: bool, why: str
) -> None:
    """Too old for drift, or without what Python programs need."""
    found = clone.get(pulumi(tmp_path / "own", version, companions=companions))

    assert found.returncode == 1
    assert f"{tmp_path}/own/pulumi {why}" in found.stderr


def test_it_is_built_from_the_pinned_modules_and_then_found_again(clone: Clone) -> None:
    """The first run builds both commands with the engine's version and adds the two scripts; the second does nothing."""
    go = clone.with_go()
    first = clone.get(go)
    built = clone.root / ".tools" / "bin"
    commands = clone.log.read_text().splitlines()
    second = clone.get(go)

    assert first.stdout == second.stdout == f"{built}\n"
    assert [line.split()[0] for line in commands] == ["mod", "list", "list", "build", "build", "list"]
    assert "-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3." in commands[3]
    assert {path.name for path in built.iterdir() if os.access(path, os.X_OK)} == {
        "pulumi",
        "pulumi-language-python",
        "pulumi-language-python-exec",
        "pulumi-resource-pulumi-python",
    }
    assert clone.log.read_text().splitlines() == commands
    assert "built earlier, .tools/bin/pulumi" in second.stderr


FREQUENCY = "package frequency\n\nfunc init() {\n\tread()\n}\n"
MATCHING = "package matching\n\nfunc init() {\n\tloadFrequencyList()\n}\n\nfunc loadFrequencyList() {\n\tuse(frequency.Lists)\n}\n"
SHOWN = """\
  build)
    for word; do case "$word" in -modfile=*) listed="${word#-modfile=}" ;; esac; done
    test -z "$listed" || cat "$listed" "${listed%go.mod}0"/*/*.go > "$GO_LOG.seen"
"""
"""What a stand-in for `go build` does first, to show the modules that it was given."""


def test_a_module_whose_tables_no_command_needs_is_built_so_that_they_are_read_on_demand(clone: Clone) -> None:
    """The module cache stays as it is: a changed copy replaces the module, in a go.mod of the build's own."""
    go = clone.with_go(GO.replace("  build)", SHOWN))
    files = {"frequency/frequency.go": FREQUENCY, "matching/matching.go": MATCHING}
    for name, text in files.items():
        file = Path(f"{clone.log}.module", name)
        file.parent.mkdir()
        file.write_text(text)
        file.parent.chmod(0o555)
    assert clone.get(go).returncode == 0

    seen = Path(f"{clone.log}.seen").read_text()
    assert "replace github.com/nbutton23/zxcvbn-go => " in seen
    assert "func Load() {\n\tread()\n}" in seen
    assert "func loadFrequencyList() {\n\tfrequency.Load()\n\tuse(frequency.Lists)" in seen
    assert "func init()" not in seen
    assert all(Path(f"{clone.log}.module", name).read_text() == text for name, text in files.items())


def test_the_cli_that_was_built_here_reads_no_table_when_it_starts(cli_folder: Path) -> None:
    """The changes fit the pinned modules: Go tells which packages have something to do at a start."""
    if cli_folder != SCRIPT.parents[1] / ".tools" / "bin":
        pytest.skip("the Pulumi CLI is one of the user's own")
    trace = {**os.environ, "GODEBUG": "inittrace=1", "PULUMI_SKIP_UPDATE_CHECK": "1"}
    started = subprocess.run([cli_folder / "pulumi", "version"], env=trace, capture_output=True, text=True, check=True)

    sizes = {
        name: int(size) for name, size in re.findall(r"^init (\S+) @.* (\d+) bytes,", started.stderr, re.MULTILINE)
    }
    tables = {
        name: size for name, size in sizes.items() if "zxcvbn-go/frequency" in name or "zxcvbn-go/matching" in name
    }
    assert any(name.startswith("github.com/pulumi/pulumi/") for name in sizes)
    assert all(size < 100_000 for size in tables.values()), tables


def test_moved_pins_mean_a_new_build(clone: Clone) -> None:
    """What was built from other modules is not taken for these; not even where PATH leads to it."""
    go = clone.with_go()
    built = Path(clone.get(go).stdout.strip())
    pinned = clone.root / "tools" / "pulumi" / "cli" / "go.sum"
    pinned.write_text(pinned.read_text() + "\n")
    clone.log.unlink()
    clone.get(built, go)

    assert "\nbuild " in clone.log.read_text()


def test_one_that_was_downloaded_before_is_found_again(clone: Clone) -> None:
    """Where there is no Go, the second run needs no internet."""
    downloaded = pulumi(clone.root / ".tools" / "official" / "bin")

    assert clone.get().stdout == f"{downloaded}\n"


def test_a_build_that_fails_gives_gos_own_words(clone: Clone) -> None:
    """And leaves nothing that a later run would take for a CLI."""
    found = clone.get(clone.with_go("#!/bin/sh\necho 'no route to the module proxy' >&2\nexit 1\n"))

    assert found.returncode == 1
    assert "`go mod` failed in tools/pulumi/cli: no route to the module proxy" in found.stderr
    assert "built earlier" not in clone.get().stderr


def test_where_no_way_leads_to_one_every_reason_and_the_remedy_are_given(clone: Clone) -> None:
    """No CLI, no Go, no package to download with: nothing on standard output, all of it in a few lines."""
    found = clone.get()

    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == (
        "no Pulumi CLI is to be had on this machine.\n"
        "  why: there is no `pulumi` on PATH;\n"
        "       nothing was built or downloaded before;\n"
        "       there is no Go to build it with;\n"
        "       the `pulumi` package is not installed, so the official CLI cannot be fetched\n"
        "  fix: install Pulumi 3.216 or newer and put it on PATH (https://www.pulumi.com/docs/install/),\n"
        "       or install Go 1.26 or newer, so that this project can build the CLI from its pinned modules,\n"
        "       then run the same command again\n"
    )
