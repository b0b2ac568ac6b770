"""Keeping a page within a number of bytes: what matters least goes first, and the page says so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

LIMIT = 60_000
"""Bytes of UTF-8. GitHub takes 65,536 characters for a comment; the rest is left to whoever posts it."""


@dataclass(frozen=True)
class Piece:
    """
    A part of a page that stays or goes as a whole.

    Attributes:
        text: Whole lines, without the last line break.
        rank: How much it matters: 0 always stays, the highest goes first.
        what: What it is, in the plural, for the note of what was left out.
    """

    text: str
    rank: int
    what: str = ""

    @property
    def size(self) -> int:
        """Bytes with its line break."""
        return len(self.text.encode()) + 1


def fitted(pieces: Sequence[Piece], limit: int = LIMIT) -> str:
    """Join pieces; where they are too many, without those that matter least, the last of these first."""
    order = sorted(range(len(pieces)), key=lambda at: (pieces[at].rank, at))
    size, gone = sum(piece.size for piece in pieces), Counter[str]()
    while order and pieces[order[-1]].rank and size + len(_note(gone).encode()) > limit:
        dropped = pieces[order.pop()]
        size -= dropped.size
        gone[dropped.what] += 1
    kept = "".join(f"{pieces[at].text}\n" for at in sorted(order))
    return f"{kept}{_note(gone)}"


def _note(gone: Counter[str]) -> str:
    """Say what was left out."""
    if not gone:
        return ""
    told = ", ".join(f"{count:,} {what}" for what, count in sorted(gone.items()))
    return f"\nLeft out, since a comment can hold no more: {told}. `ecs-express preview --format json` has all of it.\n"
