"""
What a program declares of a task definition, to be laid over a template; free of pydantic.

Members of AWS's own structures have AWS's names, since they are sent as they are. Any value may be unknown in a preview.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

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
