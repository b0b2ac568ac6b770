"""The calls on task definitions."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult

from ecs_express_sandbox.aws import task_definitions
from ecs_express_sandbox.ecs_calls.answers import CheckedEcsResponse


class TaskDefinitionCalls(CheckedEcsResponse):
    """What AWS does with task definitions and moto does not."""

    def list_task_definitions(self) -> ActionResult:
        """List task definitions, page by page."""
        answer: Any = super().list_task_definitions().result
        return ActionResult(self.checked(task_definitions.page(answer["taskDefinitionArns"], self.params)))

    def describe_task_definition(self) -> ActionResult:
        """Describe a task definition; a family stands for its latest ACTIVE revision."""
        name = self._get_param("taskDefinition")
        if ":" not in name.rpartition("/")[2]:
            latest = task_definitions.latest_active(self.ecs_backend, name.rpartition("/")[2])
            self.params["taskDefinition"] = latest or f"{name}:0"
        return super().describe_task_definition()

    def deregister_task_definition(self) -> ActionResult:
        """Deregister a revision; one that is being deleted stays what it is."""
        leaving = task_definitions.being_deleted(self.ecs_backend, self._get_param("taskDefinition"))
        return ActionResult({"taskDefinition": leaving}) if leaving else super().deregister_task_definition()

    def delete_task_definitions(self) -> ActionResult:
        """Delete revisions, which are then being deleted."""
        answer: Any = super().delete_task_definitions().result
        task_definitions.keep(self.ecs_backend, answer["taskDefinitions"])
        return ActionResult(answer)
