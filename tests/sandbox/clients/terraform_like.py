"""
The calls of Terraform's ``aws_ecs_express_gateway_service``, in its order and with its judgements.

Source: terraform-provider-aws, ``internal/service/ecs/express_gateway_service.go`` and its issues #47531 (endpoint with
and without scheme), #47568 (delete waits for INACTIVE), #47944 (the managed security group is filtered out by its tag),
#47436 (a command that was never set reads back as an empty list).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

from tests.sandbox.local_aws import LocalAws

RETRIED = (
    ("AccessDeniedException", "Cannot assume role"),
    ("AccessDeniedException", "is not authorized to perform: sts:AssumeRole"),
    ("ClientException", "AWS was not able to validate the provided access credentials"),
)
"""What it takes for roles that are too young, and tries again for two minutes."""

GONE = (("ResourceNotFoundException", ""), ("InvalidParameterException", "Resource not found"))
DELETED = (*GONE, ("ServiceNotActiveException", "INACTIVE"), ("ServiceNotActiveException", "DRAINING"))
FAILED = {"STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"}
PATIENCE = 200


def one_of(error: ClientError, known: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether an error is one of those by code and words."""
    found = error.response["Error"]
    return any(found["Code"] == code and words in found["Message"] for code, words in known)


class TerraformLike:
    """One resource; every wait lets simulated time pass instead of real time."""

    def __init__(self, aws: LocalAws) -> None:
        self.aws = aws
        self.retries = 0

    def create(self, **request: Any) -> str:
        """Create, try again while the roles propagate, wait for ACTIVE and for the deployment; give the ARN."""
        answer = self._patiently(lambda: self.aws.ecs.create_express_gateway_service(**request))
        arn = str(answer["service"]["serviceArn"])
        self._until(lambda: self.find(arn)["status"]["statusCode"] == "ACTIVE")
        self._wait_for_deployment(arn)
        return arn

    def update(self, arn: str, **request: Any) -> None:
        """Update and wait."""
        self._patiently(lambda: self.aws.ecs.update_express_gateway_service(serviceArn=arn, **request))
        self._wait_for_deployment(arn)

    def delete(self, arn: str) -> None:
        """Delete, take what is going already as done, wait for INACTIVE or nothing."""
        try:
            self.aws.ecs.delete_express_gateway_service(serviceArn=arn)
        except ClientError as error:
            if not one_of(error, DELETED):
                raise
        self._until(lambda: self._is_gone(arn))

    def find(self, arn: str) -> Any:
        """Describe, with tags."""
        return self.aws.ecs.describe_express_gateway_service(serviceArn=arn, include=["TAGS"])["service"]

    def read(self, arn: str) -> dict[str, Any]:
        """Read what a plan compares: the first active configuration, normalised."""
        service = self.find(arn)
        active = service["activeConfigurations"][0]
        container = active["primaryContainer"]
        return {
            "cluster": service["cluster"].rsplit("/", 1)[-1],
            "image": container["image"],
            "command": container.get("command") or None,
            "environment": sorted((pair["name"], pair["value"]) for pair in container.get("environment", [])),
            "security_groups": self._own_groups(active["networkConfiguration"]["securityGroups"]),
            "subnets": sorted(active["networkConfiguration"]["subnets"]),
            "cpu": active["cpu"],
            "memory": active["memory"],
            "url": "https://" + active["ingressPaths"][0]["endpoint"].removeprefix("https://"),
            "tags": {tag["key"]: tag["value"] for tag in service.get("tags", [])},
        }

    def _own_groups(self, groups: list[str]) -> list[str]:
        if not groups:
            return []
        described = self.aws.client("ec2").describe_security_groups(GroupIds=groups)["SecurityGroups"]
        mark = {"Key": "AmazonECSManaged", "Value": "true"}
        return sorted(group["GroupId"] for group in described if mark not in group.get("Tags", []))

    def _wait_for_deployment(self, arn: str) -> None:
        """Follow the current deployment, or else the newest of the list."""

        def finished() -> bool:
            current = self.find(arn).get("currentDeployment") or self._newest(arn)
            if current is None:
                return False
            answer = self.aws.ecs.describe_service_deployments(serviceDeploymentArns=[current])
            status = answer["serviceDeployments"][0]["status"]
            assert status not in FAILED, status
            return bool(status == "SUCCESSFUL")

        self._until(finished)

    def _newest(self, arn: str) -> str | None:
        listed = self.aws.ecs.list_service_deployments(service=arn, maxResults=1)["serviceDeployments"]
        return listed[0]["serviceDeploymentArn"] if listed else None

    def _is_gone(self, arn: str) -> bool:
        try:
            return bool(self.find(arn)["status"]["statusCode"] == "INACTIVE")
        except ClientError as error:
            if one_of(error, GONE):
                return True
            raise

    def _patiently(self, call: Callable[[], Any]) -> Any:
        for _ in range(PATIENCE):
            try:
                return call()
            except ClientError as error:
                if not one_of(error, RETRIED):
                    raise
                self.retries += 1
                self.aws.advance(2)
        raise AssertionError("the roles never became usable")

    def _until(self, fulfilled: Callable[[], bool]) -> None:
        for _ in range(PATIENCE):
            if fulfilled():
                return
            self.aws.advance(10)
        raise AssertionError("it never came to an end")
