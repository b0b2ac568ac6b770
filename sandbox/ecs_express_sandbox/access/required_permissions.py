"""
The permissions that a call needs of its caller: its own action, the roles that it passes, and what it does in their name.

Sources for the last: handler permissions of ``AWS::ECS::ExpressGatewayService``; README of AWS's deploy action; "API
operations defined by Amazon Elastic Container Service", service authorization reference. A role with tags: "Tagging IAM
roles", IAM user guide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from moto.ecs.models import ecs_backends

from ecs_express_sandbox.access.resources import Parameters, Place, last_part, resources_of
from ecs_express_sandbox.protocol.operation import Operation

TASKS = "ecs-tasks.amazonaws.com"
SERVICE = "ecs.amazonaws.com"

_PREFIXES = {"elbv2": "elasticloadbalancing", "elb": "elasticloadbalancing", "resourcegroupstaggingapi": "tag"}
"""Where actions have another prefix than boto3's client."""

_PASSED = {
    "CreateExpressGatewayService": {
        "infrastructureRoleArn": SERVICE,
        "executionRoleArn": TASKS,
        "taskRoleArn": TASKS,
    },
    "UpdateExpressGatewayService": {"executionRoleArn": TASKS, "taskRoleArn": TASKS},
    "RegisterTaskDefinition": {"executionRoleArn": TASKS, "taskRoleArn": TASKS},
}
"""Operation of ECS -> its members that name a role, and the service that the role is passed to."""

_TAGGED_WHEN_MADE = ("CreateCluster", "CreateService", "RegisterTaskDefinition")
"""Operations of ECS that need ``ecs:TagResource`` as well where the request has tags: "Tag resources on creation"."""

_MANAGED = ("primaryContainer", "executionRoleArn", "taskRoleArn", "cpu", "memory", "cpuArchitecture")


@dataclass(frozen=True)
class RequiredPermission:
    """One thing that must be allowed: an action on a resource, under conditions whose keys have these values."""

    action: str
    resource: str
    context: dict[str, str] = field(default_factory=dict)


def required_permissions_of(operation: Operation, parameters: Parameters, place: Place) -> Iterator[RequiredPermission]:
    """List the permissions that a call needs, its own action first."""
    context = {"aws:RequestedRegion": place.region, **_context(parameters, place)}
    resources = resources_of(operation, parameters, place)
    for resource in resources:
        yield RequiredPermission(action_of(operation), resource, context)
    if (operation.client, operation.name) == ("iam", "CreateRole") and parameters.get("Tags"):
        yield RequiredPermission("iam:TagRole", resources[0], context)
    if operation.client != "ecs":
        return
    for member, service in _PASSED.get(operation.name, {}).items():
        if role := parameters.get(member):
            yield RequiredPermission("iam:PassRole", str(role), {**context, "iam:PassedToService": service})
    for role in _passed_to_ecs(parameters):
        yield RequiredPermission("iam:PassRole", role, {**context, "iam:PassedToService": SERVICE})
    if operation.name in _TAGGED_WHEN_MADE and parameters.get("tags"):
        yield RequiredPermission("ecs:TagResource", resources[0], context)
    if operation.name in ("CreateExpressGatewayService", "UpdateExpressGatewayService"):
        yield from _in_their_name(operation, parameters, place, context)


def _passed_to_ecs(parameters: Parameters) -> Iterator[str]:
    """List the roles in what a service is given. Source: "IAM roles for Amazon ECS", developer guide; API model."""
    connect, deployment = (parameters.get(f"{name}Configuration") or {} for name in ("serviceConnect", "deployment"))
    holders = [
        *(member.get("managedEBSVolume") for member in parameters.get("volumeConfigurations") or ()),
        *(parameters.get("vpcLatticeConfigurations") or ()),
        *(member.get("tls") for member in connect.get("services") or ()),
        *(deployment.get("lifecycleHooks") or ()),
        *(member.get("advancedConfiguration") for member in parameters.get("loadBalancers") or ()),
    ]
    roles = [str(holder["roleArn"]) for holder in holders if holder and holder.get("roleArn")]
    yield from dict.fromkeys(roles)


def action_of(operation: Operation) -> str:
    """Name the action of a call as policies do."""
    return f"{_PREFIXES.get(operation.client, operation.client)}:{operation.name}"


def _in_their_name(
    operation: Operation, parameters: Parameters, place: Place, context: dict[str, str]
) -> Iterator[RequiredPermission]:
    """List what ECS does with the caller's own rights in an Express call."""
    creates = operation.name == "CreateExpressGatewayService"
    service = str(parameters.get("serviceArn") or parameters.get("serviceName") or "*")
    if creates and parameters.get("tags"):
        yield RequiredPermission("ecs:TagResource", resources_of(operation, parameters, place)[0], context)
    if creates and _makes_default_cluster(parameters, place):
        yield RequiredPermission("ecs:CreateCluster", place.arn("ecs", "cluster/default"), context)
    if not creates:
        yield RequiredPermission("ecs:DescribeTaskDefinition", "*", context)
    if any(parameters.get(member) for member in _MANAGED):
        cluster = service.split("/")[1] if service.count("/") > 1 else last_part(parameters.get("cluster") or "default")
        family = f"task-definition/{cluster}-{last_part(service)}:*"
        yield RequiredPermission("ecs:RegisterTaskDefinition", place.arn("ecs", family), context)


def _makes_default_cluster(parameters: Parameters, place: Place) -> bool:
    if last_part(parameters.get("cluster") or "default") != "default":
        return False
    known = ecs_backends[place.account][place.region].clusters.get("default")
    return known is None or known.status != "ACTIVE"


def _context(parameters: Parameters, place: Place) -> dict[str, str]:
    """Return the condition keys that are known from the request itself."""
    members = {"iam:PolicyARN": "PolicyArn", "iam:AWSServiceName": "AWSServiceName"}
    found = {key: str(parameters[member]) for key, member in members.items() if parameters.get(member)}
    if cluster := parameters.get("cluster"):
        found["ecs:cluster"] = place.arn("ecs", f"cluster/{last_part(str(cluster))}")
    return found
