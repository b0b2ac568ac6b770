"""App Runner services by boto3's ``apprunner`` client: everything that belongs to one, read and never changed."""

from collections.abc import Callable, Iterator
from typing import Any

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection


class BotoAppRunner:
    """Implements `pulumi_ecs_express.ports.AppRunner`."""

    def __init__(self, connection: Connection) -> None:
        self._apprunner = client("apprunner", connection)
        self.region: str = self._apprunner.meta.region_name

    def read(self, arn: str) -> dict[str, Any] | None:
        with translated(f"reading the App Runner service {arn}", self.region):
            try:
                service = self._apprunner.describe_service(ServiceArn=arn)["Service"]
            except self._apprunner.exceptions.ResourceNotFoundException:
                return None
            domains = _pages(
                lambda page: self._apprunner.describe_custom_domains(ServiceArn=arn, **page), "CustomDomains"
            )
            connections = _pages(
                lambda page: self._apprunner.list_vpc_ingress_connections(Filter={"ServiceArn": arn}, **page),
                "VpcIngressConnectionSummaryList",
            )
            tags = self._apprunner.list_tags_for_resource(ResourceArn=arn).get("Tags", [])
            return {
                "Service": service,
                "CustomDomains": list(domains),
                "VpcIngressConnections": list(connections),
                "Tags": tags,
                **self._configurations(service),
            }

    def _configurations(self, service: dict[str, Any]) -> dict[str, Any]:
        """Read what the service only names."""
        found = dict[str, Any]()
        if arn := service["AutoScalingConfigurationSummary"].get("AutoScalingConfigurationArn"):
            answer = self._apprunner.describe_auto_scaling_configuration(AutoScalingConfigurationArn=arn)
            found["AutoScalingConfiguration"] = answer["AutoScalingConfiguration"]
        if arn := service["NetworkConfiguration"].get("EgressConfiguration", {}).get("VpcConnectorArn"):
            found["VpcConnector"] = self._apprunner.describe_vpc_connector(VpcConnectorArn=arn)["VpcConnector"]
        if arn := service.get("ObservabilityConfiguration", {}).get("ObservabilityConfigurationArn"):
            answer = self._apprunner.describe_observability_configuration(ObservabilityConfigurationArn=arn)
            found["ObservabilityConfiguration"] = answer["ObservabilityConfiguration"]
        return found


def _pages(call: Callable[[dict[str, str]], dict[str, Any]], member: str) -> Iterator[Any]:
    """Read all pages; botocore has no paginator for these calls."""
    answer = call({})
    yield from answer.get(member, [])
    while token := answer.get("NextToken"):
        answer = call({"NextToken": token})
        yield from answer.get(member, [])
