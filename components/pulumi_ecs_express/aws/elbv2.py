"""Load balancers by boto3's ``elbv2`` client."""

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection


class BotoLoadBalancers:
    """Implements `pulumi_ecs_express.ports.LoadBalancers`."""

    def __init__(self, connection: Connection) -> None:
        self._elbv2 = client("elbv2", connection)
        self.region: str = self._elbv2.meta.region_name

    def address(self, arn: str) -> tuple[str, str] | None:
        with translated(f"reading load balancer {arn.split('/')[-2]}", self.region):
            try:
                found = self._elbv2.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"]
            except self._elbv2.exceptions.LoadBalancerNotFoundException:
                return None
            return (found[0]["DNSName"], found[0]["CanonicalHostedZoneId"]) if found else None
