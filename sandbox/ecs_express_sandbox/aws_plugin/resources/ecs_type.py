"""What the types of ECS have in common: its client, and its tags, which ECS spells in lower case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType
from ecs_express_sandbox.aws_plugin.values import Properties


class EcsType(OneCallType):
    """
    A type whose tags ECS sets by the resource's ARN.

    Attributes:
        tagged_by: the property that holds the ARN.
    """

    service = "ecs"
    tagged_by: ClassVar[str] = "id"

    @override
    def tag(self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]) -> None:
        """Set and remove tags."""
        if to_set:
            client.tag_resource(resourceArn=old[self.tagged_by], tags=as_list(to_set))
        if to_remove:
            client.untag_resource(resourceArn=old[self.tagged_by], tagKeys=list(to_remove))


def as_list(wanted: Mapping[str, str]) -> list[dict[str, str]]:
    """Write tags as ECS takes them."""
    return tags.as_list(wanted, key="key", value="value")


def as_mapping(found: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Read tags as ECS gives them."""
    return tags.as_mapping(found, key="key", value="value")
