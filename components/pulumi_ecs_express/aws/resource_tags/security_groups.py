"""Tags of security groups by boto3's ``ec2`` client."""

from collections.abc import Mapping, Sequence

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection


class SecurityGroupTags:
    """Those of what EC2 has, which names its resources by their ids."""

    def __init__(self, connection: Connection) -> None:
        self._ec2 = client("ec2", connection)
        self._region: str = self._ec2.meta.region_name

    def tags(self, arn: str) -> dict[str, str]:
        with translated(f"reading the tags of {arn}", self._region):
            only = [{"Name": "resource-id", "Values": [_id(arn)]}]
            found = self._ec2.describe_tags(Filters=only)["Tags"]
            return {tag["Key"]: tag.get("Value", "") for tag in found}

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with translated(f"tagging {arn}", self._region):
            listed = [{"Key": key, "Value": value} for key, value in tags.items()]
            self._ec2.create_tags(Resources=[_id(arn)], Tags=listed)

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with translated(f"untagging {arn}", self._region):
            self._ec2.delete_tags(Resources=[_id(arn)], Tags=[{"Key": key} for key in keys])


def _id(arn: str) -> str:
    return arn.rpartition("/")[2]
