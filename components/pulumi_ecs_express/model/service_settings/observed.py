"""The settings of a service as AWS answers them, in the form in which UpdateService takes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi_ecs_express.model.service_settings.kinds import Kind
from pulumi_ecs_express.model.service_update.observed import Controller, ObservedEcsService

Tree = Mapping[str, Any]
"""Maps, lists and plain values, in AWS's names."""

OF_REVISION = ("gatewayConnectors", "monitoring")
"""Settings that only DescribeServiceRevisions shows. Source: Service and ServiceRevision in botocore 1.44.5."""


@dataclass(frozen=True)
class ObservedSettings:
    """
    What DescribeServices says of a service, with its settings.

    Attributes:
        values: The settings that AWS answers, by UpdateService's names; those that depend on the deployment are of the
            PRIMARY one. `OF_REVISION` only where they were asked for.
        fargate: Whether its tasks run on Fargate; None where each task set says it for itself.
        daemon: Whether it runs one task on each container instance.
        running: How many tasks run.
    """

    service: ObservedEcsService
    values: Tree = field(default_factory=dict)
    fargate: bool | None = True
    daemon: bool = False
    running: int = 0

    @property
    def arn(self) -> str:
        return self.service.arn

    @property
    def alive(self) -> bool:
        """Report whether the service is neither gone nor going."""
        return self.service.alive

    @property
    def kind(self) -> Kind:
        """Tell the kind: of an Express service it is that, whichever strategy it shows."""
        return self.kind_after(None)

    def kind_after(self, controller: Any) -> Kind:
        """Tell which kind it is once it has another deployment controller; None where that stays."""
        if self.service.express:
            return Kind.EXPRESS
        now = controller if isinstance(controller, str) else self.service.controller.value
        if now != Controller.ECS.value:
            return Kind(now.lower())
        strategy = str((self.values.get("deploymentConfiguration") or {}).get("strategy") or Kind.ROLLING.value)
        return Kind(strategy.lower())
