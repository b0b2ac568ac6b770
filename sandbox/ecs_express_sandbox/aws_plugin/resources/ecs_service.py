"""`aws:ecs/service:Service`."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.ecs_type import EcsType, as_list, as_mapping
from ecs_express_sandbox.aws_plugin.values import Properties

_KEPT = {
    "availabilityZoneRebalancing": "availabilityZoneRebalancing",
    "desiredCount": "desiredCount",
    "enableEcsManagedTags": "enableECSManagedTags",
    "enableExecuteCommand": "enableExecuteCommand",
    "healthCheckGracePeriodSeconds": "healthCheckGracePeriodSeconds",
    "loadBalancers": "loadBalancers",
    "platformVersion": "platformVersion",
    "propagateTags": "propagateTags",
    "taskDefinition": "taskDefinition",
}
"""What may change -> ECS's name of it."""

_MADE_WITH = {"deploymentController": "deploymentController", "launchType": "launchType"}
"""What is fixed when the service is made, besides name and cluster."""

_CONFIGURATION = {
    "deploymentCircuitBreaker": "deploymentCircuitBreaker",
    "deploymentMaximumPercent": "maximumPercent",
    "deploymentMinimumHealthyPercent": "minimumHealthyPercent",
}
_RETRY = "The service cannot be stopped while deployments are active."
_PAUSE = 0.2
"""Real seconds between two looks at a service that comes to rest or goes."""

_PATIENCE = 600
"""Real seconds until such a wait is given up."""


def _revision(name: Any, _: Properties) -> str:
    """Write a task definition as ``family:revision``, as the real plugin compares ARNs with it."""
    return str(name or "").rpartition("/")[2]


