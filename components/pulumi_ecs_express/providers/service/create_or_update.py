"""One create or update of a service: what it works with, how long it may take, and how it sends requests."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.fields.property_paths import PropertyValues
from pulumi_ecs_express.model.service.observed import Configuration, ObservedService
from pulumi_ecs_express.model.service.spec import ServiceSpec
from pulumi_ecs_express.planning.ownership import Owner
from pulumi_ecs_express.planning.plan import Plan
from pulumi_ecs_express.planning.rollout.failures import interrupted
from pulumi_ecs_express.planning.rollout.state import RolloutState
from pulumi_ecs_express.planning.service.comparison import plan_service
from pulumi_ecs_express.planning.service.roles import PRINCIPALS, hopeless
from pulumi_ecs_express.ports import Call, ExpressServices
from pulumi_ecs_express.providers.adapters import connect_roles
from pulumi_ecs_express.providers.polling import every_poll, once_accepted, poll
from pulumi_ecs_express.providers.rollout.waiting import RolloutResult, await_rollout
from pulumi_ecs_express.providers.service.target import ExpressTarget

Answer = TypeVar("Answer")

THROTTLED_SECONDS = 60.0
"""How long a request is sent again that AWS refuses because of others at the same moment: botocore does not retry it."""

ROLE_SECONDS = 240.0
"""Longest wait until ECS can use roles made moments ago; the Terraform provider waits as long."""


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

    log_group: str | None = None
    """Log group that nobody has named, of a service whose task definition the program registers."""

    owner: Owner | None = None
    """Whose the service is: what an update writes onto one that has no mark yet, since it was imported."""

    def __post_init__(self) -> None:
        self.deadline = self.call.now() + self.seconds

    def follow(self, arn: str, revision: str | None) -> RolloutResult:
        """Wait for the deployment of ``revision``, or only for an endpoint where the program does not wait."""
        target = ExpressTarget(
            self.services, arn, revision, self.name, self._attempted(), self.waits, self.seconds, self.deadline
        )
        return await_rollout(self.services, self.call, target)

    def _attempted(self) -> str:
        container = self.spec.primary_container
        return str(container.image) if container else str(self.spec.task_definition_arn).rpartition("/")[2]

    @property
    def waits(self) -> bool:
        return self.spec.waits()

    def send(self, request: Callable[[], Answer]) -> Answer:
        """Send a request, again while ECS cannot use roles that were made moments ago, or takes no more just now."""
        accepted = once_accepted(
            request, errors.ConcurrentRequests, "waiting: AWS takes no more requests of this kind just now"
        )
        with_roles = once_accepted(
            lambda: self.poll(accepted, min(self.deadline, self.call.now() + THROTTLED_SECONDS)),
            errors.RoleNotAssumable,
            "waiting until ECS can use the roles, which are new",
            judge=self._refuse_hopeless_roles,
        )
        return self.poll(with_roles, min(self.deadline, self.call.now() + ROLE_SECONDS))

    def _refuse_hopeless_roles(self, refusal: errors.ExpressError) -> None:
        if self._problems_of_roles:
            why = "\n  ".join([refusal.why, *self._problems_of_roles])
            raise errors.RoleNotAssumable(refusal.what, why=why, remedy=refusal.remedy) from refusal

    @cached_property
    def _problems_of_roles(self) -> Sequence[str]:
        """Ask IAM once why ECS cannot use the roles; where it may not be asked, waiting is all there is to do."""
        named = {name: arn for name in PRINCIPALS if isinstance(arn := getattr(self.spec, name), str)}
        try:
            return hopeless(named, connect_roles(self.services.connection).find)
        except errors.ExpressError:
            return []

    def send_update(self, request: Mapping[str, Any]) -> str | None:
        """Send an update, again while AWS takes none because of a deployment under way; return the revision's ARN."""
        attempt = once_accepted(
            lambda: self.services.update(request),
            errors.DeploymentUnderWay,
            "waiting for the end of a deployment: AWS takes no update before it",
        )
        return self.send(lambda: self.poll(attempt, self.deadline))

    def wait_while_draining(self, create: Callable[[], Answer]) -> Answer:
        """Create, again while a service of that name is still DRAINING."""
        attempt = once_accepted(
            lambda: self.send(create),
            errors.ServiceDraining,
            "waiting until the old service of that name is gone",
            self._still_draining,
        )
        return self.poll(attempt, self.deadline)

    def poll(
        self, attempt: Callable[[], Answer], deadline: float, pause: Callable[[float], float] = every_poll
    ) -> Answer:
        """Poll for something other than a rollout; nothing has been made or sent yet."""
        return poll(
            self.call, attempt, deadline, lambda reason: interrupted(self.name, reason, RolloutState(None)), pause
        )

    def _still_draining(self) -> errors.ServiceDraining:
        return errors.ServiceDraining(
            f"service {self.name} cannot be made",
            why="a service of that name is still DRAINING",
            remedy="wait until it is INACTIVE, then run `pulumi up` again",
        )


def plan_against(
    spec: ServiceSpec, service: ObservedService, configuration: Configuration | None, previous: PropertyValues
) -> Plan:
    """Compare what is declared with a service and one of its configurations."""
    observed = {**service.identity(), **(configuration.by_path() if configuration else {})}
    return plan_service(spec.by_path(), observed, previous)
