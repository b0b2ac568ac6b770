"""
The edge between protobuf structs and plain Python values.

The engine is told not to send secrets, resources or outputs wrapped, so a value is JSON or not known yet. (It marks
the outputs that carry a secret by itself: those with the name of a secret input.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from google.protobuf.struct_pb2 import ListValue, Struct, Value

UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""How the engine writes a value that is not known yet (`UnknownStringValue` of pulumi/sdk, resource/plugin)."""

Properties = dict[str, Any]
"""The properties of one resource: JSON values, `UNKNOWN` where a value is not known yet."""


class Unknown:
    """A value that a preview cannot know; there is one object of this kind, `UNKNOWN`."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


def from_struct(struct: Struct) -> Properties:
    """Read the properties of a resource; those that are null count as left out."""
    properties = {name: from_value(value) for name, value in struct.fields.items()}
    return {name: value for name, value in properties.items() if value is not None}


def from_value(value: Value) -> Any:
    """Read one value; a whole number becomes an int, since boto3 refuses 3600.0 where it expects one."""
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return from_struct(value.struct_value)
    if kind == "list_value":
        return [from_value(member) for member in value.list_value.values]
    if kind == "number_value":
        return int(value.number_value) if value.number_value.is_integer() else value.number_value
    if kind == "string_value":
        return UNKNOWN if value.string_value == UNKNOWN_TEXT else value.string_value
    return value.bool_value if kind == "bool_value" else None


SIGNATURE = "4dabf18193072939515e22adb298388d"
"""The key by which the engine marks a wrapped value (`SigKey` of pulumi/sdk, resource)."""


def bare(properties: Properties) -> Properties:
    """Take the secrets of a provider's configuration out of their wrapping: there alone the engine sends it."""
    return {
        name: value["value"] if isinstance(value, dict) and SIGNATURE in value else value
        for name, value in properties.items()
    }


def to_struct(properties: Mapping[str, Any]) -> Struct:
    """Write the properties of a resource; those that are None are left out."""
    return Struct(fields={name: to_value(value) for name, value in properties.items() if value is not None})


def to_value(value: Any) -> Value:
    """Write one value."""
    if isinstance(value, Unknown):
        return Value(string_value=UNKNOWN_TEXT)
    if isinstance(value, bool):
        return Value(bool_value=value)
    if isinstance(value, (int, float)):
        return Value(number_value=value)
    if isinstance(value, str):
        return Value(string_value=value)
    if isinstance(value, Mapping):
        return Value(struct_value=to_struct(value))
    if value is None:
        return Value(null_value=0)
    return Value(list_value=ListValue(values=[to_value(member) for member in value]))


def has_unknown(value: Any) -> bool:
    """Report whether some part of a value is not known yet."""
    if isinstance(value, Mapping):
        return any(has_unknown(member) for member in value.values())
    if isinstance(value, list):
        return any(has_unknown(member) for member in value)
    return isinstance(value, Unknown)
