"""
Comparing sidecars, volumes and further fields of the primary container: with those declared before, and with AWS's.

What AWS fills in is no difference, nor is the order of what has none.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pulumi_ecs_express.model.fields.property_paths import Structure
from pulumi_ecs_express.model.fields.unknown import holds_unknown
from pulumi_ecs_express.model.service.container import MAIN
from pulumi_ecs_express.model.service.definition_parts import CONTAINER_DEFINITION, SIDECARS, VOLUMES
from pulumi_ecs_express.model.task_definition.members import CONTAINERS, Answer, Request
from pulumi_ecs_express.planning.task_definition.equality import UNORDERED, meaning
from pulumi_ecs_express.planning.task_definition.express import (
    FARGATE,
    OF_THE_PRIMARY_CONTAINER,
    Declared,
    Place,
    express_overlay,
)
from pulumi_ecs_express.planning.task_definition.rendering import registrable, rendered

Path = tuple[str, ...]


def same_part(part: str, wanted: Any, found: Any) -> bool:
    """Report whether two values of an argument mean the same to AWS; what is not known yet never does."""
    if holds_unknown(wanted) or holds_unknown(found):
        return False
    return bool(_part_meaning(part, wanted) == _part_meaning(part, found))


def _part_meaning(part: str, value: Any) -> Any:
    tree = value.tree if isinstance(value, Structure) else value
    if part == CONTAINER_DEFINITION:
        return meaning({**FARGATE, CONTAINERS: [tree or {}]})[CONTAINERS]
    return meaning({**FARGATE, {SIDECARS: CONTAINERS, VOLUMES: VOLUMES}[part]: tree or []})


def parts_of(declared: Declared, place: Place, answer: Answer) -> dict[str, Any]:
    """
    Say what a service's task definition holds of the three arguments, in the program's form where it means the same.

    What Express Mode renders of the other arguments is not among it, nor what AWS fills in.

    Args:
        declared: The service's declared properties.
        place: Where the service is.
        answer: What DescribeTaskDefinition answers for the task definition in use.
    """
    sent = _comparable(rendered(None, express_overlay(declared, place)))
    there = _comparable(registrable(answer))
    wanted, found = (_by_name(one.get(CONTAINERS), "name") for one in (sent, there))
    main = {name: member for name, member in found.pop(MAIN, {}).items() if name not in OF_THE_PRIMARY_CONTAINER}
    of_main = {name: member for name, member in wanted.pop(MAIN).items() if name not in OF_THE_PRIMARY_CONTAINER}
    parts = {
        SIDECARS: _list(declared.get(SIDECARS) or (), wanted, found, (CONTAINERS,)),
        VOLUMES: _list(
            declared.get(VOLUMES) or (),
            _by_name(sent.get(VOLUMES), "name"),
            _by_name(there.get(VOLUMES), "name"),
            (VOLUMES,),
        ),
        CONTAINER_DEFINITION: _map(declared.get(CONTAINER_DEFINITION) or {}, of_main, main, (CONTAINERS,)),
    }
    return {part: value for part, value in parts.items() if value}


def _comparable(request: Request) -> Mapping[str, Any]:
    """Write a task definition in one form; whether AWS keeps variables with empty values is not known."""
    return meaning(request, empty_variables=False)


def _by_name(listed: Any, key: str) -> dict[Any, Mapping[str, Any]]:
    return {entry.get(key): entry for entry in listed or () if isinstance(entry, Mapping)}


def _seen(declared: Any, sent: Any, found: Any, path: Path) -> Any:
    """Give a value as AWS has it: in the program's form where it means what was sent."""
    if sent == found:
        return declared
    if isinstance(sent, Mapping) and isinstance(found, Mapping):
        return _map(declared if isinstance(declared, Mapping) else {}, sent, found, path)
    key = next(iter(UNORDERED.get(path, ())), None)
    if key is not None and isinstance(found, list) and isinstance(declared, list | tuple):
        return _list(declared, _by_name(sent, key), _by_name(found, key), path, key)
    return found


def _map(declared: Mapping[str, Any], sent: Mapping[str, Any], found: Mapping[str, Any], path: Path) -> dict[str, Any]:
    members = dict.fromkeys([*declared, *sent, *found])
    seen = {name: _seen(declared.get(name), sent.get(name), found.get(name), (*path, name)) for name in members}
    return {name: member for name, member in seen.items() if member is not None}


def _list(
    declared: Sequence[Any],
    sent: Mapping[Any, Mapping[str, Any]],
    found: Mapping[Any, Mapping[str, Any]],
    path: Path,
    key: str = "name",
) -> list[Any]:
    """Give a list whose entries have names: the declared ones that are there in their order, then those of others."""
    names = [entry.get(key) for entry in declared if isinstance(entry, Mapping)]
    kept = [
        _seen(entry, sent.get(entry.get(key)), found.get(entry.get(key)), path)
        for entry in declared
        if isinstance(entry, Mapping) and (entry.get(key) in found or entry.get(key) not in sent)
    ]
    return [*kept, *(entry for name, entry in found.items() if name not in names)]


def differences(old: Any, new: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """List where two trees differ, by exact path, each with whether the value is added, changed or taken away."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys([*old, *new]):
            yield from _difference(name in old, name in new, old.get(name), new.get(name), (*path, name))
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple):
        for index in range(max(len(old), len(new))):
            before, after = (one[index] if index < len(one) else None for one in (old, new))
            yield from _difference(index < len(old), index < len(new), before, after, (*path, index))
    elif old != new:
        yield path, "update"


def _difference(
    was: bool, is_: bool, old: Any, new: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if was and is_:
        yield from differences(old, new, path)
    else:
        yield path, "delete" if was else "add"
