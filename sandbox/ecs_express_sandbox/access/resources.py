"""
Tells which resources a request is about, in the form of policies' ``Resource`` elements.

Where that is not worked out the resource counts as covered by every policy: such a policy is judged by its actions.
Source: service authorization reference, of each service "Resource types defined by".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from moto.iam.models import iam_backends
from moto.utilities.utils import get_partition

from ecs_express_sandbox.access.policies import ANY_RESOURCE
from ecs_express_sandbox.protocol.operation import Operation

EVERY_RESOURCE = "*"
"""What an action without resource-level permissions is judged by."""

Parameters = Mapping[str, Any]

_ARN_MEMBERS = {
    "acm": ("CertificateArn",),
    "application-autoscaling": ("ResourceARN",),
    "cloudwatch": ("ResourceARN",),
    "ecs": ("serviceArn", "resourceArn", "serviceDeploymentArn", "serviceDeploymentArns", "serviceRevisionArns"),
    "elbv2": ("RuleArn", "ListenerArn", "TargetGroupArn", "LoadBalancerArn", "ResourceArns"),
    "iam": ("PolicyArn",),
    "logs": ("resourceArn",),
    "servicediscovery": ("ResourceARN",),
    "sts": ("RoleArn",),
}
"""Client -> members that hold ARNs; the first that is given decides."""

_WHOLE_ACCOUNT = {
    "application-autoscaling": ("DescribeScalableTargets", "DescribeScalingPolicies"),
    "ec2": ("DescribeTags",),
    "servicediscovery": ("ListNamespaces", "ListServices"),
    "ecs": (
        "DescribeTaskDefinition",
        "DeregisterTaskDefinition",
        "ListClusters",
        "ListTaskDefinitions",
        "ListTaskDefinitionFamilies",
    ),
}
"""Operations that know no resource; of ELBv2 and ACM those that describe or list."""


@dataclass(frozen=True)
class Place:
    """The account and Region of a request."""

    account: str
    region: str

    @property
    def partition(self) -> str:
        """The partition of the Region."""
        return str(get_partition(self.region))

    def arn(self, service: str, resource: str, *, regional: bool = True) -> str:
        """Write an ARN of this place; IAM's have no Region."""
        return f"arn:{self.partition}:{service}:{self.region if regional else ''}:{self.account}:{resource}"


def resources_of(operation: Operation, parameters: Parameters, place: Place) -> tuple[str, ...]:
    """List the resources of a request."""
    if operation.name in _WHOLE_ACCOUNT.get(operation.client, ()) or _only_reads(operation):
        return (EVERY_RESOURCE,)
    return tuple(_named(operation, parameters, place)) or (ANY_RESOURCE,)


def _only_reads(operation: Operation) -> bool:
    return operation.client == "elbv2" and operation.name.startswith("Describe")


def _named(operation: Operation, parameters: Parameters, place: Place) -> Iterator[str]:
    if operation.client == "iam":
        yield from _of_iam(parameters, place)
        return
    for member in _ARN_MEMBERS.get(operation.client, ()):
        if found := parameters.get(member):
            for arn in [found] if isinstance(found, str) else found:
                yield from _with_its_service(str(arn))
            return
    if named := _BY_CLIENT.get(operation.client):
        yield from named(operation, parameters, place)


def _with_its_service(arn: str) -> Iterator[str]:
    """A deployment or revision is judged together with its service: both resource types are required."""
    yield arn
    if found := re.fullmatch(r"(.+:)service-(?:deployment|revision)(/[^/]+/[^/]+)/[^/]+", arn):
        yield f"{found[1]}service{found[2]}"


def _of_logs(_: Operation, parameters: Parameters, place: Place) -> Iterator[str]:
    """A stream, or a group with ``:*`` behind it, as all actions but tagging have it (CloudWatch Logs user guide)."""
    if group := parameters.get("logGroupName"):
        stream = parameters.get("logStreamName")
        yield place.arn("logs", f"log-group:{group}:{f'log-stream:{stream}' if stream else '*'}")


