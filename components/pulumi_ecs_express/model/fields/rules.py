"""The rules that stand beside a model's fields, collected by path: what a change does, and what a removal means."""

from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_origin

from pulumi_ecs_express.model.fields.base import Model
from pulumi_ecs_express.model.fields.effect import Effect, Keep, Refuse, Removal, ResetTo, Superseded
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
        removals = [mark for mark in field.metadata if isinstance(mark, ResetTo | Refuse | Keep | Superseded)]
        if len(effects) != 1 or len(removals) != 1:
            raise TypeError(f"{'.'.join(path)} must declare one effect and one removal")
        found[path] = (effects[0], removals[0])
        for part in (field.annotation, *get_args(field.annotation)):
            members = [_plain(member) for member in get_args(part)] if get_origin(part) is dict else []
            for place, kind in ((path, part), *(((*path, EACH), member) for member in members)):
                if isinstance(kind, type) and issubclass(kind, Model):
                    _collect(place, kind, found)


def _plain(kind: Any) -> Any:
    """Take the marks off a type."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def rule_for(path: Path, rules: Rules) -> tuple[Effect, Removal]:
    """Find the rule for a path: its own, or that of the map that holds it."""
    return next(rules[path[:depth]] for depth in range(len(path), 0, -1) if path[:depth] in rules)
