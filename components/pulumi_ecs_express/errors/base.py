"""The base of all errors: what happened, why, and what to do about it."""

from typing import ClassVar


class ExpressError(Exception):
    """
    A failure with its reason and remedy: rendered, it is the one message that the user sees.

    Attributes:
        code: Kebab-case name; ``docs/troubleshooting.md`` has a section for each.
        what: What happened, in one line.
        why: The cause, in AWS's words where AWS gave any; may hold several lines.
        remedy: What to type or change.
    """

    code: ClassVar[str]

    def __init_subclass__(cls) -> None:
        """Refuse a class without a code of its own: an error that cannot be looked up helps nobody."""
        super().__init_subclass__()
        if "code" not in vars(cls):
            raise TypeError(f"{cls.__name__} has no code")

    def __init__(self, what: str, *, why: str, remedy: str) -> None:
        self.what, self.why, self.remedy = what, why, remedy
        super().__init__(self.render())

    def render(self) -> str:
        """Say it as the terminal shows it."""
        lines = [f"{self.what}: {self.why}" if self.why else self.what]
        lines += [f"  fix: {self.remedy}", f"  [{self.code}]"]
        return "\n".join(lines)


class InvalidArgument(ExpressError):
    """An argument breaks a rule of AWS or of this package."""

    code = "invalid-argument"


def family(root: type[ExpressError] = ExpressError) -> list[type[ExpressError]]:
    """List every error class, parents before children."""
    found = [root]
    for child in root.__subclasses__():
        found += family(child)
    return found
