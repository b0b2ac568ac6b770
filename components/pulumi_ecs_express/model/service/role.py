"""The IAM roles of a service: who assumes them, AWS's policies for them, and what decides whether ECS can use one."""

from dataclasses import dataclass
from datetime import timedelta

TASKS_PRINCIPAL, ECS_PRINCIPAL = "ecs-tasks.amazonaws.com", "ecs.amazonaws.com"
"""Service principals: the tasks assume execution role and task role, ECS itself the infrastructure role."""

EXECUTION_POLICY = "service-role/AmazonECSTaskExecutionRolePolicy"
INFRASTRUCTURE_POLICY = "service-role/AmazonECSInfrastructureRoleforExpressGatewayServices"
"""
AWS's managed policies of the two.

Source: "Express Mode services: getting started", Amazon ECS developer guide, read 2026-11-22.
"""


@dataclass(frozen=True)
class ObservedRole:
    """
    What IAM says of a role.

    Attributes:
        trusted: Service principals that may assume it.
        age: Time since it was made, by IAM's own clock.
    """

    arn: str
    trusted: frozenset[str]
    age: timedelta
