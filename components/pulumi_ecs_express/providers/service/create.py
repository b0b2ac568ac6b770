"""Creating a service, or adopting one, and bringing it to its first deployment."""

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.fields.property_paths import dotted
from pulumi_ecs_express.model.service.definition_parts import has_parts
from pulumi_ecs_express.model.service.observed import ObservedService
from pulumi_ecs_express.model.service.spec import DEFAULT_CLUSTER
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.rollout.state import RolloutState
from pulumi_ecs_express.planning.service import own_url, pausing
from pulumi_ecs_express.planning.service.naming import successor_name
from pulumi_ecs_express.planning.service.requests import create_request
from pulumi_ecs_express.providers.creation import Created, create_or_adopt
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult
from pulumi_ecs_express.providers.service.create_or_update import Operation, plan_against
from pulumi_ecs_express.providers.service.registered_definition import on_registered_definition
from pulumi_ecs_express.providers.service.update import update_service


class _HeldByPredecessor(Exception):
    """The generated name is that of a service which this resource has made and the engine has saved."""

    def __init__(self, token: str) -> None:
        super().__init__(token)
        self.token = token


def create_service(operation: Operation, owner: ownership.Owner, *, generated_name: bool = False) -> Created:
    """
    Create the service, or take over an earlier attempt of this very resource whose answer was lost.

    A replacement that the engine demands, by ``--replace`` or a taint, changes no input, so its generated name is still
    held by the service that it replaces: the new one gets another.
    """
    try:
        return _create(operation, owner, generated_name=generated_name)
    except _HeldByPredecessor as held:
        older, operation.name = operation.name, successor_name(operation.name, held.token)
        operation.spec = operation.spec.model_copy(update={"service_name": operation.name})
        operation.call.note(f"{older} is the service to be replaced, so the new one is called {operation.name}")
        return _create(operation, owner)


def _create(operation: Operation, owner: ownership.Owner, *, generated_name: bool = False) -> Created:
    spec, services = operation.spec, operation.services
    tags = {**{key: str(value) for key, value in (spec.tags or {}).items()}, ownership.TAG: owner.tag()}
    desired = own_url.without_url(pausing.as_request(spec, {}, {}))
    desired = on_registered_definition(operation, desired, {}, _definition_to_adopt(operation))
    request = create_request(desired, operation.name, tags)

    def send() -> Created:
        service = operation.wait_while_draining(lambda: services.create(request))
        return Created(service.arn, service.newest.revision_arn if service.newest else None)

    return create_or_adopt(
        send,
        lambda refusal: _existing(operation, refusal),
        lambda found: _not_ours(operation, found, owner, generated_name=generated_name),
        owner,
        services.tag,
    )


def _definition_to_adopt(operation: Operation) -> str | None:
    """Find the task definition of a service that may be taken over, so that it goes on logging where it does."""
    spec, services = operation.spec, operation.services
    if spec.adopt_existing is not True or not has_parts(spec.by_path()):
        return None
    try:
        arn = services.find(str(spec.cluster or DEFAULT_CLUSTER), operation.name)
        newest = services.describe(arn).newest if arn else None
    except (errors.ServiceNotFound, errors.ClusterNotFound, errors.ParameterRefused):
        return None
    return newest.task_definition_arn if newest else None


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
        raise _taken(operation, "it is an ordinary ECS service, not one of Express Mode", ANOTHER_NAME) from reason
    except errors.Refused as reason:
        raise errors.ParameterRefused(
            refusal.what,
            why=f"{refusal.why}; whether another service has the name is unknown, since {reason.what}",
            remedy=f"{refusal.remedy}; and {reason.remedy}",
        ) from reason
    if service is None:
        raise refusal
    return service


ANOTHER_NAME = "choose another service_name, or delete that service"


def _taken(operation: Operation, why: str, remedy: str) -> errors.ServiceExists:
    cluster = operation.spec.cluster or DEFAULT_CLUSTER
    return errors.ServiceExists(f"service {operation.name} exists already in cluster {cluster}", why=why, remedy=remedy)


def _not_ours(
    operation: Operation, service: ObservedService, owner: ownership.Owner, *, generated_name: bool
) -> errors.ServiceExists | None:
    """Say why a service that is no unfinished one of this resource may not be adopted; None where it may."""
    found = ownership.parse(service.tags.get(ownership.TAG))
    if operation.spec.adopt_existing is not True and found and found.resource == owner.resource:
        if generated_name:
            raise _HeldByPredecessor(found.token)
        return _taken(
            operation,
            "this resource made it, and two services cannot have one name",
            "to replace it, set delete_before_replace=True in opts or leave service_name out; if the state was lost, "
            "take it over with adopt_existing=True",
        )
    if operation.spec.adopt_existing is not True:
        why = "it was not made by this resource, so it is left alone"
    elif fixed := plan_against(operation.spec, service, None, {}).replacing:
        reported = "; ".join(f"{dotted(change.path)} is {change.old} and not {change.new}" for change in fixed)
        why = f"it cannot be adopted, since nothing can change this: {reported}"
    else:
        if found and found.resource == owner.resource:
            operation.call.note(
                f"{operation.name} was there and is taken over (adopt_existing), so nothing is replaced"
            )
        return None
    return _taken(operation, why, f"{ANOTHER_NAME}, or take it over with adopt_existing=True")
