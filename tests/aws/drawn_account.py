"""An account in which every argument of a service has two things or more to name."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.aws.drawn_programs import Account
from tests.sandbox.local_aws import EXECUTION_POLICY, INFRASTRUCTURE_POLICY

NUMBERS = range(2)
READING = ["ssm:GetParameters", "secretsmanager:GetSecretValue"]


def an_account(client: Callable[[str], Any]) -> Account:
    """Make all of it; the roles can be used a little later."""
    ec2, ecs, secrets = client("ec2"), client("ecs"), client("secretsmanager")
    subnets = ec2.describe_subnets()["Subnets"]
    clusters = [ecs.create_cluster(clusterName=f"drawn-{number}")["cluster"] for number in NUMBERS]
    for number in NUMBERS:
        client("logs").create_log_group(logGroupName=f"/drawn/{number}")
        client("ssm").put_parameter(Name=f"/drawn/{number}", Value="x", Type="SecureString")
    return Account(
        execution_roles=[_role(client, f"execution-{n}", "ecs-tasks.amazonaws.com", EXECUTION_POLICY) for n in NUMBERS],
        infrastructure_roles=[
            _role(client, f"infrastructure-{n}", "ecs.amazonaws.com", INFRASTRUCTURE_POLICY) for n in NUMBERS
        ],
        task_roles=[_role(client, f"task-{n}", "ecs-tasks.amazonaws.com", None) for n in NUMBERS],
        clusters=[form for cluster in clusters for form in (cluster["clusterName"], cluster["clusterArn"])],
        subnets=[[subnet["SubnetId"], _beside(ec2, subnet, n)] for n, subnet in enumerate(subnets)],
        groups=[_group(ec2, subnets[0]["VpcId"], n) for n in range(4)],
        log_groups=[f"/drawn/{n}" for n in NUMBERS],
        secrets=[secrets.create_secret(Name=f"drawn-{n}", SecretString="{}")["ARN"] for n in NUMBERS],
        parameters=[f"/drawn/{n}" for n in NUMBERS],
    )


def _role(client: Callable[[str], Any], name: str, service: str, policy: str | None) -> str:
    """Make a role; one that executes tasks may read all secrets."""
    iam = client("iam")
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=_policy(trust))["Role"]["Arn"]
    if policy:
        iam.attach_role_policy(RoleName=name, PolicyArn=policy)
    if policy == EXECUTION_POLICY:
        statement = {"Effect": "Allow", "Action": READING, "Resource": "*"}
        iam.put_role_policy(RoleName=name, PolicyName="read", PolicyDocument=_policy(statement))
    return str(arn)


def _policy(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _group(ec2: Any, vpc: str, number: int) -> str:
    made = ec2.create_security_group(GroupName=f"drawn-{number}", Description="drawn", VpcId=vpc)
    return str(made["GroupId"])


def _beside(ec2: Any, subnet: dict[str, Any], number: int) -> str:
    """Make another subnet in the same zone, behind the ones that a default VPC has."""
    zone, block = subnet["AvailabilityZone"], f"172.31.{128 + 16 * number}.0/20"
    made = ec2.create_subnet(VpcId=subnet["VpcId"], AvailabilityZone=zone, CidrBlock=block)
    return str(made["Subnet"]["SubnetId"])
