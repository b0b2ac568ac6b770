"""
The task definition of a service with sidecars, volumes or further fields of its container: rendered, and registered.

Express Mode has no arguments for these; it takes the definition by its ARN.
"""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.fields.property_paths import (
    Path,
    PropertyValue,
    PropertyValues,
    flatten,
    nest,
    snake,
    under,
)
from pulumi_ecs_express.model.service.container import DEFAULT_LOG_STREAM_PREFIX, PrimaryContainer
from pulumi_ecs_express.model.service.definition_parts import LOG_GROUP_IN_USE, PARTS, has_parts
from pulumi_ecs_express.model.service.observed import ObservedService, cluster_name
from pulumi_ecs_express.model.service.spec import DEFAULT_CLUSTER, OF_THE_TASK_DEFINITION, ServiceSpec
from pulumi_ecs_express.model.task_definition.observed import ObservedRevision
from pulumi_ecs_express.planning.service.definition_notes import own_log_group
from pulumi_ecs_express.planning.service.log_retention import LOG_CONFIGURATION
from pulumi_ecs_express.planning.task_definition.equality import is_registered
from pulumi_ecs_express.planning.task_definition.express import Logs, Place, express_overlay, main_logs
from pulumi_ecs_express.planning.task_definition.express_equality import parts_of
from pulumi_ecs_express.planning.task_definition.rendering import rendered
from pulumi_ecs_express.providers.adapters import connect_log_groups, connect_revisions
from pulumi_ecs_express.providers.service.create_or_update import Operation
from pulumi_ecs_express.providers.task_definition.registration import register


def on_registered_definition(
    operation: Operation, desired: ServiceSpec, previous: PropertyValues, in_use: str | None
) -> ServiceSpec:
    """
    Write what is declared as Express Mode takes it: a task definition in place of container, roles and sizes.

    A service that has no need of one stays as it is, unless it had before: AWS builds on the definition in use, so the
    sidecars go only with one without them.

    Args:
        operation: What to work with.
        desired: What is declared, in AWS's terms otherwise.
        previous: What was declared before.
        in_use: ARN of the task definition that the service runs on, None where there is no service yet.
    """
    settings = desired.by_path()
    if desired.primary_container is None or not (has_parts(settings) or has_parts(previous)):
        return desired
    definitions = connect_revisions(operation.services.connection)
    running = definitions.find(in_use) if in_use else None
    place = _place(operation, _logs(operation, desired, running))
    request = rendered(None, express_overlay(desired.tree(), place))
    sent = request if _of_the_definition(previous) == _of_the_definition(settings) else None
    if running is not None and running.active and is_registered(request, running.answer, sent):
        return _on(desired, running.arn)
    operation.call.say("registering the task definition")
    return _on(desired, register(definitions, operation.call, request, sent).revision.arn)


def _of_the_definition(settings: PropertyValues) -> PropertyValues:
    return {path: value for path, value in settings.items() if path[0] in OF_THE_TASK_DEFINITION}


def _on(desired: ServiceSpec, arn: str) -> ServiceSpec:
    apart: dict[str, Any] = dict.fromkeys(map(snake, OF_THE_TASK_DEFINITION))
    return desired.model_copy(update={**apart, "task_definition_arn": arn})


def _place(operation: Operation, logs: Logs) -> Place:
    cluster = cluster_name(str(operation.spec.cluster or DEFAULT_CLUSTER))
    return Place(f"{cluster}-{operation.name}", operation.services.region, logs)


def _logs(operation: Operation, desired: ServiceSpec, running: ObservedRevision | None) -> Logs:
    """Find where the service logs: as declared, as it does now, as it did before; a new one gets a log group of its own."""
    container = desired.primary_container
    declared = container.aws_logs_configuration if isinstance(container, PrimaryContainer) else None
    if declared is not None:
        operation.log_group = None
        return Logs(declared.log_group, declared.log_stream_prefix or DEFAULT_LOG_STREAM_PREFIX)
    in_use = main_logs(running.answer) if running is not None else None
    group = str(in_use.group) if in_use else operation.log_group
    if group is None:
        group = own_log_group(operation.spec.cluster, operation.name)
        connect_log_groups(operation.services.connection).create(group)
    operation.log_group = group
    return Logs(group)


def with_parts(
    service: ObservedService,
    state: Mapping[str, Any],
    declared: PropertyValues,
    observed: PropertyValues,
    connection: Connection,
) -> dict[Path, PropertyValue]:
    """
    Add what the service's task definition holds of sidecars, volumes and further fields, where the program declares any.

    Args:
        service: The service.
        state: Its outputs.
        declared: What the program declares.
        observed: What AWS says of the service otherwise.
        connection: How AWS is reached.
    """
    newest = service.newest
    if not has_parts(declared) or newest is None or newest.task_definition_arn is None:
        return dict(observed)
    running = connect_revisions(connection).find(newest.task_definition_arn)
    if running is None:
        return {**observed, **{(part,): declared[part,] for part in PARTS if (part,) in declared}}
    own = main_logs(running.answer)
    place = Place(running.family, service.region, own or _declared_logs(declared, state))
    found = flatten(parts_of(nest(declared), place, running.answer), PARTS)
    if own is None:  # what AWS answers as log configuration says nothing then
        kept = {path: value for path, value in observed.items() if path[: len(LOG_CONFIGURATION)] != LOG_CONFIGURATION}
        observed = {**kept, **under(LOG_CONFIGURATION, declared)}
    return {**observed, **found}


def _declared_logs(declared: PropertyValues, state: Mapping[str, Any]) -> Logs:
    """Say where a service logs whose Main does not log there itself."""
    group, prefix = (declared.get((*LOG_CONFIGURATION, name)) for name in ("logGroup", "logStreamPrefix"))
    return Logs(str(group or state.get(LOG_GROUP_IN_USE) or ""), str(prefix or DEFAULT_LOG_STREAM_PREFIX))
