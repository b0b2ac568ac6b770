"""Scalable targets of Application Auto Scaling, by boto3."""

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection

NAMESPACE, DIMENSION = "ecs", "ecs:service:DesiredCount"
"""How services are named there. Source: DescribeScalableTargets, Application Auto Scaling API reference, read 2026-11-28."""


class BotoScalableTargets:
    """Implements `pulumi_ecs_express.ports.ScalableTargets`."""

    def __init__(self, connection: Connection) -> None:
        self._scaling = client("application-autoscaling", connection)
        self._region: str = self._scaling.meta.region_name

    def scales(self, cluster: str, service: str) -> bool:
        with translated(f"reading the auto scaling of service {service}", self._region):
            answer = self._scaling.describe_scalable_targets(
                ServiceNamespace=NAMESPACE, ResourceIds=[f"service/{cluster}/{service}"], ScalableDimension=DIMENSION
            )
            return bool(answer["ScalableTargets"])
