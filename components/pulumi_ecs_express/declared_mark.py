"""A mark of all that a program declares of a resource, where its inputs are what was made of that."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pulumi

from pulumi_ecs_express.model.service.internal_inputs import SECRET_ARGUMENTS
from pulumi_ecs_express.providers.unchanged import DECLARED
from pulumi_ecs_express.secret_arguments import secret_paths


def marked(declared: Mapping[str, Any]) -> dict[str, Any]:
    """Add the mark, and the paths of what is secret; the mark is a secret itself, since secrets are part of what is hashed."""
    known: pulumi.Output[Any] = pulumi.Output.from_input(dict(declared))
    return {**declared, SECRET_ARGUMENTS: secret_paths(declared), DECLARED: pulumi.Output.secret(known.apply(_hash))}


def _hash(known: Any) -> str:
    return hashlib.sha256(json.dumps(known, sort_keys=True, default=repr).encode()).hexdigest()
