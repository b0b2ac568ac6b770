"""The tables of the first page: each page with its first words, in the groups of the navigation."""

from __future__ import annotations

import re
from pathlib import Path

TOCTREE = re.compile(r"^```\{toctree\}\n(?P<body>.*?)^```$", flags=re.MULTILINE | re.DOTALL)


def listed(text: str, folder: Path) -> str:
    """Put a table of its pages behind each toctree of a text; a pattern that no page has is left out."""
    return TOCTREE.sub(lambda tree: _with_table(tree, folder), text)


def _with_table(tree: re.Match[str], folder: Path) -> str:
    lines, rows = list[str](), list[str]()
    for line in tree["body"].splitlines():
        pages = _pages(folder, line.strip()) if line.strip() and not line.startswith(":") else []
        if pages or "*" not in line:
            lines.append(line)
        rows += [_row(page, folder) for page in pages]
    return "\n".join(["```{toctree}", *lines, "```", "", "| page | what it is about |", "|---|---|", *rows])


def _pages(folder: Path, entry: str) -> list[Path]:
    return sorted(path for kind in ("md", "rst") for path in folder.glob(f"{entry}.{kind}"))


def _row(page: Path, folder: Path) -> str:
    title, about = title_and_summary(page)
    return f"| [{title}]({page.relative_to(folder).as_posix()}) | {about} |"


def title_and_summary(page: Path) -> tuple[str, str]:
    """Give a page's heading and the first sentence or two below it, without links."""
    title, *lines = re.sub(r"\n(=+)\n", "\n\n", page.read_text().removeprefix("# "), count=1).strip().splitlines()
    paragraph = "\n".join(lines).strip().split("\n\n")[0]
    return title.strip(), _beginning(" ".join(paragraph.split()))


SHORT = 80
"""Characters below which a first sentence is too short to say what a page is about."""


def _beginning(paragraph: str) -> str:
    """Give the first sentence, or the first two where the first one is short."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", paragraph).replace("``", "`").replace("|", r"\|")
    first, *others = re.split(r"(?<=[.?]) (?=[A-Z`])", plain)
    return (" ".join([first, *others[:1]]) if len(first) < SHORT else first).rstrip(":.") + "."
