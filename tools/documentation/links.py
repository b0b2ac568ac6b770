"""
Check that every link within the built site leads somewhere: `python -m tools.documentation.links FOLDER`.

Sphinx checks the references that it resolves; this looks at what came of all of them, the raw and the generated ones too.
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    """The links and anchors of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links, self.anchors = list[str](), set[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors |= {name for name in (values.get("id"), values.get("name")) if name}
        link = values.get("href" if tag in ("a", "link") else "src")
        self.links += [link] if link else []


def broken(site: Path) -> list[str]:
    """List the links that lead nowhere, each with its page."""
    pages = {path.resolve(): _Page(path.read_text()) for path in sorted(site.rglob("*.html"))}
    return [
        f"{path.relative_to(site.resolve())}: {link}"
        for path, page in pages.items()
        for link in page.links
        if not _leads_somewhere(link, path, pages)
    ]


def _leads_somewhere(link: str, page: Path, pages: dict[Path, _Page]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    goal = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not goal.exists():
        return False
    return not parts.fragment or goal not in pages or unquote(parts.fragment) in pages[goal].anchors


def main() -> None:
    """Print what is broken; the exit code says whether anything is."""
    found = broken(Path(sys.argv[1]))
    for line in found:
        print(f"broken link: {line}")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
