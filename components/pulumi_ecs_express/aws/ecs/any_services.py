"""What is asked alike of services of Express Mode and of all others, by boto3's ``ecs`` client."""

from collections.abc import Mapping, Sequence

from pulumi_ecs_express.aws.ecs.deployments import BotoDeployments
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.service.observed import ServiceArn


class BotoAnyServices(BotoDeployments):
    """Implements `pulumi_ecs_express.ports.AnyServices`."""

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with translated(f"tagging service {ServiceArn(arn).name}", self.region):
            self._ecs.tag_resource(resourceArn=arn, tags=[{"key": key, "value": value} for key, value in tags.items()])

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with translated(f"untagging service {ServiceArn(arn).name}", self.region):
            self._ecs.untag_resource(resourceArn=arn, tagKeys=list(keys))

    def account(self) -> str:
        with translated("asking whose the credentials are", self.region):
            account: str = client("sts", self.connection).get_caller_identity()["Account"]
        return account
