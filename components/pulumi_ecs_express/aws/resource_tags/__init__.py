"""Tags of resources by their ARNs: each AWS service has calls of its own for them, and a module here."""

from collections.abc import Mapping, Sequence

from pulumi_ecs_express.aws.resource_tags.alarms import AlarmTags
from pulumi_ecs_express.aws.resource_tags.certificates import CertificateTags
from pulumi_ecs_express.aws.resource_tags.load_balancing import LoadBalancingTags
from pulumi_ecs_express.aws.resource_tags.log_groups import LogGroupTags
from pulumi_ecs_express.aws.resource_tags.scaling import ScalingTags
from pulumi_ecs_express.aws.resource_tags.security_groups import SecurityGroupTags
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.ports import ResourceTags

BY_SERVICE: Mapping[str, type[ResourceTags]] = {
    "acm": CertificateTags,
    "application-autoscaling": ScalingTags,
    "cloudwatch": AlarmTags,
    "ec2": SecurityGroupTags,
    "elasticloadbalancing": LoadBalancingTags,
    "logs": LogGroupTags,
}
"""By the service that an ARN names."""


class BotoResourceTags:
    """Implements `pulumi_ecs_express.ports.ResourceTags`."""

    def __init__(self, connection: Connection) -> None:
        self._made = {service: kind(connection) for service, kind in BY_SERVICE.items()}  # type: ignore[call-arg]  # a protocol has no constructor

    def tags(self, arn: str) -> dict[str, str]:
        return self._of(arn).tags(arn)

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        self._of(arn).tag(arn, tags)

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        self._of(arn).untag(arn, keys)

    def _of(self, arn: str) -> ResourceTags:
        return self._made[arn.split(":")[2]]
