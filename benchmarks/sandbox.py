"""
What the sandbox costs: its start, its memory, and how many calls it answers while 1,000 services live on it.

A part of `make bench`; alone: `python -m benchmarks sandbox`.
"""

from __future__ import annotations

import json
import re
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.stacks import client
from ecs_express_sandbox.command import process
from ecs_express_sandbox.http.addresses import Addresses

SERVICES = 1000
"""How many live at once; 25 share a load balancer, so there are forty."""

ASKED = 100
"""How many of them calls are made about, and are deployed again."""

ROLES = {
    "executionRoleArn": ("ecs-tasks.amazonaws.com", "AmazonECSTaskExecutionRolePolicy"),
    "infrastructureRoleArn": ("ecs.amazonaws.com", "AmazonECSInfrastructureRoleforExpressGatewayServices"),
}


@dataclass(frozen=True)
class Measured:
    """A sandbox process, and how long it took to answer."""

    addresses: Addresses
    pid: int
    seconds: float

    def memory(self) -> str:
        """Read the process's resident memory, in MiB."""
        status = Path(f"/proc/{self.pid}/status")
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
        return f"{int(found[1]) / 1024:.0f} MiB" if found else "not measured on this system"

    def run_out(self) -> None:
        """Let simulated time pass until nothing is due."""
        while self._clock()["next_change"] is not None:
            pass

    def _clock(self) -> Any:
        body = json.dumps({"advance_seconds": 60}).encode()
        request = urllib.request.Request(f"{self.addresses.control}/clock", data=body, method="POST")  # noqa: S310 - the loopback's own URL
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request) as answer:
            return json.load(answer)


@contextmanager
def started() -> Iterator[Measured]:
    """Start a sandbox, and stop it at the end."""
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("w") as log:
        begun = time.perf_counter()
        server = process.launch(1.0, log, settings={"role_propagation_seconds": 0})
        try:
            addresses = process.wait_until_ready(server, Path(log.name))
            yield Measured(addresses, server.pid, time.perf_counter() - begun)
        finally:
            server.terminate()
            process.end(server)


def made_roles(iam: Any) -> dict[str, str]:
    """Make both roles, in the form of a create request."""
    arns = {}
    for member, (principal, policy) in ROLES.items():
        trust = {"Statement": [{"Effect": "Allow", "Principal": {"Service": principal}, "Action": "sts:AssumeRole"}]}
        made = iam.create_role(RoleName=member, AssumeRolePolicyDocument=json.dumps(trust))
        iam.attach_role_policy(RoleName=member, PolicyArn=f"arn:aws:iam::aws:policy/service-role/{policy}")
        arns[member] = made["Role"]["Arn"]
    return arns


def per_second(call: Callable[[Any], object], asked: Iterable[Any]) -> str:
    """Make a call for each thing asked, one after the other, and count."""
    things = list(asked)
    begun = time.perf_counter()
    for thing in things:
        call(thing)
    return f"{len(things) / (time.perf_counter() - begun):.0f} calls/s"


def measured() -> Iterator[tuple[str, str]]:
    """Measure everything, from an empty sandbox to one with all services."""
    with started() as sandbox:
        yield "sandbox: start until it answers", f"{sandbox.seconds:.2f} s"
        yield "sandbox: memory, nothing asked yet", sandbox.memory()
        roles, ecs = made_roles(client(sandbox.addresses.endpoint, "iam")), client(sandbox.addresses.endpoint, "ecs")
        yield "sandbox: memory, AWS's own IAM policies loaded", sandbox.memory()
        arns: list[str] = []

        def create(number: int) -> None:
            request = {**roles, "serviceName": f"web-{number}", "primaryContainer": {"image": "shop/web:1"}}
            arns.append(ecs.create_express_gateway_service(**request)["service"]["serviceArn"])

        yield f"sandbox: create, the first to the {SERVICES}th", per_second(create, range(SERVICES))
        begun = time.perf_counter()
        sandbox.run_out()
        yield f"sandbox: {SERVICES} first deployments to their end", f"{time.perf_counter() - begun:.1f} s"
        yield f"sandbox: memory, {SERVICES} services at rest", sandbox.memory()
        yield from _with_all(ecs, arns[:ASKED])
        begun = time.perf_counter()
        sandbox.run_out()
        yield (
            f"sandbox: {ASKED} rollouts beside {SERVICES} services, to their end",
            f"{time.perf_counter() - begun:.1f} s",
        )
        yield f"sandbox: memory, {ASKED} of them twice deployed", sandbox.memory()


def _with_all(ecs: Any, arns: list[str]) -> Iterator[tuple[str, str]]:
    """Measure calls while all services live; the last one starts a rollout of each."""

    def update(arn: str) -> None:
        ecs.update_express_gateway_service(serviceArn=arn, primaryContainer={"image": "shop/web:2"})

    yield (
        f"sandbox: describe, {SERVICES} services",
        per_second(lambda arn: ecs.describe_express_gateway_service(serviceArn=arn), arns),
    )
    yield (
        f"sandbox: list deployments, {SERVICES} services",
        per_second(lambda arn: ecs.list_service_deployments(service=arn), arns),
    )
    yield f"sandbox: update, {SERVICES} services", per_second(update, arns)
    yield (
        f"sandbox: describe, {ASKED} rollouts under way",
        per_second(lambda arn: ecs.describe_express_gateway_service(serviceArn=arn), arns),
    )


def figures(found: Iterable[tuple[str, str]]) -> Iterator[Figure]:
    """Lay them out; there is nothing to compare them with."""
    for what, value in found:
        yield (what, value, "", "", "")
