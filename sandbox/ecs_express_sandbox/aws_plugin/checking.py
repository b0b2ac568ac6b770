"""From what a program declares to checked inputs: names, defaults, tags, documents, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pulumi.runtime.proto import provider_pb2

from ecs_express_sandbox.aws_plugin import documents, naming, tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.values import Properties, has_unknown


def checked(
    declaration: Declaration, request: provider_pb2.CheckRequest, account: Account, old: Properties, new: Properties
) -> Properties:
    """Fill in what the program leaves to the plugin; the order of the steps is the real plugin's."""
    inputs = dict(new)
    for name in declaration.documents & inputs.keys():
        inputs[name] = documents.as_text(inputs[name])
    for name in declaration.filled.keys() & inputs.keys():
        inputs[name] = declaration.filled[name](inputs[name])
    if declaration.tagged:
        inputs["tagsAll"] = tags.with_defaults(inputs.get("tags"), account.default_tags)
    if declaration.regional:
        inputs.setdefault("region", account.region)
    filled = {name: value for name, value in declaration.defaults.items() if name not in inputs}
    inputs |= filled
    name = declaration.name_property
    if declaration.name_limit is not None and name not in inputs:
        if naming.is_generated(old, name):
            inputs[name] = old[name]
        else:
            inputs[name] = name_for(request, declaration.name_limit, inputs.get(f"{name}Prefix"))
        filled[name] = inputs[name]
    return inputs | {naming.DEFAULTS: sorted(filled)}


def name_for(request: provider_pb2.CheckRequest, limit: int, prefix: Any) -> str:
    """Generate a name; after a `namePrefix` where one is given."""
    name = naming.generated(request, None if isinstance(prefix, str) else limit)
    return f"{prefix}{name.rpartition('-')[2]}" if isinstance(prefix, str) else name


def mistakes(declaration: Declaration, inputs: Properties) -> Iterator[str]:
    """Say everything that is wrong with checked inputs; values are never quoted, since one may be a secret."""
    for name in sorted(declaration.required - inputs.keys()):
        yield f"missing required property `{name}`"
    for name in sorted(inputs.keys() - declaration.known_inputs - {naming.DEFAULTS}):
        yield f"property `{name}` is not known to the sandbox's stand-in aws plugin"
    for name in sorted(declaration.documents & inputs.keys()):
        if not has_unknown(inputs[name]) and not documents.is_json(inputs[name]):
            yield f"`{name}` is not a JSON object"
    limit, chosen = declaration.name_limit, inputs.get(declaration.name_property)
    if limit is not None and isinstance(chosen, str) and not 1 <= len(chosen) <= limit:
        yield f"`{declaration.name_property}` is {len(chosen)} characters long; the range is 1 to {limit}"
