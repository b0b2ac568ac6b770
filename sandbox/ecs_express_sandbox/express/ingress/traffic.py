"""Carries a phase over to the load balancer: which tasks are registered, how healthy they are, who gets how much."""

from __future__ import annotations

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.target_health import TargetHealthRecord, TargetState
from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.managed_resources.ingress import forward, own_host
from ecs_express_sandbox.express.managed_resources.provisioning import reason_of
from ecs_express_sandbox.express.records import Deployment, Revision, Service, Task
from ecs_express_sandbox.express.rollouts.rollout import Fleet, Health, Phase

_STATES: dict[Health, tuple[str, str, str]] = {
    "initial": ("initial", "Elb.InitialHealthChecking", "Initial health checks in progress"),
    "healthy": ("healthy", "", ""),
    "unhealthy": ("unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [503]"),
    "draining": ("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress"),
}
"""What DescribeTargetHealth says: state, reason, description."""


def direct(
    service_context: ServiceContext, deployment: Deployment, phase: Phase, target_health_record: TargetHealthRecord
) -> None:
    """Make the load balancer agree with a phase, as far as it exists."""
    if not all(service_context.service.resources[f"target_group_{index}"].arn for index in (0, 1)):
        return
    wanted = _wanted(service_context.service, deployment, phase)
    for index in (0, 1):
        _register(service_context, index, wanted[index], target_health_record)
    _weigh(service_context, deployment, phase)


def _wanted(service: Service, deployment: Deployment, phase: Phase) -> dict[int, dict[str, tuple[Task, Health]]]:
    """List the targets of each group by address."""
    other = 1 - deployment.target_group
    fleets: list[tuple[Revision | None, Fleet, int]] = [
        (deployment.leftover, phase.leftover, deployment.target_group),
        (deployment.source, phase.source, other),
        (deployment.target, phase.target, deployment.target_group),
    ]
    result: dict[int, dict[str, tuple[Task, Health]]] = {0: {}, 1: {}}
    for revision, fleet, group in fleets:
        if revision is None or fleet.health == "absent":
            continue
        for task in service.live_tasks(revision):
            result[group][task.address] = (task, fleet.health)
    return result


def _register(
    service_context: ServiceContext,
    index: int,
    wanted: dict[str, tuple[Task, Health]],
    target_health_record: TargetHealthRecord,
) -> None:
    elbv2, group = service_context.client("elbv2"), service_context.service.resources[f"target_group_{index}"].arn
    known = target_health_record.of(group)
    stay = {address for address, (_, health) in wanted.items() if health != "draining"}
    were = {address for address, state in known.items() if state.state != "draining"}
    try:
        if joining := sorted(stay - were):
            elbv2.register_targets(TargetGroupArn=group, Targets=[_target(wanted[a][0]) for a in joining])
        if leaving := sorted(were - stay):
            elbv2.deregister_targets(TargetGroupArn=group, Targets=[{"Id": address} for address in leaving])
    except ClientError:
        target_health_record.forget(group)  # somebody deleted the group: nothing is registered any more
        return
    target_health_record.write(group, {address: _state(task, health) for address, (task, health) in wanted.items()})


def _target(task: Task) -> dict[str, object]:
    return {"Id": task.address, "Port": task.revision.configuration["primaryContainer"]["containerPort"]}


def _state(task: Task, health: Health) -> TargetState:
    state, reason, description = _STATES[health]
    port = int(task.revision.configuration["primaryContainer"]["containerPort"])
    return TargetState(state, reason, description, port, task.zone)


def _weigh(service_context: ServiceContext, deployment: Deployment, phase: Phase) -> None:
    """Set the weights when they change; what somebody else did to the rule stays until then, as on AWS."""
    rule, service = service_context.service.resources["rule"], service_context.service
    weights = [0, 0]
    scale = 1 if phase.target.weight == int(phase.target.weight) else 10  # observed: weights are relative
    weights[deployment.target_group] = round(phase.target.weight * scale)
    weights[1 - deployment.target_group] = round(phase.source.weight * scale)
    pair = (weights[0], weights[1])
    if not rule.arn or sum(pair) == 0 or pair == service.weights_applied:
        return
    change = {"Actions": forward(service_context, pair)}
    if service_context.settings.added_hosts_on_update == "dropped" and _begins_to_shift(service, deployment, pair):
        change["Conditions"] = own_host(service_context)
    try:
        service_context.client("elbv2").modify_rule(RuleArn=rule.arn, **change)
    except ClientError as error:
        rule.reason = reason_of(error)
        return
    service.weights_applied = pair


def _begins_to_shift(service: Service, deployment: Deployment, weights: tuple[int, int]) -> bool:
    """Report whether the new revision of an update gets its first traffic."""
    before, group = service.weights_applied, deployment.target_group
    return deployment.source is not None and before is not None and before[group] == 0 and weights[group] > 0
