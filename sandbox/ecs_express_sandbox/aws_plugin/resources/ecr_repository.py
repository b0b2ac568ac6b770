"""`aws:ecr/repository:Repository`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType
from ecs_express_sandbox.aws_plugin.values import Properties


class Repository(OneCallType):
    """A private repository, known to Pulumi by its name."""

    declaration = Declaration(
        token="aws:ecr/repository:Repository",  # noqa: S106  # a type token
        inputs=frozenset({"forceDelete", "imageTagMutability", "name"}),
        computed=frozenset({"arn", "registryId", "repositoryUrl"}),
        immutable=frozenset({"name"}),
        defaults={"imageTagMutability": "MUTABLE"},
        unreadable=frozenset({"forceDelete"}),
        name_limit=256,
        tagged=True,
        regional=True,
    )
    service = "ecr"
    gone = ("RepositoryNotFoundException",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        client.create_repository(
            repositoryName=inputs["name"],
            imageTagMutability=inputs["imageTagMutability"],
            tags=tags.as_list(inputs["tagsAll"]),
        )
        return str(inputs["name"])

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it."""
        (found,) = client.describe_repositories(repositoryNames=[resource_id])["repositories"]
        return {
            "arn": found["repositoryArn"],
            "imageTagMutability": found["imageTagMutability"],
            "name": found["repositoryName"],
            "registryId": found["registryId"],
            "repositoryUrl": found["repositoryUri"],
            "tagsAll": tags.as_mapping(client.list_tags_for_resource(resourceArn=found["repositoryArn"])["tags"]),
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Say whether a tag may be pushed anew."""
        if old.get("imageTagMutability") != new["imageTagMutability"]:
            client.put_image_tag_mutability(repositoryName=resource_id, imageTagMutability=new["imageTagMutability"])

    @override
    def tag(self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]) -> None:
        """Set and remove tags."""
        if to_set:
            client.tag_resource(resourceArn=old["arn"], tags=tags.as_list(to_set))
        if to_remove:
            client.untag_resource(resourceArn=old["arn"], tagKeys=list(to_remove))

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it, with its images where the program says so."""
        client.delete_repository(repositoryName=resource_id, force=bool(state.get("forceDelete")))
