"""
What deleting a service does, step by step, with the infrastructure role: without its permissions it stops half-way.

Kept, as on AWS: task definition revisions, log groups, the cluster. Shared resources go with their last service.
Source: developer guide, "Delete an Express service"; reports of services stuck in DRAINING after their role was gone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from botocore.exceptions import ClientError

from ecs_express_sandbox.express.managed_resources import ingress, service_resources
from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.managed_resources.marks import check_marked
from ecs_express_sandbox.express.managed_resources.provisioning import check_permitted, reason_of
from ecs_express_sandbox.express.records import Deletion, Managed, Service


@dataclass(frozen=True)
class Step:
    """
    How one managed resource goes.

    Attributes:
        resource: its name; empty for the step that stops the tasks.
        lag: from the step before.
        action: the IAM action that the infrastructure role needs for it.
        remove: what removes it.
    """

    resource: str
    lag: timedelta
    action: str
    remove: Callable[[ServiceContext, Managed], None]


STEPS = (
    Step("alarm", timedelta(seconds=2), "cloudwatch:DeleteAlarms", service_resources.remove_alarm),
    Step(
        "scaling_policy",
        timedelta(seconds=2),
        "application-autoscaling:DeleteScalingPolicy",
        service_resources.remove_scaling_policy,
    ),
    Step(
        "scalable_target",
        timedelta(seconds=2),
        "application-autoscaling:DeregisterScalableTarget",
        service_resources.remove_scalable_target,
    ),
    Step("rule", timedelta(seconds=29), "elasticloadbalancing:DeleteRule", ingress.remove_rule),
    Step("target_group_0", timedelta(seconds=5), "elasticloadbalancing:DeleteTargetGroup", ingress.remove_target_group),
    Step("target_group_1", timedelta(seconds=1), "elasticloadbalancing:DeleteTargetGroup", ingress.remove_target_group),
    Step("listener", timedelta(seconds=5), "elasticloadbalancing:DeleteListener", ingress.remove_listener),
    Step("certificate", timedelta(seconds=2), "acm:DeleteCertificate", ingress.remove_certificate),
    Step("service_group", timedelta(seconds=10), "ec2:DeleteSecurityGroup", service_resources.remove_service_group),
    Step(
        "load_balancer",
        timedelta(seconds=5),
        "elasticloadbalancing:DeleteLoadBalancer",
        ingress.remove_load_balancer,
    ),
    Step(
        "load_balancer_group",
        timedelta(seconds=15),
        "ec2:DeleteSecurityGroup",
        service_resources.remove_load_balancer_group,
    ),
)

TASKS_STOP_AFTER = timedelta(seconds=30)
"""How long the tasks drain."""

_LAST = timedelta(seconds=5)

_GONE = {"RuleNotFound", "TargetGroupNotFound", "ListenerNotFound", "LoadBalancerNotFound", "InvalidGroup.NotFound"}
_GONE_TOO = {"ResourceNotFoundException", "ObjectNotFoundException", "ResourceNotFound", "CertificateNotFound"}


def tear_down(service_context: ServiceContext, instant: datetime) -> None:
    """Remove everything whose time has come."""
    deletion = service_context.service.deletion
    if deletion is None:
        return
    while (due := next_step(deletion)) is not None and due <= instant:
        if deletion.steps_done == len(STEPS):
            deletion.inactive_at = due
            return
        when = instant if deletion.blocked else due
        if not _remove(service_context, STEPS[deletion.steps_done], when):
            return
        deletion.blocked, deletion.last_step_at = "", when
        deletion.steps_done += 1


def next_step(deletion: Deletion) -> datetime | None:
    """Tell when the next step is due; ``None`` once the service is INACTIVE."""
    if deletion.inactive_at is not None:
        return None
    lag = _LAST if deletion.steps_done == len(STEPS) else STEPS[deletion.steps_done].lag
    return deletion.last_step_at + lag


def _remove(service_context: ServiceContext, step: Step, when: datetime) -> bool:
    """Remove one resource; False where a permission or another resource prevents it."""
    deletion, resource = service_context.service.deletion, service_context.service.managed(step.resource)
    if deletion is None or not _is_ours_to_remove(service_context, step.resource):
        return True
    try:
        check_permitted(service_context.service, step.action)
        check_marked(service_context, step.resource, step.action)
        if resource.arn:
            step.remove(service_context, resource)
    except PermissionError as error:
        deletion.blocked = str(error)
        return False
    except ClientError as error:
        if error.response["Error"]["Code"] not in _GONE | _GONE_TOO:
            deletion.blocked = reason_of(error)
            return False
    resource.leaving, resource.gone_at, resource.touched_at = True, when, when
    return True


def _is_ours_to_remove(service_context: ServiceContext, name: str) -> bool:
    """Report whether a resource goes with this service: a shared one only with the last that uses it."""
    service = service_context.service
    if name in service.resources:
        return True
    others = [other for arn, other in service.gateway.members.items() if arn != service.arn]
    if not all(_has_passed(other, name) for other in others):
        return False
    return not ingress.has_other_users(service_context) and not _is_held(service, name)


_HELD_BY = {"load_balancer": "listener", "load_balancer_group": "load_balancer"}
"""What cannot go before something else has gone."""


def _is_held(service: Service, name: str) -> bool:
    holder = service.gateway.resources.get(_HELD_BY.get(name, ""))
    return holder is not None and bool(holder.arn) and holder.gone_at is None


def _has_passed(other: Service, name: str) -> bool:
    """Report whether a service that is being deleted too has left this resource to those after it."""
    position = [step.resource for step in STEPS].index(name)
    return other.deletion is not None and other.deletion.steps_done > position
