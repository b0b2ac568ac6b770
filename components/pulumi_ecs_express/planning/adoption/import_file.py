"""
The file for `pulumi import --file` by which services reach the state: with inputs and outputs, so that AWS is not asked.

Source of the format: ``importSpec`` in the ``import`` command of Pulumi 3.259, read 2026-11-28.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Path
from pulumi_ecs_express.model.service.type_tokens import COMPONENT, INGRESS, SERVICE

Properties = Mapping[str, Any]

SIGNATURE, OF_A_SECRET = "4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"
"""Key and value by which Pulumi knows a secret among properties (sdk/go/common/resource/properties.go, read 2026-11-28)."""


@dataclass(frozen=True)
class Stored:
    """A resource's inputs and outputs, as `pulumi up` would have saved them."""

    inputs: Properties
    outputs: Properties


@dataclass(frozen=True)
class Imported:
    """
    A service with its resources.

    Attributes:
        name: Name of the component.
        secret_paths: What of the service's properties is secret.
    """

    name: str
    arn: str
    service: Stored
    ingress: Stored
    secret_paths: Sequence[Path] = ()


def import_file(services: Sequence[Imported]) -> dict[str, Any]:
    """Write the file's content; secret values stand in it in clear, marked as such."""
    return {"resources": [resource for one in services for resource in _resources(one)]}


def _resources(one: Imported) -> list[dict[str, Any]]:
    component = f"{one.name} component"
    children = [(SERVICE, "service", one.service, one.secret_paths), (INGRESS, "ingress", one.ingress, ())]
    return [
        {"type": COMPONENT, "name": component, "logicalName": one.name, "component": True},
        *(
            {
                "type": token,
                "name": f"{one.name} {label}",
                "logicalName": one.name,
                "id": one.arn,
                "parent": component,
                "inputs": _with_secrets(stored.inputs, secret_paths),
                "outputs": _with_secrets(stored.outputs, secret_paths),
            }
            for token, label, stored, secret_paths in children
        ),
    ]


def _with_secrets(properties: Properties, paths: Sequence[Path]) -> dict[str, Any]:
    marked = {name: value for name, value in properties.items() if value is not None}
    for path in paths:
        marked = _with_secret(marked, path)
    return marked


def _with_secret(tree: Mapping[str, Any], path: Path) -> dict[str, Any]:
    step, rest = path[0], path[1:]
    if step not in tree:
        return dict(tree)
    value = tree[step]
    hidden = _with_secret(value, rest) if rest else {SIGNATURE: OF_A_SECRET, "plaintext": json.dumps(value)}
    return {**tree, step: hidden}
