"""
What must go together where a sidecar routes logs (FireLens).

Source: "Send Amazon ECS logs to an AWS service or AWS Partner", Amazon ECS developer guide, read 2026-11-28.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.fields.unknown import Unknown, holds_unknown
from pulumi_ecs_express.model.service.definition_parts import CONTAINER_DEFINITION
from pulumi_ecs_express.model.task_definition.members import ENVIRONMENT, entries
from pulumi_ecs_express.planning.task_definition.express import (
    FIRELENS,
    Declared,
    router_of,
    routes_logs,
    sidecars_of,
)

OPTIONS = "{'Name': 'cloudwatch_logs', 'region': …, 'log_group_name': …, 'log_stream_prefix': …}"

INIT_FILE = "aws_fluent_bit_init_"
"""How the variables begin by which the init image of AWS for Fluent Bit finds its configuration."""


def firelens_problems(declared: Declared, *, own_log_group: bool) -> Iterator[str]:
    """
    Judge logs that go through a sidecar.

    Args:
        declared: The service's declared properties.
        own_log_group: Whether the log configuration of the primary container is the component's, and not the program's.
    """
    routers = [
        (index, one)
        for index, one in enumerate(sidecars_of(declared))
        if isinstance(one, Mapping) and one.get("firelensConfiguration") is not None
    ]
    for index, router in routers:
        if index != routers[0][0]:
            yield (
                f"sidecars[{index}].firelensConfiguration: sidecars[{routers[0][0]}] routes the logs already, and a task "
                "has one such container"
            )
        kind = _options(router.get("firelensConfiguration")).get("config-file-type")
        if isinstance(kind, str) and kind != "file":
            yield (
                f'sidecars[{index}].firelensConfiguration.options["config-file-type"]: {kind!r} is not taken on Fargate: '
                "put the file into the image, and write 'file'"
            )
    if routes_logs(declared):
        yield from _main_problems(declared, own_log_group=own_log_group)
    for index, sidecar in enumerate(sidecars_of(declared)):
        if not routers and isinstance(sidecar, Mapping) and _driver(sidecar) == FIRELENS:
            yield f"sidecars[{index}].logConfiguration.logDriver: {_no_router()}"


def _main_problems(declared: Declared, *, own_log_group: bool) -> Iterator[str]:
    router = router_of(declared)
    if router is None:
        yield f"container_definition.logConfiguration.logDriver: {_no_router()}"
        return
    container = declared.get("primaryContainer")
    if isinstance(container, Mapping) and container.get("awsLogsConfiguration") and not own_log_group:
        yield (
            "primary_container.aws_logs_configuration: cannot stand beside a sidecar that routes the logs: Express Mode "
            "would put awslogs back. Leave it out; where the sidecar itself logs is its own logConfiguration"
        )
    definition = declared.get(CONTAINER_DEFINITION)
    logs = _map(_map(definition).get("logConfiguration"))
    declared_logs = definition if isinstance(definition, Unknown) else _map(definition).get("logConfiguration")
    if holds_unknown([declared_logs, router.get("firelensConfiguration"), router.get(ENVIRONMENT)]):
        return
    if not (logs.get("options") or logs.get("secretOptions") or _has_configuration(router)):
        yield (
            "container_definition.logConfiguration.options: is missing, so the logs would go nowhere: name an output, such "
            f"as {OPTIONS}, or a configuration file of the sidecar in its firelensConfiguration.options"
        )


def _has_configuration(router: Mapping[str, Any]) -> bool:
    """Report whether the sidecar brings outputs of its own: a file in its image, or files that its init process reads."""
    names = [entry.get("name") for entry in entries(router, ENVIRONMENT)]
    by_init = any(isinstance(name, str) and name.lower().startswith(INIT_FILE) for name in names)
    return bool(_options(router.get("firelensConfiguration")).get("config-file-value")) or by_init


def _no_router() -> str:
    return f"{FIRELENS} needs a sidecar with firelensConfiguration, such as fluent_bit_sidecar()"


def _driver(container: Mapping[str, Any]) -> Any:
    return _map(container.get("logConfiguration")).get("logDriver")


def _options(configuration: Any) -> Mapping[str, Any]:
    return _map(_map(configuration).get("options"))


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
