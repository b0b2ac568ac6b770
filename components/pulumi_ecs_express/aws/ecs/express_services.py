"""Express Gateway services, deployments and revisions by boto3's ``ecs`` client."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pulumi_ecs_express.aws.batching import BatchedCall
from pulumi_ecs_express.aws.ecs.managed_resources import managed_resources
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.deployment import Deployment, Tasks
from pulumi_ecs_express.model.service.container import MAIN
from pulumi_ecs_express.model.service.observed import (
    Configuration,
    IngressPath,
    ObservedService,
    Revision,
    Status,
    cluster_name,
)
from pulumi_ecs_express.model.service.spec import DEFAULT_CLUSTER

Answer = Mapping[str, Any]

AT_ONCE = 20
"""Deployments, or revisions, in one call (DescribeServiceDeployments and DescribeServiceRevisions in botocore 1.44.5)."""

LATEST = 10
"""Deployments to list; the one of a call that just went out is the first or the second."""


class BotoExpressServices:
    """Implements `pulumi_ecs_express.ports.ExpressServices`."""

    def __init__(self, connection: Connection, batch_seconds: float = 0.0) -> None:
        """Connect; ``batch_seconds`` is how many seconds a call for deployments waits for those of other threads."""
        self._ecs = client("ecs", connection)
        self.region: str = self._ecs.meta.region_name
        self.connection = connection.at(self.region)
        self._deployments = BatchedCall(self._ask_deployments, AT_ONCE, batch_seconds)
        self._revisions = BatchedCall(self._ask_revisions, AT_ONCE, batch_seconds)

    def create(self, request: Mapping[str, Any]) -> ObservedService:
        cluster = cluster_name(request.get("cluster", DEFAULT_CLUSTER))
        with translated(f"creating service {request.get('serviceName', '')} in cluster {cluster}", self.region):
            return _service(self._ecs.create_express_gateway_service(**request)["service"])

    def describe(self, arn: str) -> ObservedService:
        with translated(f"reading service {_name(arn)}", self.region):
            answer = self._ecs.describe_express_gateway_service(serviceArn=arn, include=["TAGS"])
            return _service(answer["service"])

    def update(self, request: Mapping[str, Any]) -> str | None:
        with translated(f"updating service {_name(request['serviceArn'])}", self.region):
            answer = self._ecs.update_express_gateway_service(**request)["service"]
            revision: str | None = answer.get("targetConfiguration", {}).get("serviceRevisionArn")
        return revision

    def delete(self, arn: str) -> None:
        with translated(f"deleting service {_name(arn)}", self.region):
            self._ecs.delete_express_gateway_service(serviceArn=arn)

    def find(self, cluster: str, name: str) -> str | None:
        with translated(f"looking for service {name} in cluster {cluster_name(cluster)}", self.region):
            answer = self._ecs.describe_services(cluster=cluster, services=[name])
            living = (found for found in answer["services"] if found.get("status") != Status.INACTIVE.value)
            return next((found["serviceArn"] for found in living), None)

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with translated(f"tagging service {_name(arn)}", self.region):
            self._ecs.tag_resource(resourceArn=arn, tags=[{"key": key, "value": value} for key, value in tags.items()])

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with translated(f"untagging service {_name(arn)}", self.region):
            self._ecs.untag_resource(resourceArn=arn, tagKeys=list(keys))

    def deployments(self, arn: str) -> list[str]:
        with translated(f"listing the deployments of service {_name(arn)}", self.region):
            answer = self._ecs.list_service_deployments(service=arn, maxResults=LATEST)
            found = sorted(answer["serviceDeployments"], key=_made, reverse=True)
            return [brief["serviceDeploymentArn"] for brief in found]

    def describe_deployments(self, arns: Sequence[str]) -> list[Deployment]:
        return self._deployments(arns)

    def _ask_deployments(self, arns: Sequence[str]) -> dict[str, Deployment]:
        with translated("reading deployments", self.region):
            answer = self._ecs.describe_service_deployments(serviceDeploymentArns=list(arns))
            return {
                reported["serviceDeploymentArn"]: _deployment(reported) for reported in answer["serviceDeployments"]
            }

    def describe_revisions(self, arns: Sequence[str]) -> list[Revision]:
        return self._revisions(arns)

    def _ask_revisions(self, arns: Sequence[str]) -> dict[str, Revision]:
        with translated("reading revisions", self.region):
            answer = self._ecs.describe_service_revisions(serviceRevisionArns=list(arns))
            return {reported["serviceRevisionArn"]: _revision(reported) for reported in answer["serviceRevisions"]}

    def account(self) -> str:
        with translated("asking whose the credentials are", self.region):
            account: str = client("sts", self.connection).get_caller_identity()["Account"]
        return account


def _name(arn: str) -> str:
    return arn.rpartition("/")[2]


def _made(answer: Answer) -> float:
    """Order by time of making; what has none comes last."""
    made: datetime | None = answer.get("createdAt")
    return made.timestamp() if made else 0.0


def _service(answer: Answer) -> ObservedService:
    status = answer.get("status", {})
    newest_first = sorted(answer.get("activeConfigurations", []), key=_made, reverse=True)
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


def _deployment(answer: Answer) -> Deployment:
    target = answer.get("targetServiceRevision") or {}
    configuration = answer.get("deploymentConfiguration") or {}
    return Deployment(
        arn=answer["serviceDeploymentArn"],
        status=answer["status"],
        target_revision=target.get("arn"),
        created_at=answer.get("createdAt"),
        reason=answer.get("statusReason"),
        stage=answer.get("lifecycleStage"),
        traffic=target.get("requestedProductionTrafficWeight"),
        tasks=Tasks(
            target.get("requestedTaskCount", 0), target.get("runningTaskCount", 0), target.get("pendingTaskCount", 0)
        ),
        rollback_reason=(answer.get("rollback") or {}).get("reason"),
        bake_minutes=configuration.get("bakeTimeInMinutes"),
        canary_minutes=(configuration.get("canaryConfiguration") or {}).get("canaryBakeTimeInMinutes"),
        started_at=answer.get("startedAt"),
        updated_at=answer.get("updatedAt"),
    )


def _revision(answer: Answer) -> Revision:
    images = {found.get("containerName"): found.get("image") for found in answer.get("containerImages", [])}
    return Revision(
        arn=answer["serviceRevisionArn"],
        task_definition_arn=answer.get("taskDefinition"),
        resources=tuple(managed_resources(answer.get("ecsManagedResources") or {})),
        image=images.get(MAIN),
    )
