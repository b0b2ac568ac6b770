"""
When each managed resource is made, and making it.

Each step waits for others to be ACTIVE, begins a little later and takes its time. Durations are set so that a first
service is ready for tasks after about three minutes, which gives the 5 to 9 minutes that operators report for a whole
first deployment; a service that joins an existing load balancer is ready after about one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.iam import service_linked_roles
from ecs_express_sandbox.aws.iam.roles import is_permitted
from ecs_express_sandbox.express.managed_resources import ingress, service_resources
from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.managed_resources.ingress import Made
from ecs_express_sandbox.express.records import Managed, Service


@dataclass(frozen=True)
class Step:
    """
    How one managed resource comes to be.

    Attributes:
        resource: its name among the service's or the shared resources.
        after: what must be ACTIVE before.
        lag: from then to its beginning.
        takes: from its beginning to ACTIVE.
        action: the IAM action that the infrastructure role needs for it.
        make: what makes it.
    """

    resource: str
    after: tuple[str, ...]
    lag: timedelta
    takes: timedelta
    action: str
    make: Callable[[ServiceContext], Made]


def _seconds(value: float) -> timedelta:
    return timedelta(seconds=value)


SHARED = ("load_balancer_group", "load_balancer", "listener")
"""The resources that belong to the gateway."""

_BALANCER_METRICS = ("load_balancer", "target_group_0", "target_group_1")

STEPS = (
    Step(
        "service_group", (), _seconds(0), _seconds(8), "ec2:CreateSecurityGroup", service_resources.make_service_group
    ),
    Step("log_group", (), _seconds(1), _seconds(3), "logs:CreateLogGroup", service_resources.make_log_group),
    Step(
        "load_balancer_group",
        (),
        _seconds(1),
        _seconds(6),
        "ec2:CreateSecurityGroup",
        service_resources.make_load_balancer_group,
    ),
    Step("certificate", (), _seconds(2), _seconds(50), "acm:RequestCertificate", ingress.make_certificate),
    Step(
        "load_balancer",
        ("load_balancer_group",),
        _seconds(1),
        _seconds(140),
        "elasticloadbalancing:CreateLoadBalancer",
        ingress.make_load_balancer,
    ),
    Step(
        "target_group_0",
        ("service_group",),
        _seconds(1),
        _seconds(5),
        "elasticloadbalancing:CreateTargetGroup",
        ingress.make_target_group,
    ),
    Step(
        "target_group_1",
        ("target_group_0",),
        _seconds(1),
        _seconds(5),
        "elasticloadbalancing:CreateTargetGroup",
        ingress.make_target_group,
    ),
    Step(
        "listener",
        ("load_balancer", "certificate"),
        _seconds(1),
        _seconds(5),
        "elasticloadbalancing:CreateListener",
        ingress.make_listener,
    ),
    Step(
        "rule",
        ("listener", "certificate", "target_group_1"),
        _seconds(1),
        _seconds(5),
        "elasticloadbalancing:CreateRule",
        ingress.make_rule,
    ),
    Step(
        "scalable_target",
        ("rule",),
        _seconds(1),
        _seconds(4),
        "application-autoscaling:RegisterScalableTarget",
        service_resources.make_scalable_target,
    ),
    Step(
        "scaling_policy",
        ("scalable_target", *_BALANCER_METRICS),
        _seconds(1),
        _seconds(4),
        "application-autoscaling:PutScalingPolicy",
        service_resources.make_scaling_policy,
    ),
    Step("alarm", ("rule",), _seconds(2), _seconds(4), "cloudwatch:PutMetricAlarm", service_resources.make_alarm),
)

NEEDED_BY_TASKS = ("rule", "log_group", "service_group")
"""What must be ACTIVE before a first deployment starts tasks."""


def new_resources(names: tuple[str, ...], now: datetime) -> dict[str, Managed]:
    """Make the records of resources that do not exist yet."""
    return {name: Managed(now) for name in names}


OWN = tuple(step.resource for step in STEPS if step.resource not in SHARED)
"""The resources that belong to one service."""


def provision(service_context: ServiceContext, instant: datetime) -> None:
    """Make everything whose time has come."""
    for step in STEPS:
        resource = service_context.service.managed(step.resource)
        begins = _begins(service_context.service, step)
        if resource.began_at is None and begins is not None and begins <= instant:
            _make(service_context, step, resource, instant if resource.reason else begins)
    _finish(service_context, instant)


def _begins(service: Service, step: Step) -> datetime | None:
    """Tell when a step may begin; ``None`` while something it waits for has no time yet."""
    times = [service.managed(name).active_at for name in step.after]
    known = [time for time in times if time is not None]
    if len(known) < len(times):
        return None
    return max([service.created_at, *known]) + step.lag


def _make(service_context: ServiceContext, step: Step, resource: Managed, begins: datetime) -> None:
    resource.touched_at = max(resource.touched_at, begins)
    try:
        _check_permission(service_context, step, begins)
        resource.identifier, resource.arn = step.make(service_context)
    except ClientError as error:
        resource.reason = reason_of(error)
        return
    except PermissionError as error:
        resource.reason = str(error)
        return
    resource.reason, resource.began_at, resource.active_at = "", begins, begins + step.takes


def _check_permission(service_context: ServiceContext, step: Step, begins: datetime) -> None:
    needed = [step.action]
    if step.resource == "load_balancer" and service_context.settings.account_attributes_needed:
        needed.append("ec2:DescribeAccountAttributes")
    missing = _missing_linked_role(service_context.service, step.resource)
    if missing is not None:
        needed.insert(0, "iam:CreateServiceLinkedRole")
    for action in needed:
        check_permitted(service_context.service, action)
    if missing is not None:
        service_linked_roles.ensure(service_context.service.account, service_context.service.partition, missing, begins)


_LINKED_ROLES = {
    "load_balancer": service_linked_roles.LOAD_BALANCING,
    "scalable_target": service_linked_roles.AUTO_SCALING,
}
"""Which resource needs which service-linked role; ECS lets the infrastructure role make it."""


def _missing_linked_role(service: Service, resource: str) -> service_linked_roles.LinkedRole | None:
    role = _LINKED_ROLES.get(resource)
    if role is None or service_linked_roles.exists(service.account, service.partition, role):
        return None
    return role


def check_permitted(service: Service, action: str) -> None:
    """Refuse, as a ``PermissionError`` in AWS's words, what the infrastructure role may not do."""
    role = service.infrastructure_role
    if is_permitted(role, action):
        return
    session = role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/ECSGateway"
    raise PermissionError(
        f"AccessDenied: User: {session} is not authorized to perform: {action} "
        f"because no identity-based policy allows the {action} action"
    )


