"""Making a service and bringing it to what is declared: what `create` and `update` have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.fields.property_paths import Leaves, dotted
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service.observed import Configuration, ObservedService
from pulumi_ecs_express.model.service.spec import DEFAULT_CLUSTER, ServiceSpec
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.plan import Kind, Plan
from pulumi_ecs_express.planning.rollout.failures import interrupted
from pulumi_ecs_express.planning.rollout.state import Sight
from pulumi_ecs_express.planning.service import own_url, pausing
from pulumi_ecs_express.planning.service.comparison import plan_service
from pulumi_ecs_express.planning.service.requests import (
    completing_request,
    create_request,
    redeploy_request,
    update_request,
)
from pulumi_ecs_express.ports import Call, ExpressServices
from pulumi_ecs_express.providers.polling import POLL_SECONDS
from pulumi_ecs_express.providers.rollout.waiting import Reached, await_rollout, until_ended
from pulumi_ecs_express.providers.service.endpoint import with_endpoint

Answer = TypeVar("Answer")

ROLE_SECONDS = 240.0
"""Longest wait until ECS can use roles made moments ago; the Terraform provider waits as long."""

LOOK_AGAIN = 10
"""Looks at a service whose answer does not show the revision being deployed yet."""


@dataclass
class Operation:
    """One create or update: what it works with and how long it may take."""

    services: ExpressServices
    call: Call
    spec: ServiceSpec
    name: str
    seconds: float
    remembered: Mapping[str, Any] = field(default_factory=dict)
    """Bounds of scaling from before a pause."""

    def __post_init__(self) -> None:
        self.deadline = self.call.now() + self.seconds

    def follow(self, arn: str, revision: str | None) -> Reached:
        """Wait for the deployment of ``revision``, or only for an endpoint where the program does not wait."""
        return await_rollout(self.services, self.call, arn, revision, self)

    @property
    def attempted(self) -> str:
        container = self.spec.primary_container
        return str(container.image) if container else str(self.spec.task_definition_arn).rpartition("/")[2]

    @property
    def waits(self) -> bool:
        return self.spec.waits()

    def pause(self, seconds: float, text: str) -> None:
        """Wait for something other than a rollout; nothing has been made or sent yet."""
        self.call.say(text)
        if because := self.call.wait(seconds):
            raise interrupted(self.name, because, Sight(None))


@dataclass(frozen=True)
class Made:
    """What `make` has made or taken over."""

    arn: str
    revision: str | None
    adopted: bool = False


def make(operation: Operation, owner: ownership.Owner) -> Made:
    """Create the service, or take over an earlier attempt of this very resource whose answer was lost."""
    spec, services = operation.spec, operation.services
    tags = {**{key: str(value) for key, value in (spec.tags or {}).items()}, ownership.TAG: owner.tag()}
    request = create_request(own_url.without_url(pausing.as_sent(spec, {}, {})), operation.name, tags)
    while True:
        try:
            service = with_usable_roles(operation, lambda: services.create(request))
        except errors.ServiceDraining:
            _still_draining(operation)
        except errors.ParameterRefused as refusal:
            return _adopted(operation, owner, refusal)
        else:
            revision = service.configurations[0].revision_arn if service.configurations else None
            return Made(service.arn, revision)


def deployed(operation: Operation, made: Made) -> Reached:
    """
    Bring what `make` gave to its first deployment, and further where that is not all that is declared.

    The service exists, so every ending comes back as a value: its ARN must reach the state.
    """
    if not made.adopted and not own_url.names_itself(operation.spec):
        return operation.follow(made.arn, made.revision)
    try:
        return bring(operation, made.arn, {})
    except errors.ExpressError as error:
        return Reached(Sight(None), error)


def _still_draining(operation: Operation) -> None:
    if operation.call.now() > operation.deadline:
        raise errors.ServiceDraining(
            f"service {operation.name} cannot be made",
            why="a service of that name is still DRAINING",
            remedy="wait until it is INACTIVE, then run `pulumi up` again",
        )
    operation.pause(POLL_SECONDS(), "waiting until the old service of that name is gone")


def _adopted(operation: Operation, owner: ownership.Owner, refusal: errors.ParameterRefused) -> Made:
    """Look whether the name is taken, and by whom; a refusal for another reason stays what it is."""
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
            why=f"{refusal.why}; whether another service has the name cannot be told, since {reason.what}",
            remedy=f"{refusal.remedy}; and {reason.remedy}",
        ) from reason
    if service is None:
        raise refusal
    if why := _not_ours(operation, owner, service):
        raise _taken(operation, cluster, why, ", or take it over with adopt_existing=True")
    services.tag(service.arn, {ownership.TAG: owner.tag()})
    return Made(service.arn, None, adopted=True)


def _taken(operation: Operation, cluster: str, why: str, way_out: str) -> errors.ServiceExists:
    return errors.ServiceExists(
        f"service {operation.name} exists already in cluster {cluster}",
        why=why,
        remedy=f"choose another service_name, or delete that service{way_out}",
    )


def _not_ours(operation: Operation, owner: ownership.Owner, service: ObservedService) -> str | None:
    """Say why a service may not be taken over; None where it may."""
    if ownership.may_adopt(ownership.parse(service.tags.get(ownership.TAG)), owner.resource):
        return None
    if operation.spec.adopt_existing is not True:
        return "it was not made by this resource, so it is left alone"
    if fixed := _plan(operation.spec, service, None, {}).replacing:
        told = "; ".join(f"{dotted(change.path)} is {change.old} and not {change.new}" for change in fixed)
        return f"it cannot be adopted, since nothing can change this: {told}"
    return None


def with_usable_roles(operation: Operation, send: Callable[[], Answer]) -> Answer:
    """Send a request, again while ECS cannot use roles that were made moments ago."""
    until = min(operation.deadline, operation.call.now() + ROLE_SECONDS)
    while True:
        try:
            return send()
        except errors.RoleNotAssumable:
            if operation.call.now() > until:
                raise
        operation.pause(POLL_SECONDS(), "waiting until ECS can use the roles")


def bring(
    operation: Operation, arn: str, previous: Leaves, attempted: str | None = None, *, redeploy: bool = False
) -> Reached:
    """
    Bring a living service to what is declared, doing no more than AWS's present answer calls for.

    The wish is being deployed: wait for it. It runs already: done. Else: send what differs, and wait for that.

    Args:
        operation: What to work with.
        arn: The service.
        previous: What was declared before.
        attempted: The deployment of an earlier attempt at this very wish.
        redeploy: Whether the same settings are to be deployed again.
    """
    service, latest = _look(operation, arn)
    if latest and latest.going_back:
        until_ended(operation.services, operation.call, latest.arn, operation.deadline)
        service, latest = _look(operation, arn)
    wish = _wish(operation, service, previous)
    retag(operation, service, previous)
    running = latest if latest and not latest.ended else None
    if running and running.arn == attempted:
        return operation.follow(arn, running.target_revision)
    there = _there(operation, service, running)
    plan = _plan(wish, service, there, previous)
    if not plan.settings:
        if running or latest is None:
            return operation.follow(arn, there.revision_arn if there else None)
        failed = latest.failed and there and latest.target_revision == there.revision_arn
        if not failed and not (redeploy and latest.arn != attempted):
            return Reached(Sight(latest if latest.successful else None), service=service)
    request = update_request(arn, wish, plan) if plan.settings else redeploy_request(arn, wish)
    operation.call.say("sending the update")
    revision = with_usable_roles(operation, lambda: _sent(operation, request))
    return _completed(operation, wish, arn, revision, operation.follow(arn, revision))


def _sent(operation: Operation, request: Mapping[str, Any]) -> str | None:
    """Send an update, again while AWS takes none because of a deployment under way."""
    while True:
        try:
            return operation.services.update(request)
        except errors.DeploymentUnderWay:
            if operation.call.now() > operation.deadline:
                raise
        operation.pause(POLL_SECONDS(), "waiting for the end of a deployment: AWS takes no update before it")


def _wish(operation: Operation, service: ObservedService, previous: Leaves) -> ServiceSpec:
    """Write what is declared as AWS can be told it: a pause as a number of tasks, the own URL as the URL it is."""
    declared = operation.spec
    if declared.paused is True and service.configurations:
        operation.remembered = pausing.remember(service.configurations[0].leaves(), operation.remembered)
    wish = pausing.as_sent(declared, previous, operation.remembered)
    if not own_url.names_itself(wish):
        return wish
    found = with_endpoint(operation.services, operation.call, service.arn, service)
    return own_url.with_url(wish, found.ways_in[0].url)


def _completed(operation: Operation, wish: ServiceSpec, arn: str, revision: str | None, reached: Reached) -> Reached:
    """Send the whole container once more where the new revision turns out to lack declared members of it."""
    if reached.error is not None or not operation.waits:
        return reached
    service = operation.services.describe(arn)
    deployed = service.configuration(revision)
    plan = _plan(wish, service, deployed, {}) if deployed else None
    if plan is None or not [change for change in plan.settings if change.path[0] == "primaryContainer"]:
        return replace(reached, service=service)
    request = completing_request(arn, wish)
    return operation.follow(arn, with_usable_roles(operation, lambda: operation.services.update(request)))


def _look(operation: Operation, arn: str) -> tuple[ObservedService, Deployment | None]:
    """Read the service and its latest deployment."""
    try:
        service = operation.services.describe(arn)
    except (errors.ServiceNotFound, errors.ServiceNotActive) as gone:
        raise _gone(operation, gone.why) from gone
    if not service.alive:
        raise _gone(operation, f"its status is {service.status.value}")
    latest = operation.services.describe_deployments(operation.services.deployments(arn)[:1])
    return service, (latest[0] if latest else None)


def _gone(operation: Operation, why: str) -> errors.ServiceGone:
    return errors.ServiceGone(
        f"service {operation.name} is not there any more", why=why, remedy="run `pulumi up --refresh` to make it again"
    )


def _there(operation: Operation, service: ObservedService, running: Deployment | None) -> Configuration | None:
    """Choose the configuration to compare with: the one being deployed, else the newest."""
    if running is None:
        return service.configurations[0] if service.configurations else None
    for _ in range(LOOK_AGAIN):
        if found := service.configuration(running.target_revision):
            return found
        operation.pause(min(POLL_SECONDS(), 1.0), "waiting for AWS to show the revision being deployed")
        service = operation.services.describe(service.arn)
    return service.configurations[0] if service.configurations else None


def _plan(spec: ServiceSpec, service: ObservedService, there: Configuration | None, previous: Leaves) -> Plan:
    observed = {**service.identity(), **(there.leaves() if there else {})}
    return plan_service(spec.leaves(), observed, previous)


def retag(operation: Operation, service: ObservedService, previous: Leaves) -> None:
    """Set the tags that differ and take off those that the program no longer has; tags of others stay."""
    changes = _plan(operation.spec, service, None, previous).tags
    wanted = {change.path[1]: str(change.new) for change in changes if change.kind is not Kind.DELETE}
    gone = [change.path[1] for change in changes if change.kind is Kind.DELETE]
    if wanted:
        operation.services.tag(service.arn, wanted)
    if gone:
        operation.services.untag(service.arn, gone)
