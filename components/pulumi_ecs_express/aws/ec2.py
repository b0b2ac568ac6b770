"""Subnets by boto3's ``ec2`` client."""

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection


class BotoSubnets:
    """Implements `pulumi_ecs_express.ports.Subnets`."""

    def __init__(self, connection: Connection) -> None:
        self._ec2 = client("ec2", connection)
        self._region: str = self._ec2.meta.region_name

    def defaults(self) -> frozenset[str]:
        with translated("reading the default subnets", self._region):
            only = [{"Name": "default-for-az", "Values": ["true"]}]
            pages = self._ec2.get_paginator("describe_subnets").paginate(Filters=only)
            return frozenset(str(subnet["SubnetId"]) for page in pages for subnet in page["Subnets"])
