"""The stand-in aws plugin under a real engine: log groups, and rules of security groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.sandbox_command.conftest import Deployment, Sandbox

pytestmark = [
    pytest.mark.engine,
    # A failed inline program leaves an open event loop behind; see `abandoned_programs_forgotten`.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Deploy = Callable[[Callable[[], None]], Deployment]
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"


def log_group(settings: dict[str, Any]) -> Callable[[], None]:
    """A log group whose arguments may change between two runs."""

    def program() -> None:
        import pulumi_aws as aws

        group = aws.cloudwatch.LogGroup("lines", **settings)
        pulumi.export("name", group.name)
        pulumi.export("arn", group.arn)

    return program


def groups(sandbox: Sandbox) -> dict[str, int | None]:
    """The log groups of these programs, each with its retention."""
    logged = sandbox.client("logs").describe_log_groups(logGroupNamePrefix="lines")["logGroups"]
    return {group["logGroupName"]: group.get("retentionInDays") for group in logged}


def test_a_log_group_lives_changes_and_goes(deploy: Deploy, sandbox: Sandbox) -> None:
    """Retention and tags in place, another class by replacement; a run without change calls nothing."""
    settings: dict[str, Any] = {"retention_in_days": 30, "tags": {"a": "b"}}
    deployment = deploy(log_group(settings))
    deployment.up()
    name, logs = deployment.output("name"), sandbox.client("logs")
    before = sandbox.calls()

    assert groups(sandbox) == {name: 30}
    assert deployment.output("arn").endswith(f":log-group:{name}")
    assert deployment.up() == {"same": 2}
    assert {call for call in sandbox.calls() if sandbox.calls()[call] != before.get(call)} <= {"logs:DescribeLogGroups"}
    settings |= {"retention_in_days": 7, "tags": {"c": "d"}}
    steps = deployment.preview()
    assert set(steps[LOG_GROUP].detailed_diff or {}) == {
        "retentionInDays", "tags.a", "tags.c", "tagsAll.a", "tagsAll.c",
    }  # fmt: skip
    assert deployment.up() == {"same": 1, "update": 1}
    assert groups(sandbox) == {name: 7}
    assert logs.list_tags_for_resource(resourceArn=deployment.output("arn"))["tags"] == {"c": "d"}
    del settings["retention_in_days"]
    assert deployment.up() == {"same": 1, "update": 1}
    assert groups(sandbox) == {name: None}
    settings["log_group_class"] = "INFREQUENT_ACCESS"
    assert deployment.up()["replace"] == 1
    assert name not in groups(sandbox)
    deployment.destroy()
    assert groups(sandbox) == {}


@pytest.mark.sweep_only(held_by="tests/sandbox_command/test_aws_plugin.py")
def test_drift_of_a_log_group_is_shown_and_repaired(deploy: Deploy, sandbox: Sandbox) -> None:
    """Somebody else changes the retention, or deletes it."""
    deployment = deploy(log_group({"retention_in_days": 30}))
    deployment.up()
    name, logs = deployment.output("name"), sandbox.client("logs")
    logs.put_retention_policy(logGroupName=name, retentionInDays=1)

    assert set(deployment.refresh()[LOG_GROUP].detailed_diff or {}) == {"retentionInDays"}
    deployment.up()
    assert groups(sandbox) == {name: 30}
    logs.delete_log_group(logGroupName=name)
    deployment.refresh()
    assert deployment.up()["create"] == 1
    deployment.destroy()


def test_a_log_group_that_shall_stay_stays(deploy: Deploy, sandbox: Sandbox) -> None:
    """`skip_destroy` takes it out of the state alone."""
    deployment = deploy(log_group({"name": "lines-kept", "skip_destroy": True}))
    deployment.up()

    deployment.destroy()

    assert groups(sandbox).get("lines-kept", 0) is None
    sandbox.client("logs").delete_log_group(logGroupName="lines-kept")


def test_a_rule_lives_changes_and_goes(deploy: Deploy, sandbox: Sandbox) -> None:
    """Its source and ports in place, another group by replacement."""
    ec2 = sandbox.client("ec2")
    one, two, three = (
        ec2.create_security_group(GroupName=f"rule-{index}", Description="rule")["GroupId"] for index in range(3)
    )
    settings: dict[str, Any] = {"security_group_id": one, "referenced_security_group_id": two, "from_port": 80}

    def program() -> None:
        import pulumi_aws as aws

        rule = aws.vpc.SecurityGroupIngressRule("in", ip_protocol="tcp", to_port=80, **settings)
        pulumi.export("number", rule.security_group_rule_id)

    def rules(group: str) -> list[tuple[str, int, str]]:
        logged = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
        return [
            (one["IpProtocol"], one["FromPort"], pair["GroupId"]) for one in logged for pair in one["UserIdGroupPairs"]
        ]

    deployment = deploy(program)
    deployment.up()
    number = deployment.output("number")
    assert rules(one) == [("tcp", 80, two)]
    assert deployment.up() == {"same": 2}
    settings |= {"referenced_security_group_id": three, "from_port": 79, "description": "web"}
    steps = deployment.preview()
    assert set(steps[RULE].detailed_diff or {}) == {"description", "fromPort", "referencedSecurityGroupId"}
    assert deployment.up() == {"same": 1, "update": 1}
    assert rules(one) == [("tcp", 79, three)]
    assert deployment.output("number") == number
    assert deployment.up() == {"same": 2}
    settings["security_group_id"] = two
    assert deployment.up()["replace"] == 1
    assert (rules(one), rules(two)) == ([], [("tcp", 79, three)])
    ec2.revoke_security_group_ingress(GroupId=two, SecurityGroupRuleIds=[deployment.output("number")])
    deployment.destroy()
    assert rules(two) == []
