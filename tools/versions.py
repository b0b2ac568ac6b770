"""
Runs a small set of tests with the lowest and with the newest versions of what the package declares: `make test-versions`.

The set: a first `up`, a failed rollout, drift, the bridge to the engine, the command, and the checks of types for the
oldest Python. A folder of `.tools/versions` for each; they are made anew when `pyproject.toml` changes.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found]  # pytest brings it, to Python 3.10 alone

RUN_TESTS = ("pytest", "hypothesis")
"""What is installed beside the package: the pinned tools that its tests run on."""

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".tools" / "versions"
TESTS = (
    "tests/engine/test_first_up.py",
    "tests/engine/test_failure.py::test_a_rollback_fails_the_update_says_why_and_heals",
    "tests/engine/test_drift.py",
    "tests/bridge",
    "tests/cli",
    "tests/packaging/test_dependencies.py",
)
"""Of drift those alone that need nothing of a newer Automation API (`refresh(diff=…)`, and what its events hold)."""


def project() -> dict[str, list[str]]:
    """Read what is declared: by the package, by the sandbox, for the rules of policy packs, and for the tests."""
    read = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = read["project"]
    return {
        "package": declared["dependencies"],
        "sandbox": declared["optional-dependencies"]["sandbox"],
        "policy": declared["optional-dependencies"]["policy"],
        "dev": read["dependency-groups"]["dev"],
    }


def name(requirement: str) -> str:
    """Take the name out of a requirement."""
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]


def lowest(requirements: list[str]) -> list[str]:
    """Pin each requirement to its lower bound."""
    bounds = {name(one): re.search(r"[>=]=\s*([\d.]+)", one) for one in requirements}
    unbounded = [one for one, bound in bounds.items() if bound is None]
    if unbounded:
        raise SystemExit(f"versions: {', '.join(unbounded)} has no lower bound in pyproject.toml: write one")
    return [f"{one}=={bound[1]}" for one, bound in bounds.items() if bound]


def environment(label: str, constraints: list[str]) -> Path:
    """Make a virtual environment with these versions; give its Python."""
    declared = project()
    ours = {name(one) for one in (*declared["package"], *declared["sandbox"])}
    tools = [one for one in declared["dev"] if name(one).startswith(RUN_TESTS)]
    folder = FOLDER / label
    python, stamp = folder / "bin" / "python", folder / "made-from"
    wanted = hashlib.sha256("\n".join([*constraints, *tools, *sorted(ours)]).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    say(f"{label}: installing")
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    pins = folder / "constraints.txt"
    pins.write_text("\n".join(constraints))
    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--constraint",
        pins,
    ]
    subprocess.run([*install, "--editable", f"{ROOT}[sandbox]", *tools], check=True, cwd=ROOT)
    stamp.write_text(wanted)
    return python


def run(label: str, constraints: list[str]) -> bool:
    """Run the tests in an environment of these versions."""
    python = environment(label, constraints)
    say(f"{label}: {', '.join(constraints) or 'whatever is newest'}")
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    command: list[str | Path] = [python, "-m", "pytest", "-q", "-W", "ignore::DeprecationWarning", *TESTS]
    return subprocess.run(command, check=False, cwd=ROOT, env=environment_of(path)).returncode == 0


def environment_of(path: str) -> dict[str, str]:
    """Put these versions first, and let providers start as they do for users: older gRPC cannot be forked."""
    return {**os.environ, "PATH": path, "ECS_EXPRESS_FRESH_PROVIDERS": "1"}


def check_types() -> bool:
    """Check the types of the package for the oldest Python that it declares."""
    (oldest,) = re.findall(r'requires-python = ">=([\d.]+)"', (ROOT / "pyproject.toml").read_text())
    say(f"types: for Python {oldest}")
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "--python-version", oldest, "components", "sandbox"]
    return subprocess.run(command, check=False, cwd=ROOT).returncode == 0


def say(text: str) -> None:
    """Tell what happens next."""
    print(f"versions: {text}", flush=True)


def main() -> None:
    """Run all; fail where one failed."""
    declared = project()
    results = {
        "lowest": run("lowest", lowest(declared["package"])),
        "newest": run("newest", []),
        "types": check_types(),
    }
    failed = [label for label, good in results.items() if not good]
    raise SystemExit(f"versions: {', '.join(failed)} failed" if failed else 0)


if __name__ == "__main__":
    main()
