"""A mark of all that a program declares of a resource, where its inputs are what was made of that."""

from collections.abc import Mapping
from typing import Any

import pulumi

from pulumi_ecs_express.model.service.internal_inputs import SECRET_ARGUMENTS
from pulumi_ecs_express.providers.unchanged import DECLARED, mark_of
from pulumi_ecs_express.secret_arguments import secret_paths


def marked(declared: Mapping[str, Any]) -> dict[str, Any]:
    """Add the mark, and the paths of what is secret; the mark is a secret itself, since secrets are part of what is hashed."""
    known: pulumi.Output[Any] = pulumi.Output.from_input(dict(declared))
    return {**declared, SECRET_ARGUMENTS: secret_paths(declared), DECLARED: pulumi.Output.secret(known.apply(mark_of))}
