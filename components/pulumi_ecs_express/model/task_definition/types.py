"""Named types of what a program declares of a task definition."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import UnknownPasses, mistake
from pulumi_ecs_express.model.fields.types import as_text, matching

FamilyName = Annotated[
    str, matching(r"[A-Za-z0-9_-]{1,255}", "is not the name of a family: use 1 to 255 letters, digits, hyphens and underscores")
]  # fmt: skip
"""Source: RegisterTaskDefinition, Amazon ECS API reference, read 2026-11-28."""

OF_SERVICE = "service"
"""In `template`: the revision that a service runs."""

NONE = "none"
"""In `template`: no template at all."""

REVISION_ARN = re.compile(
    r"arn:aws[a-z-]*:ecs:(?P<region>[a-z0-9-]+):\d{12}:task-definition/[A-Za-z0-9_-]{1,255}(:\d+)?"
)

PINNED = re.compile(r".*[A-Za-z0-9_-]:\d+")
"""A template that names its revision, which never changes."""


def _template(value: Any) -> str:
    text = as_text(value)
    if not (REVISION_ARN.fullmatch(text) or re.fullmatch(r"[A-Za-z0-9_-]{1,255}(:\d+)?", text)):
        raise mistake(
            f"{text!r} names no task definition: write a family, such as 'web', one revision of it, such as 'web:7', an ARN, "
            f"'{OF_SERVICE}' for the revision that `service` runs, or '{NONE}' to begin from nothing"
        )
    return text


TemplateReference = Annotated[str, BeforeValidator(_template)]
"""A family, which stands for its latest ACTIVE revision, a revision, ``service`` or ``none``."""


def _list_of_maps(value: Any) -> Any:
    if isinstance(value, dict):
        raise mistake("is one map: write a list of them, such as [{…}]")
    if isinstance(value, str):
        raise mistake("is a string: write a list")
    return value


ListOfMaps = BeforeValidator(_list_of_maps)


def _list_of_texts(value: Any) -> Any:
    if isinstance(value, str):
        raise mistake(f"is a single string: write a list, such as [{value!r}]")
    return value


ListOfTexts = BeforeValidator(_list_of_texts)


def _map(value: Any) -> Any:
    if not isinstance(value, dict):
        raise mistake('must be a map with AWS\'s names, such as {"healthCheck": {…}}')
    return value


Structure = Annotated[dict[str, Any], BeforeValidator(_map), UnknownPasses]
"""A structure of AWS's, in AWS's own names."""


def _text_or_number(value: Any) -> str:
    """Accept a size as AWS writes it, a string, and as a number."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else as_text(value)


Size = Annotated[str, BeforeValidator(_text_or_number)]
"""CPU units or MiB of a task, or with a unit, such as ``.5 vCPU`` or ``1 GB``."""

Text = Annotated[str, BeforeValidator(as_text), UnknownPasses]


def one_of(*words: str) -> BeforeValidator:
    """Accept one of some words."""

    def check(value: Any) -> str:
        text = as_text(value)
        if text not in words:
            raise mistake(f"{text!r} is not one of {', '.join(map(repr, words))}")
        return text

    return BeforeValidator(check)
