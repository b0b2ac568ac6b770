"""The target groups of a classic service: their health checks, and its tasks as their targets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.target_registration import Health, Target, register
from ecs_express_sandbox.classic.records import Revision, Service, Task
from ecs_express_sandbox.classic.service_context import ServiceContext
from ecs_express_sandbox.containers.fates import containers_of
from ecs_express_sandbox.containers.image_behaviour import Fate

WITHOUT_CHECKS = timedelta(seconds=40)
"""How long after its start a task counts as healthy that nobody checks. Source: API model."""


def checked_containers(revision: Revision) -> set[str]:
    """Name the containers that a load balancer checks."""
    return {balancer["containerName"] for balancer in _target_groups(revision) if "containerName" in balancer}


def answering_image(revision: Revision) -> str:
    """Name the image of the container that the load balancer reaches."""
    checked = checked_containers(revision)
    return next((str(c["image"]) for c in containers_of(revision.definition) if c["name"] in checked), "")


def _target_groups(revision: Revision) -> list[dict[str, str]]:
    return [entry for entry in revision.settings.get("loadBalancers") or [] if entry.get("targetGroupArn")]


def first_target_group(revision: Revision) -> str:
    """Name the target group that a failed health check is blamed on; empty where there is none."""
    return next((entry["targetGroupArn"] for entry in _target_groups(revision)), "")


def check_times(context: ServiceContext, revision: Revision) -> tuple[timedelta, timedelta]:
    """Tell after how long a target is healthy, and how long one is unhealthy that fails: by the slowest target group."""
    arns = [entry["targetGroupArn"] for entry in _target_groups(revision)]
    if not arns:
        return WITHOUT_CHECKS, timedelta(0)
    try:
        found = context.place.client("elbv2").describe_target_groups(TargetGroupArns=arns)["TargetGroups"]
    except ClientError:
        return WITHOUT_CHECKS, timedelta(0)  # somebody deleted the group
    passes = max(g["HealthCheckIntervalSeconds"] * g["HealthyThresholdCount"] for g in found)
    fails = max(g["HealthCheckIntervalSeconds"] * g["UnhealthyThresholdCount"] for g in found)
    grace = context.service.settings.get("healthCheckGracePeriodSeconds") or 0
    return timedelta(seconds=passes), timedelta(seconds=max(fails, grace))


def direct(context: ServiceContext) -> None:
    """Let the target groups have the tasks that run."""
    service, elbv2 = context.service, context.place.client("elbv2")
    for group in sorted(_all_groups(service)):
        register(elbv2, group, dict(_targets(service, group)), context.target_health_record)


def _all_groups(service: Service) -> set[str]:
    return {entry["targetGroupArn"] for revision in service.revisions for entry in _target_groups(revision)}


def _targets(service: Service, group: str) -> Iterator[tuple[str, Target]]:
    for task in service.tasks:
        if task.started_at is None or task.stopped_at is not None:
            continue
        for entry in _target_groups(task.revision):
            if entry["targetGroupArn"] == group:
                yield task.address, Target(int(entry["containerPort"]), task.zone, _health(task))


def _health(task: Task) -> Health:
    if task.draining_at:
        return "draining"
    if task.healthy_at:
        return "healthy"
    return "unhealthy" if task.behaviour.fate is Fate.UNHEALTHY else "initial"
