"""
The tag by which Express Mode knows what is its own, and the mark of what this package took it off from.

A service need not list the tag, so that its absence says nothing: the mark does. It is set before the tag goes, and taken away
after the tag is back, so that whoever is killed in between finds out what was left undone. Source of the tag: "Updating
resources outside of Express Mode", Amazon ECS developer guide, and the managed policy
AmazonECSInfrastructureRoleforExpressGatewayServices, read 2026-11-28.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pulumi_ecs_express.model.service.observed import Revision, ServiceArn
from pulumi_ecs_express.model.service_settings.express_updates import BLOCKED

TAG, VALUE = "AmazonECSManaged", "true"

MARK = "pulumi:express-updates"
"""On the service and on each resource that the tag was taken off from; its value is ``blocked``."""

OF_ONE_SERVICE = (
    "listener rule", "target group", "certificate", "scalable target", "alarm", "service security group", "log group",
)  # fmt: skip
"""
Managed resources that a service has for itself. Its load balancer, listener and their security group serve up to 24 others,
and a scaling policy has no tags.
"""

Tags = Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """One change of tags: what is set, and what is taken off."""

    arn: str
    added: Tags = field(default_factory=dict)
    removed: Sequence[str] = ()


def marked(tags: Tags) -> bool:
    """Report whether the tag was taken off for this package."""
    return MARK in tags


def own_resources(service: str, revisions: Sequence[Revision]) -> list[str]:
    """List the managed resources that belong to a service alone, each once."""
    found = [
        resource.arn
        for kind in OF_ONE_SERVICE
        for revision in revisions
        for resource in revision.of_kind(kind)
        if resource.arn and (kind != "log group" or _made_for(service, resource.arn))
    ]
    return list(dict.fromkeys(found))


def _made_for(service: str, log_group: str) -> bool:
    """Report whether a log group has the name that Express Mode makes up: one that a program names may be several services'."""
    return f":log-group:{own_log_group_prefix(ServiceArn(service))}" in log_group


def own_log_group_prefix(service: ServiceArn) -> str:
    """Begin the name that Express Mode makes up for a service's log group; four hexadecimal digits follow."""
    return f"/aws/ecs/{service.cluster}/{service.name}-"


def as_wanted(wanted: str, service: Tags, resources: Mapping[str, Tags]) -> bool:
    """Report whether nothing is left to do."""
    if wanted == BLOCKED:
        return marked(service) and not any(TAG in tags for tags in (service, *resources.values()))
    return not any(marked(tags) for tags in (service, *resources.values()))


def steps(wanted: str, arn: str, service: Tags, resources: Mapping[str, Tags], *, was_blocked: bool) -> list[Step]:
    """
    List what brings a service to what is wanted, in this order; what is done already is not in it.

    Args:
        wanted: A value of ``express_updates``.
        arn: The service.
        service: Its tags.
        resources: What belongs to it alone, with its tags.
        was_blocked: Whether the program had it blocked: somebody may have taken the mark away since.
    """
    found = _blocking(arn, service, resources) if wanted == BLOCKED else _allowing(arn, service, resources, was_blocked)
    return list(found)


def _blocking(arn: str, service: Tags, resources: Mapping[str, Tags]) -> Iterator[Step]:
    if not marked(service):
        yield Step(arn, {MARK: BLOCKED})
    yield Step(arn, removed=(TAG,))
    for resource, tags in resources.items():
        if TAG in tags and not marked(tags):
            yield Step(resource, {MARK: BLOCKED})
        if TAG in tags:
            yield Step(resource, removed=(TAG,))


def _allowing(arn: str, service: Tags, resources: Mapping[str, Tags], was_blocked: bool) -> Iterator[Step]:
    left = {resource: tags for resource, tags in resources.items() if marked(tags)}
    for resource, tags in left.items():
        if tags.get(TAG) != VALUE:
            yield Step(resource, {TAG: VALUE})
        yield Step(resource, removed=(MARK,))
    if (was_blocked or left or marked(service)) and service.get(TAG) != VALUE:
        yield Step(arn, {TAG: VALUE})
    if marked(service):
        yield Step(arn, removed=(MARK,))
