"""The form of a request as data: which members a structure has, and of which kind the values are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["structure", "list", "map", "string", "integer", "boolean"]


@dataclass(frozen=True)
class Form:
    """
    The form of one value.

    Attributes:
        members: Those of a structure, by name.
        required: Members that AWS demands.
        entry: The form of each value in a list or a map.
        choices: The values that a string may have; none where it is free.
    """

    kind: Kind
    members: "Mapping[str, Form]" = field(default_factory=dict)
    required: tuple[str, ...] = ()
    entry: "Form | None" = None
    choices: tuple[str, ...] = ()
