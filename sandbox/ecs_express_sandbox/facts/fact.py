"""One fact: what is known, how well, from where, and what holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grade = Literal["D", "O", "?"]
"""D: documented by AWS. O: observed by others on the real service. ?: not known, or reported in two ways."""


@dataclass(frozen=True)
class Fact:
    """
    One thing that is known of Express Mode.

    Attributes:
        name: a short name, in kebab case, that is never given twice.
        says: the fact.
        grade: how well it is known.
        source: from where.
        held_by: the test that holds the sandbox to it, as pytest names it.
        setting: for an open question, the setting that chooses the behaviour.
    """

    name: str
    says: str
    grade: Grade
    source: str
    held_by: str
    setting: str = ""


@dataclass(frozen=True)
class NotImitated:
    """
    One thing that is known and that the sandbox does not do.

    Attributes:
        name: as of a fact.
        says: what the real service does.
        grade: how well it is known.
        source: from where.
        instead: what the sandbox does, or why nothing is lost.
    """

    name: str
    says: str
    grade: Grade
    source: str
    instead: str