def _of_ecr(_: Operation, parameters: Parameters, place: Place) -> Iterator[str]:
    if repository := parameters.get("repositoryName"):
        owner = Place(str(parameters.get("registryId") or place.account), place.region)
        yield owner.arn("ecr", f"repository/{repository}")


def _of_service_discovery(operation: Operation, parameters: Parameters, place: Place) -> Iterator[str]:
    if operation.name == "GetNamespace":
        yield place.arn("servicediscovery", f"namespace/{last_part(str(parameters.get('Id', '')))}")


_EC2_TYPES = {"sg": "security-group", "sgr": "security-group-rule", "subnet": "subnet", "vpc": "vpc"}
"""How an id begins -> the resource's type in its ARN; others count as covered by every policy."""


def _of_ec2(operation: Operation, parameters: Parameters, place: Place) -> Iterator[str]:
    for identifier in parameters.get("Resources") or () if operation.name in ("CreateTags", "DeleteTags") else ():
        kind = _EC2_TYPES.get(str(identifier).split("-", 1)[0])
        yield place.arn("ec2", f"{kind}/{identifier}") if kind else ANY_RESOURCE


def _of_ecs(operation: Operation, parameters: Parameters, place: Place) -> Iterator[str]:
    cluster = last_part(parameters.get("cluster") or parameters.get("clusterName") or "default")
    asked = parameters.get("service") or parameters.get("serviceName") or parameters.get("services")
    if "Task" in operation.name:
        yield from _of_tasks(operation, parameters, cluster, place)
    elif operation.name == "CreateExpressGatewayService":
        yield place.arn("ecs", f"service/{cluster}/{parameters.get('serviceName') or '*'}")
    elif operation.name.endswith("Cluster") or operation.name.endswith("Clusters"):
        for name in parameters.get("clusters") or [cluster]:
            yield place.arn("ecs", f"cluster/{last_part(name)}")
    elif asked and "Service" in operation.name:
        for name in [asked] if isinstance(asked, str) else asked:
            yield name if name.count("/") > 1 else place.arn("ecs", f"service/{cluster}/{last_part(name)}")


def _of_tasks(operation: Operation, parameters: Parameters, cluster: str, place: Place) -> Iterator[str]:
    if operation.name == "RegisterTaskDefinition":
        yield place.arn("ecs", f"task-definition/{parameters.get('family', '')}:*")
    elif operation.name == "DeleteTaskDefinitions":
        for named in parameters.get("taskDefinitions") or []:
            yield place.arn("ecs", f"task-definition/{last_part(str(named))}")
    elif operation.name == "ListTasks":
        yield place.arn("ecs", f"container-instance/{cluster}/*")
    elif tasks := parameters.get("tasks") or parameters.get("task"):
        for task in [tasks] if isinstance(tasks, str) else tasks:
            yield place.arn("ecs", f"task/{cluster}/{last_part(str(task))}")


def _of_iam(parameters: Parameters, place: Place) -> Iterator[str]:
    if name := parameters.get("RoleName"):
        yield role_arn(place, str(name))
    elif name := parameters.get("UserName"):
        yield place.arn("iam", f"user/{name}", regional=False)
    elif arn := parameters.get("PolicyArn"):
        yield str(arn)
    elif name := parameters.get("PolicyName"):
        yield place.arn("iam", f"policy{parameters.get('Path', '/')}{name}", regional=False)


_BY_CLIENT = {
    "ec2": _of_ec2,
    "ecr": _of_ecr,
    "ecs": _of_ecs,
    "logs": _of_logs,
    "servicediscovery": _of_service_discovery,
}
"""Client -> what finds its resources where no ARN is given."""


def role_arn(place: Place, name: str) -> str:
    """Return the ARN of a role, whose path only the role itself knows."""
    roles = iam_backends[place.account][place.partition].roles.values()
    known = next((role.arn for role in roles if role.name == name), None)
    return str(known or place.arn("iam", f"role/{name}", regional=False))


def last_part(name: str) -> str:
    """Return the last part of an ARN, or the name itself."""
    return name.rsplit("/", 1)[-1]
