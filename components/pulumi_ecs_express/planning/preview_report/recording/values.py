"""Values of properties as text: secrets and what is not known yet by their marks, everything else as the program has it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET_SIGNATURE, OUTPUT_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270", "d0e6a833031e9bbcd3f4e8bde6ca49a4"
"""By which a value is marked as one that is not plain. Source: `pulumi.runtime.rpc` of Pulumi's Python SDK 3.272."""

UNKNOWNS = frozenset({
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "3eeb2bf0-c639-47a8-9e75-3b44932eb421", "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", "030794c1-ac77-496b-92df-f27374a8bd58", "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
})  # fmt: skip
"""What stands for a value that is not known in a preview: one for each type. Source: `plugin.UnknownStringValue` and its like in Pulumi's Go SDK."""

SECRET, UNKNOWN = "[secret]", "[unknown]"
"""As Pulumi writes them."""


@dataclass(frozen=True)
class Shown:
    """A value as text; None where there is none."""

    text: str | None
    secret: bool = False


def shown(value: Any) -> Shown:
    """Write a value."""
    if value is None:
        return Shown(None)
    plain = public(value)
    text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return Shown(text, secret=plain == SECRET)


def public(value: Any) -> Any:
    """Put marks in place of what is secret or unknown, at any depth; whole numbers lose the fraction that JSON gave them."""
    if isinstance(value, Mapping):
        if SIGNATURE in value:
            return _marked(value)
        return {str(key): public(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [public(member) for member in value]
    if isinstance(value, str):
        return UNKNOWN if value in UNKNOWNS else value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _marked(value: Mapping[str, Any]) -> Any:
    """Write what is no plain value: a secret, an output, or an asset, an archive, a reference."""
    if value[SIGNATURE] == SECRET_SIGNATURE or value.get("secret") is True:
        return SECRET
    if value[SIGNATURE] == OUTPUT_SIGNATURE:
        return public(value["value"]) if "value" in value else UNKNOWN
    return str(value.get("urn") or value.get("hash") or value.get("path") or "[asset]")


def plaintexts(value: Any) -> Iterator[str]:
    """Find the secrets that a recording made with ``--show-secrets`` holds, so that no message repeats them."""
    if isinstance(value, Mapping):
        if value.get(SIGNATURE) == SECRET_SIGNATURE:
            yield from _texts(_decoded(value.get("plaintext", value.get("value"))))
            return
        value = list(value.values())
    if isinstance(value, list | tuple):
        for member in value:
            yield from plaintexts(member)


def _decoded(plaintext: Any) -> Any:
    if not isinstance(plaintext, str):
        return plaintext
    try:
        return json.loads(plaintext)
    except ValueError:
        return plaintext


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for member in value:
            yield from _texts(member)
    elif isinstance(value, str) and value:
        yield value


def hidden(value: Any, paths: list[list[str | int]]) -> Any:
    """Put the mark at paths that the package has noted as secret, wherever the recording does not mark them itself."""
    for path in paths:
        value = _hidden(value, path)
    return value


def _hidden(value: Any, path: list[str | int]) -> Any:
    if not path:
        return None if value is None else SECRET
    step, rest = path[0], path[1:]
    if isinstance(value, Mapping) and step in value:
        return {**value, step: _hidden(value[step], rest)}
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return [*value[:step], _hidden(value[step], rest), *value[step + 1 :]]
    return value
