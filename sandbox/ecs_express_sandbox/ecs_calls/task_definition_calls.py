"""The calls on task definitions."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import get_service_model

from ecs_express_sandbox.aws import task_definitions
from ecs_express_sandbox.aws.registration import filled_in
from ecs_express_sandbox.ecs_calls.answers import Answer, CheckedEcsResponse, plain, problems_of
from ecs_express_sandbox.express.refusals import invalid


class TaskDefinitionCalls(CheckedEcsResponse):
    """What AWS does with task definitions and moto does not."""

    def register_task_definition(self) -> ActionResult:
        """Register a task definition, whole: with every member that the API model has."""
        request = plain(self.params)
        if wrong := problems_of(request, get_service_model("ecs").operation_model(self._get_action()).input_shape):
            raise invalid("; ".join(wrong))
        answer: Any = super().register_task_definition().result
        record, settings = answer["taskDefinition"], self.sandbox_world.settings
        kept = settings.empty_variables == "kept"
        task_definitions.carry(record, filled_in(request, keeps_empty_variables=kept), self.sandbox_world.clock.now())
        return self._one(record, with_tags=bool(request.get("tags")))

    def _one(self, record: Any, *, with_tags: bool = False) -> ActionResult:
        tags = {"tags": self.ecs_backend.list_tags_for_resource(record.arn)} if with_tags else {}
        return self.checked({"taskDefinition": self._described(record), **tags})

    def _described(self, record: Any) -> Answer:
        return task_definitions.described(record, self.sandbox_world.clock.now())

    def list_task_definitions(self) -> ActionResult:
        """List task definitions, page by page."""
        answer: Any = super().list_task_definitions().result
        return self.checked(task_definitions.page(answer["taskDefinitionArns"], self.params))

    def describe_task_definition(self) -> ActionResult:
        """Describe a task definition; a family stands for its latest ACTIVE revision."""
        name = self._get_param("taskDefinition")
        if ":" not in name.rpartition("/")[2]:
            latest = task_definitions.latest_active(self.ecs_backend, name.rpartition("/")[2])
            self.params["taskDefinition"] = latest or f"{name}:0"
        answer: Any = super().describe_task_definition().result
        return self._one(answer["taskDefinition"], with_tags="TAGS" in self._get_param("include", []))

    def deregister_task_definition(self) -> ActionResult:
        """Deregister a revision; one that is being deleted stays what it is."""
        leaving = task_definitions.being_deleted(self.ecs_backend, self._get_param("taskDefinition"))
        if leaving is not None:
            return self._one(leaving)
        answer: Any = super().deregister_task_definition().result
        return self._one(answer["taskDefinition"])

    def delete_task_definitions(self) -> ActionResult:
        """Delete revisions, which are then being deleted."""
        answer: Any = super().delete_task_definitions().result
        deleted = list(answer["taskDefinitions"])
        task_definitions.keep(self.ecs_backend, deleted)
        return ActionResult({**answer, "taskDefinitions": [self._described(record) for record in deleted]})
