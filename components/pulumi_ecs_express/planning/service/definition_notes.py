"""Notes in a preview about the task definition that the program registers for sidecars and the like."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import PropertyValues, nest, snake
from pulumi_ecs_express.model.fields.unknown import UNKNOWN, Unknown
from pulumi_ecs_express.model.service.definition_parts import PARTS, has_parts
from pulumi_ecs_express.model.service.observed import cluster_name
from pulumi_ecs_express.model.service.spec import DEFAULT_CLUSTER, TASK_DEFINITION
from pulumi_ecs_express.planning.service.log_retention import LOG_GROUP
from pulumi_ecs_express.planning.task_definition.express import routes_logs

BEGINS = (
    "{parts}: the service runs on a task definition that this program registers; the program decides all of it, sizes that are "
    "not declared included, and what others add to it is drift"
)
ENDS = (
    "{parts}: no longer declared, so Express Mode manages the task definition again: the program registers one more, without "
    "them, from which AWS goes on; image and all other settings stay"
)
LOGS = "logs: {whose} log to {group}"
NEW_LOGS = (
    "logs: containers without a log configuration log to the log group {group}, which is made where there is none; name one in "
    "primary_container.aws_logs_configuration for another"
)
ROUTED = (
    "logs: Main logs through a sidecar (FireLens) from now on; earlier lines stay in the log group that they are in"
)
UNROUTED = "logs: Main logs to {group} again"


def own_log_group(cluster: Any, service: Any) -> str:
    """Name the log group that is made where neither the program nor AWS has chosen one."""
    parts = [cluster_name(str(DEFAULT_CLUSTER if cluster is None else cluster)), str(service)]
    shown = ["…" if part == repr(UNKNOWN) else part for part in parts]
    return f"/aws/ecs/{'/'.join(shown)}"


def creation_notes(tree: Mapping[str, Any], desired: PropertyValues) -> list[str]:
    """Say what a new service with sidecars is, and where it logs."""
    if not has_parts(desired):
        return []
    group = desired.get(LOG_GROUP)
    if group is None:
        told = NEW_LOGS.format(group=own_log_group(tree.get("cluster"), tree.get("serviceName")))
    else:
        told = LOGS.format(whose="containers without a log configuration", group=_shown(group))
    return [BEGINS.format(parts=_names(desired)), told]


def definition_notes(desired: PropertyValues, previous: PropertyValues, logs: Any) -> list[str]:
    """
    Say what the first of the three arguments means, what the last one's removal means, and where the service logs.

    Args:
        desired: What the program declares.
        previous: What it declared before.
        logs: The log group in use, as far as the state says it.
    """
    was, will = has_parts(previous), has_parts(desired)
    group = _shown(desired.get(LOG_GROUP) or logs or "the log group in use")
    notes = []
    if will and not was:
        notes += [
            BEGINS.format(parts=_names(desired)),
            LOGS.format(whose="containers without a log configuration", group=group),
        ]
    if was and not will and TASK_DEFINITION not in desired:
        notes.append(ENDS.format(parts=_names(previous)))
    routed, before = (routes_logs(nest(one)) for one in (desired, previous))
    if routed and not before:
        notes.append(ROUTED)
    elif before and not routed and TASK_DEFINITION not in desired:
        notes.append(UNROUTED.format(group=group))
    return notes


def _names(settings: PropertyValues) -> str:
    return ", ".join(snake(part) for part in PARTS if (part,) in settings)


def _shown(group: Any) -> str:
    return "the log group that is declared" if isinstance(group, Unknown) else str(group)
