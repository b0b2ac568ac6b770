"""
Service-linked roles: made by the services that need them, where they are missing; they stay when everything else goes.

Source: ECS developer guide, "Express service work" (three roles) and "Using service-linked roles".
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from moto.iam.models import IAMBackend, iam_backends


@dataclass(frozen=True)
class LinkedRole:
    """One service-linked role: its name, the service that assumes it, the AWS policy that it has."""

    name: str
    service: str
    policy: str


ECS = LinkedRole("AWSServiceRoleForECS", "ecs.amazonaws.com", "AmazonECSServiceRolePolicy")
LOAD_BALANCING = LinkedRole(
    "AWSServiceRoleForElasticLoadBalancing",
    "elasticloadbalancing.amazonaws.com",
    "AWSElasticLoadBalancingServiceRolePolicy",
)
AUTO_SCALING = LinkedRole(
    "AWSServiceRoleForApplicationAutoScaling_ECSService",
    "ecs.application-autoscaling.amazonaws.com",
    "AWSApplicationAutoscalingECSServicePolicy",
)


def exists(account: str, partition: str, role: LinkedRole) -> bool:
    """Report whether the account has the role."""
    return _find(iam_backends[account][partition], role) is not None


def ensure(account: str, partition: str, role: LinkedRole, now: datetime) -> None:
    """Make the role where it is missing."""
    backend: IAMBackend = iam_backends[account][partition]
    if _find(backend, role) is not None:
        return
    statement = {"Effect": "Allow", "Principal": {"Service": role.service}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    made = backend.create_role(
        role.name,
        trust,
        f"/aws-service-role/{role.service}/",
        permissions_boundary=None,
        description="",
        tags=[],
        max_session_duration="3600",
        linked_service=role.service,
    )
    made.create_date = now
    backend.attach_role_policy(f"arn:{partition}:iam::aws:policy/aws-service-role/{role.policy}", role.name)


def _find(backend: IAMBackend, role: LinkedRole) -> object | None:
    return next((found for found in backend.roles.values() if found.name == role.name), None)
