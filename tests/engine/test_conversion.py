"""What `ecs-express convert` writes, on the engine: the programs go up as they are, and their services answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pulumi
import pytest

from pulumi_ecs_express.planning.conversion.draft import Conversion
from pulumi_ecs_express.planning.program.program import main_file
from tests.engine import domains
from tests.engine.harness import LocalAws, Program, Project
from tests.planning.manifest_samples import samples

pytestmark = pytest.mark.engine

PARAMETERS = (
    "/shop/token", "/shop/api-key", "/shop/stripe", "/shop/log-token", "SESSION_SECRET", "GITHUB_TOKEN",
    *(f"/copilot/shop/{environment}/secrets/TOKEN" for environment in ("test", "prod")),
)  # fmt: skip

FEW = ("compose-smallest", "copilot-behind-envoy", "apprunner.yaml-managed-runtime")
"""One of each kind of file: a service alone, one behind a sidecar with a domain, and one with a secret."""

FURTHER = [sample.id for sample in samples() if sample.id not in FEW]

PRIVATE = "app-runner-private"
"""Its URL is not to be reached from outside."""

VARIABLES = {"API_TAG": "1.2", "COPILOT_APPLICATION_NAME": "shop", "COPILOT_ENVIRONMENT_NAME": "test"}
"""Those that are no names of images."""

SECRET = re.compile(r"arn:aws:secretsmanager:[\w-]+:\d+:secret:(\w+)-AbCdEf")
ZONES = {"Z0873220N255IR3MTNR4": "example.com", "Z0AN0THE9H05TED20NE1": "example.org"}
"""Hosted zones that manifests name by their IDs."""


class Account:
    """What the manifests and the lists beside their programs name, in this account."""

    def __init__(self, aws: LocalAws) -> None:
        self._aws, self._made = aws, dict[str, str]()
        ec2 = aws.client("ec2")
        found = ec2.describe_subnets()["Subnets"][:2]
        self.vpc, self.public = found[0]["VpcId"], [one["SubnetId"] for one in found]
        groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [self.vpc]}])["SecurityGroups"]
        self.group = str(groups[0]["GroupId"])
        aws.keep_secret(*PARAMETERS)

    def setting(self, name: str) -> str:
        """Set what a program asks for, as its list says; every other one is the name of an image, or a variable."""
        if name.endswith("subnets"):
            return json.dumps(self._aws.private_subnets() if name.startswith("private") else self.public)
        if name.endswith("zone-id"):
            return self.zone("example.org" if name.startswith("shop-domain-2") else "example.com")
        if name.startswith("security-group"):
            return self._once(name, self._another_group)
        if name.endswith("-arn"):
            return self.secret(name)
        return "fs-0123456789abcdef0" if name.endswith("file-system") else VARIABLES.get(name, "app:1")

    def here(self, text: str) -> str:
        """Put what is in this account in place of what is in the manifests' one."""
        text = SECRET.sub(lambda named: self.secret(named[1]), text)
        for named, made in (("subnet-0123456789abcdef0", self.public[0]), ("subnet-0123456789abcdef1", self.public[1])):
            text = text.replace(named, made)
        for id_, name in ZONES.items():
            text = text.replace(id_, self.zone(name)) if id_ in text else text
        return text.replace("sg-0123456789abcdef0", self.group).replace("role/shop-instance", "role/t")

    def secret(self, name: str) -> str:
        """Make a secret; give its ARN."""
        secrets = self._aws.client("secretsmanager")
        text = json.dumps({"password": "x", "token": "x", "username": "x"})
        return self._once(name, lambda: secrets.create_secret(Name=name, SecretString=text)["ARN"])

    def zone(self, name: str) -> str:
        """Make a hosted zone; give its ID."""
        return self._once(name, lambda: domains.zone(self._aws, name))

    def _another_group(self) -> str:
        made = self._aws.client("ec2").create_security_group(GroupName="more", Description="more", VpcId=self.vpc)
        return str(made["GroupId"])

    def _once(self, name: str, make: Callable[[], str]) -> str:
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]


def program(conversions: list[Conversion], account: Account) -> Program:
    """Run the programs as one, in this account."""
    texts = [account.here(main_file(conversion.program)) for conversion in conversions]
    values = {one.name: account.setting(one.name) for conversion in conversions for one in conversion.program.settings}

    def whole() -> None:
        for name, value in values.items():
            pulumi.runtime.set_config(f"{pulumi.get_project()}:{name}", value)
        for text in texts:
            exec(text, {})  # noqa: S102 - the program that was written

    return whole


@pytest.mark.sweep_only(*FURTHER)
@pytest.mark.parametrize("chosen", [FEW, *((name,) for name in FURTHER)], ids=["few", *FURTHER])
def test_converted_programs_go_up_and_answer(project: Project, aws: LocalAws, chosen: tuple[str, ...]) -> None:
    """Each public service answers 200; few of the manifests in one `up`, and each of the others by itself."""
    conversions = [sample.convert() for sample in samples() if sample.id in chosen]
    assert len(conversions) == len(chosen)

    done = project.up(program(conversions, Account(aws)))

    assert done.ok, done.text
    exported = {
        one.name
        for conversion in conversions
        for one in conversion.program.components
        if one.kind == "ExpressGatewayService"
    }
    hosts = hosts_of(project)
    assert hosts.keys() == exported
    assert {name: aws.get(host)[0] for name, host in hosts.items()} == dict.fromkeys(
        exported, 503 if PRIVATE in chosen else 200
    )


def hosts_of(project: Project) -> dict[str, str]:
    """Read the hosts of all services of the stack."""
    resources = project.stack.export_stack().deployment["resources"]  # type: ignore[index] # a stack that is up has one
    found = [one for one in resources if one["type"] == "ecsexpress:index:ExpressGatewayService"]
    return {one["urn"].rpartition("::")[2]: one["outputs"]["endpoint"] for one in found}
