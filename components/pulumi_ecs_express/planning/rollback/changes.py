"""What a rollback changes, argument by argument in Python's names, so that the program can say it too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_ecs_express.model.fields.effect import Refuse
from pulumi_ecs_express.model.fields.property_paths import Path, PropertyValue, Structure, argument, flatten
from pulumi_ecs_express.model.service.definition_parts import CONTAINER_DEFINITION, SIDECARS, VOLUMES
from pulumi_ecs_express.model.service.spec import rules

HIDDEN = (("primaryContainer", "environment"), ("primaryContainer", "command"), (CONTAINER_DEFINITION,))
"""What may hold a secret of the program, by the beginning of its path."""

HEALTH_CHECK_PATH = "healthCheckPath"

TASK_DEFINITION = "taskDefinitionArn"

MASK = "(not shown)"


@dataclass(frozen=True)
class Change:
    """
    One argument that changes.

    Attributes:
        path: As a program names it.
        old: Its value now, as Python source; None where it is not set.
        new: Its value then.
        hidden: Whether its values are not to be shown.
        kept: Whether a preview refuses to remove it, since AWS has no way to clear it: a refresh sees that it is gone.
    """

    path: str
    old: str | None
    new: str | None
    hidden: bool = False
    kept: bool = False

    def line(self, *, shown: bool = False) -> str:
        """Write it as ``path: old → new``."""
        hide = self.hidden and not shown
        old, new = (value and (MASK if hide else value) for value in (self.old, self.new))
        removed = "not set: run `pulumi refresh`, then remove it" if self.kept else "not set: remove it"
        return f"{self.path}: {old or 'not set'} → {new or removed}"


def changes(now: Mapping[str, Any], then: Mapping[str, Any]) -> list[Change]:
    """Compare two sets of properties."""
    old, new = (flatten(settings, (SIDECARS, VOLUMES)) for settings in (now, then))
    paths = list(dict.fromkeys([*old, *new]))
    return [_change(path, old.get(path), new.get(path)) for path in paths if old.get(path) != new.get(path)]


def _change(path: Path, old: PropertyValue | None, new: PropertyValue | None) -> Change:
    hidden = any(path[: len(prefix)] == prefix for prefix in HIDDEN)
    kept = new is None and path in rules() and isinstance(rules()[path][1], Refuse)
    return Change(argument(path, rules()), _source(old), _source(new), hidden, kept)


def _source(value: PropertyValue | None) -> str | None:
    """Write a value as Python does; of structures, whose members may be secrets, the names and the images."""
    if value is None:
        return None
    if isinstance(value, Structure):
        return f"[{', '.join(_entries(value.tree))}]"
    return repr(list(value) if isinstance(value, tuple) else value)


def _entries(tree: Any) -> Iterator[str]:
    for one in tree:
        named = {name: one[name] for name in ("name", "image") if one.get(name)}
        yield f"{{{', '.join(f'{name!r}: {value!r}' for name, value in named.items())}, …}}"


def advice(found: list[Change], inputs: Mapping[str, Any] | None, old: str | None, new: str | None) -> list[Change]:
    """
    Say what the program must say.

    Args:
        found: What changes.
        inputs: What the program declares, where its stack was read.
        old: The task definition that runs now.
        new: The task definition to go back to.
    """
    if inputs and inputs.get(TASK_DEFINITION):
        of_the_service = [change for change in found if change.path == "health_check_path"]
        return [Change("task_definition_arn", old and repr(old), new and repr(new)), *of_the_service]
    return found
