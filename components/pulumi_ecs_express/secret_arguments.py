"""Which arguments a program has made secret: their values are repeated in no output and no message."""

from collections.abc import Iterator, Mapping
from typing import Any

import pulumi

from pulumi_ecs_express.model.fields.property_paths import Path


def secret_paths(declared: Mapping[str, Any]) -> pulumi.Output[list[list[str]] | None] | None:
    """List the paths of the secret ones; None where no argument is an Output."""
    found = list(_outputs((), declared))
    if not found:
        return None

    async def ask() -> list[list[str]] | None:
        secret = [path for path, output in found if await output.is_secret()]
        return [list(path) for path in dict.fromkeys(secret)] or None

    return pulumi.Output.from_input(ask())


def _outputs(path: Path, value: Any) -> Iterator[tuple[Path, "pulumi.Output[Any]"]]:
    """Find the Outputs, at any depth; those inside a list have its path."""
    if isinstance(value, pulumi.Output):
        yield path, value
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from _outputs((*path, key), member)
    elif isinstance(value, list | tuple):
        yield from ((path, found) for member in value for _, found in _outputs((), member))
