"""What all models of this package have in common."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidatorFunctionWrapHandler, WrapValidator, field_validator
from pydantic_core import PydanticCustomError

from pulumi_ecs_express.model.fields.property_paths import Steps, camel
from pulumi_ecs_express.model.fields.unknown import Unknown


class Model(BaseModel):
    """
    A frozen model with AWS's camelCase names on the outside and Python's inside.

    In a preview any field may hold `UNKNOWN` in place of its type: what is not known yet passes,
    and is judged when it is known. Messages never quote a value that may be a secret.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=camel,
        arbitrary_types_allowed=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
        validate_by_name=False,
        validate_by_alias=True,
    )

    @field_validator("*", mode="wrap")
    @classmethod
    def _unknown_passes(cls, value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        return value if isinstance(value, Unknown) else handler(value)

    def tree(self) -> dict[str, Any]:
        """Write what is set as resource properties, in AWS's names; pydantic's own dump loses an `UNKNOWN` object."""
        reported = ((field.alias or name, getattr(self, name)) for name, field in type(self).model_fields.items())
        return {name: _tree(value) for name, value in reported if value is not None}


def _tree(value: Any) -> Any:
    if isinstance(value, Model):
        return value.tree()
    if isinstance(value, dict):
        return {key: _tree(member) for key, member in value.items()}
    return type(value)(map(_tree, value)) if isinstance(value, list | tuple) else value


def _or_unknown(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    return value if isinstance(value, Unknown) else handler(value)


UnknownPasses = WrapValidator(_or_unknown)
"""Lets `UNKNOWN` through inside a list or a map, which a model's own validator does not reach."""


def mistakes(texts: list[str]) -> PydanticCustomError:
    """Make the error of a rule between fields that finds several mistakes; each is reported on its own."""
    return PydanticCustomError("mistakes", "{texts}", {"texts": texts})


def mistakes_at(found: list[tuple[Steps, str]]) -> PydanticCustomError:
    """Make the same where each mistake has a place below the one that is judged."""
    return PydanticCustomError("mistakes_at", "{found}", {"found": found})


def mistake(text: str) -> PydanticCustomError:
    """Make the error that a named type raises; ``text`` says what is wrong and what to write."""
    return PydanticCustomError("mistake", "{text}", {"text": text})
