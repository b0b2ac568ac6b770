"""Values that stand for others: what Pulumi does not know yet, in previews only, and None where Pulumi would drop it."""

from typing import Final


class Unknown:
    """The type of `UNKNOWN`; there is one instance, and it equals nothing but itself."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()

NONE: Final = "\0None"
"""
Stands for None inside of a map or a list, where Pulumi drops it on the way: the check refuses it.

No argument can hold it, since AWS takes no NUL anywhere.
"""
