"""What the types of EC2 have in common: its client, its tags, its ARNs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType
from ecs_express_sandbox.aws_plugin.values import Properties


class Ec2Type(OneCallType):
    """A type whose tags EC2 sets by the resource's ID."""

    service = "ec2"

    @override
    def tag(self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]) -> None:
        """Set and remove tags."""
        if to_set:
            client.create_tags(Resources=[old["id"]], Tags=tags.as_list(to_set))
        if to_remove:
            client.delete_tags(Resources=[old["id"]], Tags=[{"Key": key} for key in to_remove])


def tagged(kind: str, inputs: Properties) -> dict[str, Any]:
    """Write the tags of what is being made."""
    listed = tags.as_list(inputs["tagsAll"])
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": listed}]} if listed else {}


def arn(account: Account, client: Any, resource: str) -> str:
    """Write an ARN of EC2, which gives few by itself."""
    return f"arn:{account.partition}:ec2:{client.meta.region_name}:{account.identity['Account']}:{resource}"
