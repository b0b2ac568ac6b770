"""Carries a phase over to the load balancer: which tasks are registered, how healthy they are, who gets how much."""

from __future__ import annotations

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.target_health import HealthBook, TargetState
from ecs_express_sandbox.express.managed_resources.context import Site
from ecs_express_sandbox.express.managed_resources.ingress import forward
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


def direct(site: Site, deployment: Deployment, phase: Phase, book: HealthBook) -> None:
    """Make the load balancer agree with a phase, as far as it exists."""
    if not all(site.service.resources[f"target_group_{index}"].arn for index in (0, 1)):
        return
    wanted = _wanted(site.service, deployment, phase)
    for index in (0, 1):
        _register(site, index, wanted[index], book)
    _weigh(site, deployment, phase)


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


def _register(site: Site, index: int, wanted: dict[str, tuple[Task, Health]], book: HealthBook) -> None:
    elbv2, group = site.client("elbv2"), site.service.resources[f"target_group_{index}"].arn
    known = book.of(group)
    stay = {address for address, (_, health) in wanted.items() if health != "draining"}
    were = {address for address, state in known.items() if state.state != "draining"}
    try:
        if joining := sorted(stay - were):
            elbv2.register_targets(TargetGroupArn=group, Targets=[_target(wanted[a][0]) for a in joining])
        if leaving := sorted(were - stay):
            elbv2.deregister_targets(TargetGroupArn=group, Targets=[{"Id": address} for address in leaving])
    except ClientError:
        book.forget(group)  # somebody deleted the group: nothing is registered any more
        return
    book.write(group, {address: _state(task, health) for address, (task, health) in wanted.items()})


def _target(task: Task) -> dict[str, object]:
    return {"Id": task.address, "Port": task.revision.configuration["primaryContainer"]["containerPort"]}


def _state(task: Task, health: Health) -> TargetState:
    state, reason, description = _STATES[health]
    port = int(task.revision.configuration["primaryContainer"]["containerPort"])
    return TargetState(state, reason, description, port, task.zone)


def _weigh(site: Site, deployment: Deployment, phase: Phase) -> None:
    """Set the weights when they change; what somebody else did to the rule stays until then, as on AWS."""
    rule, service = site.service.resources["rule"], site.service
    weights = [0, 0]
    scale = 1 if phase.target.weight == int(phase.target.weight) else 10  # observed: weights are relative
    weights[deployment.target_group] = round(phase.target.weight * scale)
    weights[1 - deployment.target_group] = round(phase.source.weight * scale)
    pair = (weights[0], weights[1])
    if not rule.arn or sum(pair) == 0 or pair == service.weights_applied:
        return
    try:
        site.client("elbv2").modify_rule(RuleArn=rule.arn, Actions=forward(site, pair))
    except ClientError as error:
        rule.reason = reason_of(error)
        return
    service.weights_applied = pair
