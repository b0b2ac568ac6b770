"""Sets of IDs, such as those of subnets: lists whose order means nothing, and in which none stands twice."""

from typing import Any

from pydantic import AfterValidator, BeforeValidator

from pulumi_ecs_express.model.fields.base import mistake


def id_set(low: int, high: int, what: str, example: str) -> BeforeValidator:
    """Accept a list of IDs without order."""

    def in_bounds(value: Any) -> Any:
        if isinstance(value, str):
            raise mistake(f'is a single string; write a list, such as ["{example}"]')
        if not isinstance(value, list | tuple | set | frozenset):
            return value
        if twice := sorted({one for one in value if isinstance(one, str) and list(value).count(one) > 1}):
            raise mistake(f"names {', '.join(twice)} twice; {what} are a set: write each once")
        if not low <= len(value) <= high:
            raise mistake(f"holds {len(value)} {what}; write {low} to {high}")
        return value

    return BeforeValidator(in_bounds)


Sorted = AfterValidator(lambda ids: None if ids is None else tuple(sorted(ids, key=str)))
"""Puts IDs in one order, so that two lists of the same ones are equal."""
