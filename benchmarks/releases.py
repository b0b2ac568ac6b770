"""
What a release of an existing service costs: calls for each operation, and a run without change beside empty resources.

A part of `make bench`; alone: `python -m benchmarks releases`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.programs import empty_resources
from benchmarks.stacks import Stack, calls_made, control, make_roles, sandboxed, without_change

SPEED = 3000
RUNS = 9
AIM = "≤ 1.05"

SERVICE = """\
import boto3
ecs, ec2 = boto3.client("ecs"), boto3.client("ec2")
subnets = [found["SubnetId"] for found in ec2.describe_subnets()["Subnets"]][:2]
ecs.create_cluster(clusterName="default")
ecs.register_task_definition(
    family="shop", networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256", memory="512",
    containerDefinitions=[{"name": "app", "image": "app:1"}],
)
ecs.create_service(
    cluster="default", serviceName="shop", taskDefinition="shop", desiredCount=2, launchType="FARGATE",
    networkConfiguration={"awsvpcConfiguration": {"subnets": subnets}},
)
"""
PROGRAM = """\
import pulumi_ecs_express as express

express.EcsServiceUpdate(
    "shop", service="shop", family="shop", TEMPLATE containers={"app": {"image": "app:IMAGE"}}, tags={"team": "TEAM"}
)
"""
REVISION = """\
import pulumi_ecs_express as express

express.TaskDefinitionRevision("tool", family="tool", TEMPLATE containers={"app": {"image": "app:IMAGE"}})
"""
UP = ("up", "--yes", "--skip-preview")
STEPS = {
    "create": ("2", "web", UP),
    "another image": ("3", "web", UP),
    "another tag": ("3", "shop", UP),
    "no change": ("3", "shop", UP),
    "refresh": ("3", "shop", ("refresh", "--yes", "--skip-preview")),
    "delete": ("3", "shop", ("destroy", "--yes", "--skip-preview")),
}
PINNED, TRACKED = 'template="shop:1",', ""


def figures() -> list[Figure]:
    """Count the calls of a release's life, then time runs without change in turns."""
    found = list[Figure]()
    with sandboxed(SPEED) as environment, tempfile.TemporaryDirectory() as folder:
        make_roles(environment)
        subprocess.run([sys.executable, "-c", SERVICE], env=environment, check=True)
        control(environment, "/clock", {"advance_seconds": 900})
        for name, program in (("EcsServiceUpdate", PROGRAM), ("TaskDefinitionRevision", REVISION)):
            stack = Stack(Path(folder), name.lower(), _written(program, PINNED, "2", "web"), environment)
            for step, (image, team, command) in STEPS.items():
                if step == "another tag" and program is REVISION:
                    continue
                stack.write(_written(program, PINNED, image, team))
                control(environment, "/calls/reset", {})
                stack.pulumi(*command)
                found.append((f"AWS calls of {name}: {step}", calls_made(environment), "", "", ""))
        found += _without_change(Path(folder), environment)
    return found


def _written(program: str, template: str, image: str, team: str) -> str:
    return program.replace("TEMPLATE", template).replace("IMAGE", image).replace("TEAM", team)


def _without_change(folder: Path, environment: dict[str, str]) -> list[Figure]:
    """Time a template that is pinned, one that is read in each run, and an empty dynamic resource."""
    programs = {
        "an empty dynamic resource": empty_resources(1),
        "EcsServiceUpdate, template pinned": _written(PROGRAM, PINNED, "2", "web"),
        "EcsServiceUpdate, template tracked": _written(PROGRAM, TRACKED, "2", "web"),
    }
    medians = without_change(folder, programs, environment, RUNS)
    (first, floor), *ours = medians.items()
    beside = f"{first}: {floor * 1000:.0f} ms"
    return [
        (f"pulumi up, no change: {name}", f"{own * 1000:.0f} ms", beside, f"{own / floor:.2f}", aim)
        for (name, own), aim in zip(ours, (AIM, ""), strict=True)
    ]
