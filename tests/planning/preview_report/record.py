"""
Records the previews of `scenarios` again: `ecs-express sandbox run --speed 3000 -- python -m tests.planning.preview_report.record`.

Each is a real preview of a real program on a sandbox. Its event log is kept without what a report does not read: debugging
lines, times, the states of resources that do not change. Behind it, `pulumi up` carries it out, and the calls that it makes
are kept too: what a report says of them is held against that. Names as arguments record these alone.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.engine.harness import LocalAws
from tests.engine.policy_packs import runnable_pack
from tests.planning.preview_report.scenarios import HEAD, SCENARIOS, Scenario

RECORDED = Path(__file__).with_name("recorded")
CALLS = RECORDED / "calls.json"
PROJECT, STACK = "shop", "dev"
KEPT = ("preludeEvent", "diagnosticEvent", "resourcePreEvent", "policyEvent", "summaryEvent", "errorEvent")
UNREAD = ("__provider", "createdAt", "managedResources", "updatedAt")


def main(names: list[str]) -> None:
    """Record all previews, or those of these names."""
    aws = LocalAws(os.environ["ECS_EXPRESS_SANDBOX_URL"], os.environ["ECS_EXPRESS_SANDBOX_INGRESS"], 3000)
    calls = json.loads(CALLS.read_text()) if CALLS.exists() else {}
    for name in names or SCENARIOS:
        with tempfile.TemporaryDirectory() as folder:
            found = Recording(Path(folder), aws, SCENARIOS[name]).record(RECORDED / f"{name}.jsonl")
        calls.pop(name, None)
        if found is not None:
            calls[name] = found
        print(name, flush=True)
    CALLS.write_text(json.dumps(dict(sorted(calls.items())), indent=1) + "\n")


class Recording:
    """One preview in a folder of its own, with a backend of its own."""

    def __init__(self, folder: Path, aws: LocalAws, scenario: Scenario) -> None:
        self.folder, self.aws, self.scenario = folder, aws, scenario
        backend = folder / "state"
        backend.mkdir()
        self.environment = {**os.environ, "PULUMI_BACKEND_URL": f"file://{backend}", "PULUMI_DEBUG_COMMANDS": "true"}

    def record(self, path: Path) -> list[str] | None:
        """Write the event log; give the calls by which `pulumi up` changes something then."""
        self.aws.reset()
        settings = self.scenario.prepare(self.aws)
        (self.folder / "Pulumi.yaml").write_text(f"name: {PROJECT}\nruntime: python\n")
        self._pulumi("stack", "init", STACK)
        self._pulumi("config", "set", "aws:region", "us-east-1")
        for name, value in settings.items():
            self._pulumi("config", "set", name, value)
        self._configure(0)
        if self.scenario.before is not None:
            self._write(self.scenario.before)
            self._pulumi("up", "--yes", "--skip-preview")
        self.scenario.between(self.aws)
        self._configure(1)
        self._write(self.scenario.after)
        options = [*self.scenario.options, *self._pack()]
        self._pulumi("preview", "--event-log", "events", *options, fails=self.scenario.fails)
        lines = (self.folder / "events").read_text().splitlines()
        path.write_text("".join(f"{json.dumps(event)}\n" for event in map(trimmed, map(json.loads, lines)) if event))
        return None if self.scenario.fails or not self.scenario.goes_through else self._carried_out()

    def _pack(self) -> list[str]:
        if not self.scenario.pack:
            return []
        pack, starters = runnable_pack(self.folder)
        self.environment["PATH"] = os.pathsep.join([str(starters), self.environment["PATH"]])
        return ["--policy-pack", str(pack)]

    def _carried_out(self) -> list[str]:
        self.aws.forget_calls()
        self._pulumi("up", "--yes", "--skip-preview", *self.scenario.options)
        return sorted(self.aws.changes())

    def _configure(self, index: int) -> None:
        for name, values in self.scenario.secrets.items():
            self._pulumi("config", "set", "--secret", name, values[index])

    def _write(self, program: str) -> None:
        (self.folder / "__main__.py").write_text(HEAD + program)

    def _pulumi(self, *words: str, fails: bool = False) -> None:
        done = subprocess.run(
            [shutil.which("pulumi") or "pulumi", *words, "--non-interactive"], cwd=self.folder, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if (done.returncode != 0) is not fails:
            raise SystemExit(f"pulumi {' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")


FILE = re.compile(r"(File \")/[^\"\n]*?/((?:lib/python3[^/\"]*/|site-packages/|pulumi-language)[^\"\n]*\"|[^/\"\n]*\")")
"""Where the files of a traceback lie: on another machine elsewhere."""


def trimmed(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """Leave out of an event what no report reads; None for an event of which nothing is left."""
    kind = next((name for name in KEPT if name in event), None)
    if kind is None or event[kind].get("severity") == "debug":
        return None
    body = dict(event[kind])
    if "metadata" in body:
        body["metadata"] = _step(body["metadata"])
    body.pop("durationSeconds", None)
    if "message" in body and "using pulumi-analyzer" in body["message"]:
        return None  # how the pack is started here
    if "message" in body:
        body["message"] = FILE.sub(r"\1/srv/\2", body["message"])
    return {"sequence": event["sequence"], kind: body}


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    kept = dict(step)
    for side in ("old", "new"):
        state = kept.get(side)
        if isinstance(state, Mapping):
            kept[side] = _state(state, whole="ecsexpress:" in step["type"] and step["op"] != "same")
    return kept


def _state(state: Mapping[str, Any], *, whole: bool) -> dict[str, Any]:
    kept = {name: state[name] for name in ("type", "urn", "id", "parent", "protect") if state.get(name)}
    if whole:
        for side in ("inputs", "outputs"):
            properties = state.get(side) or {}
            kept[side] = {name: value for name, value in properties.items() if name not in UNREAD}
    return kept


if __name__ == "__main__":
    main(sys.argv[1:])
