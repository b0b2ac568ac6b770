"""Notes in a preview, where its lines alone do not show what a change means."""

from collections.abc import Iterator

from pulumi_ecs_express.model.fields.effect import Effect, Keep, ResetTo
from pulumi_ecs_express.model.fields.property_paths import PropertyValues, covered
from pulumi_ecs_express.model.service.definition_parts import has_parts
from pulumi_ecs_express.model.service.scaling import DEFAULT_METRIC, PERCENTAGES
from pulumi_ecs_express.model.service.spec import ARGUMENTS, TASK_DEFINITION, rule
from pulumi_ecs_express.planning.plan import Kind, Plan
from pulumi_ecs_express.planning.service.comparison import moved_into_definition
from pulumi_ecs_express.planning.service.log_retention import LOG_CONFIGURATION, LOG_GROUP, RETENTION
from pulumi_ecs_express.planning.service.pausing import PAUSED

CANARY_MINUTES = 10
"""How long a canary deployment takes where nothing fails, about. Source as of `CANARY`."""

CANARY = (
    "a canary deployment: 5 % of the traffic for 3 minutes, then all of it, 3 minutes of bake; "
    f"about {CANARY_MINUTES} minutes"
)
"""Seen in live services; the developer guide's "Express Mode services" (read 2026-11-22) says the same of the stages."""

TO_OWN_DEFINITION = (
    "task_definition_arn: AWS uses it as it is; container settings, roles, cpu and memory come from it from now on, "
    "and what AWS's own definition held beside them is not carried over"
)
FROM_OWN_DEFINITION = (
    "primary_container: AWS makes its own task definition again, from the one in use: "
    "sidecars and other settings that are not declared here are kept"
)
LOGS = "primary_container.aws_logs_configuration: the container logs by awslogs from now on, also where another log driver was set by hand"
MADE_LOG_GROUP = (
    "log_retention_days: the container logs to a log group of the component from now on, by awslogs, also where another log "
    "driver was set by hand; earlier lines stay in the log group that they are in"
)


PAUSING = "paused: no task will run, and the URL will answer 503 until the pause is over; the load balancer stays"
RESUMING = "paused: the service comes back with {low} to {high} tasks"
STOPPING = "scaling_target: no task will run, and the URL will answer 503 until the maximum is raised"
NEVER_LEAVES_ZERO = (
    "scaling_target: with a minimum of 0, scaling by {metric} never leaves zero by itself, since no task means no "
    "measurement: set min_task_count to 1 or more to have tasks started"
)

LOW, HIGH, METRIC = (("scalingTarget", name) for name in ("minTaskCount", "maxTaskCount", "autoScalingMetric"))


def scaling_notes(plan: Plan, desired: PropertyValues, in_effect: PropertyValues) -> list[str]:
    """
    Say when no task will run, how many will again, and when none will be started by itself.

    Args:
        plan: What changes.
        desired: What the program declares.
        in_effect: What is in effect beside that, or will be again after a pause.
    """
    if not plan.settings:
        return []
    if desired.get(PAUSED) is True:
        return [PAUSING] if plan.at(PAUSED) else []
    after = {**in_effect, **desired}
    if after.get(HIGH) == 0:
        return [STOPPING] if plan.at(HIGH) or plan.at(PAUSED) else []
    notes = [RESUMING.format(low=after.get(LOW), high=after.get(HIGH))] if plan.at(PAUSED) else []
    metric = after.get(METRIC, DEFAULT_METRIC)
    at_zero = after.get(LOW) == 0 and metric in PERCENTAGES and (plan.at(LOW) or plan.at(PAUSED))
    return [*notes, *([NEVER_LEAVES_ZERO.format(metric=metric)] if at_zero else [])]


def workload_notes(plan: Plan, desired: PropertyValues) -> list[str]:
    """Say what is kept and what is lost when a service moves to a task definition of one's own and back, or logs elsewhere."""
    kinds = {change.path: change.kind for change in plan.changes}
    notes = []
    if kinds.get(TASK_DEFINITION) is Kind.ADD:
        notes.append(TO_OWN_DEFINITION)
    elif kinds.get(TASK_DEFINITION) is Kind.DELETE and not has_parts(desired):
        notes.append(FROM_OWN_DEFINITION)
    if LOG_GROUP in kinds and RETENTION in desired:
        notes.append(MADE_LOG_GROUP)
    elif kinds.get(LOG_GROUP) is not Kind.DELETE and any(path[:2] == LOG_CONFIGURATION for path in kinds):
        notes.append(LOGS)
    return notes


NOTHING = (None, ())
"""What a removed setting goes back to where there is no value to go back to."""


def removal_notes(plan: Plan, desired: PropertyValues, previous: PropertyValues) -> list[str]:
    """
    Say what becomes of what the program no longer declares: a preview's lines only say that it goes.

    Args:
        plan: What changes.
        desired: What the program declares now, without a name that was generated.
        previous: What it declared before, likewise.
    """
    gone = [change for change in plan.changes if change.kind is Kind.DELETE and change.path in previous]
    back = [
        f"{ARGUMENTS.path(change.path)} goes back to {_written(change.new)}"
        for change in gone
        if change.new not in NOTHING
    ]
    cleared = [
        ARGUMENTS.path(change.path) for change in gone if change.new in NOTHING and change.path != TASK_DEFINITION
    ]
    notes = [f"no longer declared: {', '.join(back)}"] if back else []
    notes += [f"no longer declared, so cleared: {', '.join(cleared)}"] if cleared else []
    return [*notes, *_without_a_line(plan, desired, previous)]


def _written(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _without_a_line(plan: Plan, desired: PropertyValues, previous: PropertyValues) -> Iterator[str]:
    """Tell of removals that leave all as it is, and of those that concern no call to AWS."""
    for path in sorted(previous):
        if covered(path, desired) or moved_into_definition(path, desired):
            continue
        effect, removal = rule(path)
        if effect is Effect.REPLACEMENT and isinstance(removal, Keep) and plan.replacing:
            yield f"{ARGUMENTS.path(path)}: no longer declared, so the new service is made without it"
        elif isinstance(removal, Keep):
            yield f"{ARGUMENTS.path(path)}: no longer declared, and left as it is: {removal.reason}"
        elif effect is Effect.NONE and isinstance(removal, ResetTo):
            counts = "none" if removal.default in NOTHING else removal.default
            yield f"{ARGUMENTS.path(path)}: no longer declared, so it counts as {counts}; no AWS call is made for it"
