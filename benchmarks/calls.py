"""
How many calls to AWS each operation makes, beside a straightforward boto3 script that does the same.

A part of `make bench`; alone: `python -m benchmarks calls`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.stacks import Stack, control, make_roles, sandboxed

SPEED = 20

PROGRAM = """\
import pulumi_ecs_express as express

express.ExpressGatewayService(
    "web",
    service_name="web",
    primary_container={{"image": "app:{image}"}},
    execution_role_arn="arn:aws:iam::123456789012:role/e",
    infrastructure_role_arn="arn:aws:iam::123456789012:role/i",
    tags={{"team": "{team}"}},
)
"""

SCRIPT = """\
import os, sys, time
import boto3

ecs = boto3.client("ecs")
pause = float(os.environ["ECS_EXPRESS_POLL_SECONDS"])
arn = "arn:aws:ecs:us-east-1:123456789012:service/default/script"

def wait():
    while True:
        time.sleep(pause)
        found = ecs.list_service_deployments(service=arn, maxResults=1)["serviceDeployments"]
        if not found:
            continue
        told = ecs.describe_service_deployments(serviceDeploymentArns=[found[0]["serviceDeploymentArn"]])
        if told["serviceDeployments"][0]["status"] == "SUCCESSFUL":
            return ecs.describe_express_gateway_service(serviceArn=arn)

what = sys.argv[1]
if what == "create":
    ecs.create_express_gateway_service(
        serviceName="script", primaryContainer={"image": "app:1"}, tags=[{"key": "team", "value": "web"}],
        executionRoleArn="arn:aws:iam::123456789012:role/e", infrastructureRoleArn="arn:aws:iam::123456789012:role/i",
    )
    wait()
elif what == "image":
    ecs.update_express_gateway_service(serviceArn=arn, primaryContainer={"image": "app:2"})
    wait()
elif what == "tags":
    ecs.tag_resource(resourceArn=arn, tags=[{"key": "team", "value": "shop"}])
elif what in ("nothing", "refresh"):
    ecs.describe_express_gateway_service(serviceArn=arn, include=["TAGS"])
elif what == "delete":
    ecs.delete_express_gateway_service(serviceArn=arn)
    while ecs.describe_express_gateway_service(serviceArn=arn)["service"]["status"]["statusCode"] != "INACTIVE":
        time.sleep(pause)
"""
"""What a deploy script of a hundred public repositories looks like, with the wait that most of them lack."""

STEPS = {
    "create": ("1", "web", ("up", "--yes", "--skip-preview")),
    "image": ("2", "web", ("up", "--yes", "--skip-preview")),
    "tags": ("2", "shop", ("up", "--yes", "--skip-preview")),
    "nothing": ("2", "shop", ("up", "--yes", "--skip-preview")),
    "refresh": ("2", "shop", ("refresh", "--yes", "--skip-preview")),
    "delete": ("2", "shop", ("destroy", "--yes", "--skip-preview")),
}
NAMES = {"image": "another image", "tags": "another tag", "nothing": "no change"}


def figures() -> list[Figure]:
    """Do all steps twice, by the component and by the script."""
    found = []
    with sandboxed(SPEED) as environment, tempfile.TemporaryDirectory() as folder:
        make_roles(environment)
        stack = Stack(Path(folder), "calls", PROGRAM.format(image="1", team="web"), environment)
        for step, (image, team, command) in STEPS.items():
            stack.write(PROGRAM.format(image=image, team=team))
            ours = _counted(environment, lambda command=command: stack.pulumi(*command))  # type: ignore[misc] # the default binds the command
            theirs = _counted(environment, lambda step=step: _script(step, environment))  # type: ignore[misc] # as above
            ratio = f"{sum(ours) / sum(theirs):.1f}"
            found.append((f"AWS calls: {NAMES.get(step, step)}", _told(ours), f"a script: {_told(theirs)}", ratio, ""))
    return found


def _script(step: str, environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", SCRIPT, step], env=environment, check=True)


def _counted(environment: dict[str, str], act: Callable[[], object]) -> tuple[int, int]:
    """Count the calls that change something, and those that read."""
    control(environment, "/calls/reset", {})
    act()
    calls: dict[str, int] = control(environment, "/calls")
    reading = sum(
        count for name, count in calls.items() if name.partition(":")[2].startswith(("Describe", "List", "Get"))
    )
    return sum(calls.values()) - reading, reading


def _told(counted: tuple[int, int]) -> str:
    return f"{counted[0]} changing, {counted[1]} reading"
