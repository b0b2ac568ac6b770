"""What the living services of a Region run on, by boto3's ``ecs`` client: Express Mode's and all others."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection

AT_ONCE = 10
"""Services in one request of DescribeServices (Amazon ECS API reference, read 2026-11-22)."""

Answer = Mapping[str, Any]


class BotoWorkloads:
    """Implements `pulumi_ecs_express.ports.Workloads`."""

    def __init__(self, connection: Connection) -> None:
        self._ecs = client("ecs", connection)
        self.region: str = self._ecs.meta.region_name

    def definitions_in_use(self) -> set[str]:
        return {
            arn
            for cluster in self._clusters()
            for reported in self._services(cluster)
            for arn in _definitions(reported)
        }

    def _clusters(self) -> list[str]:
        with translated("listing clusters", self.region):
            return [arn for page in self._ecs.get_paginator("list_clusters").paginate() for arn in page["clusterArns"]]

    def _services(self, cluster: str) -> list[Answer]:
        """Describe the living services of a cluster; one that has gone since it was listed has none."""
        try:
            with translated(f"reading what the services of {cluster} run on", self.region):
                sized = {"PageSize": AT_ONCE}
                pages = self._ecs.get_paginator("list_services").paginate(cluster=cluster, PaginationConfig=sized)
                return [reported for page in pages for reported in self._described(cluster, page["serviceArns"])]
        except errors.ClusterNotFound:
            return []

    def _described(self, cluster: str, arns: list[str]) -> list[Answer]:
        reported = self._ecs.describe_services(cluster=cluster, services=arns)["services"] if arns else []
        return [service for service in reported if service.get("status") == "ACTIVE"]


def _definitions(service: Answer) -> Iterator[str]:
    """List the task definitions of a service: its own, those of its deployments, and those of its task sets."""
    for reported in (service, *service.get("deployments", []), *service.get("taskSets", [])):
        if arn := reported.get("taskDefinition"):
            yield str(arn)
