"""The stacks of docs/larger-programs.md, as its deployer runs them: a platform, what stands on it, a fleet, two Regions."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest
import yaml

from tests.engine.domains import https
from tests.engine.harness import SERVICE, LocalAws
from tests.engine.key_server import PROVIDER
from tests.engine.processes import state_file
from tests.sampling import WHOLE

pytestmark = pytest.mark.engine

STACKS = Path(__file__).parents[2] / "stacks"
PROGRAMS = ("platform", "app", "fleet", "regions")
FAILED, WRONG_FILE = 20, 21
PASSWORD = "not-to-be-seen"


class Deployer:
    """The deployer, on a file of stacks and copies of their programs."""

    def __init__(self, folder: Path, stacks: Mapping[str, Any], programs: tuple[str, ...] = ()) -> None:
        self._file, self.stack = folder / "deployment.yaml", f"d{os.getpid()}"
        self._file.write_text(yaml.safe_dump({"stacks": stacks, "secrets_provider": PROVIDER}))
        for name in programs:
            shutil.copytree(STACKS / name, folder / name, ignore=shutil.ignore_patterns("Pulumi.*.yaml", "__pycache__"))

    def run(self, verb: str, code: int = 0) -> list[str]:
        """Run it to its end; give what it printed."""
        done = subprocess.run(
            [sys.executable, STACKS / "deployer", verb, self.stack, "--file", self._file],
            check=False, capture_output=True, text=True, env={**os.environ, "DATABASE_PASSWORD": PASSWORD},
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout.splitlines()

    def state(self, project: str) -> str:
        """Read the state of one stack."""
        return state_file(os.environ["PULUMI_BACKEND_URL"], project, self.stack).read_text()

    def services(self, project: str) -> dict[str, Any]:
        """Read the outputs of the services of one stack, by name."""
        stored = json.loads(self.state(project))["checkpoint"]["latest"]["resources"]
        return {one["urn"].rpartition("::")[2]: one["outputs"] for one in stored if one["type"] == SERVICE}

    def outputs(self, project: str) -> dict[str, Any]:
        """Read the outputs of one stack."""
        stored = json.loads(self.state(project))["checkpoint"]["latest"]["resources"]
        return dict(next(one for one in stored if one["type"] == "pulumi:pulumi:Stack").get("outputs", {}))


def test_all_larger_stacks_are_made_in_order_and_rest(aws: LocalAws, tmp_path: Path) -> None:
    """The application waits for its platform; what each of them promises is there at AWS, and no preview shows a change."""
    stacks: dict[str, Any] = {name: {"folder": name} for name in PROGRAMS}
    stacks["app"] |= {"needs": ["platform"], "secrets": {"database-password": "DATABASE_PASSWORD"}}
    stacks["fleet"]["config"] = {"production": WHOLE}  # protects, so that a destroy is refused
    deployer = Deployer(tmp_path, stacks, PROGRAMS)

    said = deployer.run("up")

    starts = [line.partition(": ")[0::2] for line in said]
    ended = next(index for index, (name, what) in enumerate(starts) if name == "platform" and what.startswith("done"))
    assert starts.index(("app", "running")) > ended
    app = deployer.outputs("app")
    assert app["api_access_type"] == "PRIVATE"
    assert https(aws, "shop.example.com")[0] == 200
    assert {one["cluster"] for one in deployer.services("app").values()} == {deployer.outputs("platform")["cluster"]}
    assert PASSWORD not in deployer.state("app")
    fleet = deployer.services("fleet")
    assert fleet.keys() == {"shop-catalog", "payments-checkout", "shop-search"}
    assert fleet["payments-checkout"]["tags"]["team"] == "payments"
    assert fleet["payments-checkout"]["scalingTarget"] == {"minTaskCount": 2, "maxTaskCount": 6}
    regions = {one["serviceArn"].split(":")[3] for one in deployer.services("regions").values()}
    assert regions == {"eu-central-1", "us-east-1"}

    if WHOLE:
        previewed = [line for line in deployer.run("preview") if ": done" in line]
        assert [line for line in previewed if not line.endswith("no changes")] == []
        stopped = deployer.run("destroy", FAILED)
        assert any(line.startswith("fleet: failed") and "cannot be deleted" in line for line in stopped), stopped
        assert any(line.startswith("platform: done") for line in stopped), stopped
        vpcs = boto3.client("ec2").describe_vpcs(Filters=[{"Name": "cidr", "Values": ["10.20.0.0/16"]}])["Vpcs"]
        assert vpcs == []


def test_a_stack_that_fails_stops_those_that_need_it_alone(aws: LocalAws, tmp_path: Path) -> None:
    """The error is printed with the stack's name, the others are done, and the exit code says that not all are."""
    programs = {"base": "raise pulumi.RunError('no base today')", "above": "pass", "beside": "pulumi.export('a', 1)"}
    for name, text in programs.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "Pulumi.yaml").write_text(f"name: {name}\nruntime: python\n")
        (tmp_path / name / "__main__.py").write_text(f"import pulumi\n{text}\n")
    stacks: dict[str, Any] = {name: {"folder": name} for name in programs}
    stacks["above"]["needs"] = ["base"]

    said = Deployer(tmp_path, stacks).run("up", FAILED)

    assert "above: skipped: base failed" in said
    assert any(line.startswith("beside: done") for line in said)
    assert any(line.startswith("base: failed: ") and "no base today" in line for line in said)
    assert said[-1] != "base: no base today", "the engine's own remark follows"
    assert "base: no base today" in said
