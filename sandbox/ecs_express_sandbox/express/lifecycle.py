"""Decides what is due for a service at an instant, and does it: provision, prepare, staff, direct, end, tear down."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.target_health import HealthBook
from ecs_express_sandbox.express.deployments.configuration import watch_own_alarm_again
from ecs_express_sandbox.express.deployments.events import narrate
from ecs_express_sandbox.express.ingress.traffic import direct
from ecs_express_sandbox.express.managed_resources import service_resources
from ecs_express_sandbox.express.managed_resources.context import Site
from ecs_express_sandbox.express.managed_resources.ingress import renew_target_group
from ecs_express_sandbox.express.managed_resources.provisioning import (
    check_permitted,
    provision,
    ready_for_tasks,
    reason_of,
)
from ecs_express_sandbox.express.managed_resources.provisioning import next_step as next_provisioning_step
from ecs_express_sandbox.express.managed_resources.teardown import TASKS_STOP_AFTER, tear_down
from ecs_express_sandbox.express.managed_resources.teardown import next_step as next_teardown_step
from ecs_express_sandbox.express.records import Deployment, Service
from ecs_express_sandbox.express.rollouts.rollout import Fleet, Phase, next_change
from ecs_express_sandbox.express.tasks.container_logs import tell
from ecs_express_sandbox.express.tasks.scheduler import Addresses, Seat, staff, stop
from ecs_express_sandbox.express.tasks.start_failures import obstacle


def advance(site: Site, instant: datetime, book: HealthBook, addresses: Addresses) -> None:
    """Do everything that is due for one service."""
    service = site.service
    if service.deletion is not None:
        _leave(site, instant, book)
        return
    provision(site, instant)
    deployment = service.newest
    _prepare(site, deployment, instant)
    phase = deployment.phase(instant)
    if phase == service.last_phase:
        return
    staff(service, deployment, phase, lambda: _seats(site), addresses)
    direct(site, deployment, phase, book)
    tell(site, phase)
    service.events += [(phase.begins, message) for message in narrate(service, deployment, service.last_phase, phase)]
    if phase.status == "SUCCESSFUL" and len(service.deployments) > 1:
        _leave_old_port(site, 1 - deployment.target_group)
    service.last_phase = phase
    service.updated_at = max(service.updated_at, phase.begins)


def next_due(service: Service, after: datetime) -> datetime | None:
    """Tell when something happens next for a service; ``None`` if only a request can change it."""
    if service.deletion is not None:
        times = [None if service.deletion.blocked else next_teardown_step(service.deletion), _tasks_gone_at(service)]
    else:
        times = [next_provisioning_step(service, after), next_change(service.newest.course, after)]
    return min((time for time in times if time is not None and time > after), default=None)


def _prepare(site: Site, deployment: Deployment, instant: datetime) -> None:
    """Set what the new revision needs of the load balancer, once that is there; until then no task starts."""
    if deployment.rollout.ready_at is not None or deployment.phase(instant).is_terminal:
        return
    if deployment.phase(instant).stage != "PRE_SCALE_UP" or not ready_for_tasks(site.service, instant):
        return
    try:
        _adjust(site, deployment, instant)
    except ClientError as error:
        deployment.blocked = reason_of(error)
        return
    except PermissionError as error:
        deployment.blocked = str(error)
        return
    deployment.blocked = ""
    course = obstacle(site, deployment.target) or deployment.rollout.behaviour
    deployment.revise(replace(deployment.rollout, ready_at=max(instant, deployment.created_at), behaviour=course))


def _adjust(site: Site, deployment: Deployment, instant: datetime) -> None:
    """Apply health check, port and scaling of the new revision; the first one has them from the start."""
    if len(site.service.deployments) == 1:
        return
    check_permitted(site.service, "elasticloadbalancing:ModifyRule")
    renew_target_group(site, deployment.target_group, instant)
    service_resources.open_port(site)
    service_resources.make_log_group(site)
    if site.service.resources["alarm"].arn:  # observed: rewritten at each deployment
        service_resources.make_alarm(site)
        watch_own_alarm_again(site.service)
    rescale(site)


def _leave_old_port(site: Site, free: int) -> None:
    """Let the target group that is free now, and both security groups, follow to the port that serves."""
    group, port = site.service.resources[f"target_group_{free}"], str(site.container_port)
    site.client("elbv2").modify_target_group(TargetGroupArn=group.arn, HealthCheckPort=port)
    service_resources.close_other_ports(site)


def rescale(site: Site) -> None:
    """Let auto scaling follow the newest revision's configuration, once it exists."""
    if site.service.resources["scalable_target"].arn:
        service_resources.make_scalable_target(site)
        _replace_policy(site)


def _replace_policy(site: Site) -> None:
    """Put the scaling policy anew if metric or target value changed: moto would keep the old one's alarms."""
    policy = site.service.resources["scaling_policy"]
    if policy.arn and not service_resources.policy_fits(site):
        service_resources.remove_scaling_policy(site, policy)
        policy.identifier, policy.arn = service_resources.make_scaling_policy(site)


def _seats(site: Site) -> list[Seat]:
    subnets = site.configuration["networkConfiguration"]["subnets"]
    answer = site.client("ec2").describe_subnets(SubnetIds=subnets)["Subnets"]
    return [Seat(s["SubnetId"], s["AvailabilityZone"], s["CidrBlock"]) for s in answer]


def _leave(site: Site, instant: datetime, book: HealthBook) -> None:
    """Let the tasks drain and stop, and remove what the service has."""
    service = site.service
    drain(site, book)
    gone = _tasks_gone_at(service)
    if gone is not None and gone <= instant:
        for task in service.live_tasks():
            stop(task, gone, service.newest)
        tell(site, None)
        for index in (0, 1):
            book.forget(service.resources[f"target_group_{index}"].arn)
    tear_down(site, instant)
    if service.status == "INACTIVE":
        service.gateway.members.pop(service.arn, None)


def drain(site: Site, book: HealthBook) -> None:
    """Take all targets of a service out of the load balancer; the tasks go on for a while."""
    deployment = site.service.newest
    last = site.service.last_phase
    if last is None or site.service.deletion is None:
        return
    going = site.service.deletion.requested_at
    for task in site.service.live_tasks():
        task.draining_at = task.draining_at or going
    direct(site, deployment, _emptied(last), book)


def _emptied(phase: Phase) -> Phase:
    return replace(
        phase, target=_leaving(phase.target), source=_leaving(phase.source), leftover=_leaving(phase.leftover)
    )


def _leaving(fleet: Fleet) -> Fleet:
    return replace(fleet, health="draining" if fleet.running else "absent", weight=0.0)


def _tasks_gone_at(service: Service) -> datetime | None:
    if service.deletion is None or not service.live_tasks():
        return None
    return service.deletion.requested_at + TASKS_STOP_AFTER
