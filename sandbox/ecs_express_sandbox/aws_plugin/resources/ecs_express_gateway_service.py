"""`aws:ecs/expressGatewayService:ExpressGatewayService`: Express Mode as the real plugin has it, without this project's package."""

from __future__ import annotations

import time
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import Refused
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.ecs_type import EcsType, as_list, as_mapping
from ecs_express_sandbox.aws_plugin.values import Properties

_PLAIN = ("cpu", "executionRoleArn", "healthCheckPath", "memory", "taskRoleArn")
"""What both calls take, and both call alike."""

_CONTAINER = {
    "awsLogsConfigurations": "awsLogsConfiguration",
    "commands": "command",
    "containerPort": "containerPort",
    "environments": "environment",
    "image": "image",
    "repositoryCredentials": "repositoryCredentials",
    "secrets": "secrets",
}
"""Members of the container -> ECS's names of them."""

_IN_LISTS = {"networkConfigurations": "networkConfiguration", "scalingTargets": "scalingTarget"}
"""Objects that the plugin has in lists of one -> ECS's names of them."""

_STRUCTURES = ("primaryContainer", *_IN_LISTS)
_MANAGED = "AmazonECSManaged"
_ENDED_BADLY = ("STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED")
_PAUSE = 0.2
"""Real seconds between two looks at a service that comes to rest or goes."""

_PATIENCE = 600
"""Real seconds until such a wait is given up."""


