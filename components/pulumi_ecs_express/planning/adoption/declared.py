"""Which arguments describe a service: what AWS chose by itself, and what is not the user's, is left out."""

import re
from collections.abc import Iterator

from pulumi_ecs_express.model.fields.effect import ResetTo
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue
from pulumi_ecs_express.model.service.observed import ServiceArn
from pulumi_ecs_express.model.service.spec import OF_THE_TASK_DEFINITION, TASK_DEFINITION, rules
from pulumi_ecs_express.planning import managed_tag, ownership
from pulumi_ecs_express.planning.adoption.definition import further_parts
from pulumi_ecs_express.planning.adoption.subject import Subject
from pulumi_ecs_express.planning.comparison import items

LOG_GROUP: Path = ("primaryContainer", "awsLogsConfiguration", "logGroup")
SECURITY_GROUPS: Path = ("networkConfiguration", "securityGroups")
SUBNETS: Path = ("networkConfiguration", "subnets")

TOGETHER: tuple[tuple[Path, ...], ...] = (
    (("cpu",), ("memory",)),
    (("scalingTarget", "autoScalingMetric"), ("scalingTarget", "autoScalingTargetValue")),
    (LOG_GROUP, (*LOG_GROUP[:-1], "logStreamPrefix")),
)
"""What a reader understands together: where one of them is declared, so are the others, but for a default log prefix."""

NOT_OF_THE_USER = (managed_tag.TAG, managed_tag.MARK, ownership.TAG)
"""Tags of AWS's and of this package's own."""


def declared(subject: Subject) -> dict[Path, PropertyValue]:
    """List the settings that the program declares, by path, in the order of the component's arguments."""
    reported = dict(_known(subject))
    if further_parts(subject):
        kept = {path: value for path, value in reported.items() if path[0] not in OF_THE_TASK_DEFINITION}
    else:
        kept = {path: value for path, value in reported.items() if path != TASK_DEFINITION}
    chosen = {path for path, value in kept.items() if not _is_awss_choice(subject, path, value)}
    for group in TOGETHER:
        if chosen & set(group):
            chosen |= {path for path in group if path in kept and path[-1] != "logStreamPrefix"}
    order = list(rules())
    ranked = sorted(chosen, key=lambda path: (order.index(path) if path in order else order.index(path[:-1]), path))
    return {path: kept[path] for path in ranked}


def _known(subject: Subject) -> Iterator[tuple[Path, PropertyValue]]:
    """Give what AWS says and the component has an argument for; members that came after this package stay as they are."""
    for path, value in {**subject.configuration.by_path(), **subject.service.identity()}.items():
        if path == SECURITY_GROUPS:
            others = tuple(group for group in items(value) if group not in subject.own_groups)
            if others:
                yield path, others
        elif path[0] == "tags":
            if path[1] not in NOT_OF_THE_USER and not path[1].lower().startswith("aws:"):
                yield path, value
        elif _has_argument(path):
            yield path, value


def unknown_members(subject: Subject) -> list[Path]:
    """List what AWS says of the service and this package has no argument for."""
    return [path for path in subject.configuration.by_path() if not _has_argument(path)]


def _has_argument(path: Path) -> bool:
    """Report whether there is an argument: the value's own, or a map whose keys are the user's."""
    objects = {known[:-1] for known in rules()}
    return path in rules() or (path[:-1] in rules() and path[:-1] not in objects)


def _is_awss_choice(subject: Subject, path: Path, value: PropertyValue) -> bool:
    """Report whether a value is what AWS takes where the program says nothing."""
    if path == LOG_GROUP:
        return is_own_log_group(subject.service.arn, str(value))
    if path == SUBNETS:
        return bool(subject.default_subnets) and set(items(value)) == subject.default_subnets
    _, removal = rules().get(path, (None, None))
    return isinstance(removal, ResetTo) and removal.default == value


def is_own_log_group(arn: str, name: str) -> bool:
    """Report whether a log group has the name that Express Mode makes up for a service."""
    return re.fullmatch(re.escape(managed_tag.own_log_group_prefix(ServiceArn(arn))) + "[0-9a-f]{4}", name) is not None
