"""Notes in a preview: which revision is deployed to which service, in place of which."""

from collections.abc import Iterator

from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service_update.observed import ObservedEcsService
from pulumi_ecs_express.planning.plan import Plan
from pulumi_ecs_express.planning.service_update.place import ARGUMENTS


def revision_name(arn: str) -> str:
    """Shorten the ARN of a task definition to family and revision."""
    return arn.rpartition("/")[2]


def deployment_note(service: ObservedEcsService, wanted: str | None, *, forced: bool) -> str:
    """
    Say what is deployed.

    Args:
        service: The service as it is.
        wanted: The declared revision; None where it is not known yet.
        forced: Whether it is deployed although it runs already.
    """
    where = f"service {service.name} in cluster {service.cluster}"
    running = service.definition
    if wanted is None:
        return f"a new revision is deployed to {where}, in place of {revision_name(running or 'none')}"
    if running == wanted and forced:
        return f"{revision_name(wanted)} is deployed to {where} again"
    if running == wanted:
        return f"{where} runs {revision_name(wanted)} already: nothing is deployed"
    return f"{revision_name(wanted)} is deployed to {where}, in place of {revision_name(running or 'none')}"


def replacement_notes(plan: Plan, name: str, earlier: str | None, *, restores: bool) -> Iterator[str]:
    """Say what becomes of the service that was updated until now, where another one takes its place."""
    moved = [change.path[0] for change in plan.replacing if change.path[0] in ARGUMENTS]
    if not moved:
        return
    back = (
        f"is moved back to {revision_name(earlier)} (restore_on_destroy)"
        if restores and earlier
        else "is left as it is"
    )
    yield f"{', '.join(moved)}: another service is updated from now on; service {name} {back}"


def left_note(arn: str) -> str:
    """Say what a destroy leaves."""
    known = ServiceArn(arn)
    return f"service {known.name} in cluster {known.cluster} is left as it is, and goes on running"