def reason_of(error: ClientError) -> str:
    """Write an error of another AWS service as ECS shows it in a status reason."""
    return f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"


def _finish(service_context: ServiceContext, instant: datetime) -> None:
    """Take note of what has become ACTIVE."""
    for name in (*OWN, *SHARED):
        resource = service_context.service.managed(name)
        active = resource.active_at
        if active is not None and active <= instant and resource.touched_at < active:
            resource.touched_at = active
            if name == "certificate":
                ingress.issue_certificate(service_context, resource)
            if name in ("service_group", "load_balancer_group"):
                _open_port_when_both(service_context, instant)


def _open_port_when_both(service_context: ServiceContext, instant: datetime) -> None:
    if all(
        service_context.service.managed(name).is_active(instant) for name in ("service_group", "load_balancer_group")
    ):
        service_resources.open_port(service_context)


def ready_for_tasks(service: Service, instant: datetime) -> bool:
    """Report whether the service's ingress is there."""
    return all(service.managed(name).is_active(instant) for name in NEEDED_BY_TASKS)


def next_step(service: Service, after: datetime) -> datetime | None:
    """Tell when the next resource begins or becomes ACTIVE."""
    times = [_begins(service, step) for step in STEPS if service.managed(step.resource).began_at is None]
    times += [service.managed(name).active_at for name in (*OWN, *SHARED)]
    return min((time for time in times if time is not None and time > after), default=None)
