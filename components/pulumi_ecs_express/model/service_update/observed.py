"""What AWS says of a service that somebody else has made: read, never sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from pulumi_ecs_express.model.rollout.deployment import NO_TASKS, Tasks
from pulumi_ecs_express.model.service.observed import ServiceArn, Status

EXPRESS = "ECS"
"""``resourceManagementType`` of a service of Express Mode: its resources are managed by ECS."""

PRIMARY = "PRIMARY"
"""Status of the deployment that a service moves to, or has moved to; after a rollback that is the deployment back."""

COMPLETED = "COMPLETED"


class Controller(str, Enum):
    """Who carries out deployments. Source: DeploymentController, Amazon ECS API reference, read 2026-11-28."""

    ECS = "ECS"
    CODE_DEPLOY = "CODE_DEPLOY"
    EXTERNAL = "EXTERNAL"


@dataclass(frozen=True)
class ListedDeployment:
    """
    A deployment as DescribeServices lists it.

    Attributes:
        id: ``ecs-svc/`` and the number of the service revision that it leads to.
        definition: ARN of its task definition.
        rollout_state: IN_PROGRESS, COMPLETED or FAILED; None where AWS does not say.
    """

    id: str
    status: str
    definition: str
    rollout_state: str | None = None


@dataclass(frozen=True)
class ObservedEcsService:
    """
    A service as DescribeServices answers it, classic or of Express Mode.

    Attributes:
        status: ACTIVE, DRAINING or INACTIVE.
        express: Whether it is of Express Mode.
        deployments: PRIMARY first, the others newest first.
        tasks: How many are wanted, run and start, of all revisions together.
    """

    arn: str
    status: str
    express: bool = False
    controller: Controller = Controller.ECS
    deployments: tuple[ListedDeployment, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    tasks: Tasks = NO_TASKS

    @property
    def name(self) -> str:
        return ServiceArn(self.arn).name

    @property
    def cluster(self) -> str:
        return ServiceArn(self.arn).cluster

    @property
    def alive(self) -> bool:
        """Report whether the service is neither gone nor going."""
        return self.status == Status.ACTIVE.value

    @property
    def primary(self) -> ListedDeployment | None:
        """The deployment that the service moves to, or has moved to."""
        return next((found for found in self.deployments if found.status == PRIMARY), None)

    @property
    def definition(self) -> str | None:
        """The task definition that the service is to run."""
        return self.primary.definition if self.primary else None

    @property
    def running(self) -> str | None:
        """The task definition of the newest deployment that has ended well; that of the first one while it is under way."""
        ended = (found.definition for found in self.deployments if found.rollout_state == COMPLETED)
        return next(ended, self.definition)

    @property
    def revision(self) -> str | None:
        """The service revision of the PRIMARY deployment."""
        return ServiceArn(self.arn).revision(self.primary.id) if self.primary else None

    def before(self, definition: str) -> str | None:
        """Name the task definition that the service ran before ``definition``, or beside it while that is deployed."""
        others = [found.definition for found in self.deployments if found.definition != definition]
        return others[0] if others else self.definition
