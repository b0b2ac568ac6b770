"""IAM roles in memory: new ones that trust ECS, unless a test says otherwise."""

from __future__ import annotations

from datetime import timedelta

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.role import ObservedRole

TRUSTED = frozenset({"ecs.amazonaws.com", "ecs-tasks.amazonaws.com"})


class FakeRoles:
    """Implements `pulumi_ecs_express.ports.Roles`."""

    def __init__(self) -> None:
        self.roles: dict[str, ObservedRole | None] = {}
        self.denied: errors.AccessDenied | None = None
        self.asked: list[str] = []

    def find(self, arn: str) -> ObservedRole | None:
        """Read a role."""
        self.asked.append(arn)
        if self.denied:
            raise self.denied
        return self.roles.get(arn, ObservedRole(arn, TRUSTED, timedelta(seconds=5)))
