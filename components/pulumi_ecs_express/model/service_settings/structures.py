"""What all settings have in common: the marks of their fields, and the structures and lists that they are made of."""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Optional, TypeVar

from pydantic import AfterValidator, BeforeValidator, model_validator

from pulumi_ecs_express.model.fields.base import Model, UnknownPasses, mistake, mistakes_at
from pulumi_ecs_express.model.fields.effect import Effect, PutBack
from pulumi_ecs_express.model.fields.property_paths import Steps
from pulumi_ecs_express.model.fields.unknown import Unknown

T = TypeVar("T")

Problems = Iterator[tuple[Steps, str]]
"""Mistakes, each with its place below the one that is judged."""

Setting = Annotated[Optional[T], Effect.SETTING, PutBack()]  # noqa: UP045 - a type variable must be replaced in it
"""A parameter of UpdateService, or a member of one, that may be left to AWS."""

Required = Annotated[T, Effect.SETTING, PutBack()]
"""A member without which AWS refuses an entry."""


class SettingStructure(Model):
    """A structure of UpdateService; outside of lists, members that are not declared stay as AWS has them."""

    @model_validator(mode="after")
    def _members_agree(self) -> "SettingStructure":
        """Judge what only several members together can get wrong; all of it at once."""
        if found := list(self._problems() if self.tree() else self._nothing()):
            raise mistakes_at(found)
        return self

    def _nothing(self) -> Problems:
        yield (), f"declares nothing: write at least one of {', '.join(type(self).model_fields)}, or leave it out"

    def _problems(self) -> Problems:
        yield from ()


def _listed(value: Any) -> Any:
    if isinstance(value, str | Mapping):
        raise mistake(f"is {'a string' if isinstance(value, str) else 'a map'}, and must be a list: put it in [ ]")
    return value


Many = Annotated[tuple[Annotated[T, UnknownPasses], ...], BeforeValidator(_listed)]
"""A list that AWS replaces as a whole; an empty one clears."""


Judge = Callable[[tuple[Any, ...]], Problems]


def judged(*judges: Judge) -> AfterValidator:
    """Judge what the entries of a list are together; all of it at once."""

    def check(entries: Any) -> Any:
        if entries is not None and (found := [problem for judge in judges for problem in judge(entries)]):
            raise mistakes_at(found)
        return entries

    return AfterValidator(check)


def at_most(most: int, what: str) -> Judge:
    """Accept a list of no more entries."""

    def judge(entries: tuple[Any, ...]) -> Problems:
        if len(entries) > most:
            yield (), f"holds {len(entries)} {what}, and AWS takes at most {most}"

    return judge


def at_least_one(what: str) -> Judge:
    """Accept a list with an entry."""

    def judge(entries: tuple[Any, ...]) -> Problems:
        if not entries:
            yield (), f"is empty: name at least one {what}"

    return judge


def each_once(member: str | None = None) -> Judge:
    """Accept a list in which no entry, or no value of a member, stands twice."""

    def judge(entries: tuple[Any, ...]) -> Problems:
        seen: list[Any] = []
        for index, entry in enumerate(entries):
            value = entry if member is None else getattr(entry, member, None)
            if known(value) and value in seen:
                where: Steps = (index,) if member is None else (index, _alias(entry, member))
                what = repr(value) if isinstance(value, str) else "the same"
                yield where, f"{what} stands in [{seen.index(value)}] already"
            seen.append(value)

    return judge


def _alias(entry: Model, member: str) -> str:
    return str(type(entry).model_fields[member].alias)


def known(value: object) -> bool:
    """Report whether a member is declared with a value that is known."""
    return value is not None and not isinstance(value, Unknown)
