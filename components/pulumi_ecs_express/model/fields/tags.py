"""Keys and values of tags."""

from typing import Annotated, Any
from unicodedata import category

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import UnknownPasses, mistake
from pulumi_ecs_express.model.fields.types import as_text


def _of_a_tag(text: str) -> bool:
    """Report whether all characters are letters, digits, separators or signs; a tab and a line's end are none of these."""
    return all(category(sign)[0] in "LNZ" or sign in "_.:/=+-@" for sign in text)


def _tag_key(value: Any) -> str:
    text = as_text(value)
    if text.lower().startswith("aws:"):
        raise mistake(f"{text!r} begins with 'aws:', which AWS keeps for itself: choose another key")
    if text == "pulumi:owner":
        raise mistake("'pulumi:owner' is the tag by which this package knows its services: choose another key")
    if not 1 <= len(text) <= 128 or not _of_a_tag(text):
        raise mistake(f"{text[:40]!r} is not a tag key: 1 to 128 letters, digits, blanks and the signs . : / = + - @ _")
    return text


def _tag_value(value: Any) -> str:
    text = as_text(value)
    if len(text) > 256 or not _of_a_tag(text):
        raise mistake("is not a tag value: at most 256 letters, digits, blanks and the signs . : / = + - @ _")
    return text


TagKey = Annotated[str, BeforeValidator(_tag_key)]
"""Source: Tag, Amazon ECS API reference, read 2026-11-22."""

TagValue = Annotated[str, BeforeValidator(_tag_value), UnknownPasses]
