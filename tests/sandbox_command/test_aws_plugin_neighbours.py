"""The stand-in aws plugin under a real engine: what ordinary programs have beside a service, and what they look up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.sandbox_command.conftest import Deployment, Sandbox

from ecs_express_sandbox.aws_plugin.catalogue import RESOURCE_TYPES

pytestmark = [
    pytest.mark.engine,
    # A failed inline program leaves an open event loop behind; see `abandoned_programs_forgotten`.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Deploy = Callable[[Callable[[], None]], Deployment]

NETWORK = ("aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:ec2/securityGroup:SecurityGroup")
"""Those of EC2 here; the ways out of a network have a module of their own."""

KINDS = sorted(
    token
    for token in RESOURCE_TYPES
    if token in NETWORK or token.startswith(("aws:ecr/", "aws:s3/", "aws:secretsmanager/", "aws:ssm/"))
)


def neighbours(settings: dict[str, Any]) -> Callable[[], None]:
    """One of each; tags and what else may change in place are settings."""

    def program() -> None:
        import pulumi_aws as aws

        tags = settings["tags"]
        network = aws.ec2.Vpc("near", cidr_block="10.9.0.0/16", enable_dns_hostnames=settings["new"], tags=tags)
        aws.ec2.Subnet(
            "near", vpc_id=network.id, cidr_block="10.9.1.0/24", map_public_ip_on_launch=settings["new"], tags=tags
        )
        aws.ec2.SecurityGroup("near", vpc_id=network.id, description="near", tags=tags)
        mutability = "IMMUTABLE" if settings["new"] else "MUTABLE"
        repository = aws.ecr.Repository("near", image_tag_mutability=mutability, force_delete=True, tags=tags)
        secret = aws.secretsmanager.Secret(
            "near", description=f"near {settings['new']}", recovery_window_in_days=0, tags=tags
        )
        aws.secretsmanager.SecretVersion("near", secret_id=secret.id, secret_string=f"value {settings['new']}")
        bucket = aws.s3.Bucket("near", force_destroy=True, tags=tags)
        aws.s3.BucketObjectv2("near", bucket=bucket.bucket, key="near.env", content="A=1")
        parameter = aws.ssm.Parameter("near", type="String", value=f"value {settings['new']}", tags=tags)
        pulumi.export("bucket", bucket.bucket)
        pulumi.export("image", repository.repository_url)
        pulumi.export("secret", secret.arn)
        pulumi.export("parameter", parameter.name)
        pulumi.export("vpc", network.id)

    return program


def test_what_stands_beside_a_service_lives_changes_and_goes(deploy: Deploy, sandbox: Sandbox) -> None:
    """No difference without a change, changes in place and of tags, nothing left."""
    settings: dict[str, Any] = {"new": False, "tags": {"a": "b", "old": "x"}}
    deployment = deploy(neighbours(settings))

    assert deployment.up() == {"create": 1 + len(KINDS)}
    assert deployment.up() == {"same": 1 + len(KINDS)}
    seen = deployment.refresh()
    assert {kind for kind in KINDS if seen[kind].op not in ("refresh", "same")} == set()
    settings |= {"new": True, "tags": {"a": "c", "more": "y"}}
    steps = deployment.preview()
    changing = {kind for kind in KINDS if "tags" in RESOURCE_TYPES[kind].declaration.known_inputs}
    assert {kind for kind in KINDS if str(getattr(steps[kind].op, "value", steps[kind].op)) == "update"} == changing
    assert deployment.up()["update"] == len(changing)
    assert deployment.up() == {"same": 1 + len(KINDS)}

    secrets, parameter = sandbox.client("secretsmanager"), deployment.output("parameter")
    assert secrets.get_secret_value(SecretId=deployment.output("secret"))["SecretString"] == "value True"
    assert sandbox.client("ssm").get_parameter(Name=parameter)["Parameter"]["Value"] == "value True"
    s3, bucket = sandbox.client("s3"), deployment.output("bucket")
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == [{"Key": "a", "Value": "c"}, {"Key": "more", "Value": "y"}]
    s3.put_object(Bucket=bucket, Key="kept", Body=b"1")
    deployment.destroy()
    assert not s3.list_buckets()["Buckets"]
    assert not secrets.list_secrets()["SecretList"]
    assert not sandbox.client("ecr").describe_repositories()["repositories"]
    assert not sandbox.client("ec2").describe_vpcs(Filters=[{"Name": "cidr", "Values": ["10.9.0.0/16"]}])["Vpcs"]


def test_a_program_finds_the_default_network(deploy: Deploy, sandbox: Sandbox) -> None:
    """The look-ups with which most programs begin."""

    def program() -> None:
        import pulumi_aws as aws

        network = aws.ec2.get_vpc(default=True)
        found = aws.ec2.get_subnets(filters=[{"name": "vpc-id", "values": [network.id]}])
        pulumi.export("vpc", network.id)
        pulumi.export("subnets", found.ids)
        pulumi.export("zones", aws.get_availability_zones(state="available").names)

    deployment = deploy(program)
    deployment.up()

    subnets = sandbox.client("ec2").describe_subnets()["Subnets"]
    assert sorted(deployment.output("subnets")) == sorted(subnet["SubnetId"] for subnet in subnets)
    assert deployment.output("vpc") == subnets[0]["VpcId"]
    assert set(deployment.output("zones")) >= {subnet["AvailabilityZone"] for subnet in subnets}
