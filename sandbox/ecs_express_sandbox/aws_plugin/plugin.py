"""
What each question of the engine means for a resource type, on plain values.

The one place that knows how a bridged provider behaves: computed outputs unknown in the preview of a create, state
compared by declared inputs, a refresh that gives back inputs as AWS has them.
"""

from __future__ import annotations

from dataclasses import dataclass

from ecs_express_sandbox.aws_plugin import documents, naming, tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.difference import Kind, differences, is_nothing, same, top
from ecs_express_sandbox.aws_plugin.failures import Refused, Unfinished, in_words
from ecs_express_sandbox.aws_plugin.resource_type import Declaration, ResourceType
from ecs_express_sandbox.aws_plugin.values import UNKNOWN, Properties


@dataclass(frozen=True)
class Verdict:
    """
    What a diff says.

    Attributes:
        paths: what differs.
        replaces: which of the properties cannot change without another resource.
        delete_first: whether the old one must go before its successor comes.
    """

    paths: dict[str, Kind]
    replaces: tuple[str, ...]
    delete_first: bool


def diff(kind: ResourceType, state: Properties, old_inputs: Properties, new_inputs: Properties) -> Verdict:
    """Compare; a resource with a name of the program's own is deleted before its successor takes that name."""
    declaration = kind.declaration
    paths = differences(declaration, state, old_inputs, new_inputs)
    immutable = declaration.immutable | ({"region"} if declaration.regional else set())
    replaces = tuple(sorted({top(path) for path in paths} & immutable))
    name = declaration.name_property
    own_name = declaration.name_limit is not None and not naming.is_generated(new_inputs, name)
    name_stays = own_name and name not in replaces
    return Verdict(paths, replaces, declaration.replaced_in_place or name_stays)


def preview_create(kind: ResourceType, inputs: Properties) -> Properties:
    """Say what will be known: the inputs; everything else only AWS knows."""
    return dict.fromkeys(kind.declaration.computed, UNKNOWN) | declared(inputs)


def create(kind: ResourceType, account: Account, inputs: Properties) -> tuple[str, Properties]:
    """Make it and read it back."""
    resource_id = kind.create(account, inputs)
    try:
        kind.complete(account, resource_id, inputs)
        return resource_id, outputs(kind, account, resource_id, inputs)
    except Exception as failure:
        raise Unfinished(resource_id, declared(inputs), in_words(failure)) from failure


def preview_update(kind: ResourceType, state: Properties, inputs: Properties) -> Properties:
    """Say what will be known: what only AWS knows stays, since an update keeps it."""
    declaration = kind.declaration
    only_declared = declaration.known_inputs - declaration.computed
    kept = {name: value for name, value in state.items() if name not in only_declared}
    return kept | declared(inputs)


def update(kind: ResourceType, account: Account, resource_id: str, state: Properties, inputs: Properties) -> Properties:
    """Change it and read it back."""
    kind.update(account, resource_id, state, inputs)
    return outputs(kind, account, resource_id, inputs)


def outputs(kind: ResourceType, account: Account, resource_id: str, known: Properties) -> Properties:
    """Read what AWS has, together with what it does not give back."""
    found = read(kind, account, resource_id, known)
    if found is None:
        raise Refused(f"{kind.declaration.token} {resource_id} was gone as soon as it was made")
    return found


def read(kind: ResourceType, account: Account, resource_id: str, known: Properties) -> Properties | None:
    """
    Read what AWS has; None where it has no such thing.

    A document that means the same as the known one keeps the known spelling, so that it shows no difference.
    """
    found = kind.read(account, resource_id, known)
    if found is None:
        return None
    declaration = kind.declaration
    for name in declaration.documents & found.keys() & known.keys():
        if documents.same(found[name], known[name]):
            found[name] = known[name]
    if declaration.tagged:
        found["tags"] = tags.without_defaults(found["tagsAll"], known.get("tags", {}), account.default_tags)
    if declaration.regional:
        found["region"] = known.get("region", account.region)
    unread = {name: known[name] for name in declaration.unreadable & known.keys()}
    return unread | found


def refreshed_inputs(declaration: Declaration, found: Properties, old_inputs: Properties) -> Properties:
    """
    Give the inputs as AWS has them: those that were declared, or, for an import, all that say something.

    The engine shows drift by comparing these with what the program declared, so that means the same stays as it was.
    """
    if old_inputs:
        return {
            name: value
            if name not in found or same(declaration, name, (found[name], found), (value, old_inputs))
            else found[name]
            for name, value in old_inputs.items()
        }
    says_something = {
        name: value
        for name, value in found.items()
        if name in declaration.known_inputs and not is_nothing(value) and declaration.defaults.get(name) != value
    }
    return says_something | {naming.DEFAULTS: []}


def declared(inputs: Properties) -> Properties:
    """Return the inputs without what only the plugin reads of them."""
    return {name: value for name, value in inputs.items() if name != naming.DEFAULTS}
