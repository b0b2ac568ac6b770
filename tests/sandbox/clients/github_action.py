"""
The calls of the official GitHub action, in its order and with its judgements.

Source: aws-actions/amazon-ecs-deploy-express-service, ``index.js``: DescribeServices decides between create and update
(INACTIVE, or no such cluster, means create), the service's ARN is put together from the Region and the role's account;
then it looks every 15 seconds, for 15 minutes, for a deployment made after its own clock's time, and describes that
until it is SUCCESSFUL. It fails for STOPPED only.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from tests.sandbox.clients.raw_request import call
from tests.sandbox.local_aws import REGION, LocalAws

POLL_SECONDS = 15
MOST_POLLS = 15 * 60 // POLL_SECONDS


class GithubAction:
    """One run of the action; between two looks simulated time passes instead of real time."""

    def __init__(self, aws: LocalAws) -> None:
        self.aws = aws

    def run(self, **configuration: Any) -> dict[str, str]:
        """Create or update, wait, and give the action's outputs."""
        account = configuration["executionRoleArn"].split(":")[4]
        arn = f"arn:aws:ecs:{REGION}:{account}:service/default/{configuration['serviceName']}"
        exists = self._exists(configuration["serviceName"])
        started = datetime.now(timezone.utc)
        if exists:
            self._send("UpdateExpressGatewayService", {"serviceArn": arn, **configuration})
        else:
            answer = self.aws.ecs.create_express_gateway_service(**configuration)
            assert answer["service"]["serviceArn"] == arn
        return self._wait(arn, started)

    def _exists(self, name: str) -> bool:
        try:
            answer = self.aws.ecs.describe_services(cluster="default", services=[name])
        except self.aws.ecs.exceptions.ClusterNotFoundException:
            return False
        return any(service["status"] != "INACTIVE" for service in answer["services"])

    def _send(self, operation: str, request: dict[str, Any]) -> None:
        """Send the whole configuration of a create, as the action does; a boto3 client would not."""
        answer = call(self.aws.addresses.endpoint, operation, request)
        assert answer.status == 200, answer.body

    def _wait(self, arn: str, started: datetime) -> dict[str, str]:
        deployment = None
        for _ in range(MOST_POLLS):
            service = self.aws.ecs.describe_express_gateway_service(serviceArn=arn)["service"]
            assert service["status"]["statusCode"] == "ACTIVE"
            deployment = deployment or self._newest(service["cluster"], arn, started)
            status = self._status(deployment) if deployment else ""
            assert status != "STOPPED"
            if status == "SUCCESSFUL":
                endpoint = service["activeConfigurations"][0]["ingressPaths"][0]["endpoint"]
                return {"service-arn": arn, "endpoint": endpoint}
            self.aws.advance(POLL_SECONDS)
        return {"service-arn": arn}

    def _newest(self, cluster: str, arn: str, started: datetime) -> str | None:
        answer = self.aws.ecs.list_service_deployments(cluster=cluster, service=arn, createdAt={"after": started})
        listed = answer["serviceDeployments"]
        return listed[0]["serviceDeploymentArn"] if listed else None

    def _status(self, deployment: str) -> str:
        answer = self.aws.ecs.describe_service_deployments(serviceDeploymentArns=[deployment])
        return str(answer["serviceDeployments"][0]["status"])
