"""
Manifests of other tools, written for these tests from the public formats, and what is expected of their conversion.

`python -m tests.planning.manifest_samples` writes what comes of them today into ``*.expected.txt`` beside them; a change there is
to be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pulumi_ecs_express.cli.conversion.report import report, steps
from pulumi_ecs_express.cli.conversion.sources import texts
from pulumi_ecs_express.planning.conversion.document import Document, read
from pulumi_ecs_express.planning.conversion.draft import Conversion
from pulumi_ecs_express.planning.conversion.origins import Origin, Wishes, converted, env_files
from pulumi_ecs_express.planning.program.program import main_file

FOLDER = Path(__file__).parent / "manifests"


@dataclass(frozen=True)
class Sample:
    """One file, and how the command is called on it."""

    path: Path
    services: tuple[str, ...] = ()
    environment: str | None = None

    @property
    def origin(self) -> Origin:
        """Its folder says what it is."""
        return Origin(self.path.parent.name)

    @property
    def id(self) -> str:
        """The name of the test."""
        return f"{self.origin.value}-{self.path.stem}{f'-{self.environment}' if self.environment else ''}"

    @property
    def expected(self) -> Path:
        """The file with what is expected."""
        return FOLDER / f"{self.id}.expected.txt"

    def document(self) -> Document:
        """Read it."""
        return read(self.path.read_text(), self.path.name)

    def convert(self, document: Document | None = None) -> Conversion:
        """Convert it, or what a test has changed in it."""
        document = document or self.document()
        files = texts(env_files(document, self.origin), self.path.parent)
        wishes = Wishes(None, "sample", self.services, self.environment, files)
        return converted(document, self.origin, wishes)


OPTIONS: dict[str, list[tuple[tuple[str, ...], str | None]]] = {
    "every-field": [((("web",), None))],
    "environments": [((), None), ((), "prod"), ((), "test")],
}


def samples() -> list[Sample]:
    """List all of them."""
    paths = sorted(path for path in FOLDER.glob("*/*") if path.suffix in (".yaml", ".json"))
    return [Sample(path, *options) for path in paths for options in OPTIONS.get(path.stem, [((), None)])]


def shown(conversion: Conversion) -> str:
    """Write everything that the command prints."""
    said = "\n".join([*report(conversion), *steps(conversion, None)])
    return f"{main_file(conversion.program)}\n{'-' * 80}\n{said}\n"


if __name__ == "__main__":
    for sample in samples():
        sample.expected.write_text(shown(sample.convert()))
