"""Task definitions by boto3's ``ecs`` client."""

from collections.abc import Sequence
from typing import Any

from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection


class BotoTaskDefinitions:
    """Implements `TaskDefinitions` and `DefinitionFamilies` of `pulumi_ecs_express.ports`."""

    def __init__(self, connection: Connection) -> None:
        self._ecs = client("ecs", connection)
        self.region: str = self._ecs.meta.region_name

    def describe(self, arn: str) -> dict[str, Any]:
        with translated(f"reading task definition {arn.rpartition('/')[2]}", self.region):
            definition: dict[str, Any] = self._ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
        return definition

    def revisions(self, family: str, status: str) -> list[str]:
        with translated(f"listing the task definitions of family {family}", self.region):
            pages = self._ecs.get_paginator("list_task_definitions").paginate(familyPrefix=family, status=status)
            return [arn for page in pages for arn in page["taskDefinitionArns"]]

    def deregister(self, arn: str) -> None:
        with translated(f"deregistering task definition {arn.rpartition('/')[2]}", self.region):
            self._ecs.deregister_task_definition(taskDefinition=arn)

    def delete(self, arns: Sequence[str]) -> dict[str, str]:
        with translated(f"deleting task definition {arns[0].rpartition('/')[2]} and others", self.region):
            answer = self._ecs.delete_task_definitions(taskDefinitions=list(arns))
            gone = {reported["taskDefinitionArn"] for reported in answer["taskDefinitions"]}
            reasons = {reported["arn"]: reported.get("reason", "") for reported in answer.get("failures", [])}
        return {arn: reasons.get(arn, "AWS does not say why") for arn in arns if arn not in gone}
