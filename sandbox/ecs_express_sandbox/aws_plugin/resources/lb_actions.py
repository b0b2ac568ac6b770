"""
The actions of listeners and their rules: as a program writes them, as ELBv2 takes them, and when two mean the same.

Source: terraform-provider-aws, internal/service/elbv2/listener.go and listener_rule.go, read 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.values import Properties

Block = dict[str, Any]

REDIRECT = {
    "host": ("Host", "#{host}"),
    "path": ("Path", "/#{path}"),
    "port": ("Port", "#{port}"),
    "protocol": ("Protocol", "#{protocol}"),
    "query": ("Query", "#{query}"),
}
"""Parts of a redirect by the names of `pulumi_aws`: ELBv2's name, and what stands for "as it was asked for"."""

FIXED_RESPONSE = {"contentType": "ContentType", "messageBody": "MessageBody", "statusCode": "StatusCode"}

KINDS = {"forward": "forward", "redirect": "redirect", "fixed-response": "fixedResponse"}
"""Types of an action, and the property that says more of it."""


def filled(actions: Any) -> Any:
    """Fill in what a program leaves out; what is not known yet stays as it is."""
    return [_filled(action) for action in actions] if isinstance(actions, list) else actions


def _filled(action: Any) -> Any:
    if not isinstance(action, Mapping):
        return action
    whole = dict(action)
    if isinstance(redirect := whole.get("redirect"), Mapping):
        whole["redirect"] = {name: default for name, (_, default) in REDIRECT.items()} | dict(redirect)
    if isinstance(forward := whole.get("forward"), Mapping):
        whole["forward"] = dict(forward)
        if isinstance(groups := forward.get("targetGroups"), list):
            whole["forward"]["targetGroups"] = [
                {"weight": 1, **group} if isinstance(group, Mapping) else group for group in groups
            ]
        if isinstance(stickiness := forward.get("stickiness"), Mapping):
            whole["forward"]["stickiness"] = {"enabled": False, **stickiness}
    return whole


def one_form(actions: Any, _: Properties) -> list[Any]:
    """Write actions in the one form that all their spellings share: target groups have no order."""
    return [_one_form(position, action) for position, action in enumerate(filled(actions or []), 1)]


def _one_form(position: int, action: Block) -> tuple[Any, ...]:
    kind, order = str(action["type"]).lower(), action.get("order") or position
    if kind != "forward":
        said = {name: value for name, value in (action.get(KINDS.get(kind, "")) or {}).items() if value}
        return order, kind, said
    forward = action.get("forward") or {"targetGroups": [{"arn": action.get("targetGroupArn"), "weight": 1}]}
    groups = sorted((str(group["arn"]), group["weight"]) for group in forward.get("targetGroups") or [])
    stickiness = forward.get("stickiness") or {}
    return order, kind, groups, stickiness.get("duration") if stickiness.get("enabled") else None


def to_aws(actions: list[Block]) -> list[Block]:
    """Write actions as ELBv2 takes them, in their order."""
    return [
        {"Order": action.get("order") or position, **_to_aws(action)}
        for position, action in enumerate(filled(actions), 1)
    ]


def _to_aws(action: Block) -> Block:
    kind = str(action["type"]).lower()
    if kind not in KINDS:
        raise Refused(
            f"actions of type {kind} are not known to the sandbox's stand-in aws plugin, which knows {', '.join(KINDS)}"
        )
    if kind == "forward" and action.get("targetGroupArn"):
        return {"Type": kind, "TargetGroupArn": action["targetGroupArn"]}
    said = action.get(KINDS[kind])
    if not said:
        alternative = " or `targetGroupArn`" if kind == "forward" else ""
        raise Refused(f"an action of type {kind} needs `{KINDS[kind]}`{alternative}")
    if kind == "forward":
        return {"Type": kind, "ForwardConfig": _forward_to_aws(said)}
    if kind == "redirect":
        config = {member: said[name] for name, (member, _) in REDIRECT.items()}
        return {"Type": kind, "RedirectConfig": {**config, "StatusCode": said["statusCode"]}}
    config = {member: said[name] for name, member in FIXED_RESPONSE.items() if said.get(name)}
    return {"Type": kind, "FixedResponseConfig": config}


def _forward_to_aws(forward: Block) -> Block:
    groups = [{"TargetGroupArn": group["arn"], "Weight": group["weight"]} for group in forward["targetGroups"]]
    config: Block = {"TargetGroups": groups}
    if stickiness := forward.get("stickiness"):
        said = {"Enabled": stickiness["enabled"], "DurationSeconds": stickiness.get("duration")}
        config["TargetGroupStickinessConfig"] = {name: value for name, value in said.items() if value is not None}
    return config


def from_aws(actions: list[Block], known: Any) -> list[Block]:
    """
    Read actions.

    A target group is given in the way in which the program gives it, since ELBv2 answers in both; to an import, which
    knows of no program, as `targetGroupArn` where that says all.
    """
    ordered = sorted(actions, key=lambda action: action.get("Order") or 0)
    written = known if isinstance(known, list) else []
    return [
        {"order": action.get("Order") or position, **_from_aws(action, written[position - 1 : position])}
        for position, action in enumerate(ordered, 1)
    ]


def _from_aws(action: Block, written: list[Block]) -> Block:
    read: Block = {"type": action["Type"]}
    if config := action.get("RedirectConfig"):
        read["redirect"] = {name: config.get(member, default) for name, (member, default) in REDIRECT.items()}
        read["redirect"]["statusCode"] = config["StatusCode"]
    elif config := action.get("FixedResponseConfig"):
        read["fixedResponse"] = {name: config.get(member, "") for name, member in FIXED_RESPONSE.items()}
    elif action["Type"] == "forward":
        forward = _forward_from_aws(action)
        groups = forward["targetGroups"]
        if _in_full(forward, written):
            read["forward"] = forward
        else:
            read["targetGroupArn"] = groups[0]["arn"] if len(groups) == 1 else ""
    return read


def _in_full(forward: Block, written: list[Block]) -> bool:
    """Decide whether an action is given as `forward`: as in the program, or where no ARN alone says as much."""
    if written and str(written[0].get("type")).lower() == "forward":
        return bool(written[0].get("forward"))
    return len(forward["targetGroups"]) > 1 or "stickiness" in forward


def _forward_from_aws(action: Block) -> Block:
    config = action.get("ForwardConfig") or {"TargetGroups": [{"TargetGroupArn": action.get("TargetGroupArn", "")}]}
    forward: Block = {
        "targetGroups": [
            {"arn": group["TargetGroupArn"], "weight": group.get("Weight", 1)} for group in config["TargetGroups"]
        ]
    }
    stickiness = config.get("TargetGroupStickinessConfig") or {}
    if stickiness.get("Enabled"):
        forward["stickiness"] = {"duration": stickiness.get("DurationSeconds", 0), "enabled": True}
    return forward
