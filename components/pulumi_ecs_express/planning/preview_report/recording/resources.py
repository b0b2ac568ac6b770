"""The steps of a preview, by resource: what happens to each, and to which component of this package it belongs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi_ecs_express.model.preview_report.report import Operation
from pulumi_ecs_express.model.service.internal_inputs import SECRET_ARGUMENTS
from pulumi_ecs_express.model.service.type_tokens import COMPONENTS, DYNAMIC
from pulumi_ecs_express.planning.preview_report.recording.event_log import Step
from pulumi_ecs_express.planning.preview_report.recording.values import hidden

OPERATIONS: Mapping[str, Operation] = {
    "create": Operation.CREATE,
    "update": Operation.UPDATE,
    "delete": Operation.DELETE,
    "replace": Operation.REPLACE,
    "create-replacement": Operation.REPLACE,
    "delete-replaced": Operation.REPLACE,
    "import": Operation.IMPORT,
    "import-replacement": Operation.REPLACE,
    "discard": Operation.DELETE,
    "discard-replaced": Operation.REPLACE,
    "remove-pending-replace": Operation.REPLACE,
    "same": Operation.SAME,
    "read": Operation.SAME,
    "read-replacement": Operation.SAME,
    "read-discard": Operation.SAME,
    "refresh": Operation.SAME,
}
"""Step operations of the engine (`deploy.StepOp`). Steps of reading change nothing."""

UNTOLD = ("pulumi:pulumi:Stack", "pulumi:providers:")
"""Resources that are no one's decision: the stack itself, and default providers, which change with the configuration."""


@dataclass(frozen=True)
class Resource:
    """
    A resource and what happens to it.

    Attributes:
        deleted_first: Whether a replacement begins with the deletion.
        old: Inputs before; empty where there was none.
        new: Inputs after, likewise.
        outputs: Outputs before.
    """

    urn: str
    operation: Operation
    parent: str = ""
    id: str = ""
    deleted_first: bool = False
    old: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Any] = field(default_factory=dict)
    differences: Mapping[str, str] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """Type token of the resource."""
        return type_of(self.urn)

    @property
    def name(self) -> str:
        """Name in the program."""
        return name_of(self.urn)

    @property
    def kind(self) -> str:
        """Last part of the type token, as in ``Ingress``."""
        return self.type.rpartition(":")[2]


def type_of(urn: str) -> str:
    """Take the type out of ``urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME``."""
    parts = urn.split("::", 3)
    return parts[2].rpartition("$")[2] if len(parts) == 4 else ""


def name_of(urn: str) -> str:
    """Take the name out of a URN; a name may hold anything, colons too."""
    parts = urn.split("::", 3)
    return parts[3] if len(parts) == 4 else urn


def resources(steps: Iterable[Step]) -> list[Resource]:
    """Join the steps of each resource, in the order of the URNs."""
    by_urn: dict[str, list[Step]] = {}
    for step in steps:
        by_urn.setdefault(step.urn, []).append(step)
    return [_joined(urn, by_urn[urn]) for urn in sorted(by_urn)]


def _joined(urn: str, steps: list[Step]) -> Resource:
    kinds = [OPERATIONS.get(step.operation, Operation.UPDATE) for step in steps]
    operation = min(kinds, key=lambda one: list(Operation).index(one)) if len(set(kinds)) > 1 else kinds[0]
    if Operation.REPLACE in kinds:
        operation = Operation.REPLACE
    telling = [step for step, kind in zip(steps, kinds, strict=True) if kind is operation]
    step = next((one for one in telling if one.operation == "replace"), telling[0])
    names = [one.operation for one in steps]
    deleted, made = (names.index(one) if one in names else None for one in ("delete-replaced", "create-replacement"))
    return Resource(
        urn,
        operation,
        parent=str(step.new.get("parent") or step.old.get("parent") or ""),
        id=str(step.old.get("id") or ""),
        deleted_first=deleted is not None and made is not None and deleted < made,
        old=_properties(step.old, "inputs"),
        new=_properties(step.new, "inputs"),
        outputs=_properties(step.old, "outputs"),
        differences=step.differences,
    )


def _properties(state: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Give properties with marks in place of what the package has noted as secret."""
    found = state.get(name)
    if not isinstance(found, Mapping):
        return {}
    noted = (state.get("inputs") or {}).get(SECRET_ARGUMENTS)
    paths = [path for path in noted if isinstance(path, list)] if isinstance(noted, list) else []
    whole: Mapping[str, Any] = hidden(found, paths)
    return whole


def is_told(resource: Resource) -> bool:
    """Report whether a resource that changes is to be told of by itself."""
    changes = resource.operation is not Operation.SAME
    return changes and not resource.type.startswith((*UNTOLD, COMPONENTS)) and resource.kind != ""


def component_of(resource: Resource, known: Mapping[str, Resource]) -> str | None:
    """Find the component of this package around a resource; a dynamic resource whose parents are not there is its own."""
    urn, seen = resource.parent, set[str]()
    while urn and urn not in seen:
        if type_of(urn).startswith(COMPONENTS):
            return urn
        seen.add(urn)
        urn = known[urn].parent if urn in known else ""
    return resource.urn if resource.type.startswith(DYNAMIC) else None
