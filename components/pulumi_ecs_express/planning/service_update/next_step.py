"""What an update has to do, from what AWS says of the service and of its latest deployment."""

from enum import Enum

from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service_update.observed import COMPLETED, ObservedEcsService


class Step(Enum):
    """What to do."""

    NOTHING = "the service runs the revision"
    FOLLOW = "the revision is being deployed"
    DEPLOY = "the service is to run another one"
    DEPLOY_AGAIN = "the same revision is to be deployed anew"


def next_step(
    service: ObservedEcsService, latest: Deployment | None, wanted: str, attempted: str | None, *, forced: bool
) -> Step:
    """
    Tell what to do.

    Args:
        service: The service.
        latest: Its latest deployment, if there is one.
        wanted: The task definition that it is to run.
        attempted: The deployment of an earlier attempt at these very settings.
        forced: Whether the revision is to be deployed although it runs already.
    """
    if service.definition != wanted:
        return Step.DEPLOY
    own = latest is not None and latest.arn == attempted
    if latest is not None and latest.target_revision == service.revision:
        if latest.failed:
            return Step.DEPLOY_AGAIN
        under_way = not latest.ended
    else:
        under_way = service.primary is not None and service.primary.rollout_state not in (None, COMPLETED)
    if forced and not own:
        return Step.DEPLOY_AGAIN
    return Step.FOLLOW if under_way else Step.NOTHING
