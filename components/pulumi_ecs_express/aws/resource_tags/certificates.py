"""Tags of certificates by boto3's ``acm`` client."""

from collections.abc import Mapping, Sequence

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection


class CertificateTags:
    """Those of what ACM has."""

    def __init__(self, connection: Connection) -> None:
        self._acm = client("acm", connection)
        self._region: str = self._acm.meta.region_name

    def tags(self, arn: str) -> dict[str, str]:
        with translated(f"reading the tags of {arn}", self._region):
            try:
                found = self._acm.list_tags_for_certificate(CertificateArn=arn)["Tags"]
            except self._acm.exceptions.ResourceNotFoundException:
                return {}
            return {tag["Key"]: tag.get("Value", "") for tag in found}

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with translated(f"tagging {arn}", self._region):
            listed = [{"Key": key, "Value": value} for key, value in tags.items()]
            self._acm.add_tags_to_certificate(CertificateArn=arn, Tags=listed)

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with translated(f"untagging {arn}", self._region):
            self._acm.remove_tags_from_certificate(CertificateArn=arn, Tags=[{"Key": key} for key in keys])
