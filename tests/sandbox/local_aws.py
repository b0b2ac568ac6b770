"""A sandbox process and everything that a test does with it: boto3 clients, the control API, the front."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from ecs_express_sandbox.http.addresses import Addresses
from ecs_express_sandbox.settings import ENVIRONMENT_VARIABLE

REGION = "eu-west-1"
EXECUTION_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
INFRASTRUCTURE_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices"
TERMINAL = {"SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"}

_PROGRAM = """
import json
from dataclasses import asdict
from ecs_express_sandbox.http.server import serve
serve(announce=lambda addresses: print(json.dumps(asdict(addresses)), flush=True))
"""


@contextmanager
def sandbox_process(**settings: Any) -> Iterator[tuple[subprocess.Popen[str], Addresses]]:
    """Start a sandbox, every answer checked against botocore's shapes; stop it at the end."""
    environment = {**os.environ, ENVIRONMENT_VARIABLE: json.dumps({"check_responses": True, **settings})}
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            yield process, Addresses(**json.loads(process.stdout.readline()))
        finally:
            process.terminate()


@dataclass
class Reply:
    """What the front answered."""

    status: int
    content: dict[str, Any]


class LocalAws:
    """One sandbox, as a test uses it. The clock stands still unless the test moves it."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self._clients: dict[tuple[str, str], Any] = {}
        self._connections: dict[str, HTTPConnection] = {}

    def client(self, name: str, region: str = REGION) -> Any:
        """Give a boto3 client that never retries."""
        if (name, region) not in self._clients:
            self._clients[name, region] = self._made(name, region)
        return self._clients[name, region]

    def unchecked(self, name: str) -> Any:
        """Give a client that sends whatever it is given."""
        return self._made(name, REGION, parameter_validation=False)

    def client_of(self, name: str, credentials: dict[str, Any]) -> Any:
        """Give a client that signs with the credentials that IAM or STS answered."""
        keys = {
            "aws_access_key_id": credentials["AccessKeyId"],
            "aws_secret_access_key": credentials["SecretAccessKey"],
            "aws_session_token": credentials.get("SessionToken"),
        }
        return self._made(name, REGION, keys)

    def _made(self, name: str, region: str, keys: dict[str, str] | None = None, **config: Any) -> Any:
        return boto3.client(
            name,
            region_name=region,
            endpoint_url=self.addresses.endpoint,
            **(keys or {"aws_access_key_id": "AKIASANDBOXTESTS0000", "aws_secret_access_key": "secret"}),
            config=Config(retries={"total_max_attempts": 1}, **config),
        )

    @cached_property
    def ecs(self) -> Any:
        """The ECS client."""
        return self.client("ecs")

    @cached_property
    def elbv2(self) -> Any:
        """The ELBv2 client."""
        return self.client("elbv2")

    def control(self, method: str, path: str, content: Any = None) -> Any:
        """Ask the control API; a refusal is an ``AssertionError`` with its words."""
        status, answer = self.ask(method, path, content)
        assert status == 200, answer
        return answer

    def ask(self, method: str, path: str, content: Any = None) -> tuple[int, Any]:
        """Ask the control API; give status and answer."""
        body = None if content is None else json.dumps(content)
        prefix = urlsplit(self.addresses.control).path
        status, text = self._request(self.addresses.control, method, prefix + path, body, {})
        return status, json.loads(text)

    def _request(
        self, url: str, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        """Send a request over a connection that stays open."""
        host = urlsplit(url).netloc
        connection = self._connections.setdefault(host, HTTPConnection(host))
        connection.request(method, path, body, headers)
        with connection.getresponse() as answer:
            return answer.status, answer.read()

    def reset(self) -> None:
        """Start over with an empty account and a clock that stands still."""
        self.control("POST", "/reset", {})
        self.control("POST", "/clock", {"speed": 0})

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.control("POST", "/clock", {"advance_seconds": seconds})

    def next_change(self) -> bool:
        """Let time pass until something changes; False if nothing ever will."""
        if self.control("GET", "/clock")["next_change"] is None:
            return False
        self.control("POST", "/clock", {"advance_to_next_change": True})
        return True

    def settings(self, **values: Any) -> None:
        """Change settings."""
        self.control("POST", "/settings", values)

    def fail(self, operation: str, kind: str, **rule: Any) -> None:
        """Let calls fail."""
        self.control("POST", "/faults", [{"operation": operation, "kind": kind, **rule}])

    def role(self, name: str, principal: str, policy: str | None) -> str:
        """Make a role and give its ARN."""
        trust = {"Statement": [{"Effect": "Allow", "Principal": {"Service": principal}, "Action": "sts:AssumeRole"}]}
        iam = self.client("iam")
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        if policy:
            iam.attach_role_policy(RoleName=name, PolicyArn=policy)
        return str(arn)

    def roles(self) -> dict[str, str]:
        """Make both roles of a service, old enough to be assumed, in the form of a create request."""
        roles = {
            "executionRoleArn": self.role("execution", "ecs-tasks.amazonaws.com", EXECUTION_POLICY),
            "infrastructureRoleArn": self.role("infrastructure", "ecs.amazonaws.com", INFRASTRUCTURE_POLICY),
        }
        self.advance(10)
        return roles

    def create(self, image: str = "shop/web:1", **request: Any) -> Any:
        """Create a service; ``roles`` are made unless they are given."""
        container = {"image": image, **request.pop("primaryContainer", {})}
        roles = request.pop("roles", None) or self.roles()
        answer = self.ecs.create_express_gateway_service(
            **{"serviceName": "web", "primaryContainer": container, **roles, **request}
        )
        return answer["service"]

    def settled(self, image: str = "shop/web:1", **request: Any) -> str:
        """Create a service and let its first deployment end; give its ARN."""
        service = self.create(image, **request)
        self.run_out()
        return str(service["serviceArn"])

    def run_out(self) -> None:
        """Let time pass until nothing is due any more."""
        while self.control("POST", "/clock", {"advance_to_next_change": True})["next_change"]:
            pass

    def describe(self, arn: str, **request: Any) -> Any:
        """Describe an Express service."""
        return self.ecs.describe_express_gateway_service(serviceArn=arn, **request)["service"]

    def update(self, arn: str, image: str | None = None, **request: Any) -> Any:
        """Update an Express service."""
        if image:
            request["primaryContainer"] = {"image": image, **request.get("primaryContainer", {})}
        return self.ecs.update_express_gateway_service(serviceArn=arn, **request)["service"]

    def deployment(self, arn: str, index: int = 0) -> Any:
        """Describe a deployment of a service; 0 is the newest."""
        listed = self.ecs.list_service_deployments(service=arn)["serviceDeployments"][index]
        described = self.ecs.describe_service_deployments(serviceDeploymentArns=[listed["serviceDeploymentArn"]])
        assert not described["failures"]
        return described["serviceDeployments"][0]

    def managed(self, arn: str) -> Any:
        """Describe the managed resources of a service's newest revision."""
        revision = self.describe(arn)["activeConfigurations"][0]["serviceRevisionArn"]
        answer = self.ecs.describe_service_revisions(serviceRevisionArns=[revision])
        assert not answer["failures"]
        return answer["serviceRevisions"][0]["ecsManagedResources"]

    def endpoint(self, arn: str) -> str:
        """Tell the host name of a service."""
        return str(self.describe(arn)["activeConfigurations"][0]["ingressPaths"][0]["endpoint"])

    def weights(self, arn: str) -> list[int]:
        """Read the weights of a service's rule."""
        rule = self.managed(arn)["ingressPaths"][0]["rule"]["arn"]
        actions = self.elbv2.describe_rules(RuleArns=[rule])["Rules"][0]["Actions"]
        return [group["Weight"] for group in actions[0]["ForwardConfig"]["TargetGroups"]]

    def health(self, arn: str) -> list[list[str]]:
        """Read the states of the targets in both target groups."""
        groups = self.managed(arn)["ingressPaths"][0]["targetGroups"]
        return [
            [
                target["TargetHealth"]["State"]
                for target in self.elbv2.describe_target_health(TargetGroupArn=group["arn"])["TargetHealthDescriptions"]
            ]
            for group in groups
        ]

    def get(self, host: str) -> Reply:
        """Send a request to the front."""
        status, text = self._request(self.addresses.ingress, "GET", "/", None, {"Host": host})
        return Reply(status, json.loads(text) if status == 200 else {})

    def shares(self, host: str, requests: int = 200) -> Counter[str]:
        """Count who answers: the image, or the HTTP status where nobody does."""
        replies = (self.get(host) for _ in range(requests))
        return Counter(reply.content.get("image", str(reply.status)) for reply in replies)


def own_definition(aws: LocalAws, image: str = "shop/own:1", *others: dict[str, Any], **changes: Any) -> str:
    """Register a task definition that fits Express Mode, unless changed."""
    main = {"name": "Main", "image": image, "portMappings": [{"containerPort": 8080, "name": "http"}]}
    request = {
        "family": "own",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "512",
        "memory": "1024",
        "containerDefinitions": [main, *others],
        **changes,
    }
    return str(aws.ecs.register_task_definition(**request)["taskDefinition"]["taskDefinitionArn"])


def primary(service: Any) -> Any:
    """Pick the PRIMARY deployment."""
    return next(row for row in service["deployments"] if row["status"] == "PRIMARY")


def refused(call: Any, **request: Any) -> tuple[str, str]:
    """Give code and message of a refused call."""
    with pytest.raises(ClientError) as error:
        call(**request)
    return error.value.response["Error"]["Code"], error.value.response["Error"]["Message"]
