"""Where a container of a service writes its log, which environment values may stand in it, and how it is quoted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pulumi_ecs_express.model.rollout.evidence import LogStream
from pulumi_ecs_express.model.service.container import DEFAULT_LOG_STREAM_PREFIX, MAIN
from pulumi_ecs_express.model.service.observed import Configuration
from pulumi_ecs_express.planning.rollout.masking import masked

Definition = Mapping[str, Any]
"""A task definition as DescribeTaskDefinition answers it."""


def stream_in_definition(definition: Definition, container: str, task_id: str, region: str) -> LogStream | None:
    """
    Name the log stream of a container; None where its log goes elsewhere than to CloudWatch.

    Source of the name: ``awslogs-stream-prefix``, Amazon ECS developer guide, read 2026-11-22.
    """
    containers = {one.get("name"): one for one in definition.get("containerDefinitions", [])}
    logs = containers.get(container, {}).get("logConfiguration") or {}
    options = logs.get("options") or {}
    group, prefix = options.get("awslogs-group"), options.get("awslogs-stream-prefix")
    if logs.get("logDriver") != "awslogs" or not group or not prefix:
        return None
    return LogStream(options.get("awslogs-region") or region, group, f"{prefix}/{container}/{task_id}", container)


def stream_in_configuration(configuration: Configuration, task_id: str, region: str) -> LogStream | None:
    """Name the log stream of the primary container by the service's own settings."""
    logs = configuration.settings.get("primaryContainer", {}).get("awsLogsConfiguration") or {}
    group, prefix = logs.get("logGroup"), logs.get("logStreamPrefix") or DEFAULT_LOG_STREAM_PREFIX
    return LogStream(region, group, f"{prefix}/{MAIN}/{task_id}", MAIN) if group else None


def variables_in_definition(definition: Definition) -> Iterator[tuple[str, str]]:
    """List the environment variables of all containers, each with its value."""
    for container in definition.get("containerDefinitions", []):
        yield from ((pair.get("name", ""), pair.get("value", "")) for pair in container.get("environment") or [])


def variables_in_configuration(configuration: Configuration) -> Iterator[tuple[str, str]]:
    """List the environment variables of the primary container, each with its value."""
    yield from (configuration.settings.get("primaryContainer", {}).get("environment") or {}).items()


CONTROLS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(\x07|\x1b\\)?|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Colours, titles and whatever else would make a terminal do something. Source: ECMA-48."""


def quotable(text: str, variables: Sequence[tuple[str, str]]) -> str:
    """Make a line fit to be shown: values masked as the program wrote them, and again where colours stood in them."""
    return masked(CONTROLS.sub("", masked(text, variables)), variables)
