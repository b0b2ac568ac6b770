"""The four calls of the Express API as the installed botocore model has them, and where each of their members is ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import botocore.session
from botocore.model import ServiceModel

from pulumi_ecs_express.model.service.spec import rules

REQUESTS = tuple(f"{verb}ExpressGatewayService" for verb in ("Create", "Update", "Describe", "Delete"))
ARNS = "names the service, and is the resource's id in state: AWS gives it, so no program can declare it"

NO_ARGUMENTS: dict[str, str] = {
    "UpdateExpressGatewayService.serviceArn": ARNS,
    "DescribeExpressGatewayService.serviceArn": ARNS,
    "DeleteExpressGatewayService.serviceArn": ARNS,
    "DescribeExpressGatewayService.include.[]": "AWS answers tags only on request, and ownership is told by a tag: always TAGS",
}
"""Members of requests that no argument sets, each with the rule of AWS's that makes it so."""

PAIRS = {"environment": ("name", "value"), "secrets": ("name", "valueFrom"), "tags": ("key", "value")}
"""Lists of pairs, which are maps here: the one member is a map's key, the other one its value."""

CONFIGURATION = "service.activeConfigurations.[]"

PLACES: dict[str, str] = {
    "service.serviceArn": "serviceArn",
    "service.status.statusCode": "status",
    "service.status.statusReason": "statusReason",
    "service.createdAt": "createdAt",
    "service.updatedAt": "updatedAt",
    f"{CONFIGURATION}.serviceRevisionArn": "serviceRevisionArn",
    f"{CONFIGURATION}.ingressPaths.[].endpoint": "endpoint",
    f"{CONFIGURATION}.ingressPaths.[].accessType": "accessType",
}
"""Members of answers that are outputs under a name of their own; all other ones of a configuration are in ``inEffect``."""

DECLARED = "an output under the name that the program declares it by; AWS's answer is compared with it by every refresh"
SECRET = "may hold a secret, and a copy under another name would be stored in clear (decision 11)"
MARK = "tags of others are theirs; the program's are an output under their own name, and compared by every refresh"

NO_OUTPUTS: dict[str, str] = {
    "service.cluster": DECLARED,
    "service.serviceName": DECLARED,
    "service.infrastructureRoleArn": DECLARED,
    "service.currentDeployment": "names whichever deployment is in flight at that instant; the output deployment_arn names "
    "the last one of this resource, whether it runs or has ended",
    "service.tags.[].key": MARK,
    "service.tags.[].value": MARK,
    f"{CONFIGURATION}.primaryContainer.command.[]": SECRET,
    **{f"{CONFIGURATION}.primaryContainer.environment.[].{key}": SECRET for key in PAIRS["environment"]},
    **{f"{CONFIGURATION}.primaryContainer.secrets.[].{key}": SECRET for key in PAIRS["secrets"]},
}
"""Members of answers of which no output holds what AWS says, each with the reason."""


def model() -> ServiceModel:
    """Read the installed model of ECS."""
    return botocore.session.get_session().get_service_model("ecs")


def members(shape: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """List the members of a shape that hold a value, by dotted path; ``[]`` stands for the entries of a list."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            yield from members(member, f"{prefix}.{name}" if prefix else name)
    elif shape.type_name == "list":
        yield from members(shape.member, f"{prefix}.[]")
    else:
        yield prefix, shape


def requested(ecs: ServiceModel, operation: str) -> dict[str, Any]:
    """List what may be sent."""
    return dict(members(ecs.operation_model(operation).input_shape))


def answered(ecs: ServiceModel, operation: str) -> dict[str, Any]:
    """List what may be answered; Update's target is a configuration like those that Describe answers."""
    found = dict(members(ecs.operation_model(operation).output_shape))
    return {path.replace("service.targetConfiguration", CONFIGURATION): shape for path, shape in found.items()}


def argument_of(path: str) -> tuple[str, ...]:
    """Give the argument that a member of a request belongs to: a list and a map are one argument."""
    steps = path.split(".")
    if len(steps) > 2 and steps[-1] in PAIRS.get(steps[-3], ()):
        return tuple(steps[:-2])
    return tuple(steps[:-1] if steps[-1] == "[]" else steps)


def unaccounted_requests(ecs: ServiceModel) -> list[str]:
    """Name the members of requests that are neither an argument nor written above."""
    found = [(operation, path) for operation in REQUESTS for path in requested(ecs, operation)]
    return [
        f"{operation}.{path}"
        for operation, path in found
        if f"{operation}.{path}" not in NO_ARGUMENTS and argument_of(path) not in rules()
    ]


def unaccounted_answers(ecs: ServiceModel, known: Mapping[str, Any]) -> list[str]:
    """Name the members of answers that are neither an output (``known`` are those in effect) nor written above."""
    found = {(operation, path) for operation in REQUESTS for path in answered(ecs, operation)}
    return sorted(
        f"{operation}.{path}"
        for operation, path in found
        if path not in PLACES and path not in NO_OUTPUTS and path not in known
    )
