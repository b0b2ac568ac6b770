"""Image digests by boto3's ``ecr`` client."""

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection


class BotoImages:
    """Implements `pulumi_ecs_express.ports.Images`."""

    def __init__(self, connection: Connection) -> None:
        self._ecr = client("ecr", connection)
        self.region: str = self._ecr.meta.region_name

    def digest(self, account: str, repository: str, tag: str) -> str | None:
        missing = (self._ecr.exceptions.ImageNotFoundException, self._ecr.exceptions.RepositoryNotFoundException)
        with translated(f"reading the digest of {repository}:{tag}", self.region):
            try:
                answer = self._ecr.describe_images(
                    registryId=account, repositoryName=repository, imageIds=[{"imageTag": tag}]
                )
            except missing:
                return None
            return str(answer["imageDetails"][0]["imageDigest"]) if answer["imageDetails"] else None
