"""Tags of scalable targets by boto3's ``application-autoscaling`` client."""

from collections.abc import Mapping, Sequence

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection


class ScalingTags:
    """Those of what Application Auto Scaling has."""

    def __init__(self, connection: Connection) -> None:
        self._scaling = client("application-autoscaling", connection)
        self._region: str = self._scaling.meta.region_name

    def tags(self, arn: str) -> dict[str, str]:
        with translated(f"reading the tags of {arn}", self._region):
            try:
                found = self._scaling.list_tags_for_resource(ResourceARN=arn)["Tags"]
            except self._scaling.exceptions.ResourceNotFoundException:
                return {}
            return dict(found)

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with translated(f"tagging {arn}", self._region):
            self._scaling.tag_resource(ResourceARN=arn, Tags=dict(tags))

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with translated(f"untagging {arn}", self._region):
            self._scaling.untag_resource(ResourceARN=arn, TagKeys=list(keys))
