"""Names that a program leaves to Pulumi: `<resource name>-<7 hexadecimal digits>`, as `pulumi_aws` makes them."""

from __future__ import annotations

import hashlib
from typing import Any

from pulumi.runtime.proto import provider_pb2

SUFFIX_LENGTH = 7

DEFAULTS = "__defaults"
"""Under this key the checked inputs list the properties that the program left to the plugin, as the real one's do."""


class NoName(Exception):  # named after the fact, not after its being an error
    """No name can be generated: the stack's `pulumi:autonaming` settings forbid it, or it would be too long."""


def generated(request: provider_pb2.CheckRequest, limit: int | None) -> str:
    """
    Make a name, or take the one that the stack's `pulumi:autonaming` settings propose.

    The seed differs between preview and update, so the name shown is not the name made: the real plugin's way.
    """
    options = provider_pb2.CheckRequest.AutonamingOptions
    if request.HasField("autonaming"):
        if request.autonaming.mode == options.DISABLE:
            raise NoName("the stack's pulumi:autonaming settings forbid generated names: give `name`")
        return request.autonaming.proposed_name
    stem = request.name or request.urn.rpartition("::")[2]
    if limit is not None and len(stem) + SUFFIX_LENGTH + 1 > limit:
        raise NoName(
            f"name '{stem}' plus {SUFFIX_LENGTH + 1} random chars is longer than maximum length {limit}"
        )  # pulumi/sdk, resource.NewUniqueHex
    suffix = hashlib.sha256(request.randomSeed or request.urn.encode()).hexdigest()[:SUFFIX_LENGTH]
    return f"{stem}-{suffix}"


def is_generated(inputs: dict[str, Any], name_property: str) -> bool:
    """Report whether the name among checked inputs was made here."""
    return name_property in inputs.get(DEFAULTS, [])