class ExpressGatewayService(EcsType):
    """An Express Mode service, known to Pulumi by its ARN."""

    declaration = Declaration(
        token="aws:ecs/expressGatewayService:ExpressGatewayService",  # noqa: S106  # a type token
        inputs=frozenset({*_PLAIN, *_STRUCTURES, "cluster", "infrastructureRoleArn", "serviceName"})
        | frozenset({"timeouts", "waitForSteadyState"}),
        required=frozenset({"executionRoleArn", "infrastructureRoleArn", "primaryContainer"}),
        computed=frozenset({"cluster", "cpu", "healthCheckPath", "ingressPaths", "memory", "networkConfigurations"})
        | frozenset({"scalingTargets", "serviceArn", "serviceName", "serviceRevisionArn"}),
        immutable=frozenset({"infrastructureRoleArn", "serviceName"}),
        one_form={
            "cluster": lambda own, _: str(own or "default").rpartition("/")[2],
            "primaryContainer": lambda own, _: _without_order(own),
        },
        unreadable=frozenset({"timeouts", "waitForSteadyState"}),
        tagged=True,
        regional=True,
    )
    gone = ("ResourceNotFoundException", "ServiceNotFoundException", "ClusterNotFoundException")

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        request = {**_request(inputs), "infrastructureRoleArn": inputs["infrastructureRoleArn"]}
        request |= {name: inputs[name] for name in ("cluster", "serviceName") if inputs.get(name)}
        if inputs["tagsAll"]:
            request["tags"] = as_list(inputs["tagsAll"])
        return str(client.create_express_gateway_service(**request)["service"]["serviceArn"])

    @override
    def complete(self, account: Account, resource_id: str, inputs: Properties) -> None:
        """Wait for its deployment, where that is declared."""
        if inputs.get("waitForSteadyState"):
            _await_deployment(self.client(account, inputs), resource_id)

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it; of structures what is declared, and of security groups those that AWS has not made."""
        found = super().read(account, resource_id, known)
        if not found:
            return found
        managed = _managed_groups(account.client("ec2", known.get("region")))
        for network in found["networkConfigurations"]:
            network["securityGroups"] = [one for one in network.get("securityGroups", []) if one not in managed]
        return {
            name: _as_declared(value, known.get(name)) if name in _STRUCTURES else value
            for name, value in found.items()
        }

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it; one that is not ACTIVE, or not known, is gone."""
        found = _described(client, resource_id)
        if found is None or found["status"]["statusCode"] != "ACTIVE":
            return None
        newest = max(found["activeConfigurations"], key=lambda one: one["createdAt"])
        container = newest["primaryContainer"]
        return {
            **{name: newest[name] for name in _PLAIN if newest.get(name)},
            **{name: [newest[member]] if newest.get(member) else [] for name, member in _IN_LISTS.items()},
            "cluster": found["cluster"].rpartition("/")[2],
            "infrastructureRoleArn": found["infrastructureRoleArn"],
            "ingressPaths": newest.get("ingressPaths", []),
            "primaryContainer": {
                name: _listed(name, container[member]) for name, member in _CONTAINER.items() if container.get(member)
            },
            "serviceArn": found["serviceArn"],
            "serviceName": found["serviceName"],
            "serviceRevisionArn": newest["serviceRevisionArn"],
            "tagsAll": as_mapping(found.get("tags", [])),
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Send all that is declared; another cluster is planned as an update, and fails, as it does with the real plugin."""
        if _cluster(new.get("cluster", old["cluster"])) != _cluster(old["cluster"]):
            raise Refused("the provider planned another cluster, and UpdateExpressGatewayService takes none")
        if _request(new) != _request(old):
            client.update_express_gateway_service(serviceArn=resource_id, **_request(new))
            if new.get("waitForSteadyState"):
                _await_deployment(client, resource_id)

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it, and wait until it is INACTIVE."""
        client.delete_express_gateway_service(serviceArn=resource_id)
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            found = _described(client, resource_id)
            if found is None or found["status"]["statusCode"] == "INACTIVE":
                return
            time.sleep(_PAUSE)


def _cluster(name: Any) -> str:
    return str(name).rpartition("/")[2]


def _request(inputs: Properties) -> dict[str, Any]:
    """Write what both calls take."""
    own = inputs["primaryContainer"]
    request: dict[str, Any] = {name: inputs[name] for name in _PLAIN if inputs.get(name)}
    request["primaryContainer"] = {
        member: own[name][0] if name == "awsLogsConfigurations" else own[name]
        for name, member in _CONTAINER.items()
        if own.get(name)
    }
    request |= {member: inputs[name][0] for name, member in _IN_LISTS.items() if inputs.get(name)}
    return request


def _listed(name: str, value: Any) -> Any:
    return [value] if name == "awsLogsConfigurations" else value


def _without_order(container: Any) -> dict[str, Any]:
    """Write a container in the form in which variables have no order."""
    own = dict(container or {})
    for name in ("environments", "secrets"):
        own[name] = sorted(own.get(name) or [], key=lambda one: str(one["name"]))
    return {name: value for name, value in own.items() if value}


def _as_declared(value: Any, declared: Any) -> Any:
    """Leave out the members that AWS has filled in beside those that are declared; all of it where nothing is."""
    if not declared:
        return value
    if isinstance(value, list):
        return [_as_declared(one, other) for one, other in zip(value, declared, strict=False)]
    return {name: member for name, member in value.items() if name in declared}


def _described(client: Any, resource_id: str) -> dict[str, Any] | None:
    """Read it; ECS calls an unknown one a wrong parameter."""
    try:
        answer = client.describe_express_gateway_service(serviceArn=resource_id, include=["TAGS"])
    except client.exceptions.InvalidParameterException as refusal:
        if "not found" in str(refusal):
            return None
        raise
    found: dict[str, Any] = answer["service"]
    return found


def _managed_groups(client: Any) -> set[str]:
    """List the security groups that ECS has made."""
    answer = client.describe_security_groups(Filters=[{"Name": f"tag:{_MANAGED}", "Values": ["true"]}])
    return {group["GroupId"] for group in answer["SecurityGroups"]}


def _await_deployment(client: Any, resource_id: str) -> None:
    """Wait for the end of the newest deployment."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        newest = next(iter(client.list_service_deployments(service=resource_id)["serviceDeployments"]), None)
        if newest and newest["status"] in _ENDED_BADLY:
            raise Refused(f"waiting for {resource_id}: deployment {newest['status']}: {newest.get('statusReason', '')}")
        if newest and newest["status"] == "SUCCESSFUL":
            return
        time.sleep(_PAUSE)
