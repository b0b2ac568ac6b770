"""
A real Pulumi engine and a sandbox for the tests: programs run inline, providers in the engine's own processes.

A test writes a program, runs commands, and looks at what a user would see: rows, messages, state, the front.
"""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import urllib3
from pulumi import automation

SERVICE = "pulumi-python:dynamic/ecsexpress:ExpressGatewayService"
INGRESS = "pulumi-python:dynamic/ecsexpress:Ingress"
READING = ("Describe", "List", "Get")
REGION = "us-east-1"

TRUST = {"e": "ecs-tasks.amazonaws.com", "i": "ecs.amazonaws.com", "t": "ecs-tasks.amazonaws.com"}
POLICIES = {
    "e": "service-role/AmazonECSTaskExecutionRolePolicy",
    "i": "service-role/AmazonECSInfrastructureRoleforExpressGatewayServices",
}


@dataclass
class LocalAws:
    """A sandbox, steered and asked as from outside."""

    control: str
    ingress: str
    speed: float
    ingress_tls: str = ""
    ca: str = ""
    _clients: dict[str, Any] = field(default_factory=dict)
    _pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False, timeout=60))

    def ask(self, path: str, body: object = None, method: str | None = None) -> Any:
        """Use the control API."""
        answer = self._pool.request(
            method or ("GET" if body is None else "POST"),
            f"{self.control}{path}",
            body=None if body is None else json.dumps(body),
            headers={"Content-Type": "application/json"},
        )
        assert answer.status < 400, answer.data
        return json.loads(answer.data or b"null")

    def reset(self) -> None:
        """Give every test an AWS of its own, with roles that can be assumed."""
        self.ask("/faults", method="DELETE")
        self.ask("/reset", {})
        self.clock(speed=self.speed)
        self.make_roles()
        self.clock(advance_seconds=60)
        self.forget_calls()

    def make_roles(self, suffix: str = "") -> dict[str, str]:
        """Make roles, and give the arguments that name them."""
        iam = self.client("iam")
        for name, service in TRUST.items():
            trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
            document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
            iam.create_role(RoleName=name + suffix, AssumeRolePolicyDocument=document)
            if policy := POLICIES.get(name):
                iam.attach_role_policy(RoleName=name + suffix, PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
        reading = {"Effect": "Allow", "Action": ["ssm:GetParameters", "secretsmanager:GetSecretValue"], "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [reading]})
        iam.put_role_policy(RoleName="e" + suffix, PolicyName="read", PolicyDocument=document)
        return {
            "execution_role_arn": f"arn:aws:iam::123456789012:role/e{suffix}",
            "infrastructure_role_arn": f"arn:aws:iam::123456789012:role/i{suffix}",
        }

    def clock(self, **change: Any) -> dict[str, Any]:
        """Change the clock and read it."""
        answer: dict[str, Any] = self.ask("/clock", change or None)
        return answer

    def settings(self, **values: Any) -> None:
        """Choose behaviours that are not known for certain."""
        self.ask("/settings", values)

    def faults(self, *faults: Mapping[str, Any]) -> None:
        """Plant faults."""
        self.ask("/faults", list(faults))

    def calls(self) -> dict[str, int]:
        """Count the calls that clients made."""
        answer: dict[str, int] = self.ask("/calls")
        return answer

    def keep_secret(self, *names: str) -> None:
        """Put parameters of these names into the parameter store."""
        for name in names:
            self.client("ssm").put_parameter(Name=name, Value="secret", Type="SecureString", Overwrite=True)

    def private_subnets(self) -> list[str]:
        """Make two subnets of the default VPC without a way to the internet."""
        ec2 = self.client("ec2")
        vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        made = []
        for number, zone in enumerate((f"{REGION}a", f"{REGION}b")):
            block = f"172.31.{200 + number}.0/24"
            subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=zone)["Subnet"]["SubnetId"]
            ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
            made.append(subnet)
        return made

    def changes(self) -> dict[str, int]:
        """Count the calls that change something."""
        return {name: count for name, count in self.calls().items() if not name.partition(":")[2].startswith(READING)}

    def forget_calls(self) -> None:
        """Count from here."""
        self.ask("/calls/reset", {})

    def client(self, service: str) -> Any:
        """Give an ordinary boto3 client of somebody else."""
        if service not in self._clients:
            self._clients[service] = boto3.client(service, region_name=REGION)
        return self._clients[service]

    def get(self, host: str) -> tuple[int, dict[str, Any]]:
        """Request the URL through the front, as a browser would through the load balancer."""
        request = urllib.request.Request(f"{self.ingress}/", headers={"Host": host})  # noqa: S310 - loopback
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as refusal:
            return refusal.code, {}


@dataclass
class Outcome:
    """What a command showed and did."""

    ok: bool
    text: str
    events: list[automation.EngineEvent]
    outputs: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def steps(self) -> dict[str, automation.StepEventMetadata]:
        """The planned step of each resource, by type."""
        found = [event.resource_pre_event.metadata for event in self.events if event.resource_pre_event]
        return {step.type: step for step in found}

    @property
    def changed(self) -> dict[str, str]:
        """The operations other than `same`, by type."""
        return {
            type_: str(getattr(step.op, "value", step.op))
            for type_, step in self.steps.items()
            if step.op != automation.OpType.SAME
        }

    @property
    def drifted(self) -> dict[str, str]:
        """What a refresh found other than it was, by type."""
        found = [event.res_outputs_event.metadata for event in self.events if event.res_outputs_event]
        ops = {step.type: str(getattr(step.op, "value", step.op)) for step in found}
        return {type_: op for type_, op in ops.items() if op not in ("same", "refresh")}

    def detailed(self, type_: str = SERVICE) -> dict[str, str]:
        """The exact paths of a resource's preview, each with its kind."""
        details = self.steps[type_].detailed_diff or {}
        return {path: str(getattr(diff.diff_kind, "value", diff.diff_kind)) for path, diff in details.items()}

    def row(self, type_: str = SERVICE) -> list[str]:
        """What was shown on the resource's own row, in order."""
        found = [event.diagnostic_event for event in self.events if event.diagnostic_event]
        return [said.message.strip() for said in found if said.ephemeral and f"{type_}::" in (said.urn or "")]

    @property
    def errors(self) -> list[str]:
        """The error messages."""
        found = [event.diagnostic_event for event in self.events if event.diagnostic_event]
        return [said.message.strip() for said in found if said.severity == "error"]


Program = Callable[[], None]


@dataclass
class Project:
    """One stack with an inline program that a test may change between commands."""

    stack: automation.Stack
    last: Outcome | None = None

    def run(self, command: Callable[..., Any], program: Program | None = None, **options: Any) -> Outcome:
        """Run a command, whatever comes of it."""
        if program is not None:
            self.stack.workspace.program = program
        lines: list[str] = []
        events: list[automation.EngineEvent] = []
        started, outputs, ok = time.monotonic(), {}, True
        try:
            command(on_output=lines.append, on_event=events.append, color="never", **options)
        except automation.CommandError as error:
            ok = False
            lines.append(str(error))
        else:
            outputs = self.state("pulumi:pulumi:Stack").get("outputs", {})
        self.last = Outcome(ok, "\n".join(lines), events, outputs, time.monotonic() - started)
        return self.last

    def up(self, program: Program | None = None, **options: Any) -> Outcome:
        """Update."""
        return self.run(self.stack.up, program, **options)

    def preview(self, program: Program | None = None, **options: Any) -> Outcome:
        """Preview."""
        return self.run(self.stack.preview, program, **options)

    def refresh(self, program: Program | None = None, **options: Any) -> Outcome:
        """Refresh."""
        return self.run(self.stack.refresh, program, **options)

    def destroy(self, **options: Any) -> Outcome:
        """Destroy."""
        return self.run(self.stack.destroy, None, **options)

    def state(self, type_: str = SERVICE) -> dict[str, Any]:
        """Read one resource of the state file, as it is stored."""
        return next(iter(self.resources(type_)), {})

    def resources(self, type_: str) -> list[dict[str, Any]]:
        """Read all resources of a type, those that wait for their deletion too."""
        stored = json.loads(self.text_of_state())["checkpoint"]["latest"].get("resources", [])
        return [dict(found) for found in stored or [] if found["type"] == type_]

    def text_of_state(self) -> str:
        """Read the state file, as it is stored."""
        backend = Path(os.environ["PULUMI_BACKEND_URL"].removeprefix("file://"))
        return next(backend.rglob(f"stacks/*/{self.stack.name}.json")).read_text()
