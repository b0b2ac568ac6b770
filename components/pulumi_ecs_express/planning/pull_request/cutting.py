"""Bringing a Markdown text below a limit, so that what is left still renders and says what is missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

COMMENT_LIMIT = 60_000
"""
Bytes of UTF-8 that a comment's text may have.

GitHub takes 65,536 characters ("body is too long (maximum is 65536 characters)"); the rest is for the hidden line.
"""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_BLOCKS = re.compile(r"<(/?)(details|pre|table|blockquote)\b[^>]*>", flags=re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", flags=re.DOTALL)


@dataclass(frozen=True)
class _Open:
    """What a line leaves open: a fence of code, an HTML comment, blocks of HTML, the innermost last."""

    fence: str = ""
    comment: bool = False
    blocks: tuple[str, ...] = ()

    def after(self, line: str) -> "_Open":
        """Read one more line."""
        found = _FENCE.fullmatch(line)
        if self.fence:
            closed = found and found[1].startswith(self.fence) and not found[2].strip()
            return _Open("", self.comment, self.blocks) if closed else self
        if found and not self.comment and not (found[1][0] == "`" and "`" in found[2]):
            return _Open(found[1], self.comment, self.blocks)
        text = _COMMENT.sub("", f"<!--{line}" if self.comment else line)
        opened = line.rfind("<!--") > line.rfind("-->") or (self.comment and "-->" not in line)
        return _Open("", opened, self._nested(text))

    def _nested(self, text: str) -> tuple[str, ...]:
        blocks = list(self.blocks)
        for tag in _BLOCKS.finditer(text):
            name = tag[2].lower()
            if not tag[1]:
                blocks.append(name)
            elif name in blocks:
                del blocks[len(blocks) - 1 - blocks[::-1].index(name) :]
        return tuple(blocks)

    @property
    def closing(self) -> str:
        """The lines that close it, so that what follows is seen."""
        lines = [self.fence] if self.fence else []
        lines += ["-->"] if self.comment else []
        lines += [f"</{name}>" for name in reversed(self.blocks)]
        return "".join(f"{line}\n" for line in lines)


def fitted(text: str, where: str, limit: int = COMMENT_LIMIT) -> str:
    """
    Cut a text at the end of a line where it is too long.

    Args:
        text: Markdown.
        where: A sentence for the note, which says where the rest is; may be empty.
        limit: Bytes of UTF-8; what is closed and the note count too.
    """
    if len(text.encode()) <= limit:
        return text
    lines = text.split("\n")
    shown, ending = 0, ""
    for number, (kept, closing) in enumerate(_beginnings(lines), 1):
        if kept > limit:
            break
        candidate = closing + _note(number, len(lines), where)
        if kept + len(candidate.encode()) <= limit:
            shown, ending = number, candidate
    return "\n".join([*lines[:shown], ending]) if shown else _within_a_line(lines, where, limit)


def _beginnings(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Give, for the first line, the first two, and so on, their bytes and what closes them."""
    size, state = 0, _Open()
    for line in lines:
        size += len(line.encode()) + 1
        state = state.after(line)
        yield size, state.closing


def _within_a_line(lines: list[str], where: str, limit: int) -> str:
    """Cut the first line, where not even that fits."""
    note = "\n" + _note(1, len(lines), where)
    return lines[0].encode()[: max(0, limit - len(note.encode()))].decode(errors="ignore") + note


def _note(shown: int, lines: int, where: str) -> str:
    rest = f" {where}" if where else ""
    return f"\n**Cut after line {shown:,} of {lines:,}**: a comment on GitHub can hold no more.{rest}\n"
