"""
The load balancers and Cloud Map registries that a classic service asks for.

Words: reports of many users (terraform-provider-aws); on advanced configurations terraform-aws-ecs #377 and the ECS
developer guide, "Troubleshooting blue/green deployments"; ``(ours)`` marks the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.aws.iam import service_linked_roles
from ecs_express_sandbox.express.refusals import invalid, refusal

Members = Mapping[str, Any]

_GROUPS = 5
"""How many target groups a service may have. Source: "Register multiple target groups", ECS developer guide."""

_NO_ROLE = (
    "Unable to assume role and validate the specified {what}. "
    "Please verify that the ECS service role being passed has the proper permissions."
)
_RULE = re.compile(r"arn:[\w-]+:elasticloadbalancing:[\w-]+:\d+:(listener-rule/app|listener/net)/.+")
_BAD_RULE = "{name} has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB"
_STRATEGIES = {"BLUE_GREEN": "blue/green", "LINEAR": "linear", "CANARY": "canary"}


def check_role(place: AccountRegion, members: Members) -> None:
    """Judge a change of load balancers or registries: ECS needs its service-linked role for it."""
    words = {"loadBalancers": "targetGroupArn", "serviceRegistries": "registryArn"}
    asked = next((words[name] for name in words if name in members), None)
    if asked and not service_linked_roles.exists(place.account, place.partition, service_linked_roles.ECS):
        raise invalid(_NO_ROLE.format(what=asked))


def check(place: AccountRegion, asked: Members) -> None:
    """Judge that each target group and registry is there."""
    balancers, registries = asked.get("loadBalancers") or [], asked.get("serviceRegistries") or []
    if len(balancers) > _GROUPS:
        raise invalid(f"A service can have up to {_GROUPS} target groups.")  # (ours)
    if len(registries) > 1:
        raise invalid("Multiple service registries for each service are not supported.")  # (ours)
    for balancer in balancers:
        if arn := balancer.get("targetGroupArn"):
            _check_group(place, arn)
        _check_rules(balancer.get("advancedConfiguration") or {})
    for registry in registries:
        _check_registry(place, registry.get("registryArn", ""))


def _check_group(place: AccountRegion, arn: str) -> None:
    try:
        groups = place.client("elbv2").describe_target_groups(TargetGroupArns=[arn])["TargetGroups"]
    except ClientError:
        groups = []
    if not groups:
        raise invalid(f"The target group with targetGroupArn {arn} does not exist.")  # (ours)
    if not groups[0].get("LoadBalancerArns"):
        raise invalid(f"The target group with targetGroupArn {arn} does not have an associated load balancer.")


def _check_rules(advanced: Members) -> None:
    for name in ("productionListenerRule", "testListenerRule"):
        if name in advanced and not _RULE.fullmatch(advanced[name]):
            raise invalid(_BAD_RULE.format(name=name))


def _check_registry(place: AccountRegion, arn: str) -> None:
    try:
        pages = place.client("servicediscovery").get_paginator("list_services").paginate()
        known = {found["Arn"] for page in pages for found in page["Services"]}
    except ClientError:
        known = set()
    if arn not in known:
        raise invalid(f"The service registry {arn} does not exist.")  # (ours)


def check_strategy(configuration: Members, settings: Members) -> None:
    """Judge load balancers by the deployment strategy: traffic is shifted between two target groups."""
    words = _STRATEGIES.get(configuration["strategy"])
    if words and any(not entry.get("advancedConfiguration") for entry in settings.get("loadBalancers") or []):
        raise refusal(
            "ClientException",
            f"advancedConfiguration field is required for all loadBalancers when using the {words} deployment strategy",
        )
