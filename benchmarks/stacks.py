"""A sandbox, and programs run on it by whole `pulumi` processes: what several benchmarks have in common."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.timing import in_turns
from ecs_express_sandbox.aws_plugin import archive
from ecs_express_sandbox.command import process, pulumi_cli
from ecs_express_sandbox.command.environment import Folders, sandbox_environment

ROLES_CODE = """\
import boto3, json

iam = boto3.client("iam")
for name, service, policy in (
    ("e", "ecs-tasks", "AmazonECSTaskExecutionRolePolicy"),
    ("i", "ecs", "AmazonECSInfrastructureRoleforExpressGatewayServices"),
):
    trust = {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)
    iam.attach_role_policy(RoleName=name, PolicyArn=f"arn:aws:iam::aws:policy/service-role/{policy}")
"""


@contextlib.contextmanager
def sandboxed(speed: float) -> Iterator[dict[str, str]]:
    """Start a sandbox and give its environment."""
    cli = pulumi_cli.find(Path.cwd(), os.environ["PATH"])
    if cli is None:
        raise SystemExit("no Pulumi CLI: run this with `make bench`")
    with tempfile.TemporaryDirectory() as folder:
        home, python = process.Home(Path(folder)), Path(sys.executable)
        home.prepare()
        archive.install(cli, home.pulumi_home, archive.sdk_version() or "", python)
        with process.for_a_while(home, speed=speed) as addresses:
            folders = Folders(home.pulumi_home, home.backend, cli, python)
            yield sandbox_environment(addresses, folders, os.environ, speed=speed).applied_to(os.environ)


def make_roles(environment: dict[str, str]) -> None:
    """Make the roles that programs name, and let them become usable."""
    subprocess.run([sys.executable, "-c", ROLES_CODE], env=environment, check=True)
    control(environment, "/clock", {"advance_seconds": 60})


def control(environment: dict[str, str], path: str, body: object = None) -> Any:
    """Steer the sandbox."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{environment['ECS_EXPRESS_SANDBOX_URL']}{path}", data=data)  # noqa: S310 - loopback
    request.add_header("Content-Type", "application/json")
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def client(endpoint: str, service: str) -> Any:
    """Give a boto3 client of the sandbox, which never retries."""
    import boto3
    from botocore.config import Config

    return boto3.client(
        service,
        region_name="us-east-1",
        endpoint_url=endpoint,
        aws_access_key_id="bench",
        aws_secret_access_key="bench",  # noqa: S106 - the sandbox checks no signature
        config=Config(retries={"total_max_attempts": 1}),
    )


class Stack:
    """A program in a folder."""

    def __init__(self, folder: Path, name: str, code: str, environment: dict[str, str]) -> None:
        self.folder, self.environment = folder / name.replace(" ", "-").replace(",", ""), environment
        self.folder.mkdir()
        (self.folder / "Pulumi.yaml").write_text(f"name: {self.folder.name}\nruntime: python\n")
        self.write(code)
        self.pulumi("stack", "init", "dev")

    def write(self, code: str) -> None:
        """Change the program."""
        (self.folder / "__main__.py").write_text(code)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a whole `pulumi` process."""
        command = ["pulumi", *arguments, "--non-interactive"]
        return subprocess.Popen(
            command, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def pulumi(self, *arguments: str) -> str:
        """Run a whole `pulumi` process to its end."""
        running = self.start(*arguments)
        said, _ = running.communicate()
        if running.returncode:
            raise SystemExit(said)
        return said

    def up(self) -> None:
        """Run `pulumi up`."""
        self.pulumi("up", "--yes")


def without_change(
    folder: Path, programs: Mapping[str, str], environment: dict[str, str], runs: int
) -> dict[str, float]:
    """Apply programs, then time each without a change, see `in_turns`; by their names."""
    stacks = {
        name: Stack(folder, f"timed{number}", programs[name], environment) for number, name in enumerate(programs)
    }
    for stack in stacks.values():
        stack.up()
    return in_turns({name: stack.up for name, stack in stacks.items()}, runs)


def calls_made(environment: dict[str, str], to: tuple[str, ...] = ("",)) -> str:
    """Count the calls since they were last forgotten; ``to`` is what their names begin with."""
    calls: dict[str, int] = control(environment, "/calls")
    ours = {name: count for name, count in calls.items() if name.startswith(to)}
    reading = sum(
        count for name, count in ours.items() if name.partition(":")[2].startswith(("Describe", "List", "Get"))
    )
    return f"{sum(ours.values()) - reading} changing, {reading} reading"
