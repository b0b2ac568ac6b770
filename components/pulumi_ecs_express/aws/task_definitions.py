"""Task definitions by boto3's ``ecs`` client."""

from typing import Any

from pulumi_ecs_express.aws.faults import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection import Connection


class BotoTaskDefinitions:
    """Implements `pulumi_ecs_express.ports.TaskDefinitions`."""

    def __init__(self, connection: Connection) -> None:
        self._ecs = client("ecs", connection)
        self.region: str = self._ecs.meta.region_name

    def describe(self, arn: str) -> dict[str, Any]:
        with translated(f"reading task definition {arn.rpartition('/')[2]}", self.region):
            definition: dict[str, Any] = self._ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
        return definition
