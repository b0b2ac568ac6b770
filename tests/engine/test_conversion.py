"""What `ecs-express convert` writes, on the engine: the programs go up as they are, and their services answer."""

from __future__ import annotations

import json

import pulumi
import pytest

from pulumi_ecs_express.planning.conversion.draft import Conversion
from pulumi_ecs_express.planning.program.program import main_file
from tests.engine import domains
from tests.engine.harness import LocalAws, Program, Project
from tests.planning.manifest_samples import samples

pytestmark = pytest.mark.engine

SECRETS = ("/shop/token", "/shop/api-key", "/shop/stripe")

FEW = ("compose-smallest", "copilot-behind-envoy", "apprunner.yaml-managed-runtime")
"""One of each kind of file: a service alone, one behind a sidecar with a domain, and one with a secret."""

FURTHER = ("compose-shop", "compose-variables", "app-runner-minimal", "copilot-request-driven")
"""Several services of one file, volumes, tracing, and images that are configured."""


def settings(aws: LocalAws) -> dict[str, str]:
    """Set what the programs ask for, as the list of each says."""
    subnets = aws.client("ec2").describe_subnets()["Subnets"]
    zone_id = domains.zone(aws)
    return {
        "public-subnets": json.dumps([subnet["SubnetId"] for subnet in subnets[:2]]),
        "frontend-domain-zone-id": zone_id,
        "refunds-domain-zone-id": zone_id,
        "uploads-file-system": "fs-0123456789abcdef0",
        "REGISTRY": "registry.example.com",
        "API_TAG": "1.2",
    }


def made_secrets(aws: LocalAws) -> dict[str, str]:
    """Make the secrets that the manifests name, in this account's own Region; give their ARNs by those of the manifests."""
    made = {}
    for name in ("db", "hub"):
        created = aws.client("secretsmanager").create_secret(Name=name, SecretString='{"password": "x"}')
        made[f"arn:aws:secretsmanager:eu-west-1:123456789012:secret:{name}-AbCdEf"] = created["ARN"]
    return made


def program(conversions: list[Conversion], values: dict[str, str], secrets: dict[str, str]) -> Program:
    """Run the programs as one; every other setting is the name of an image, or a variable."""

    def whole() -> None:
        for conversion in conversions:
            for setting in conversion.program.settings:
                pulumi.runtime.set_config(f"{pulumi.get_project()}:{setting.name}", values.get(setting.name, "app:1"))
            text = main_file(conversion.program)
            for named, made in secrets.items():
                text = text.replace(named, made)
            exec(text, {})  # noqa: S102 - the program that was written

    return whole


@pytest.mark.sweep_only("further")
@pytest.mark.parametrize("chosen", [FEW, FURTHER], ids=["few", "further"])
def test_converted_programs_go_up_and_answer(project: Project, aws: LocalAws, chosen: tuple[str, ...]) -> None:
    """Several manifests in one `up`: each service answers 200."""
    conversions = [sample.convert() for sample in samples() if sample.id in chosen]
    assert len(conversions) == len(chosen)
    aws.keep_secret(*SECRETS)
    values = settings(aws)

    done = project.up(program(conversions, values, made_secrets(aws)))

    assert done.ok, done.text
    exported = {
        one.name
        for conversion in conversions
        for one in conversion.program.components
        if one.kind == "ExpressGatewayService"
    }
    hosts = hosts_of(project)
    assert hosts.keys() == exported
    assert {name: aws.get(host)[0] for name, host in hosts.items()} == dict.fromkeys(exported, 200)


def hosts_of(project: Project) -> dict[str, str]:
    """Read the hosts of all services of the stack."""
    resources = project.stack.export_stack().deployment["resources"]  # type: ignore[index] # a stack that is up has one
    found = [one for one in resources if one["type"] == "ecsexpress:index:ExpressGatewayService"]
    return {one["urn"].rpartition("::")[2]: one["outputs"]["endpoint"] for one in found}
