"""Tags of log groups by boto3's ``logs`` client."""

from collections.abc import Mapping, Sequence

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection


class LogGroupTags:
    """Those of what CloudWatch Logs has; its tag calls take the ARN without the ``:*`` that its other calls write behind it."""

    def __init__(self, connection: Connection) -> None:
        self._logs = client("logs", connection)
        self._region: str = self._logs.meta.region_name

    def tags(self, arn: str) -> dict[str, str]:
        with translated(f"reading the tags of {arn}", self._region):
            try:
                found = self._logs.list_tags_for_resource(resourceArn=arn.removesuffix(":*"))["tags"]
            except self._logs.exceptions.ResourceNotFoundException:
                return {}
            return dict(found)

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with translated(f"tagging {arn}", self._region):
            self._logs.tag_resource(resourceArn=arn.removesuffix(":*"), tags=dict(tags))

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with translated(f"untagging {arn}", self._region):
            self._logs.untag_resource(resourceArn=arn.removesuffix(":*"), tagKeys=list(keys))
