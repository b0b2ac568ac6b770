"""The files of the repository: which of them are pages of the site, and where all others are to be read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^(?P<fence>`{3,})[^\n]*\n.*?^(?P=fence)$", flags=re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
COMMENT = "<!-- include -->"
INCLUSION = re.compile(rf"^{COMMENT}\n\[[^\]]*\]\((?P<file>[^)#\s]+)(?:#(?P<anchor>[\w-]+))?\)$", flags=re.MULTILINE)
HEADING = re.compile(r"^(?P<level>#+) (?P<text>.+)$", flags=re.MULTILINE)


class MissingPart(Exception):
    """A page names a file or heading that is not there."""


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change what is no code block."""
    changed, end = list[str](), 0
    for block in FENCE.finditer(text):
        changed += [change(text[end : block.start()]), block.group()]
        end = block.end()
    return "".join([*changed, change(text[end:])])


def anchor_of(heading: str) -> str:
    """Give the anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def section(text: str, anchor: str | None) -> str:
    """
    Give what stands below a heading, up to the next one of its level; without an anchor, all but the title.

    Raises:
        MissingPart: There is no such heading.
    """
    prose = outside_code(text, lambda part: part)
    codes = [range(*block.span()) for block in FENCE.finditer(prose)]
    headings = [found for found in HEADING.finditer(prose) if not any(found.start() in code for code in codes)]
    for index, found in enumerate(headings):
        if anchor is None or anchor_of(found["text"]) == anchor:
            level = 0 if anchor is None else len(found["level"])
            following = (after.start() for after in headings[index + 1 :] if len(after["level"]) <= level)
            return prose[found.end() : next(following, len(prose))].strip("\n") + "\n"
    raise MissingPart(f"no heading #{anchor}")


@dataclass(frozen=True)
class Repository:
    """
    The repository as the site sees it.

    Attributes:
        root: Its folder.
        url: Where its files are read in a browser.
    """

    root: Path
    url: str
    branch: str = "main"

    @property
    def pages(self) -> Path:
        """The folder of the site's pages."""
        return self.root / "docs"

    def included(self) -> dict[tuple[Path, str | None], Path]:
        """Find the files, or sections of them, that are part of a page, each with the page."""
        found = dict[tuple[Path, str | None], Path]()
        for page in sorted(self.pages.rglob("*.md")):
            for part in INCLUSION.finditer(page.read_text()):
                found[(page.parent / part["file"]).resolve(), part["anchor"]] = page
        return found

    def page(self, path: Path) -> str:
        """
        Give the text of a page for the site.

        Raises:
            MissingPart: A file or a heading that it includes, or a file that it links to, is not there.
        """
        return self.rendered(path.read_text(), path)

    def rendered(self, text: str, path: Path) -> str:
        """Put in what the text includes, and lead its links to where they are read from the page at ``path``."""
        linked = outside_code(text, lambda part: self._linked(part, path, path))
        return INCLUSION.sub(lambda part: self._part(part, path), self._restored(linked, text))

    def _restored(self, linked: str, text: str) -> str:
        """Keep the links of inclusions, which name what is put in."""
        originals = iter(INCLUSION.finditer(text))
        return re.sub(rf"^{COMMENT}\n.*$", lambda _: next(originals).group(), linked, flags=re.MULTILINE)

    def _part(self, part: re.Match[str], page: Path) -> str:
        source = (page.parent / part["file"]).resolve()
        text = section(source.read_text(), part["anchor"])
        return outside_code(text, lambda prose: self._linked(prose, source, page)).rstrip("\n")

    def _linked(self, prose: str, source: Path, page: Path) -> str:
        return LINK.sub(lambda link: f"]({self._target(link['target'], source, page)})", prose)

    def _target(self, target: str, source: Path, page: Path) -> str:
        """Give where a link of ``source`` leads, once its text stands on ``page``."""
        if "://" in target or target.startswith("mailto:"):
            return target
        file, _, anchor = target.partition("#")
        goal = (source.parent / file).resolve() if file else source
        if not goal.exists():
            raise MissingPart(f"{source}: {target} is not there")
        shown = self._shown_on(goal, anchor or None)
        if shown is None:
            return self._elsewhere(goal, anchor)
        if shown == page:
            return f"#{anchor}" if anchor else page.name
        return os.path.relpath(shown, page.parent) + (f"#{anchor}" if anchor else "")

    def _shown_on(self, goal: Path, anchor: str | None) -> Path | None:
        """Give the page of the site that shows a file, or a section of it; None where no page does."""
        if goal.is_relative_to(self.pages) and goal.is_file():
            return goal
        included = self.included()
        return included.get((goal, anchor)) or included.get((goal, None))

    def _elsewhere(self, goal: Path, anchor: str) -> str:
        kind = "tree" if goal.is_dir() else "blob"
        place = goal.relative_to(self.root).as_posix()
        return f"{self.url}/{kind}/{self.branch}/{place}" + (f"#{anchor}" if anchor else "")
