"""A component with its resources: the one that holds its arguments, its other dynamic ones, and those of other providers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pulumi_ecs_express.model.preview_report.report import Operation
from pulumi_ecs_express.model.service.type_tokens import DYNAMIC
from pulumi_ecs_express.planning.preview_report.recording.declared import KINDS
from pulumi_ecs_express.planning.preview_report.recording.resources import (
    Resource,
    component_of,
    is_told,
    name_of,
    type_of,
)


@dataclass(frozen=True)
class Parts:
    """
    One component.

    Attributes:
        urn: Of the component.
        kind: Its class.
        declared: The resource that holds its arguments.
        helpers: Its other dynamic resources, by kind.
        made: Resources of other providers that it makes, where they change.
    """

    urn: str
    kind: str
    declared: Resource
    helpers: Mapping[str, Resource]
    made: tuple[Resource, ...]

    @property
    def name(self) -> str:
        """Name in the program."""
        return name_of(self.urn)

    @property
    def association(self) -> Resource | None:
        """Of a domain, what brings it into the load balancer."""
        return self.helpers.get("CustomDomainAssociation")

    @property
    def operation(self) -> Operation:
        """What happens to it as a whole: to its arguments, or, where these stay, to what follows from them."""
        if self.declared.operation is not Operation.SAME or not self.changes:
            return self.declared.operation
        return Operation.UPDATE

    @property
    def changes(self) -> bool:
        """Whether anything of it changes."""
        told = (self.declared, *self.helpers.values(), *self.made)
        return any(one.operation is not Operation.SAME for one in told)

    @property
    def urns(self) -> frozenset[str]:
        """All URNs that are about it."""
        return frozenset({self.urn, self.declared.urn, *(one.urn for one in (*self.helpers.values(), *self.made))})


def split(found: Iterable[Resource]) -> tuple[list[Parts], list[Resource]]:
    """Tell the components of this package from the rest of the program; of both what changes."""
    known = {one.urn: one for one in found}
    groups: dict[str, list[Resource]] = {}
    others: list[Resource] = []
    for one in known.values():
        component = component_of(one, known)
        if component is not None:
            groups.setdefault(component, []).append(one)
        elif is_told(one):
            others.append(one)
    joined = [(urn, members, _parts(urn, members)) for urn, members in groups.items()]
    others += [one for urn, members, parts in joined if parts is None for one in members if _stands_alone(urn, one)]
    return [parts for _, _, parts in joined if parts is not None and parts.changes], others


def _stands_alone(component: str, resource: Resource) -> bool:
    """Report whether a resource is told without its component; of a refused one, what it would have had is not."""
    refused = type_of(component).rpartition(":")[2] in KINDS and resource.type.startswith(DYNAMIC)
    return is_told(resource) and not refused


def _parts(urn: str, members: list[Resource]) -> Parts | None:
    kind = type_of(urn).rpartition(":")[2]
    dynamic = {one.kind: one for one in members if one.type.startswith(DYNAMIC)}
    if kind not in KINDS or kind not in dynamic:
        return None
    declared = dynamic.pop(kind)
    made = tuple(one for one in members if not one.type.startswith(DYNAMIC) and is_told(one))
    return Parts(urn, kind, declared, dynamic, made)
