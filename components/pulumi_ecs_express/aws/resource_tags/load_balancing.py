"""Tags of target groups and listener rules by boto3's ``elbv2`` client."""

from collections.abc import Mapping, Sequence

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection


class LoadBalancingTags:
    """Those of what Elastic Load Balancing has."""

    def __init__(self, connection: Connection) -> None:
        self._elbv2 = client("elbv2", connection)
        self._region: str = self._elbv2.meta.region_name

    def tags(self, arn: str) -> dict[str, str]:
        gone = (
            self._elbv2.exceptions.RuleNotFoundException,
            self._elbv2.exceptions.TargetGroupNotFoundException,
        )
        with translated(f"reading the tags of {arn}", self._region):
            try:
                described = self._elbv2.describe_tags(ResourceArns=[arn])["TagDescriptions"]
            except gone:
                return {}
            return {tag["Key"]: tag.get("Value", "") for one in described for tag in one["Tags"]}

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with translated(f"tagging {arn}", self._region):
            self._elbv2.add_tags(ResourceArns=[arn], Tags=[{"Key": key, "Value": value} for key, value in tags.items()])

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with translated(f"untagging {arn}", self._region):
            self._elbv2.remove_tags(ResourceArns=[arn], TagKeys=list(keys))
