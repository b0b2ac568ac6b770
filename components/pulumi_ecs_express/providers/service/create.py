"""Creating a service, or adopting one, and bringing it to its first deployment."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.service.observed import ObservedService
from pulumi_ecs_express.model.service.spec import DEFAULT_CLUSTER
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.rollout.state import RolloutState
from pulumi_ecs_express.planning.service import own_url, pausing
from pulumi_ecs_express.planning.service.requests import create_request
from pulumi_ecs_express.providers.creation import Created, create_or_adopt
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult
from pulumi_ecs_express.providers.service.create_or_update import Operation, plan_against
from pulumi_ecs_express.providers.service.update import update_service


def create_service(operation: Operation, owner: ownership.Owner) -> Created:
    """Create the service, or take over an earlier attempt of this very resource whose answer was lost."""
    spec, services = operation.spec, operation.services
    tags = {**{key: str(value) for key, value in (spec.tags or {}).items()}, ownership.TAG: owner.tag()}
    request = create_request(own_url.without_url(pausing.as_request(spec, {}, {})), operation.name, tags)

    def send() -> Created:
        service = operation.wait_while_draining(lambda: services.create(request))
        return Created(service.arn, service.newest.revision_arn if service.newest else None)

    return create_or_adopt(
        send,
        lambda refusal: _existing(operation, refusal),
        lambda found: _not_ours(operation, found),
        owner,
        services.tag,
    )


def deployed(operation: Operation, created: Created) -> RolloutResult:
    """
    Bring a created or adopted service to its first deployment, and further where that is not all that is declared.

    The service exists, so every ending comes back as a value: its ARN must reach the state.
    """
    if not created.adopted and not own_url.uses_own_url(operation.spec):
        return operation.follow(created.arn, created.revision)
    try:
        return update_service(operation, created.arn, {})
    except errors.ExpressError as error:
        return RolloutResult(RolloutState(None), error)


def _existing(operation: Operation, refusal: errors.ParameterRefused) -> ObservedService:
    """Read the service that has the name; where there is none, the refusal has another reason and is raised again."""
    services, cluster = operation.services, str(operation.spec.cluster or DEFAULT_CLUSTER)
    arn = None
    try:
        arn = services.find(cluster, operation.name)
        service = services.describe(arn) if arn else None
    except (errors.ServiceNotFound, errors.ParameterRefused) as reason:
        if arn is None or services.find(cluster, operation.name) is None:  # it may have gone between the two calls
            raise refusal from reason
        raise _taken(operation, cluster, "it is an ordinary ECS service, not one of Express Mode", "") from reason
    except errors.Refused as reason:
        raise errors.ParameterRefused(
            refusal.what,
            why=f"{refusal.why}; whether another service has the name is unknown, since {reason.what}",
            remedy=f"{refusal.remedy}; and {reason.remedy}",
        ) from reason
    if service is None:
        raise refusal
    return service


def _taken(operation: Operation, cluster: str, why: str, way_out: str) -> errors.ServiceExists:
    return errors.ServiceExists(
        f"service {operation.name} exists already in cluster {cluster}",
        why=why,
        remedy=f"choose another service_name, or delete that service{way_out}",
    )


def _not_ours(operation: Operation, service: ObservedService) -> errors.ServiceExists | None:
    """Say why the service of somebody else may not be adopted; None where it may."""
    if operation.spec.adopt_existing is not True:
        why = "it was not made by this resource, so it is left alone"
    elif fixed := plan_against(operation.spec, service, None, {}).replacing:
        reported = "; ".join(f"{dotted(change.path)} is {change.old} and not {change.new}" for change in fixed)
        why = f"it cannot be adopted, since nothing can change this: {reported}"
    else:
        return None
    cluster = str(operation.spec.cluster or DEFAULT_CLUSTER)
    return _taken(operation, cluster, why, ", or take it over with adopt_existing=True")
