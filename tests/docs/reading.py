"""Reads the project's pages: their code, tables, links and headings. What they must say is in the tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Page:
    """One Markdown file."""

    path: Path

    @property
    def name(self) -> str:
        """Its path in the project."""
        return str(self.path.relative_to(ROOT))

    @property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text()

    @property
    def prose(self) -> str:
        """All but the code blocks."""
        return re.sub(r"^```.*?^```$", "", self.text, flags=re.MULTILINE | re.DOTALL)

    def blocks(self, language: str) -> list[str]:
        """List the code blocks in a language."""
        return re.findall(rf"^```{language}\n(.*?)^```$", self.text, flags=re.MULTILINE | re.DOTALL)

    def indented(self, language: str) -> list[str]:
        """List the code blocks in a language that stand inside of a list, as they are indented."""
        return re.findall(rf"^ +```{language}\n(.*?)^ +```$", self.text, flags=re.MULTILINE | re.DOTALL)

    def table(self, *heads: str) -> dict[str, list[str]]:
        """Give the one table whose columns begin so: by its first column, without backticks, the other columns."""
        head = "| " + " | ".join(heads)
        (found,) = [part for part in self.prose.split("\n\n") if part.startswith(head)]
        rows = [re.split(r"(?<!\\) \| ", line.strip().strip("|").strip()) for line in found.splitlines()[2:]]
        assert len({row[0] for row in rows}) == len(rows), f"{self.name}: a row stands twice"
        return {row[0].strip("`"): row[1:] for row in rows}

    def links(self) -> Iterator[str]:
        """Find where its links lead, within the project."""
        for target in re.findall(r"\]\(([^)\s]+)\)", self.prose):
            if "://" not in target:
                yield target

    def anchors(self) -> set[str]:
        """List the anchors of its headings, as GitHub makes them."""
        headings = re.findall(r"^#+ (.+)$", self.prose, flags=re.MULTILINE)
        return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}

    def quoted(self) -> set[str]:
        """List what stands in backticks in its prose."""
        return set(re.findall(r"`([^`\n]+)`", self.prose))


README, ARCHITECTURE = Page(ROOT / "README.md"), Page(ROOT / "ARCHITECTURE.md")
TROUBLESHOOTING = Page(ROOT / "docs" / "troubleshooting.md")


def pages() -> list[Page]:
    """List the pages for people who use or change the project."""
    found = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("stacks/*/*.md"), *ROOT.glob("sandbox/**/*.md")]
    return [Page(path) for path in sorted(found)]
