"""What follows a change of the container's port or log group, and what stays."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws


def _ports(aws: LocalAws, arn: str) -> tuple[list[str], list[set[int]], dict[str, Any]]:
    """Read the health check port of both target groups, the ports of both security groups' rules, and all ARNs."""
    managed = aws.managed(arn)
    (way_in,) = managed["ingressPaths"]
    groups = [group["arn"] for group in way_in["targetGroups"]]
    checks = aws.elbv2.describe_target_groups(TargetGroupArns=groups)["TargetGroups"]
    ids = [managed["serviceSecurityGroups"][0]["arn"], way_in["loadBalancerSecurityGroups"][0]["arn"]]
    ids = [entry.rsplit("/", 1)[-1] for entry in ids]
    found = {g["GroupId"]: g for g in aws.client("ec2").describe_security_groups(GroupIds=ids)["SecurityGroups"]}
    rules = [found[ids[0]]["IpPermissions"], found[ids[1]]["IpPermissionsEgress"]]
    arns = {"groups": groups, "security": ids, "rule": way_in["rule"]["arn"], "endpoint": way_in["endpoint"]}
    return (
        [check["HealthCheckPort"] for check in checks],
        [{rule["FromPort"] for rule in one if rule["IpProtocol"] == "tcp"} for one in rules],
        arns,
    )


@pytest.mark.row("S0-14", "S0-01")
def test_another_port_moves_health_checks_and_rules_and_keeps_every_arn(aws: LocalAws) -> None:
    """Both target groups check the new port, both security groups let it through, and nothing is made anew."""
    arn = aws.settled(primaryContainer={"containerPort": 8080})
    checks, rules, arns = _ports(aws, arn)
    assert (checks, rules) == (["8080", "8080"], [{8080}, {8080}])

    aws.update(arn, "shop/web:2", primaryContainer={"containerPort": 9090})
    aws.run_out()

    checks, rules, after = _ports(aws, arn)
    assert (checks, rules) == (["9090", "9090"], [{9090}, {9090}])
    assert after == arns


@pytest.mark.row("S0-15")
def test_another_log_group_is_that_of_the_new_revision_alone(aws: LocalAws) -> None:
    """Name and ARN are those of the group that the revision writes to."""
    for name in ("old", "new"):
        aws.client("logs").create_log_group(logGroupName=name)
    arn = aws.settled(primaryContainer={"awsLogsConfiguration": {"logGroup": "old", "logStreamPrefix": "x"}})
    aws.update(
        arn, "shop/web:2", primaryContainer={"awsLogsConfiguration": {"logGroup": "new", "logStreamPrefix": "x"}}
    )
    aws.run_out()

    (group,) = aws.managed(arn)["logGroups"]
    assert (group["logGroupName"], group["arn"].rpartition(":")[2]) == ("new", "new")
