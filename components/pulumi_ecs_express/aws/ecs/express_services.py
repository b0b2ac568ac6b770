"""Express Gateway services by boto3's ``ecs`` client."""

from collections.abc import Mapping
from typing import Any

from pulumi_ecs_express.aws.ecs.any_services import BotoAnyServices
from pulumi_ecs_express.aws.ecs.deployments import made
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.model.service.observed import (
    Configuration,
    IngressPath,
    ObservedService,
    ServiceArn,
    Status,
    cluster_name,
)
from pulumi_ecs_express.model.service.spec import DEFAULT_CLUSTER
from pulumi_ecs_express.model.service_update.observed import EXPRESS

Answer = Mapping[str, Any]


class BotoExpressServices(BotoAnyServices):
    """Implements `pulumi_ecs_express.ports.ExpressServices`."""

    def create(self, request: Mapping[str, Any]) -> ObservedService:
        cluster = cluster_name(request.get("cluster", DEFAULT_CLUSTER))
        with translated(f"creating service {request.get('serviceName', '')} in cluster {cluster}", self.region):
            return _service(self._ecs.create_express_gateway_service(**request)["service"])

    def describe(self, arn: str) -> ObservedService:
        with translated(f"reading service {ServiceArn(arn).name}", self.region):
            answer = self._ecs.describe_express_gateway_service(serviceArn=arn, include=["TAGS"])
            return _service(answer["service"])

    def update(self, request: Mapping[str, Any]) -> str | None:
        with translated(f"updating service {ServiceArn(request['serviceArn']).name}", self.region):
            answer = self._ecs.update_express_gateway_service(**request)["service"]
            revision: str | None = answer.get("targetConfiguration", {}).get("serviceRevisionArn")
        return revision

    def delete(self, arn: str) -> None:
        with translated(f"deleting service {ServiceArn(arn).name}", self.region):
            self._ecs.delete_express_gateway_service(serviceArn=arn)

    def find(self, cluster: str, name: str) -> str | None:
        with translated(f"looking for service {name} in cluster {cluster_name(cluster)}", self.region):
            answer = self._ecs.describe_services(cluster=cluster, services=[name])
            living = (found for found in answer["services"] if found.get("status") != Status.INACTIVE.value)
            return next((found["serviceArn"] for found in living), None)

    def names(self, cluster: str) -> list[str]:
        with translated(f"listing the services of cluster {cluster_name(cluster)}", self.region):
            pages = self._ecs.get_paginator("list_services").paginate(cluster=cluster, resourceManagementType=EXPRESS)
            return [ServiceArn(arn).name for page in pages for arn in page["serviceArns"]]


def _service(answer: Answer) -> ObservedService:
    status = answer.get("status", {})
    newest_first = sorted(answer.get("activeConfigurations", []), key=made, reverse=True)
    return ObservedService(
        arn=answer["serviceArn"],
        name=answer["serviceName"],
        cluster=cluster_name(answer.get("cluster", "")),
        infrastructure_role_arn=answer.get("infrastructureRoleArn", ""),
        status=Status(status.get("statusCode", "ACTIVE")),
        status_reason=status.get("statusReason"),
        created_at=answer.get("createdAt"),
        updated_at=answer.get("updatedAt"),
        configurations=tuple(_configuration(found) for found in newest_first),
        current_deployment=answer.get("currentDeployment"),
        tags={tag["key"]: tag.get("value", "") for tag in answer.get("tags", [])},
    )


SETTINGS = (
    "executionRoleArn", "taskRoleArn", "cpu", "memory", "cpuArchitecture", "healthCheckPath", "networkConfiguration", "scalingTarget",
)  # fmt: skip


def _configuration(answer: Answer) -> Configuration:
    settings = {key: answer[key] for key in SETTINGS if answer.get(key)}
    if container := answer.get("primaryContainer"):
        settings["primaryContainer"] = _container(container)
    return Configuration(
        revision_arn=answer.get("serviceRevisionArn", ""),
        created_at=answer.get("createdAt"),
        settings=settings,
        ingress_paths=tuple(
            IngressPath(path["accessType"], _host(path["endpoint"])) for path in answer.get("ingressPaths", [])
        ),
        task_definition_arn=answer.get("taskDefinitionArn"),
    )


def _host(endpoint: str) -> str:
    """Take a scheme off: AWS answers an endpoint with and without it (terraform-provider-aws #47531)."""
    return endpoint.rpartition("://")[2].rstrip("/")


def _container(answer: Answer) -> dict[str, Any]:
    container = dict(answer)
    container["environment"] = {pair["name"]: pair.get("value", "") for pair in answer.get("environment", [])}
    container["secrets"] = {pair["name"]: pair["valueFrom"] for pair in answer.get("secrets", [])}
    return {key: value for key, value in container.items() if value not in (None, [], {})}
