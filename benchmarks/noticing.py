"""
How soon `pulumi up` returns when AWS has ended the deployment, beside what other clients poll at.

The end is watched as AWS would show it, many times a second, in real time. A part of `make bench`; alone:
`python -m benchmarks noticing`.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.programs import services
from benchmarks.stacks import Stack, client, control, make_roles, sandboxed

POLL = 6
"""Seconds in which the package polls at least once."""

LOOKS = 7
"""How often the end of a rollout is watched, at random moments between two polls."""

OTHERS = {
    "AWS CLI, monitor-express-gateway-service": 5.0,
    "GitHub's action amazon-ecs-deploy-express-service": 15.0,
    "Terraform's aws_ecs_express_gateway_service": 10.0,
}
"""
Seconds between two polls, of which half passes on average.

Sources: the AWS CLI's `monitorexpressgatewayservice.py` (5 s; it goes on until somebody stops it), the action's `index.js`
(15 s), terraform-plugin-sdk's `StateChangeConf` (doubles up to 10 s), read 2026-11-22.
"""


def measured() -> dict[str, Any]:
    """Take the delays of our own, beside the pauses of others."""
    return {"delays": _delays(), "others": OTHERS}


def _delays() -> list[float]:
    """Update a service, bring the sandbox close to the end of the rollout, and take the time from its end to ours."""
    with sandboxed(1) as environment, tempfile.TemporaryDirectory() as folder:
        make_roles(environment)
        stack = Stack(Path(folder), "noticed", services(1, "0"), environment)
        control(environment, "/clock", {"speed": 600})
        stack.up()
        control(environment, "/clock", {"speed": 1})
        newest = _newest_deployment(environment)
        found = []
        for tag in range(1, LOOKS + 1):
            stack.write(services(1, str(tag)))
            found.append(_delay(stack, environment, newest))
        return found


def _delay(stack: Stack, environment: dict[str, str], newest: Callable[[], dict[str, Any]]) -> float:
    running = stack.start("up", "--yes", "--skip-preview")
    for line in running.stdout or ():
        if "deployment pending" in line or "SCALE_UP" in line:
            break
    while newest()["lifecycleStage"] != "CLEAN_UP":
        control(environment, "/clock", {"advance_to_next_change": True})
    control(environment, "/clock", {"advance_to_next_change": True})  # the old tasks have drained
    time.sleep(POLL)  # the package has seen the stage
    control(environment, "/clock", {"advance_seconds": _left(environment) - random.uniform(4, 6)})  # noqa: S311 - a moment between polls
    while newest()["status"] != "SUCCESSFUL":
        time.sleep(0.02)
    return _until_the_row_ends(running)


def _left(environment: dict[str, str]) -> float:
    """Say how many seconds of the sandbox's time the deployment has left."""
    clock = control(environment, "/clock")
    now, end = (datetime.fromisoformat(clock[name].replace("Z", "+00:00")) for name in ("now", "next_change"))
    return (end - now).total_seconds()


def _until_the_row_ends(running: subprocess.Popen[str]) -> float:
    ended = time.perf_counter()
    for line in running.stdout or ():
        if "ExpressGatewayService s0 created (" in line or "ExpressGatewayService s0 updated (" in line:
            break
    delay = time.perf_counter() - ended
    if running.wait():
        raise SystemExit("the update failed")
    return delay


def _newest_deployment(environment: dict[str, str]) -> Callable[[], dict[str, Any]]:
    """Give what reads the newest deployment of the only service."""
    ecs = client(environment["AWS_ENDPOINT_URL"], "ecs")
    (service,) = ecs.list_services(cluster="default", resourceManagementType="ECS")["serviceArns"]

    def read() -> dict[str, Any]:
        listed = ecs.list_service_deployments(service=service)["serviceDeployments"]
        newest = max(listed, key=lambda one: one["createdAt"])["serviceDeploymentArn"]
        (found,) = ecs.describe_service_deployments(serviceDeploymentArns=[newest])["serviceDeployments"]
        return {"lifecycleStage": None, **found}

    return read


def figures(found: Mapping[str, Any]) -> Iterator[Figure]:
    """Lay the delays out, beside the average delay of clients that poll at a fixed pace."""
    taken: list[float] = found["delays"]
    median = statistics.median(taken)
    yield ("AWS's SUCCESSFUL until the row has ended", f"{median:.1f} s", f"most: {max(taken):.1f} s", "", "≤ 2 s")
    for name, pause in OTHERS.items():
        yield (f"  {name}", f"{pause / 2:.1f} s", f"polls every {pause:g} s", f"{median / (pause / 2):.2f}", "")
