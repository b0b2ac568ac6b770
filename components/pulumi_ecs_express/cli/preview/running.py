"""Running `pulumi preview` with its event log, and reading what was recorded elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.preview_report.assembly import Preview
from pulumi_ecs_express.planning.preview_report.recording.event_log import Recording, read

HIDDEN_OPTIONS = {"PULUMI_DEBUG_COMMANDS": "true"}
"""Without it, the CLI has no ``--event-log``. The Automation API of Pulumi's SDKs sets it too."""

KEPT_LINES = 60
"""Last lines of Pulumi's output, where the reason of a failure is that no event tells."""

ERROR = re.compile(r"^\s*error: ")
PROJECT = re.compile(r"""^name:\s*["']?([\w.-]+)""", re.MULTILINE)


def recorded(names: Sequence[str]) -> list[Preview]:
    """
    Read recordings.

    Raises:
        errors.RecordingUnreadable: A file is not there, or holds none.
    """
    return [Preview(_read(name)) for name in names]


def _read(name: str) -> Recording:
    try:
        text = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return read(text.decode(errors="replace"))
    except OSError as error:
        why = f"{name}: {error.strerror}"
    except errors.RecordingUnreadable as error:
        why = f"{'standard input' if name == '-' else name}: {error.why}"
    from pulumi_ecs_express.planning.preview_report.recording.event_log import unreadable

    raise unreadable(why)


def run(stacks: Sequence[str | None], cwd: Path | None, arguments: Sequence[str], *, show: bool) -> list[Preview]:
    """
    Run a preview for each stack, one after another.

    Args:
        stacks: Names; None for the one that is selected.
        cwd: Folder of the program; None for this one.
        arguments: Further arguments of `pulumi preview`.
        show: Whether Pulumi's own output goes to standard error.

    Raises:
        errors.PulumiMissing: There is no `pulumi` to run.
    """
    return [_run(stack, cwd, arguments, show=show) for stack in stacks]


def _run(stack: str | None, cwd: Path | None, arguments: Sequence[str], *, show: bool) -> Preview:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "events.jsonl"
        options = ["--non-interactive", "--event-log", str(log), *(["--stack", stack] if stack else [])]
        code, said = _pulumi(["preview", *options, *arguments], cwd, show=show)
        text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    recording = read(text) if text.strip() else Recording(finished=True)
    told = any(one.severity == "error" for one in recording.said) or recording.policies
    reasons = (_reason(said, code),) if code and not told else ()
    name, project = recording.stack_and_project or _names(stack, cwd)
    return Preview(recording, name, project, reasons)


def _pulumi(words: Sequence[str], cwd: Path | None, *, show: bool) -> tuple[int, list[str]]:
    """Run the command; give its exit code and the last lines of its output."""
    lines: deque[str] = deque(maxlen=KEPT_LINES)
    try:
        process = subprocess.Popen(
            ["pulumi", *words], cwd=cwd, env={**os.environ, **HIDDEN_OPTIONS}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except OSError as error:
        raise errors.PulumiMissing(
            "pulumi cannot be run",
            why=error.strerror or str(error),
            remedy="install the Pulumi CLI and put its folder on PATH, or give a recorded preview with --from",
        ) from error
    with process:
        for line in process.stdout or ():
            lines.append(line.rstrip())
            if show:
                sys.stderr.write(line)
                sys.stderr.flush()
    return process.returncode, list(lines)


def _reason(said: Sequence[str], code: int) -> str:
    """Find why Pulumi ended so, in its own words."""
    found = [ERROR.sub("", line).strip() for line in said if ERROR.match(line)] or [
        line.strip() for line in said[-3:] if line.strip()
    ]
    return "\n".join(found) or f"pulumi preview ended with exit code {code}"


def _names(stack: str | None, cwd: Path | None) -> tuple[str, str]:
    """Tell stack and project where no event does: from the options and the project file."""
    file = (cwd or Path.cwd()) / "Pulumi.yaml"
    found = PROJECT.search(file.read_text(encoding="utf-8", errors="replace")) if file.exists() else None
    parts = (stack or "").split("/")
    project = parts[-2] if len(parts) > 2 else found.group(1) if found else ""
    if stack is None:
        code, said = _pulumi(["stack", "--show-name", "--non-interactive"], cwd, show=False)
        parts = said[-1:] if code == 0 else [""]
    return parts[-1] if parts else "", project
