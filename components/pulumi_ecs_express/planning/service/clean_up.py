"""
What AWS keeps when a service is deleted, and which of it belongs to the service.

Whatever the program names, and whatever another service runs on, is never among it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.service.clean_up import LOG_GROUP, TASK_DEFINITIONS
from pulumi_ecs_express.model.service.definition_parts import LOG_GROUP_IN_USE
from pulumi_ecs_express.model.service.observed import ServiceArn

Properties = Mapping[str, Any]


@dataclass(frozen=True)
class Leftovers:
    """What is to go with one service: falsy where that is nothing."""

    family: str | None = None
    """The family of the task definitions that AWS made; None where they are to stay."""

    named_definitions: frozenset[str] = frozenset()
    """ARNs of task definitions that the program named: not AWS's, even within that family."""

    log_groups: tuple[str, ...] = ()
    """Names of the log groups that AWS made."""

    def __bool__(self) -> bool:
        return self.family is not None or bool(self.log_groups)

    def revisions(self, arns: Iterable[str]) -> list[str]:
        """Pick the revisions of exactly this family that the program did not name."""
        return [arn for arn in arns if _family(arn) == self.family and arn not in self.named_definitions]

    def runs(self, in_use: Iterable[str]) -> bool:
        """Report whether a living service runs on a revision of the family: then it is that service's family too."""
        return any(_family(arn) == self.family for arn in in_use)


def wants(inputs: Properties, kind: str) -> bool:
    """Report whether the state says that this kind of thing goes with the service."""
    return kind in (inputs.get("cleanUp") or [])


def leftovers(arn: ServiceArn, inputs: Properties, outputs: Properties, seen: Iterable[str]) -> Leftovers:
    """
    Say what is to go with a service.

    Args:
        arn: The service.
        inputs: What the state says was declared.
        outputs: The outputs in state; after a failed update what was declared last.
        seen: ARNs of log groups that AWS reported, beside those in state.
    """
    states = (inputs, outputs)
    named = frozenset(str(state["taskDefinitionArn"]) for state in states if state.get("taskDefinitionArn"))
    groups = _made_log_groups(arn, {*_told(outputs), *map(_group_name, seen)}, set(_named_log_groups(states)))
    return Leftovers(
        f"{arn.cluster}-{arn.name}" if wants(inputs, TASK_DEFINITIONS) else None,
        named,
        tuple(groups) if wants(inputs, LOG_GROUP) else (),
    )


def _family(definition: str) -> str:
    return definition.rpartition("/")[2].rpartition(":")[0]


def _group_name(arn: str) -> str:
    return arn.partition(":log-group:")[2].removesuffix(":*")


def _told(outputs: Properties) -> Iterator[str]:
    """List the log groups in the state: by their ARNs, and in the settings in effect by name."""
    yield from (_group_name(arn) for arn in (outputs.get("managedResources") or {}).get("logGroups") or [])
    yield from _log_group_in(outputs.get("inEffect") or {})
    if group := outputs.get(LOG_GROUP_IN_USE):
        yield str(group)


def _log_group_in(settings: Properties) -> Iterator[str]:
    configuration = (settings.get("primaryContainer") or {}).get("awsLogsConfiguration") or {}
    if group := configuration.get("logGroup"):
        yield str(group)


def _named_log_groups(states: Iterable[Properties]) -> Iterator[str]:
    for state in states:
        yield from _log_group_in(state)


def _made_log_groups(arn: ServiceArn, known: set[str], named: set[str]) -> list[str]:
    """
    Pick those that AWS made, by the form of name that it gives them (seen in live services), and that nobody named.

    The one that is made for a service with sidecars has no digits.
    """
    made = re.compile(rf"/aws/ecs/{re.escape(arn.cluster)}/{re.escape(arn.name)}(-[0-9a-f]+)?")
    return sorted(group for group in known - named if made.fullmatch(group))


def writes_to(definition: Properties) -> set[str]:
    """List the log groups of a task definition, as DescribeTaskDefinition answers it."""
    logs = (container.get("logConfiguration") or {} for container in definition.get("containerDefinitions") or [])
    options = (one.get("options") or {} for one in logs)
    return {str(option["awslogs-group"]) for option in options if option.get("awslogs-group")}
