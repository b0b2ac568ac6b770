"""A value that Pulumi does not know yet: it exists in previews only, and nothing may be concluded from it."""

from typing import Final


class Unknown:
    """The type of `UNKNOWN`; there is one instance, and it equals nothing but itself."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()
