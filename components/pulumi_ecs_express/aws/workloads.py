"""What the living services of a Region run on, by boto3's ``ecs`` client: Express Mode's and all others."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.faults import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection import Connection

AT_ONCE = 10
"""Services in one request of DescribeServices (Amazon ECS API reference, read 2026-11-22)."""

Answer = Mapping[str, Any]


class BotoWorkloads:
    """Implements `pulumi_ecs_express.ports.Workloads`."""

    def __init__(self, connection: Connection) -> None:
        self._ecs = client("ecs", connection)
        self.region: str = self._ecs.meta.region_name

    def definitions_in_use(self) -> set[str]:
        return {arn for cluster in self._clusters() for told in self._services(cluster) for arn in _definitions(told)}

    def _clusters(self) -> Iterator[str]:
        request = dict[str, str]()
        while True:
            with translated("listing clusters", self.region):
                answer = self._ecs.list_clusters(**request)
                found = answer["clusterArns"]
            yield from found
            if not answer.get("nextToken"):
                return
            request = {"nextToken": answer["nextToken"]}

    def _services(self, cluster: str) -> Iterator[Answer]:
        """Describe the services of a cluster; one that has gone since it was listed has none."""
        try:
            for page in self._pages(cluster):
                for start in range(0, len(page), AT_ONCE):
                    with translated("reading what other services run on", self.region):
                        answer = self._ecs.describe_services(cluster=cluster, services=page[start : start + AT_ONCE])
                        found = [told for told in answer["services"] if told.get("status") == "ACTIVE"]
                    yield from found
        except errors.ClusterNotFound:
            return

    def _pages(self, cluster: str) -> Iterator[list[str]]:
        request = {"cluster": cluster, "maxResults": 100}
        while True:
            with translated(f"listing the services of {cluster}", self.region):
                answer = self._ecs.list_services(**request)
                found = answer["serviceArns"]
            yield found
            if not answer.get("nextToken"):
                return
            request["nextToken"] = answer["nextToken"]


def _definitions(service: Answer) -> Iterator[str]:
    """List the task definitions of a service: its own, those of its deployments, and those of its task sets."""
    for told in (service, *service.get("deployments", []), *service.get("taskSets", [])):
        if arn := told.get("taskDefinition"):
            yield str(arn)
