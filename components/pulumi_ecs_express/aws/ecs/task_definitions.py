"""Task definitions by boto3's ``ecs`` client."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import boto3

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.session import client
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.task_definition.members import TAGS, Request
from pulumi_ecs_express.model.task_definition.observed import ObservedRevision

RAW = "pulumi_ecs_express.raw"
"""Where an answer is kept as AWS wrote it, among botocore's own notes on it."""


class BotoTaskDefinitions:
    """Implements the ports of `pulumi_ecs_express.ports` that are about task definitions."""

    def __init__(self, connection: Connection) -> None:
        self._ecs, self._once = client("ecs", connection), client("ecs", connection, 1)
        self._ecs.meta.events.register("after-call.ecs.DescribeTaskDefinition", _keep_raw, unique_id=RAW)
        self.region: str = self._ecs.meta.region_name

    def describe(self, arn: str) -> dict[str, Any]:
        with translated(f"reading task definition {_name(arn)}", self.region):
            definition: dict[str, Any] = self._ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
        return definition

    def find(self, asked: str) -> ObservedRevision | None:
        try:
            with translated(f"reading task definition {_name(asked)}", self.region):
                return _revision(self._ecs.describe_task_definition(taskDefinition=asked, include=["TAGS"]))
        except errors.TaskDefinitionNotFound:
            return None

    def register(self, request: Request) -> ObservedRevision:
        with translated(f"registering a task definition of family {request['family']}", self.region):
            return _revision(self._once.register_task_definition(**request))

    @property
    def client_version(self) -> str:
        return str(boto3.__version__)

    def tag(self, arn: str, tags: Mapping[str, str]) -> None:
        with translated(f"tagging task definition {_name(arn)}", self.region):
            self._ecs.tag_resource(resourceArn=arn, tags=[{"key": key, "value": value} for key, value in tags.items()])

    def untag(self, arn: str, keys: Sequence[str]) -> None:
        with translated(f"untagging task definition {_name(arn)}", self.region):
            self._ecs.untag_resource(resourceArn=arn, tagKeys=list(keys))

    def revisions(self, family: str, status: str) -> list[str]:
        with translated(f"listing the task definitions of family {family}", self.region):
            pages = self._ecs.get_paginator("list_task_definitions").paginate(familyPrefix=family, status=status)
            return [arn for page in pages for arn in page["taskDefinitionArns"]]

    def deregister(self, arn: str) -> None:
        with translated(f"deregistering task definition {_name(arn)}", self.region):
            self._ecs.deregister_task_definition(taskDefinition=arn)

    def delete(self, arns: Sequence[str]) -> dict[str, str]:
        with translated(f"deleting task definition {_name(arns[0])} and others", self.region):
            answer = self._ecs.delete_task_definitions(taskDefinitions=list(arns))
            gone = {reported["taskDefinitionArn"] for reported in answer["taskDefinitions"]}
            reasons = {reported["arn"]: reported.get("reason", "") for reported in answer.get("failures", [])}
        return {arn: reasons.get(arn, "AWS does not say why") for arn in arns if arn not in gone}


def _revision(answer: Mapping[str, Any]) -> ObservedRevision:
    known = {"taskDefinition": answer["taskDefinition"], TAGS: answer.get(TAGS) or []}
    found = ObservedRevision(known, answer["ResponseMetadata"].get(RAW) or known)
    if not (found.arn and found.family and found.revision):
        raise KeyError("taskDefinitionArn")
    return found


def _name(asked: str) -> str:
    return asked.rpartition("/")[2]


def _keep_raw(http_response: Any, parsed: Any, **_: Any) -> None:
    """Keep an answer with the members that botocore's model does not have, which it drops."""
    if http_response.status_code < 300:
        parsed["ResponseMetadata"][RAW] = json.loads(http_response.content)
