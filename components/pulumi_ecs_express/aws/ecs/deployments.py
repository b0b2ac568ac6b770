"""Deployments and revisions of services, of Express Mode or not, by boto3's ``ecs`` client."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pulumi_ecs_express.aws.batching import BatchedCall
from pulumi_ecs_express.aws.ecs.managed_resources import managed_resources
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.deployment import DESCRIBED_TOGETHER, Deployment, SourceRevision, Tasks
from pulumi_ecs_express.model.service.container import MAIN
from pulumi_ecs_express.model.service.observed import Revision, ServiceArn

Answer = Mapping[str, Any]

LATEST = 10
"""Deployments to list; the one of a call that just went out is the first or the second."""


class BotoDeployments:
    """Implements `pulumi_ecs_express.ports.Deployments`."""

    def __init__(self, connection: Connection, batch_seconds: float = 0.0) -> None:
        """Connect; ``batch_seconds`` is how many seconds a call for deployments waits for those of other threads."""
        self._ecs = client("ecs", connection)
        self.region: str = self._ecs.meta.region_name
        self.connection = connection.at(self.region)
        self._deployments = BatchedCall(self._ask_deployments, DESCRIBED_TOGETHER, batch_seconds)
        self._revisions = BatchedCall(self._ask_revisions, DESCRIBED_TOGETHER, batch_seconds)

    def deployments(self, arn: str) -> list[str]:
        with translated(f"listing the deployments of service {ServiceArn(arn).name}", self.region):
            answer = self._ecs.list_service_deployments(service=arn, maxResults=LATEST)
            found = sorted(answer["serviceDeployments"], key=made, reverse=True)
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


def made(answer: Answer) -> float:
    """Order by time of making; what has none comes last."""
    at: datetime | None = answer.get("createdAt")
    return at.timestamp() if at else 0.0


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
        tasks=_tasks(target),
        rollback_reason=(answer.get("rollback") or {}).get("reason"),
        bake_minutes=configuration.get("bakeTimeInMinutes"),
        canary_minutes=(configuration.get("canaryConfiguration") or {}).get("canaryBakeTimeInMinutes"),
        started_at=answer.get("startedAt"),
        updated_at=answer.get("updatedAt"),
        sources=tuple(
            SourceRevision(source["arn"], source.get("requestedProductionTrafficWeight"), _tasks(source))
            for source in answer.get("sourceServiceRevisions", [])
        ),
    )


def _tasks(revision: Answer) -> Tasks:
    return Tasks(
        revision.get("requestedTaskCount", 0), revision.get("runningTaskCount", 0), revision.get("pendingTaskCount", 0)
    )


def _revision(answer: Answer) -> Revision:
    images = {found.get("containerName"): found for found in answer.get("containerImages", [])}
    main = images.get(MAIN, {})
    return Revision(
        arn=answer["serviceRevisionArn"],
        task_definition_arn=answer.get("taskDefinition"),
        resources=tuple(managed_resources(answer.get("ecsManagedResources") or {})),
        image=main.get("image"),
        image_digest=main.get("imageDigest"),
    )
