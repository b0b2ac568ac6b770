"""What was read of a service for one look at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.custom_domain.observed import ObservedCertificate
from pulumi_ecs_express.model.rollout.deployment import Deployment, Tasks
from pulumi_ecs_express.model.service.observed import ObservedService, Revision
from pulumi_ecs_express.planning.status.stack import StackService


@dataclass(frozen=True)
class Unread:
    """A part that could not be read, and why."""

    part: str
    error: errors.ExpressError


@dataclass(frozen=True)
class Observation:
    """
    What was read; None where a part was not asked for, or is in ``unread``.

    Attributes:
        known: The service as it was named, with what the stack says of it.
        missing: Whether AWS knows no such service.
        tasks: Of all revisions together.
        revisions: Those that the newest deployment is about, with the resources that AWS makes for them.
        certificates: By ARN; None for one that is gone.
        failure: Why the newest deployment failed.
    """

    known: StackService
    service: ObservedService | None = None
    missing: bool = False
    deployment: Deployment | None = None
    tasks: Tasks | None = None
    revisions: tuple[Revision, ...] = ()
    certificates: Mapping[str, ObservedCertificate | None] = field(default_factory=dict)
    failure: errors.ExpressError | None = None
    unread: tuple[Unread, ...] = ()
