"""What the types of ELBv2 have in common: its client, and tags by ARN."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType
from ecs_express_sandbox.aws_plugin.values import Properties


class LbType(OneCallType):
    """A type whose id is its ARN, by which ELBv2 sets its tags."""

    service = "elbv2"

    @override
    def tag(self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]) -> None:
        """Set and remove tags."""
        if to_set:
            client.add_tags(ResourceArns=[old["id"]], Tags=tags.as_list(to_set))
        if to_remove:
            client.remove_tags(ResourceArns=[old["id"]], TagKeys=list(to_remove))


def tagged(inputs: Properties) -> dict[str, Any]:
    """Write the tags of what is being made."""
    listed = tags.as_list(inputs["tagsAll"])
    return {"Tags": listed} if listed else {}


def tags_of(client: Any, arn: str) -> dict[str, str]:
    """Read the tags of one resource."""
    found = client.describe_tags(ResourceArns=[arn])["TagDescriptions"]
    return tags.as_mapping(found[0]["Tags"]) if found else {}
