"""
The conditions of listener rules: as a program writes them, as ELBv2 takes them, and when two sets mean the same.

Source: terraform-provider-aws, internal/service/elbv2/listener_rule.go, read 2026-11-28.
"""

from __future__ import annotations

import json
from typing import Any

from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.values import Properties

Block = dict[str, Any]

FIELDS = {
    "hostHeader": ("host-header", "HostHeaderConfig"),
    "httpHeader": ("http-header", "HttpHeaderConfig"),
    "httpRequestMethod": ("http-request-method", "HttpRequestMethodConfig"),
    "pathPattern": ("path-pattern", "PathPatternConfig"),
    "queryStrings": ("query-string", "QueryStringConfig"),
    "sourceIp": ("source-ip", "SourceIpConfig"),
}
"""Conditions by the names of `pulumi_aws`: ELBv2's field, and the member that says more of it."""

MEMBERS = {
    "values": "Values",
    "regexValues": "RegexValues",
    "httpHeaderName": "HttpHeaderName",
    "ipAddressType": "IpAddressType",
}


def one_form(conditions: Any, _: Properties) -> list[str]:
    """Write conditions in the one form that all their spellings share: neither they nor their values have an order."""
    return sorted(_one_form(condition) for condition in conditions or [])


def _one_form(condition: Block) -> str:
    said = {
        name: sorted(json.dumps(pair, sort_keys=True) for pair in block)
        if isinstance(block, list)
        else {part: sorted(value) if isinstance(value, list) else value for part, value in block.items() if value}
        for name, block in condition.items()
        if block
    }
    return json.dumps(said, sort_keys=True)


def to_aws(conditions: list[Block]) -> list[Block]:
    """Write conditions as ELBv2 takes them."""
    return [_to_aws({name: block for name, block in condition.items() if block}) for condition in conditions]


def _to_aws(condition: Block) -> Block:
    if len(condition) != 1 or not condition.keys() <= FIELDS.keys():
        raise Refused(f"each of a rule's conditions has exactly one of {', '.join(FIELDS)}")
    ((name, block),) = condition.items()
    field, member = FIELDS[name]
    if name == "queryStrings":
        pairs = [{part.capitalize(): value for part, value in pair.items() if value} for pair in block]
        return {"Field": field, member: {"Values": pairs}}
    return {"Field": field, member: {MEMBERS[part]: value for part, value in block.items() if value}}


def from_aws(conditions: list[Block]) -> list[Block]:
    """Read conditions; values may stand beside what says more, or in it."""
    return [_from_aws(condition) for condition in conditions]


def _from_aws(condition: Block) -> Block:
    name, member = next((name, member) for name, (field, member) in FIELDS.items() if field == condition["Field"])
    config = condition.get(member) or {"Values": condition.get("Values", [])}
    if name == "queryStrings":
        return {name: [{part.lower(): value for part, value in pair.items() if value} for pair in config["Values"]]}
    return {name: {part: config[of_aws] for part, of_aws in MEMBERS.items() if config.get(of_aws)}}
