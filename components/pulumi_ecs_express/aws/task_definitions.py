"""Task definitions by boto3's ``ecs`` client."""

from typing import Any

from pulumi_ecs_express.aws.faults import translated
from pulumi_ecs_express.aws.session import client


class BotoTaskDefinitions:
    """Implements `pulumi_ecs_express.ports.TaskDefinitions`."""

    def __init__(self, region: str) -> None:
        self._ecs, self.region = client("ecs", region), region

    def describe(self, arn: str) -> dict[str, Any]:
        with translated(f"reading task definition {arn.rpartition('/')[2]}", self.region):
            definition: dict[str, Any] = self._ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
        return definition
