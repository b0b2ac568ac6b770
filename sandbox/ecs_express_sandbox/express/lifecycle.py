"""Decides what is due for a service at an instant, and does it: provision, prepare, schedule tasks, direct traffic, end, tear down."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.target_health import TargetHealthRecord
from ecs_express_sandbox.containers.start_failures import start_failure
from ecs_express_sandbox.express.deployments.configuration import watch_own_alarm_again
from ecs_express_sandbox.express.deployments.events import narrate
from ecs_express_sandbox.express.ingress.traffic import direct
from ecs_express_sandbox.express.managed_resources import service_resources
from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.managed_resources.ingress import renew_target_group
from ecs_express_sandbox.express.managed_resources.marks import check_marked
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
from ecs_express_sandbox.express.tasks.container_logs import write_logs
from ecs_express_sandbox.express.tasks.scheduler import Addresses, TaskLocation, schedule_tasks, stop
from ecs_express_sandbox.express.tasks.tags import tag_new_tasks


def advance(
    service_context: ServiceContext, instant: datetime, target_health_record: TargetHealthRecord, addresses: Addresses
) -> None:
    """Do everything that is due for one service."""
    service = service_context.service
    if service.deletion is not None:
        _leave(service_context, instant, target_health_record)
        return
    provision(service_context, instant)
    deployment = service.newest
    _prepare(service_context, deployment, instant)
    phase = deployment.phase(instant)
    if phase == service.last_phase:
        return
    schedule_tasks(service, deployment, phase, lambda: _task_locations(service_context), addresses)
    tag_new_tasks(service_context)
    direct(service_context, deployment, phase, target_health_record)
    write_logs(service_context, phase)
    service.events += [(phase.begins, message) for message in narrate(service, deployment, service.last_phase, phase)]
    if phase.status == "SUCCESSFUL" and len(service.deployments) > 1:
        _leave_old_port(service_context, 1 - deployment.target_group)
    service.last_phase = phase
    service.updated_at = max(service.updated_at, phase.begins)


def replace_stopped(
    service_context: ServiceContext, instant: datetime, target_health_record: TargetHealthRecord, addresses: Addresses
) -> None:
    """Start a task for each that somebody has stopped, and send the traffic there."""
    service, deployment = service_context.service, service_context.service.newest
    if service.deletion is not None:
        return
    phase = replace(deployment.phase(instant), begins=instant)
    schedule_tasks(service, deployment, phase, lambda: _task_locations(service_context), addresses)
    tag_new_tasks(service_context)
    direct(service_context, deployment, phase, target_health_record)
    write_logs(service_context, phase)


def next_due(service: Service, after: datetime) -> datetime | None:
    """Tell when something happens next for a service; ``None`` if only a request can change it."""
    if service.deletion is not None:
        times = [None if service.deletion.blocked else next_teardown_step(service.deletion), _tasks_gone_at(service)]
    else:
        times = [next_provisioning_step(service, after), next_change(service.newest.all_phases, after)]
    return min((time for time in times if time is not None and time > after), default=None)


def _prepare(service_context: ServiceContext, deployment: Deployment, instant: datetime) -> None:
    """Set what the new revision needs of the load balancer, once that is there; until then no task starts."""
    if deployment.rollout.ready_at is not None or deployment.phase(instant).is_terminal:
        return
    if deployment.phase(instant).stage != "PRE_SCALE_UP" or not ready_for_tasks(service_context.service, instant):
        return
    try:
        _adjust(service_context, deployment, instant)
    except ClientError as error:
        deployment.blocked = reason_of(error)
        return
    except PermissionError as error:
        deployment.blocked = str(error)
        return
    deployment.blocked = ""
    all_phases = start_failure(service_context.place, deployment.target.definition) or deployment.rollout.behaviour
    deployment.revise(replace(deployment.rollout, ready_at=max(instant, deployment.created_at), behaviour=all_phases))


def _adjust(service_context: ServiceContext, deployment: Deployment, instant: datetime) -> None:
    """Apply health check, port and scaling of the new revision; the first one has them from the start."""
    if len(service_context.service.deployments) == 1:
        return
    check_permitted(service_context.service, "elasticloadbalancing:ModifyRule")
    check_marked(service_context, "rule", "elasticloadbalancing:ModifyRule")
    check_marked(service_context, "alarm", "cloudwatch:PutMetricAlarm")
    renew_target_group(service_context, deployment.target_group, instant)
    service_resources.open_port(service_context)
    service_resources.make_log_group(service_context)
    if service_context.service.resources["alarm"].arn:  # observed: rewritten at each deployment
        service_resources.make_alarm(service_context)
        watch_own_alarm_again(service_context.service)
    rescale(service_context)


def _leave_old_port(service_context: ServiceContext, free: int) -> None:
    """Let the target group that is free now, and both security groups, follow to the port that serves."""
    group, port = service_context.service.resources[f"target_group_{free}"], str(service_context.container_port)
    service_context.client("elbv2").modify_target_group(TargetGroupArn=group.arn, HealthCheckPort=port)
    service_resources.close_other_ports(service_context)


def rescale(service_context: ServiceContext) -> None:
    """Let auto scaling follow the newest revision where that changes it: bounds that somebody set outside stay until then."""
    service = service_context.service
    if (
        service.resources["scalable_target"].arn
        and service.scaling_applied != service_context.configuration["scalingTarget"]
    ):
        service_resources.make_scalable_target(service_context)
        _replace_policy(service_context)


def _replace_policy(service_context: ServiceContext) -> None:
    """Put the scaling policy anew if metric or target value changed: moto would keep the old one's alarms."""
    policy = service_context.service.resources["scaling_policy"]
    if policy.arn and not service_resources.policy_fits(service_context):
        service_resources.remove_scaling_policy(service_context, policy)
        policy.identifier, policy.arn = service_resources.make_scaling_policy(service_context)


def _task_locations(service_context: ServiceContext) -> list[TaskLocation]:
    subnets = service_context.configuration["networkConfiguration"]["subnets"]
    answer = service_context.client("ec2").describe_subnets(SubnetIds=subnets)["Subnets"]
    return [TaskLocation(s["SubnetId"], s["AvailabilityZone"], s["CidrBlock"]) for s in answer]


def _leave(service_context: ServiceContext, instant: datetime, target_health_record: TargetHealthRecord) -> None:
    """Let the tasks drain and stop, and remove what the service has."""
    service = service_context.service
    drain(service_context, target_health_record)
    gone = _tasks_gone_at(service)
    if gone is not None and gone <= instant:
        for task in service.live_tasks():
            stop(task, gone, service.newest)
        write_logs(service_context, None)
        for index in (0, 1):
            target_health_record.forget(service.resources[f"target_group_{index}"].arn)
    tear_down(service_context, instant)
    if service.status == "INACTIVE":
        service.gateway.members.pop(service.arn, None)


def drain(service_context: ServiceContext, target_health_record: TargetHealthRecord) -> None:
    """Take all targets of a service out of the load balancer; the tasks go on for a while."""
    deployment = service_context.service.newest
    last = service_context.service.last_phase
    if last is None or service_context.service.deletion is None:
        return
    going = service_context.service.deletion.requested_at
    for task in service_context.service.live_tasks():
        task.draining_at = task.draining_at or going
    direct(service_context, deployment, _emptied(last), target_health_record)


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
