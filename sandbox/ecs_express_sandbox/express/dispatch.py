"""Hangs Express Mode into moto's ECS: parsed parameters in, checked answers out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from botocore.validate import ParamValidator
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import get_service_model
from moto.ecs.responses import EC2ContainerServiceResponse

from ecs_express_sandbox.aws import task_definitions
from ecs_express_sandbox.express.calls.deployments import DeploymentOperations
from ecs_express_sandbox.express.calls.descriptions import tag_list
from ecs_express_sandbox.express.calls.services import ExpressOperations
from ecs_express_sandbox.express.calls.tasks import TaskView
from ecs_express_sandbox.express.calls.tasks import described as described_task
from ecs_express_sandbox.express.classic.services import ClassicView, refuse_delete
from ecs_express_sandbox.express.classic.update_service import ClassicUpdate
from ecs_express_sandbox.express.refusals import invalid, refusal
from ecs_express_sandbox.express.world import World

Answer = dict[str, Any]


class ExpressEcsResponse(EC2ContainerServiceResponse):
    """ECS with Express Mode; whatever is not Express is moto's."""

    sandbox_world: World

    def create_express_gateway_service(self) -> ActionResult:
        """Create."""
        return self._answered(self._express().create)

    def describe_express_gateway_service(self) -> ActionResult:
        """Describe."""
        return self._answered(self._express().describe)

    def update_express_gateway_service(self) -> ActionResult:
        """Update."""
        return self._answered(self._express().update)

    def delete_express_gateway_service(self) -> ActionResult:
        """Delete."""
        return self._answered(self._express().delete)

    def list_service_deployments(self) -> ActionResult:
        """List deployments."""
        return self._answered(self._deployments().list)

    def describe_service_deployments(self) -> ActionResult:
        """Describe deployments."""
        return self._answered(self._deployments().describe)

    def describe_service_revisions(self) -> ActionResult:
        """Describe revisions."""
        return self._answered(self._deployments().describe_revisions)

    def stop_service_deployment(self) -> ActionResult:
        """Roll a deployment back."""
        return self._answered(self._deployments().stop)

    def describe_services(self) -> ActionResult:
        """Describe services of both kinds."""
        view, cluster = self._classic(), self._get_param("cluster")
        with_tags = "TAGS" in self._get_param("include", [])
        asked = self._get_param("services", [])
        express = {name: view.find(cluster, name) for name in asked}
        found = [view.described(s, with_tags=with_tags) for s in express.values() if s is not None]
        rest = [name for name in asked if express[name] is None]
        self.params["services"] = rest
        if not rest:
            self._include_in_response("DescribeServicesResponse.services.Service.tags")
            return ActionResult(self._checked({"services": found, "failures": []}))
        answer: Any = super().describe_services().result
        return ActionResult({"services": [*found, *answer["services"]], "failures": answer["failures"]})

    def list_services(self) -> ActionResult:
        """List services of both kinds, or of one."""
        kind = self._get_param("resourceManagementType")
        answer: Any = super().list_services().result
        classic = answer["serviceArns"] if kind != "ECS" else []
        express = self._classic().arns(self._get_param("cluster")) if kind != "CUSTOMER" else []
        return ActionResult({"serviceArns": [*classic, *express]})

    def delete_service(self) -> ActionResult:
        """Delete a classic service; an Express one is refused."""
        service = self._classic().find(self._get_param("cluster"), self._get_param("service"))
        if service is not None and service.status != "INACTIVE":
            raise refuse_delete(service)
        return super().delete_service()

    def update_service(self) -> ActionResult:
        """Update a classic service."""
        service = self._classic().find(self._get_param("cluster"), self._get_param("service"))
        if service is not None:
            update = ClassicUpdate(self.sandbox_world, self.current_account, self.region)
            return self._answered(lambda request: update.update(service, request))
        return super().update_service()

    def delete_cluster(self) -> ActionResult:
        """Delete a cluster that has no services."""
        if self._classic().arns(self._get_param("cluster")):
            raise refusal(
                "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active."
            )
        return super().delete_cluster()

    def list_tags_for_resource(self) -> ActionResult:
        """List tags."""
        service = self._classic().by_arn(self._get_param("resourceArn"))
        return super().list_tags_for_resource() if service is None else ActionResult({"tags": tag_list(service.tags)})

    def tag_resource(self) -> ActionResult:
        """Add tags."""
        service = self._classic().by_arn(self._get_param("resourceArn"))
        if service is None:
            return super().tag_resource()
        self._classic().tag(service, self._get_param("tags") or [])
        return EmptyResult()

    def untag_resource(self) -> ActionResult:
        """Remove tags."""
        service = self._classic().by_arn(self._get_param("resourceArn"))
        if service is None:
            return super().untag_resource()
        self._classic().untag(service, self._get_param("tagKeys") or [])
        return EmptyResult()

    def list_tasks(self) -> ActionResult:
        """List tasks of both kinds of services."""
        view = self._classic()
        service = self._get_param("serviceName")
        express = [task.arn for task in self._tasks().listed(self.params)]
        if service and view.find(self._get_param("cluster"), service):
            return ActionResult({"taskArns": express})
        answer: Any = super().list_tasks().result
        return ActionResult({"taskArns": [*answer["taskArns"], *express]})

    def describe_tasks(self) -> ActionResult:
        """Describe tasks of both kinds of services."""
        view = self._tasks()
        asked = {name: view.find(name) for name in self._get_param("tasks", [])}
        found = [described_task(*match) for match in asked.values() if match is not None]
        self.params["tasks"] = [name for name, match in asked.items() if match is None]
        if found and not self.params["tasks"]:
            return ActionResult(self._checked({"tasks": found, "failures": []}))
        answer: Any = super().describe_tasks().result
        known = {task.task_arn.rsplit("/", 1)[-1] for task in answer["tasks"]}
        missing = [name for name in self.params["tasks"] if name.rsplit("/", 1)[-1] not in known]
        failures = [{"arn": name, "reason": "MISSING"} for name in missing]
        return ActionResult({"tasks": [*found, *answer["tasks"]], "failures": failures})

    def stop_task(self) -> ActionResult:
        """Stop a task of either kind of service."""
        identifier = self._get_param("task").rsplit("/", 1)[-1]
        of_moto = any(arn.endswith(identifier) for tasks in self.ecs_backend.tasks.values() for arn in tasks)
        return super().stop_task() if of_moto else self._answered(self._tasks().stop)

    def list_task_definitions(self) -> ActionResult:
        """List task definitions, page by page."""
        answer: Any = super().list_task_definitions().result
        return ActionResult(self._checked(task_definitions.page(answer["taskDefinitionArns"], self.params)))

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

    def _express(self) -> ExpressOperations:
        return ExpressOperations(self.sandbox_world, self.current_account, self.region)

    def _deployments(self) -> DeploymentOperations:
        return DeploymentOperations(self.sandbox_world, self.current_account, self.region)

    def _tasks(self) -> TaskView:
        return TaskView(self.sandbox_world, self.current_account, self.region)

    def _classic(self) -> ClassicView:
        return ClassicView(self.sandbox_world, self.current_account, self.region)

    def _answered(self, operation: Callable[[Mapping[str, Any]], Answer]) -> ActionResult:
        request = _plain(self.params)
        shape = get_service_model("ecs").operation_model(self._get_action()).input_shape
        if wrong := problems_of(request, shape):
            raise invalid("; ".join(wrong))
        return ActionResult(self._checked(operation(request)))

    def _checked(self, answer: Answer) -> Answer:
        """Check an answer against botocore's output shape, if that is switched on."""
        if self.sandbox_world.settings.check_responses:
            shape = get_service_model("ecs").operation_model(self._get_action()).output_shape
            check_shape(answer, shape)
        return answer


