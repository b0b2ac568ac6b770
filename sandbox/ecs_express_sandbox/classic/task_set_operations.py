"""
The calls on task sets, which an external controller makes; all words are (ours) but the names of the exceptions.

Source: CreateTaskSet, UpdateTaskSet, UpdateServicePrimaryTaskSet, DeleteTaskSet and DescribeTaskSets in the API model,
botocore 1.44.5. CodeDeploy's own task set is only described.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.classic import definitions, task_set_descriptions
from ecs_express_sandbox.classic.judgement import compute, requests, revision_settings, traffic
from ecs_express_sandbox.classic.records import Revision, Service, TaskSet
from ecs_express_sandbox.classic.world import ClassicWorld
from ecs_express_sandbox.containers.image_digests import resolved
from ecs_express_sandbox.express import refusals
from ecs_express_sandbox.express.calls.new_revision import arn_of, revision_number
from ecs_express_sandbox.express.calls.requests import check_tags

Answer = dict[str, Any]
Request = Mapping[str, Any]

_NONE = {"value": 0.0, "unit": "PERCENT"}


@dataclass(frozen=True)
class TaskSetOperations:
    """The calls, for one service."""

    world: ClassicWorld
    place: AccountRegion
    service: Service

    def create(self, request: Request) -> Answer:
        """CreateTaskSet."""
        service = self._changeable()
        cluster = requests.found_cluster(self.place, service.cluster)
        check_tags(request.get("tags") or [])
        compute.check(request, self.place, cluster)
        scale = _scale(request.get("scale") or _NONE)
        questions = self.world.shared.settings
        asked = revision_settings.asked_for(self.place, questions, cluster, request)
        own = revision_settings.of_first(asked, cluster)
        compute.check_kind(own, request)
        traffic.check(self.place, request)
        definition = definitions.found(self.place, request["taskDefinition"])
        definitions.check_fit(definition, own)
        now = self.world.shared.clock.stamp()
        revision = Revision(
            arn_of(self.place, service, "service-revision", revision_number()),
            now,
            own,
            definition,
            resolved(self.place, definition),
        )
        arn = self.place.arn("ecs", f"task-set/{service.cluster}/{service.name}/{revision.deployment_id}")
        tags = {tag["key"]: tag.get("value", "") for tag in request.get("tags") or []}
        task_set = TaskSet(arn, revision, now, now, scale, request.get("externalId", ""), tags)
        service.revisions.append(revision)
        service.task_sets.append(task_set)
        return self._answer(task_set)

    def describe(self, request: Request) -> Answer:
        """DescribeTaskSets: those asked for, or all."""
        if self.service.status == "INACTIVE":
            raise refusals.not_active(self.service.status)
        with_tags = "TAGS" in request.get("include", [])
        if self.service.controller == "CODE_DEPLOY":
            found = {one["id"]: one for one in task_set_descriptions.of_service(self.service)}
        else:
            found = {one.identifier: self._described(one, with_tags=with_tags) for one in self.service.task_sets}
        asked = [_identifier(name) for name in request.get("taskSets") or found]
        return {
            "taskSets": [found[name] for name in asked if name in found],
            "failures": [{"arn": name, "reason": "MISSING"} for name in asked if name not in found],
        }

    def update(self, request: Request) -> Answer:
        """UpdateTaskSet: another scale."""
        self._changeable()
        task_set, scale = self._found(request["taskSet"]), _scale(request["scale"])
        task_set.scale, task_set.updated_at = scale, self.world.shared.clock.stamp()
        return self._answer(task_set)

    def make_primary(self, request: Request) -> Answer:
        """UpdateServicePrimaryTaskSet: the one before is ACTIVE."""
        service = self._changeable()
        chosen = self._found(request["primaryTaskSet"])
        for task_set in service.task_sets:
            if task_set.status == "PRIMARY":
                task_set.status = "ACTIVE"
        chosen.status, chosen.updated_at = "PRIMARY", self.world.shared.clock.stamp()
        return self._answer(chosen)

    def delete(self, request: Request) -> Answer:
        """DeleteTaskSet: without force, only one that is scaled to 0 and not PRIMARY."""
        self._changeable()
        task_set = self._found(request["taskSet"])
        if not request.get("force") and (task_set.scale > 0 or task_set.status == "PRIMARY"):
            raise refusals.invalid("The task set cannot be deleted while it is scaled above 0 or PRIMARY.")
        task_set.status, task_set.updated_at = "DRAINING", self.world.shared.clock.stamp()
        return self._answer(task_set)

    def _changeable(self) -> Service:
        if self.service.status != "ACTIVE":
            raise refusals.not_active(self.service.status)
        if self.service.controller != "EXTERNAL":
            raise refusals.invalid("The service does not have the EXTERNAL deployment controller.")
        return self.service

    def _found(self, asked: str) -> TaskSet:
        name = _identifier(asked)
        found = next((one for one in self.service.task_sets if one.identifier == name), None)
        if found is None:
            raise refusals.refusal("TaskSetNotFoundException", "The specified task set was not found.")
        return found

    def _answer(self, task_set: TaskSet) -> Answer:
        self.world.touch(self.service, self.world.shared.clock.now())
        return {"taskSet": self._described(task_set, with_tags=True)}

    def _described(self, task_set: TaskSet, *, with_tags: bool) -> Answer:
        return task_set_descriptions.described(self.service, task_set, with_tags=with_tags)


def _identifier(asked: str) -> str:
    """Read an id, ``ecs-svc/…``, out of an ARN."""
    return "/".join(asked.rsplit("/", 2)[-2:])


def _scale(asked: Request) -> float:
    value = float(asked.get("value", 0.0))
    if not 0 <= value <= 100:
        raise refusals.invalid("scale.value must be between 0 and 100.")
    return value
