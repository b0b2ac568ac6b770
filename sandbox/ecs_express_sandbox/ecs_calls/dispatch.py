"""Hangs the sandbox's services into moto's ECS: every call that is not moto's alone."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult

from ecs_express_sandbox.classic.deployments import ClassicDeployments
from ecs_express_sandbox.ecs_calls.deployments import DeploymentOperations
from ecs_express_sandbox.ecs_calls.service_calls import ServiceCalls
from ecs_express_sandbox.ecs_calls.task_definition_calls import TaskDefinitionCalls
from ecs_express_sandbox.express.calls.deployments import ExpressDeployments
from ecs_express_sandbox.express.calls.services import ExpressOperations


class EcsResponse(ServiceCalls, TaskDefinitionCalls):
    """ECS with Express Mode and with classic services; whatever is neither is moto's."""

    def create_express_gateway_service(self) -> ActionResult:
        """Create."""
        return self.answered(self._express_calls().create)

    def describe_express_gateway_service(self) -> ActionResult:
        """Describe."""
        return self.answered(self._express_calls().describe)

    def update_express_gateway_service(self) -> ActionResult:
        """Update."""
        return self.answered(self._express_calls().update)

    def delete_express_gateway_service(self) -> ActionResult:
        """Delete."""
        return self.answered(self._express_calls().delete)

    def list_service_deployments(self) -> ActionResult:
        """List deployments."""
        return self.answered(self._deployments().list)

    def describe_service_deployments(self) -> ActionResult:
        """Describe deployments."""
        return self.answered(self._deployments().describe)

    def describe_service_revisions(self) -> ActionResult:
        """Describe revisions."""
        return self.answered(self._deployments().describe_revisions)

    def stop_service_deployment(self) -> ActionResult:
        """Roll a deployment back."""
        return self.answered(self._deployments().stop)

    def list_tasks(self) -> ActionResult:
        """List tasks of services, and those that were run by themselves."""
        own = [task.arn for task in self.tasks().listed(self.params)]
        if self._get_param("serviceName"):
            return ActionResult({"taskArns": own})
        answer: Any = super().list_tasks().result
        return ActionResult({"taskArns": [*answer["taskArns"], *own]})

    def describe_tasks(self) -> ActionResult:
        """Describe tasks of services, and those that were run by themselves."""
        view, with_tags = self.tasks(), "TAGS" in self._get_param("include", [])
        asked = {name: view.find(name) for name in self._get_param("tasks", [])}
        found = [view.described(*match, with_tags=with_tags) for match in asked.values() if match is not None]
        self.params["tasks"] = [name for name, match in asked.items() if match is None]
        if found and not self.params["tasks"]:
            return self.checked({"tasks": found, "failures": []})
        answer: Any = super().describe_tasks().result
        known = {task.task_arn.rsplit("/", 1)[-1] for task in answer["tasks"]}
        missing = [name for name in self.params["tasks"] if name.rsplit("/", 1)[-1] not in known]
        failures = [{"arn": name, "reason": "MISSING"} for name in missing]
        return ActionResult({"tasks": [*found, *answer["tasks"]], "failures": failures})

    def stop_task(self) -> ActionResult:
        """Stop a task of a service, or one that was run by itself."""
        identifier = self._get_param("task").rsplit("/", 1)[-1]
        of_moto = any(arn.endswith(identifier) for tasks in self.ecs_backend.tasks.values() for arn in tasks)
        return super().stop_task() if of_moto else self.answered(self.tasks().stop)

    def _express_calls(self) -> ExpressOperations:
        return ExpressOperations(self.sandbox_world, self.current_account, self.region)

    def _deployments(self) -> DeploymentOperations:
        where = (self.current_account, self.region)
        sources = (ExpressDeployments(self.sandbox_world, *where), ClassicDeployments(self.sandbox_classic, *where))
        return DeploymentOperations(self.sandbox_world, *where, sources)
