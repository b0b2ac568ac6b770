"""The calls on the task sets of classic services."""

from __future__ import annotations

from moto.core.responses import ActionResult

from ecs_express_sandbox.classic.task_set_operations import TaskSetOperations
from ecs_express_sandbox.ecs_calls.answers import CheckedEcsResponse
from ecs_express_sandbox.express.refusals import refusal


class TaskSetCalls(CheckedEcsResponse):
    """What an external deployment controller asks; Express services have no task sets."""

    def create_task_set(self) -> ActionResult:
        """Create."""
        return self.answered(self._task_sets().create)

    def describe_task_sets(self) -> ActionResult:
        """Describe."""
        return self.answered(self._task_sets().describe)

    def update_task_set(self) -> ActionResult:
        """Change the scale."""
        return self.answered(self._task_sets().update)

    def update_service_primary_task_set(self) -> ActionResult:
        """Make one PRIMARY."""
        return self.answered(self._task_sets().make_primary)

    def delete_task_set(self) -> ActionResult:
        """Delete."""
        return self.answered(self._task_sets().delete)

    def _task_sets(self) -> TaskSetOperations:
        service = self.classic().find(self._get_param("cluster"), self._get_param("service"))
        if service is None:
            raise refusal("ServiceNotFoundException", "Service not found.")
        return TaskSetOperations(self.sandbox_classic, self.place(), service)
