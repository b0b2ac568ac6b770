"""AWS's answers, held to botocore's model of them: what is of another type was not said by AWS."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "timestamp": (datetime,),
    "blob": (bytes,),
}
"""Python's types for those of AWS's models, as botocore parses them. It checks requests, and of answers nothing."""


POLICY = "policyDocumentType"
"""The shape of IAM's policies, which botocore decodes before anybody else sees them."""


def with_validated_responses(client: Any) -> Any:
    """Validate each successful response of a client against botocore's model; return the client."""
    client.meta.events.register("after-call", _validate)
    return client


def _validate(http_response: Any, parsed: Any, model: Any, **_: Any) -> None:
    if http_response.status_code >= 300 or model.output_shape is None:
        return
    if problem := next(problems(parsed, model.output_shape), None):
        raise ValueError(problem)


def problems(value: Any, shape: Any, path: str = "") -> Iterator[str]:
    """Say where an answer is of another type than its shape; values are not quoted, since they may be secrets."""
    if shape.name == POLICY and isinstance(value, dict):
        return
    if not _fits(value, shape.type_name):
        yield f"{path or 'the answer'} is no {shape.type_name}"
    elif shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in value:
                yield from problems(value[name], member, f"{path}.{name}" if path else name)
    elif shape.type_name == "list":
        for index, entry in enumerate(value):
            yield from problems(entry, shape.member, f"{path}[{index}]")


def _fits(value: Any, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean") == (type(value) is bool)
