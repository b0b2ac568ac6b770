"""The rules that stand beside a model's fields, collected by path: what a change does, and what a removal means."""

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pulumi_ecs_express.model.fields.base import Model
from pulumi_ecs_express.model.fields.effect import Effect, Removal
from pulumi_ecs_express.model.fields.property_paths import EACH, Path

Rules = Mapping[Path, tuple[Effect, Removal]]


def collect_rules(model: type[Model]) -> dict[Path, tuple[Effect, Removal]]:
    """List the rules of a model and of the objects in it; a field without exactly one effect and one removal is a mistake."""
    found: dict[Path, tuple[Effect, Removal]] = {}
    _collect((), model, found)
    return found


def _collect(prefix: Path, model: type[Model], found: dict[Path, tuple[Effect, Removal]]) -> None:
    for name, field in model.model_fields.items():
        path = (*prefix, field.alias or name)
        effects = [mark for mark in field.metadata if isinstance(mark, Effect)]
        removals = [mark for mark in field.metadata if isinstance(mark, Removal)]
        if len(effects) != 1 or len(removals) != 1:
            raise TypeError(f"{'.'.join(path)} must declare one effect and one removal")
        found[path] = (effects[0], removals[0])
        for place, nested in _objects(path, field.annotation):
            _collect(place, nested, found)


def _objects(path: Path, kind: Any) -> Iterator[tuple[Path, type[Model]]]:
    """Find the objects with members of their own in a type: itself, one of a union's, or each entry of a map or a list."""
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Model):
        yield path, kind
    elif origin is Annotated:
        yield from _objects(path, parts[0])
    elif origin in (Union, UnionType):
        for part in parts:
            yield from _objects(path, part)
    elif origin in (dict, list, tuple):
        yield from _objects((*path, EACH), parts[1] if origin is dict else parts[0])


def rule_for(path: Path, rules: Rules) -> tuple[Effect, Removal]:
    """Find the rule for a path: its own, or that of the map that holds it."""
    return next(rules[path[:depth]] for depth in range(len(path), 0, -1) if path[:depth] in rules)
