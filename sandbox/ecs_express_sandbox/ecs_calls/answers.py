"""Parsed parameters in, checked answers out: what all ECS calls share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from botocore.validate import ParamValidator
from moto import settings
from moto.core.common_types import TYPE_RESPONSE
from moto.core.responses import ActionContext, ActionResult
from moto.core.serialize import DefaultAttributePicker
from moto.core.utils import get_service_model
from moto.ecs.responses import EC2ContainerServiceResponse

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.classic.services import ServiceOperations
from ecs_express_sandbox.classic.world import ClassicWorld
from ecs_express_sandbox.ecs_calls.tasks import TaskView
from ecs_express_sandbox.express.in_classic_calls.services import ClassicView
from ecs_express_sandbox.express.refusals import invalid
from ecs_express_sandbox.express.world import World

Answer = dict[str, Any]


class PlainResult(ActionResult):
    """An answer in the API's own names, so that moto need not look for each member by the names that its models might have."""

    def execute_result(self, context: ActionContext) -> TYPE_RESPONSE:
        """Write the answer by the shape of the operation."""
        serializer = context.serializer_class(
            operation_model=context.operation_model,
            pretty_print=settings.PRETTIFY_RESPONSES,
            value_picker=DefaultAttributePicker(),
        )
        written = serializer.serialize(self.result)
        return written["status_code"], dict(written["headers"]), written["body"]


class CheckedEcsResponse(EC2ContainerServiceResponse):
    """moto's ECS, with the sandbox's services at hand."""

    sandbox_world: World
    sandbox_classic: ClassicWorld

    def place(self) -> AccountRegion:
        """Return the account and Region of the request."""
        return AccountRegion(self.sandbox_world.moto, self.current_account, self.region)

    def express(self) -> ClassicView:
        """Return Express services as classic calls see them."""
        return ClassicView(self.sandbox_world, self.current_account, self.region)

    def classic(self) -> ServiceOperations:
        """Return classic services."""
        return ServiceOperations(self.sandbox_classic, self.place())

    def tasks(self) -> TaskView:
        """Return the tasks of both."""
        return TaskView(self.sandbox_world, self.sandbox_classic, self.current_account, self.region)

    def answered(self, operation: Callable[[Mapping[str, Any]], Answer]) -> ActionResult:
        """Carry a call out whose request the API model allows."""
        request = plain(self.params)
        shape = get_service_model("ecs").operation_model(self._get_action()).input_shape
        if wrong := problems_of(request, shape):
            raise invalid("; ".join(wrong))
        return self.checked(operation(request))

    def checked(self, answer: Answer) -> PlainResult:
        """Give an answer, checked against botocore's output shape if that is switched on."""
        if self.sandbox_world.settings.check_responses:
            shape = get_service_model("ecs").operation_model(self._get_action()).output_shape
            check_shape(answer, shape)
        return PlainResult(answer)


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


def plain(value: Any) -> Any:
    """Turn moto's parsed parameters into plain dicts and lists, leaving out what is null."""
    if isinstance(value, Mapping):
        return {key: plain(member) for key, member in value.items() if member is not None}
    return [plain(item) for item in value] if isinstance(value, list) else value
