"""
EC2: a security group rule changed in place.

moto's ModifySecurityGroupRules leaves a rule's group, IPv6 range and prefix list as they were, and knows no description of
a rule for a group. Source: Amazon EC2 API reference, ModifySecurityGroupRules and SecurityGroupRule.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.ec2.models.security_groups import SecurityGroupBackend, SecurityGroupRule

_modify = SecurityGroupBackend.modify_security_group_rules


def change_whole_rules() -> None:
    """Let moto change all of a rule."""
    SecurityGroupBackend.modify_security_group_rules = _modify_whole  # type: ignore[method-assign, assignment]  # on purpose
    SecurityGroupRule.description = property(_description)  # type: ignore[method-assign, assignment]  # as above


def _modify_whole(backend: SecurityGroupBackend, group_id: str, rules: dict[str, dict[str, Any]]) -> None:
    """Have moto judge the request and change what it knows, then change the rest."""
    _modify(backend, group_id, {number: _known_to_moto(asked) for number, asked in rules.items()})
    group: Any = backend.get_security_group_by_name_or_id(group_id)
    for number, asked in rules.items():
        _retarget(group.get_rule(number), asked)


def _known_to_moto(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the description of a rule for a group: moto would make an address range of it."""
    return {key: value for key, value in asked.items() if key != "Description" or not asked.get("ReferencedGroupId")}


def _retarget(rule: Any, asked: Mapping[str, Any]) -> None:
    if group := asked.get("ReferencedGroupId"):
        described = {"Description": asked["Description"]} if asked.get("Description") else {}
        kept = {key: value for key, value in rule.source_group.items() if key != "Description"}
        rule.source_group = {**kept, "GroupId": group, **described}
    if asked.get("CidrIpv6"):
        rule.ip_range["CidrIpv6"] = asked["CidrIpv6"]
    if asked.get("PrefixListId"):
        rule.prefix_list_id = asked["PrefixListId"]


def _description(rule: Any) -> str | None:
    return (rule.ip_range or {}).get("Description") or (rule.source_group or {}).get("Description")
