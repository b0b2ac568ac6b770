"""Tags of alarms by boto3's ``cloudwatch`` client."""

from collections.abc import Mapping, Sequence

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection


class AlarmTags:
    """Those of what CloudWatch has."""

    def __init__(self, connection: Connection) -> None:
        self._cloudwatch = client("cloudwatch", connection)
        self._region: str = self._cloudwatch.meta.region_name

    def tags(self, arn: str) -> dict[str, str]:
        with translated(f"reading the tags of {arn}", self._region):
            try:
                found = self._cloudwatch.list_tags_for_resource(ResourceARN=arn)["Tags"]
            except self._cloudwatch.exceptions.ResourceNotFoundException:
                return {}
            return {tag["Key"]: tag.get("Value", "") for tag in found}

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with translated(f"tagging {arn}", self._region):
            listed = [{"Key": key, "Value": value} for key, value in tags.items()]
            self._cloudwatch.tag_resource(ResourceARN=arn, Tags=listed)

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with translated(f"untagging {arn}", self._region):
            self._cloudwatch.untag_resource(ResourceARN=arn, TagKeys=list(keys))
