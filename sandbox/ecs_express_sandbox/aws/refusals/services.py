"""
ECS: CreateService of a classic service.

Words on a target group without a load balancer: in reports of many users; the others are (ours).
"""

from __future__ import annotations

from botocore.exceptions import ClientError

from ecs_express_sandbox.protocol.request import Asked, Refused


def target_groups(asked: Asked) -> None:
    """Each exists and is behind a listener."""
    for balancer in asked.listed("loadBalancers"):
        arn = balancer.get("targetGroupArn")
        if arn:
            _check(asked, arn)


def _check(asked: Asked, arn: str) -> None:
    try:
        groups = asked.client("elbv2").describe_target_groups(TargetGroupArns=[arn])["TargetGroups"]
    except ClientError:
        groups = []
    if not groups:
        raise Refused(
            "InvalidParameterException", f"The target group with targetGroupArn {arn} does not exist."
        )  # (ours)
    if not groups[0].get("LoadBalancerArns"):
        words = f"The target group with targetGroupArn {arn} does not have an associated load balancer."
        raise Refused("InvalidParameterException", words)
