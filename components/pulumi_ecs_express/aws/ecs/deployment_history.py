"""Deployments of services that have ended well, and the way back from one that runs, by boto3's ``ecs`` client."""

from pulumi_ecs_express.aws.ecs.deployments import made
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.deployment import SUCCESSFUL
from pulumi_ecs_express.model.service.observed import ServiceArn

MOST = 100
"""Deployments in one answer of ListServiceDeployments, which knows those of 90 days (Amazon ECS API reference, read 2026-11-28)."""


class BotoDeploymentHistory:
    """Implements `pulumi_ecs_express.ports.DeploymentHistory`."""

    def __init__(self, connection: Connection) -> None:
        self._ecs = client("ecs", connection)
        self.region: str = self._ecs.meta.region_name

    def successful(self, service_arn: str) -> list[str]:
        with translated(f"listing the deployments of service {ServiceArn(service_arn).name}", self.region):
            answer = self._ecs.list_service_deployments(service=service_arn, status=[SUCCESSFUL], maxResults=MOST)
            found = sorted(answer["serviceDeployments"], key=made, reverse=True)
            return list(dict.fromkeys(brief["targetServiceRevisionArn"] for brief in found))

    def roll_back(self, deployment_arn: str) -> None:
        with translated(f"rolling back deployment {deployment_arn.rpartition('/')[2]}", self.region):
            self._ecs.stop_service_deployment(serviceDeploymentArn=deployment_arn, stopType="ROLLBACK")
