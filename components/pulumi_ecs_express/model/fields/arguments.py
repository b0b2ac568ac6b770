"""The arguments of one component: their model, and by which names and rules its users know them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pulumi_ecs_express.model.fields.base import Model
from pulumi_ecs_express.model.fields.property_paths import Path, argument, pattern, snake
from pulumi_ecs_express.model.fields.rules import Rules

AnyModel = TypeVar("AnyModel", bound=Model)


@dataclass(frozen=True)
class Arguments(Generic[AnyModel]):
    """
    What the shared judgement of a program's input has to know of a component.

    Attributes:
        model: The arguments together.
        rules: What a change and a removal of each mean, by path; a function, since not every run needs them.
        right_name: Looks a wrong name up: the right one, or why there is none and what to do; None twice for one
            unheard of.
        text_maps: Properties that are maps in which an empty string is a value.
        structures: Properties in AWS's own form, which are compared as a whole.
    """

    model: type[AnyModel]
    rules: Callable[[], Rules]
    right_name: Callable[[Path], tuple[str | None, str | None]]
    text_maps: tuple[str, ...]
    structures: tuple[str, ...] = ()

    def path(self, path: Sequence[str | int]) -> str:
        """Write a property's path as the program does; what cannot be seen in a name is written out, as in a message of one line."""
        written = argument(path, self.rules())
        return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in written)

    def members(self, path: Sequence[str | int]) -> list[str]:
        """List what may stand at a place, as Python's arguments are called."""
        place = pattern(path, self.rules())
        return [snake(known[-1]) for known in self.rules() if known[:-1] == place]
