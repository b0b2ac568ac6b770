"""EC2: a rule of a security group, changed in place by its ID. What AWS does and moto does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.local_aws import LocalAws

PORT = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432}
CHANGES: list[Any] = [
    pytest.param({"UserIdGroupPairs": [{"GroupId": "<one>", "Description": "web"}]},
                 {"ReferencedGroupId": "<two>", "Description": "shop"}, id="a group"),
    pytest.param({"IpRanges": [{"CidrIp": "10.0.0.0/16"}]}, {"CidrIpv4": "10.1.0.0/16", "Description": "vpc"}, id="IPv4"),
    pytest.param({"Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]}, {"CidrIpv6": "2001:db9::/32"}, id="IPv6"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "changed"), CHANGES)
def test_a_rule_changes_its_source_in_place(aws: LocalAws, source: dict[str, Any], changed: dict[str, Any]) -> None:
    """Group or range, ports and description; its ID stays, and there is no second rule."""
    ec2 = aws.client("ec2")
    groups = {
        f"<{name}>": ec2.create_security_group(GroupName=name, Description=name)["GroupId"]
        for name in ("one", "two", "db")
    }

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(member) for key, member in value.items()}
        return [filled(member) for member in value] if isinstance(value, list) else groups.get(value, value)

    made = ec2.authorize_security_group_ingress(GroupId=groups["<db>"], IpPermissions=[{**PORT, **filled(source)}])
    number = made["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    wanted = filled(changed)

    ec2.modify_security_group_rules(
        GroupId=groups["<db>"],
        SecurityGroupRules=[{"SecurityGroupRuleId": number, "SecurityGroupRule": {**PORT, "ToPort": 5433, **wanted}}],
    )

    logged = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [groups["<db>"]]}])
    [rule] = [found for found in logged["SecurityGroupRules"] if not found["IsEgress"]]
    assert (rule["SecurityGroupRuleId"], rule["FromPort"], rule["ToPort"]) == (number, 5432, 5433)
    assert rule.get("Description") == wanted.get("Description")
    assert rule.get("ReferencedGroupInfo", {}).get("GroupId") == wanted.get("ReferencedGroupId")
    assert (rule.get("CidrIpv4"), rule.get("CidrIpv6")) == (wanted.get("CidrIpv4"), wanted.get("CidrIpv6"))