class MalformedAnswerError(Exception):
    """An answer of the sandbox that the API model does not allow: always a bug of the sandbox."""


def check_shape(answer: Answer, shape: Any) -> None:
    """Refuse an answer with a member, type or value that the shape does not have."""
    if problems := problems_of(answer, shape):
        raise MalformedAnswerError("; ".join(problems))


def problems_of(value: Any, shape: Any) -> list[str]:
    """List what a request or an answer has that the shape does not allow."""
    report = ParamValidator().validate(value, shape)
    found = [report.generate_report()] if report.has_errors() else []
    return found or _values_outside(value, shape, "")


def _values_outside(value: Any, shape: Any, path: str) -> list[str]:
    """List values that an enumeration of the shape does not have: botocore's validator does not check them."""
    if shape.type_name == "structure":
        members = [(shape.members[name], member, name) for name, member in value.items() if name in shape.members]
        return [problem for sub, member, name in members for problem in _values_outside(member, sub, f"{path}.{name}")]
    if shape.type_name == "list":
        return [problem for item in value for problem in _values_outside(item, shape.member, f"{path}[]")]
    allowed = getattr(shape, "enum", None)
    return [f"{path} is {value!r}, not one of {allowed}"] if allowed and value not in allowed else []


def _plain(value: Any) -> Any:
    """Turn moto's parsed parameters into plain dicts and lists, leaving out what is null."""
    if isinstance(value, Mapping):
        return {key: _plain(member) for key, member in value.items() if member is not None}
    return [_plain(item) for item in value] if isinstance(value, list) else value
