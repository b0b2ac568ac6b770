"""All facts together, and the choice among them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ecs_express_sandbox.facts import classic_services, open_questions, requests, resources, service_life
from ecs_express_sandbox.facts.fact import Fact, NotImitated
from ecs_express_sandbox.facts.not_imitated import NOT_IMITATED

FACTS: tuple[Fact, ...] = (
    *requests.FACTS,
    *resources.FACTS,
    *service_life.FACTS,
    *classic_services.FACTS,
    *open_questions.FACTS,
)

Row = tuple[str, str, str, str, str]
"""Grade, name, what it says, source, and what holds it or why it is not imitated."""


def held(grade: str = "") -> tuple[Fact, ...]:
    """List the facts that a test holds, of one grade or of all."""
    return tuple(fact for fact in FACTS if grade in ("", fact.grade))


def left_out(grade: str = "") -> tuple[NotImitated, ...]:
    """List what is known and not imitated, of one grade or of all."""
    return tuple(fact for fact in NOT_IMITATED if grade in ("", fact.grade))


def rows(grade: str = "") -> Iterator[Row]:
    """Write the table as a person reads it."""
    for fact in held(grade):
        holds = fact.held_by + (f"\nsetting {fact.setting}" if fact.setting else "")
        yield fact.grade, fact.name, fact.says, fact.source, holds
    for missing in left_out(grade):
        yield missing.grade, missing.name, missing.says, missing.source, f"not imitated: {missing.instead}"


def as_json(grade: str = "") -> list[dict[str, Any]]:
    """Write the table as a program reads it."""
    listed: list[dict[str, Any]] = [{**vars(fact), "imitated": True} for fact in held(grade)]
    return listed + [{**vars(missing), "imitated": False} for missing in left_out(grade)]
