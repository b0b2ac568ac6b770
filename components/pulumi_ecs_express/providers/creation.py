"""
Creating a resource whose API has no client token, so that nothing is created twice and nothing of others is taken.

An engine can die, or an answer can be lost, after AWS has created something. So it carries an ownership tag from the
start, which says that it is unfinished until the engine has saved it: the next `create` finishes its own unfinished one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning import ownership

Tag = Callable[[str, Mapping[str, str]], None]
"""Sets tags on an ARN."""


class Existing(Protocol):
    """What has the name already."""

    @property
    def arn(self) -> str: ...

    @property
    def tags(self) -> Mapping[str, str]: ...


Found = TypeVar("Found", bound=Existing)


@dataclass(frozen=True)
class Created:
    """What `create_or_adopt` has created or adopted."""

    arn: str
    revision: str | None = None
    adopted: bool = False


def create_or_adopt(
    send: Callable[[], Created],
    find: Callable[[errors.ParameterRefused], Found],
    refuse: Callable[[Found], errors.ExpressError | None],
    owner: ownership.Owner,
    tag: Tag,
) -> Created:
    """
    Create something, or adopt an earlier attempt of this very resource whose answer was lost.

    Args:
        send: Sends the request that creates it.
        find: Finds what has the name, after AWS has refused the request; raises the refusal where nothing has it.
        refuse: Makes the error for something of another owner; None where it may be adopted all the same.
        owner: Who is creating it.
        tag: Sets tags, to write the new owner.
    """
    try:
        return send()
    except errors.ParameterRefused as refusal:
        found = find(refusal)
        own = ownership.may_adopt(ownership.parse(found.tags.get(ownership.TAG)), owner.resource)
        if not own and (error := refuse(found)):
            raise error from refusal
        tag(found.arn, {ownership.TAG: owner.tag()})
        return Created(found.arn, adopted=True)


def mark_finished(found: Existing, tag: Tag) -> None:
    """Note that the engine has saved it: from now on no `create` adopts it."""
    owner = ownership.parse(found.tags.get(ownership.TAG))
    if owner is not None and owner.unfinished:
        tag(found.arn, {ownership.TAG: owner.finished().tag()})
