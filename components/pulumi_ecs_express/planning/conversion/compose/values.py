"""The values of one service of a Compose file, with their variables put in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.planning.conversion.document import Path
from pulumi_ecs_express.planning.conversion.draft import Draft, Kind
from pulumi_ecs_express.planning.conversion.interpolation import Interpolation
from pulumi_ecs_express.planning.conversion.readings import text_of, words
from pulumi_ecs_express.planning.program.python_source import Expression


@dataclass(frozen=True)
class Values:
    """Reads values, and says of each by its path in the file."""

    draft: Draft
    keys: Mapping[str, Any]
    place: Path
    interpolation: Interpolation

    def at(self, path: str) -> Any:
        """Look a value up as it is written; None where there is none."""
        value: Any = self.keys
        for step in path.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        return value

    def first(self, *paths: str) -> tuple[str, Any] | None:
        """Find the first of several keys that is given."""
        return next(((path, value) for path in paths if (value := self.at(path)) is not None), None)

    def given(self, *path: str) -> Any:
        """Look a value up, with the variables of all its texts put in."""
        return self.filled(self.at(".".join(path)))

    def filled(self, value: Any) -> Any:
        """Put the variables of all texts of a value in."""
        if isinstance(value, str):
            return self.interpolation.value(value)
        if isinstance(value, list):
            return [self.filled(member) for member in value]
        return {key: self.filled(member) for key, member in value.items()} if isinstance(value, Mapping) else value

    def known(self, key: Path, written: str) -> str | None:
        """Put variables into text that has to be known now; says so where it is not."""
        value = self.interpolation.value(written) if "$" in written else written
        if isinstance(value, str):
            return value
        self.wrong(
            key,
            f"{written!r} has to be known: write the value in place of the variable, or give it a default, ${{NAME:-8080}}",
        )
        return None

    def words(self, key: str) -> Sequence[Any] | None:
        """Read a command; one without words stands for none."""
        written = self.at(key)
        if written is None:
            return None
        try:
            whole = self.given(key)
            taken = (
                words(written if isinstance(whole, Expression) else whole)
                if isinstance(written, str)
                else list(written)
            )
        except (ValueError, TypeError) as error:
            self.wrong((key,), f"cannot be taken apart into words: {error}")
            return None
        if isinstance(written, str) and not isinstance(whole, Expression):
            return taken
        return [self.filled(text_of(word)) for word in taken]

    def remark(self, kind: Kind, key: Path, text: str) -> None:
        """Say something of a key of this service."""
        self.draft.remark(kind, (*self.place, *key), text)

    def wrong(self, key: Path, text: str) -> None:
        """Note a mistake in this service."""
        self.draft.wrong((*self.place, *key), text)