class Service(EcsType):
    """A classic service, known to Pulumi by its ARN."""

    declaration = Declaration(
        token="aws:ecs/service:Service",  # noqa: S106  # a type token
        inputs=frozenset(
            {*_KEPT, *_MADE_WITH, *_CONFIGURATION, "capacityProviderStrategies", "cluster", "forceDelete"}
            | {"forceNewDeployment", "name", "networkConfiguration", "triggers", "waitForSteadyState"}
        ),
        computed=frozenset({"arn", "availabilityZoneRebalancing", "cluster", "launchType", "platformVersion"}),
        immutable=frozenset({*_MADE_WITH, "cluster", "name"}),
        defaults={"waitForSteadyState": False},
        unordered=frozenset({"capacityProviderStrategies", "loadBalancers"}),
        one_form={
            "cluster": _revision,
            "networkConfiguration": lambda own, _: _network(own),
            "taskDefinition": _revision,
        },
        unreadable=frozenset({"forceDelete", "forceNewDeployment", "triggers", "waitForSteadyState"}),
        name_limit=255,
        tagged=True,
        regional=True,
    )
    gone = ("ServiceNotFoundException", "ClusterNotFoundException")

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        request = _request(inputs)
        request |= {member: inputs[name] for name, member in _MADE_WITH.items() if inputs.get(name)}
        if inputs["tagsAll"]:
            request["tags"] = as_list(inputs["tagsAll"])
        if inputs.get("cluster"):
            request["cluster"] = inputs["cluster"]
        return str(client.create_service(serviceName=inputs["name"], **request)["service"]["serviceArn"])

    @override
    def complete(self, account: Account, resource_id: str, inputs: Properties) -> None:
        """Wait until it is at rest, where that is declared."""
        if inputs.get("waitForSteadyState"):
            _wait(self.client(account, inputs), resource_id, _is_steady)

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it; the security group that AWS chose, where none is declared, is no drift."""
        found = super().read(account, resource_id, known)
        declared = known.get("networkConfiguration") or {}
        if found and "networkConfiguration" in found and not declared.get("securityGroups"):
            found["networkConfiguration"].pop("securityGroups")
        return found

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it; one that is not ACTIVE is gone."""
        found = _described(client, resource_id)
        if found is None or found["status"] != "ACTIVE":
            return None
        configuration = found["deploymentConfiguration"]
        own = (found.get("networkConfiguration") or {}).get("awsvpcConfiguration")
        return {
            **{name: found[member] for name, member in {**_KEPT, **_MADE_WITH}.items() if member in found},
            **{name: configuration[member] for name, member in _CONFIGURATION.items()},
            **({"networkConfiguration": _declared_network(own)} if own else {}),
            "arn": found["serviceArn"],
            "capacityProviderStrategies": found.get("capacityProviderStrategy", []),
            "cluster": found["clusterArn"],
            "name": found["serviceName"],
            "tagsAll": as_mapping(found.get("tags", [])),
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Send what is declared; ECS deploys what must be deployed."""
        request = {"cluster": _cluster(resource_id), "service": resource_id, **_request(new)}
        if new.get("forceNewDeployment"):
            request["forceNewDeployment"] = True
        client.update_service(**request)
        if new.get("waitForSteadyState"):
            _wait(client, resource_id, _is_steady)

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Let it run no tasks, delete it, and wait until it is INACTIVE."""
        place = {"cluster": _cluster(resource_id), "service": resource_id}
        found = _described(client, resource_id)
        if found is None or found["status"] == "INACTIVE":
            return
        if found["status"] == "ACTIVE":
            if not state.get("forceDelete"):
                client.update_service(**place, desiredCount=0)
            _delete(client, place, force=bool(state.get("forceDelete")))
        _wait(client, resource_id, lambda service: service["status"] == "INACTIVE")


def _cluster(resource_id: str) -> str:
    return resource_id.split("/")[1]


def _request(inputs: Properties) -> dict[str, Any]:
    """Write what both calls take."""
    request = {member: inputs[name] for name, member in _KEPT.items() if inputs.get(name) is not None}
    configuration = {member: inputs[name] for name, member in _CONFIGURATION.items() if inputs.get(name) is not None}
    if configuration:
        request["deploymentConfiguration"] = configuration
    if inputs.get("capacityProviderStrategies"):
        request["capacityProviderStrategy"] = inputs["capacityProviderStrategies"]
    if own := inputs.get("networkConfiguration"):
        public = "ENABLED" if own.get("assignPublicIp") else "DISABLED"
        groups = {"securityGroups": own["securityGroups"]} if own.get("securityGroups") else {}
        request["networkConfiguration"] = {
            "awsvpcConfiguration": {"subnets": own["subnets"], "assignPublicIp": public, **groups}
        }
    return request


def _declared_network(own: Mapping[str, Any]) -> dict[str, Any]:
    """Write a network configuration as a program declares it."""
    return {
        "assignPublicIp": own.get("assignPublicIp") == "ENABLED",
        "securityGroups": own.get("securityGroups", []),
        "subnets": own["subnets"],
    }


def _network(own: Any) -> tuple[Any, ...]:
    """Write a network configuration without order."""
    own = own or {}
    return bool(own.get("assignPublicIp")), sorted(own.get("securityGroups") or []), sorted(own.get("subnets") or [])


def _described(client: Any, resource_id: str) -> dict[str, Any] | None:
    answer = client.describe_services(cluster=_cluster(resource_id), services=[resource_id], include=["TAGS"])
    return next(iter(answer["services"]), None)


def _is_steady(service: Mapping[str, Any]) -> bool:
    return len(service["deployments"]) == 1 and service["runningCount"] == service["desiredCount"]


def _wait(client: Any, resource_id: str, wanted: Any) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        service = _described(client, resource_id)
        if service is None or wanted(service):
            return
        time.sleep(_PAUSE)


def _delete(client: Any, place: Mapping[str, str], *, force: bool) -> None:
    """Delete it, as soon as no deployment is active."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            client.delete_service(**place, force=force)
        except client.exceptions.InvalidParameterException as refusal:
            if _RETRY not in str(refusal):
                raise
            time.sleep(_PAUSE)
        else:
            return
