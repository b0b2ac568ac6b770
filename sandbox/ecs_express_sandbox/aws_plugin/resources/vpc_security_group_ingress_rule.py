"""`aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule`: who may reach what a security group guards."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.ec2_type import Ec2Type, arn, tagged
from ecs_express_sandbox.aws_plugin.values import Properties

GONE = ("InvalidSecurityGroupRuleId.NotFound", "InvalidGroup.NotFound", "InvalidPermission.NotFound")

PLAIN = {"ipProtocol": "IpProtocol", "fromPort": "FromPort", "toPort": "ToPort", "description": "Description"}
SOURCES = {"cidrIpv4": "CidrIpv4", "cidrIpv6": "CidrIpv6", "prefixListId": "PrefixListId"}
"""Properties of `pulumi_aws`, and the members of EC2's rule of the same meaning."""


class SecurityGroupIngressRule(Ec2Type):
    """One rule, known to Pulumi by its ID."""

    declaration = Declaration(
        token="aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",  # noqa: S106  # a type token
        inputs=frozenset({*PLAIN, *SOURCES, "referencedSecurityGroupId", "securityGroupId"}),
        required=frozenset({"ipProtocol", "securityGroupId"}),
        computed=frozenset({"arn", "securityGroupRuleId"}),
        immutable=frozenset({"securityGroupId"}),
        tagged=True,
        regional=True,
    )

    gone = GONE

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Authorize it."""
        made = client.authorize_security_group_ingress(
            GroupId=inputs["securityGroupId"],
            IpPermissions=[permission(inputs)],
            **tagged("security-group-rule", inputs),
        )
        return str(made["SecurityGroupRules"][0]["SecurityGroupRuleId"])

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it."""
        found = client.describe_security_group_rules(SecurityGroupRuleIds=[resource_id])["SecurityGroupRules"]
        if not found:
            return None
        return {**properties(found[0]), "arn": arn(account, client, f"security-group-rule/{resource_id}")}

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Change ports, source or description in place."""
        names = self.declaration.inputs - self.declaration.immutable
        if any((old.get(name) or None) != (new.get(name) or None) for name in names):
            rule = {member: new[name] for name, member in (PLAIN | SOURCES).items() if new.get(name) is not None}
            if new.get("referencedSecurityGroupId"):
                rule["ReferencedGroupId"] = new["referencedSecurityGroupId"]
            client.modify_security_group_rules(
                GroupId=new["securityGroupId"],
                SecurityGroupRules=[{"SecurityGroupRuleId": resource_id, "SecurityGroupRule": rule}],
            )

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Revoke it."""
        client.revoke_security_group_ingress(GroupId=state["securityGroupId"], SecurityGroupRuleIds=[resource_id])


def permission(inputs: Properties) -> dict[str, Any]:
    """Write the rule as a new one is asked for: its source, and beside it the description, in a list of one."""
    described = {"Description": inputs["description"]} if inputs.get("description") else {}
    asked: dict[str, Any] = {
        PLAIN[name]: inputs[name] for name in ("ipProtocol", "fromPort", "toPort") if inputs.get(name) is not None
    }
    if inputs.get("referencedSecurityGroupId"):
        asked["UserIdGroupPairs"] = [{"GroupId": inputs["referencedSecurityGroupId"], **described}]
    if inputs.get("cidrIpv4"):
        asked["IpRanges"] = [{"CidrIp": inputs["cidrIpv4"], **described}]
    if inputs.get("cidrIpv6"):
        asked["Ipv6Ranges"] = [{"CidrIpv6": inputs["cidrIpv6"], **described}]
    if inputs.get("prefixListId"):
        asked["PrefixListIds"] = [{"PrefixListId": inputs["prefixListId"], **described}]
    return asked


def properties(rule: dict[str, Any]) -> Properties:
    """Read a rule; a port of -1 is one that was never given."""
    found = {name: rule[member] for name, member in (PLAIN | SOURCES).items() if rule.get(member) not in (None, "", -1)}
    if group := rule.get("ReferencedGroupInfo", {}).get("GroupId"):
        found["referencedSecurityGroupId"] = group
    return {
        **found,
        "securityGroupId": rule["GroupId"],
        "securityGroupRuleId": rule["SecurityGroupRuleId"],
        "tagsAll": tags.as_mapping(rule.get("Tags", [])),
    }
