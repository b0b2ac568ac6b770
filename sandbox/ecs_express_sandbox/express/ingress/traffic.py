"""Carries a phase over to the load balancer: which tasks are registered, how healthy they are, who gets how much."""

from __future__ import annotations

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.target_health import TargetHealthRecord
from ecs_express_sandbox.aws.target_registration import Target, register
from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.managed_resources.ingress import forward, own_host
from ecs_express_sandbox.express.managed_resources.provisioning import reason_of
from ecs_express_sandbox.express.records import Deployment, Revision, Service
from ecs_express_sandbox.express.rollouts.rollout import Fleet, Phase


def direct(
    service_context: ServiceContext, deployment: Deployment, phase: Phase, target_health_record: TargetHealthRecord
) -> None:
    """Make the load balancer agree with a phase, as far as it exists."""
    if not all(service_context.service.resources[f"target_group_{index}"].arn for index in (0, 1)):
        return
    elbv2, wanted = service_context.client("elbv2"), _wanted(service_context.service, deployment, phase)
    for index in (0, 1):
        group = service_context.service.resources[f"target_group_{index}"].arn
        register(elbv2, group, wanted[index], target_health_record)
    _weigh(service_context, deployment, phase)


def _wanted(service: Service, deployment: Deployment, phase: Phase) -> dict[int, dict[str, Target]]:
    """List the targets of each group by address."""
    other = 1 - deployment.target_group
    fleets: list[tuple[Revision | None, Fleet, int]] = [
        (deployment.leftover, phase.leftover, deployment.target_group),
        (deployment.source, phase.source, other),
        (deployment.target, phase.target, deployment.target_group),
    ]
    result: dict[int, dict[str, Target]] = {0: {}, 1: {}}
    for revision, fleet, group in fleets:
        if revision is None or fleet.health == "absent":
            continue
        for task in service.live_tasks(revision):
            port = int(revision.configuration["primaryContainer"]["containerPort"])
            result[group][task.address] = Target(port, task.zone, fleet.health)
    return result


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
