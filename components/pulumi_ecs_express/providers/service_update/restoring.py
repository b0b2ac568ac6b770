"""Moving a service back to the revision that it ran before the first update."""

from collections.abc import Collection

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.service_update.notes import left_note, revision_name
from pulumi_ecs_express.providers.service_update.deploying import Deploying
from pulumi_ecs_express.providers.service_update.presence import read_if_there


def restore(deploying: Deploying, deployed: Collection[str | None]) -> None:
    """
    Move the service back, and wait for that.

    A service that is gone needs nothing, and one that somebody else has moved on is left as it is.

    Args:
        deploying: The service on its way to the earlier revision.
        deployed: What the updates have deployed.
    """
    service = read_if_there(deploying.services, deploying.arn)
    if service is None:
        return
    if service.definition not in (*deployed, deploying.wanted):
        running = revision_name(service.definition or "another one")
        deploying.call.note(f"{left_note(deploying.arn)}: somebody else has moved it to {running} since")
        return
    try:
        reached = deploying.bring(service)
    except errors.TaskDefinitionInactive as inactive:
        raise _cannot_go_back(deploying, inactive) from inactive
    if reached.error is not None:
        raise reached.error


def _cannot_go_back(deploying: Deploying, inactive: errors.TaskDefinitionInactive) -> errors.TaskDefinitionInactive:
    name, earlier = deploying.arn.rpartition("/")[2], revision_name(deploying.wanted)
    return errors.TaskDefinitionInactive(
        f"service {name} was not moved back to {earlier}, and runs on as it is",
        why=f"{inactive.why}; {earlier} was deregistered since the first update",
        remedy="set restore_on_destroy=False and run `pulumi up`, then `pulumi destroy`: the service stays as it is",
    )
