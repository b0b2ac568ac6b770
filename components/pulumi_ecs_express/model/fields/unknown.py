"""Values that stand for others: what Pulumi does not know yet, in previews only, and None where Pulumi would drop it."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final


class Unknown:
    """The type of `UNKNOWN`; there is one instance, and it equals nothing but itself."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


def holds_unknown(declared: Any) -> bool:
    """Report whether anything in declarations is not known yet."""
    if is_dataclass(declared):
        return any(holds_unknown(getattr(declared, one.name)) for one in fields(declared))
    if isinstance(declared, Mapping):
        return any(holds_unknown(member) for member in declared.values())
    return isinstance(declared, Unknown) or (isinstance(declared, list | tuple) and any(map(holds_unknown, declared)))


NONE: Final = "\0None"
"""
Stands for None inside of a map or a list, where Pulumi drops it on the way: the check refuses it.

No argument can hold it, since AWS takes no NUL anywhere.
"""
