"""The changed fields of a component, old and new, with what the package declares of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pulumi_ecs_express.model.fields.effect import Effect, PutBack, ResetTo
from pulumi_ecs_express.model.fields.property_paths import Steps, dotted, undotted
from pulumi_ecs_express.model.preview_report.report import FieldChange, Operation
from pulumi_ecs_express.model.service.internal_inputs import GENERATED_NAME, INTERNAL_PREFIX
from pulumi_ecs_express.planning.preview_report.recording.declared import KINDS, NOT_A_FIELD, rule_of
from pulumi_ecs_express.planning.preview_report.recording.resources import Resource
from pulumi_ecs_express.planning.preview_report.recording.values import SECRET, UNKNOWN, public, shown

Kind = Literal["add", "update", "delete"]

KINDS_OF_DIFFERENCE: Mapping[str, Kind] = {
    "add": "add", "add-replace": "add", "update": "update", "update-replace": "update", "delete": "delete",
    "delete-replace": "delete",
}  # fmt: skip
"""What a provider says of a path: `plugin.DiffKind`."""

NAME = "serviceName"
NOTHING = (None, ())


@dataclass(frozen=True)
class Changed:
    """
    A changed field.

    Attributes:
        steps: Path in the resource's properties.
        effect: What the change means, as the field's model declares it.
        put_back: Whether its removal puts back what was there before.
        told: The change as the report has it.
    """

    steps: Steps
    effect: Effect
    put_back: bool
    told: FieldChange


def changed_fields(resource: Resource, kind: str) -> list[Changed]:
    """List the changed fields; of a new resource all that are declared, of one that goes none."""
    if resource.operation is Operation.DELETE:
        return []
    old, new = _told_properties(resource.old), _told_properties(resource.new)
    if resource.operation in (Operation.CREATE, Operation.IMPORT):
        found: dict[str, Kind] = {dotted(steps): "add" for steps in _leaves((), new)}
    else:
        found = {path: KINDS_OF_DIFFERENCE.get(said, "update") for path, said in resource.differences.items()}
        found = found or _compared(old, new)
    sides = _Sides(old, new, public(resource.outputs.get("inEffect") or {}))
    listed = [_changed(kind, undotted(path), said, sides) for path, said in sorted(found.items())]
    return [one for one in listed if rule_of(kind, one.steps) is not NOT_A_FIELD]


def _told_properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what no program declares: hidden inputs, and a name that was generated."""
    generated = bool(properties.get(GENERATED_NAME))
    kept = {name: value for name, value in properties.items() if not name.startswith(INTERNAL_PREFIX)}
    return {name: public(value) for name, value in kept.items() if not (generated and name == NAME)}


def _compared(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Kind]:
    """Compare inputs where the provider has said nothing of their differences."""
    before, after = dict(_with_values(old)), dict(_with_values(new))
    kinds: dict[str, Kind] = dict.fromkeys(after.keys() - before.keys(), "add")
    kinds |= dict.fromkeys(before.keys() - after.keys(), "delete")
    return kinds | {path: "update" for path in before.keys() & after.keys() if before[path] != after[path]}


def _with_values(tree: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((dotted(steps), value_at(tree, steps)) for steps in _leaves((), tree))


def _leaves(steps: Steps, value: Any) -> Iterator[Steps]:
    """Find the values in maps; a list is one value."""
    if isinstance(value, Mapping):
        for key, member in value.items():
            yield from _leaves((*steps, key), member)
    elif value not in (None, []):
        yield steps


@dataclass(frozen=True)
class _Sides:
    """Inputs before and after, and what AWS has beside them."""

    old: Mapping[str, Any]
    new: Mapping[str, Any]
    in_effect: Any


def _changed(kind: str, steps: Steps, said: Kind, sides: _Sides) -> Changed:
    effect, removal = rule_of(kind, steps)
    before, after = shown(value_at(sides.old, steps)), shown(value_at(sides.new, steps))
    chosen = shown(value_at(sides.in_effect, steps)).text if said == "add" else None
    text = after.text
    if said == "delete" and text is None and isinstance(removal, ResetTo) and removal.default not in NOTHING:
        whole_field = all(isinstance(step, str) for step in steps) and tuple(steps) in KINDS[kind].rules()
        text = shown(removal.default).text if whole_field else None
    told = FieldChange(
        argument=KINDS[kind].path(steps),
        operation=said,
        old=before.text,
        new=text,
        secret=before.secret or after.secret,
        in_effect=None if after.secret else chosen,
    )
    return Changed(steps, effect, said == "delete" and isinstance(removal, PutBack), told)


def value_at(tree: Any, steps: Steps) -> Any:
    """Find a value by its path; None where there is none, and the mark of a secret or an unknown that stands around it."""
    for step in steps:
        inside = _members(tree)
        if step not in inside:
            return tree if tree in (SECRET, UNKNOWN) else None
        tree = inside[step]
    return tree


def _members(tree: Any) -> Mapping[Any, Any]:
    if isinstance(tree, list):
        return dict(enumerate(tree))
    return tree if isinstance(tree, Mapping) else {}
