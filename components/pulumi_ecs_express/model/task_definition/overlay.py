"""
What a program declares of a task definition, to be laid over a template; free of pydantic.

Members of AWS's own structures have AWS's names, since they are sent as they are. Any value may be unknown in a preview.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pulumi_ecs_express.model.fields.unknown import UNKNOWN, Unknown

VariablesMode = Literal["merge", "replace"]
FilesMode = Literal["append", "replace"]


@dataclass(frozen=True)
class ContainerOverlay:
    """
    What changes in one container; None leaves a field to the template.

    Attributes:
        environment: Plain variables by name. With secrets they are one name space: a name is of one kind.
        environment_mode: Whether variables are added to those of the template, or take their place. Replaced are only
            the kinds that are given.
        secrets: Secrets Manager or Systems Manager references by variable name; of the same mode.
        environment_files: ARNs of files in S3.
        environment_files_mode: Whether files are added behind those of the template, or take their place.
        definition: Any other field of the container, merged deeply.
    """

    image: str | None = None
    environment: Mapping[str, str] | None = None
    environment_mode: VariablesMode = "merge"
    secrets: Mapping[str, str] | None = None
    environment_files: Sequence[str] | None = None
    environment_files_mode: FilesMode = "append"
    definition: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Overlay:
    """
    What a program declares of a task definition.

    Attributes:
        family: The family that gets the revision.
        containers: Changes of the template's containers, by name; without a template, its containers.
        sidecars: Whole container definitions, added or put in the place of the one of their name.
        remove_containers: Names of containers that are left out.
        fields: Everything of the task itself, in AWS's names; merged deeply, volumes by their names.
        tags: Added to those of the template.
    """

    family: str
    containers: Mapping[str, ContainerOverlay] = field(default_factory=dict)
    sidecars: Sequence[Mapping[str, Any]] = ()
    remove_containers: Sequence[str] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


UNKNOWN_SIDECAR: Mapping[str, Any] = {"name": UNKNOWN, "image": UNKNOWN}


def with_known_structure(overlay: Overlay) -> Overlay:
    """
    Put something whose values alone are unknown in place of what is unknown as a whole.

    What an unknown map or list would hold is missing then: ask `holds_unknown` before the result is compared.
    """
    containers: Mapping[str, Any] = _known(overlay.containers, {})
    return replace(
        overlay,
        containers={name: _known_container(one) for name, one in containers.items()},
        sidecars=[_known(sidecar, UNKNOWN_SIDECAR) for sidecar in _known(overlay.sidecars, ())],
        remove_containers=list(_known(overlay.remove_containers, ())),
        fields=_known(overlay.fields, {}),
        tags=_known(overlay.tags, {}),
    )


def _known(declared: Any, otherwise: Any) -> Any:
    return otherwise if isinstance(declared, Unknown) else declared


def _known_container(declared: Any) -> ContainerOverlay:
    if isinstance(declared, ContainerOverlay):
        return replace(declared, definition=_known(declared.definition, {}))
    return ContainerOverlay(image=declared)


def is_structure_known(overlay: Overlay) -> bool:
    """Report whether it is known which containers and which of their fields are declared, whatever their values."""
    containers = overlay.containers.values() if isinstance(overlay.containers, Mapping) else [overlay.containers]
    parts = [overlay.containers, overlay.sidecars, overlay.remove_containers, overlay.fields, overlay.tags, *containers]
    parts += overlay.sidecars if isinstance(overlay.sidecars, list | tuple) else []
    parts += [one.definition for one in containers if isinstance(one, ContainerOverlay)]
    return not any(isinstance(part, Unknown) for part in parts)
