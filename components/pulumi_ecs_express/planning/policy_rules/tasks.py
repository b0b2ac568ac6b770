"""How many tasks a service has at least, and whether a failed rollout is waited for and taken back."""

from collections.abc import Iterator, Mapping

from pulumi_ecs_express.model.service.scaling import DEFAULT_MINIMUM
from pulumi_ecs_express.planning.policy_rules.containers import Properties


def too_few_tasks(properties: Properties, *, tasks: int) -> Iterator[str]:
    """Say that fewer tasks may run than are wanted; ``paused`` leaves none."""
    if properties.get("paused") is True:
        yield f"paused: no task runs, and {tasks} are required: remove the argument"
        return
    declared = properties.get("scalingTarget", {})
    if not isinstance(declared, Mapping):
        return
    least = declared.get("minTaskCount", DEFAULT_MINIMUM)
    if isinstance(least, int | float) and least < tasks:
        chosen = "" if "minTaskCount" in declared else ", Express Mode's default"
        yield (
            f"scaling_target.min_task_count: {least:g} is fewer than the required {tasks}{chosen}: "
            f'write scaling_target={{"min_task_count": {tasks}, …}}'
        )


def rollout_not_awaited(properties: Properties) -> Iterator[str]:
    """Say that `pulumi up` ends before the deployment does, and green whatever comes of it."""
    if properties.get("waitForRollout") is False:
        yield "wait_for_rollout: False ends `pulumi up` before it is known whether AWS rolls back: remove the argument"


def rollback_switched_off(properties: Properties) -> Iterator[str]:
    """Say that settings of a service take away what withdraws a failed deployment."""
    configuration = properties.get("deploymentConfiguration")
    if not isinstance(configuration, Mapping):
        return
    for member, name in (("deploymentCircuitBreaker", "deployment_circuit_breaker"), ("alarms", "alarms")):
        declared = configuration.get(member)
        if not isinstance(declared, Mapping):
            continue
        for switch in ("enable", "rollback"):
            if declared.get(switch) is False:
                yield (
                    f"deployment_configuration.{name}.{switch}: False leaves a failed deployment in place: "
                    "remove the member, or write True"
                )
