"""`aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule`: who may reach what a security group guards."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import is_missing
from ecs_express_sandbox.aws_plugin.resource_type import Declaration, ResourceType
from ecs_express_sandbox.aws_plugin.values import Properties

GONE = ("InvalidSecurityGroupRuleId.NotFound", "InvalidGroup.NotFound", "InvalidPermission.NotFound")

PLAIN = {"ipProtocol": "IpProtocol", "fromPort": "FromPort", "toPort": "ToPort", "description": "Description"}
SOURCES = {"cidrIpv4": "CidrIpv4", "cidrIpv6": "CidrIpv6", "prefixListId": "PrefixListId"}
"""Properties of `pulumi_aws`, and the members of EC2's rule of the same meaning."""


class SecurityGroupIngressRule(ResourceType):
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

    @override
    def create(self, account: Account, inputs: Properties) -> str:
        """Authorize it."""
        listed = tags.as_list(inputs["tagsAll"])
        specification = [{"ResourceType": "security-group-rule", "Tags": listed}] if listed else []
        made = client(account, inputs).authorize_security_group_ingress(
            GroupId=inputs["securityGroupId"], IpPermissions=[permission(inputs)], TagSpecifications=specification
        )
        return str(made["SecurityGroupRules"][0]["SecurityGroupRuleId"])

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it."""
        ec2 = client(account, known)
        try:
            found = ec2.describe_security_group_rules(SecurityGroupRuleIds=[resource_id])["SecurityGroupRules"]
        except ec2.exceptions.ClientError as failure:
            if is_missing(failure, *GONE):
                return None
            raise
        return properties(found[0], account, known) if found else None

    @override
    def update(self, account: Account, resource_id: str, old: Properties, new: Properties) -> None:
        """Change ports, source or description in place, and tags."""
        ec2 = client(account, new)
        names = self.declaration.inputs - self.declaration.immutable
        if any((old.get(name) or None) != (new.get(name) or None) for name in names):
            rule = {member: new[name] for name, member in (PLAIN | SOURCES).items() if new.get(name) is not None}
            if new.get("referencedSecurityGroupId"):
                rule["ReferencedGroupId"] = new["referencedSecurityGroupId"]
            ec2.modify_security_group_rules(
                GroupId=new["securityGroupId"],
                SecurityGroupRules=[{"SecurityGroupRuleId": resource_id, "SecurityGroupRule": rule}],
            )
        to_set, to_remove = tags.changes(old.get("tagsAll", {}), new["tagsAll"])
        if to_set:
            ec2.create_tags(Resources=[resource_id], Tags=tags.as_list(to_set))
        if to_remove:
            ec2.delete_tags(Resources=[resource_id], Tags=[{"Key": key} for key in to_remove])

    @override
    def delete(self, account: Account, resource_id: str, state: Properties) -> None:
        """Revoke it."""
        ec2 = client(account, state)
        try:
            ec2.revoke_security_group_ingress(GroupId=state["securityGroupId"], SecurityGroupRuleIds=[resource_id])
        except ec2.exceptions.ClientError as failure:
            if not is_missing(failure, *GONE):
                raise


def client(account: Account, given: Properties) -> Any:
    """Return the EC2 client of the rule's own Region."""
    return account.client("ec2", given.get("region"))


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


def properties(rule: dict[str, Any], account: Account, known: Properties) -> Properties:
    """Read a rule; a port of -1 is one that was never given."""
    found = {name: rule[member] for name, member in (PLAIN | SOURCES).items() if rule.get(member) not in (None, "", -1)}
    if group := rule.get("ReferencedGroupInfo", {}).get("GroupId"):
        found["referencedSecurityGroupId"] = group
    resource_id, region = rule["SecurityGroupRuleId"], known.get("region", account.region)
    place = f"arn:{account.partition}:ec2:{region}:{account.identity['Account']}"
    return {
        **found,
        "arn": f"{place}:security-group-rule/{resource_id}",
        "securityGroupId": rule["GroupId"],
        "securityGroupRuleId": resource_id,
        "tagsAll": tags.as_mapping(rule.get("Tags", [])),
    }
