"""`aws:ecs/taskDefinition:TaskDefinition`."""

from __future__ import annotations

import json
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws.registration import filled_in
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import is_missing
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.ecs_type import EcsType, as_list, as_mapping
from ecs_express_sandbox.aws_plugin.resources.one_call import stated
from ecs_express_sandbox.aws_plugin.values import Properties

_PLAIN = {
    "cpu": "cpu",
    "executionRoleArn": "executionRoleArn",
    "family": "family",
    "ipcMode": "ipcMode",
    "memory": "memory",
    "networkMode": "networkMode",
    "pidMode": "pidMode",
    "requiresCompatibilities": "requiresCompatibilities",
    "runtimePlatform": "runtimePlatform",
    "taskRoleArn": "taskRoleArn",
}
"""Members that ECS and `pulumi_aws` have in one form."""


def one_form(definitions: Any, beside: Properties) -> Any:
    """Write containers with what ECS fills in, by name, as the real plugin compares them."""
    containers = json.loads(definitions) if isinstance(definitions, str) else []
    request = {"networkMode": beside.get("networkMode"), "containerDefinitions": containers}
    filled = filled_in(request, keeps_empty_variables=True)["containerDefinitions"]
    for container in filled:
        for name in ("environment", "secrets"):
            container[name] = sorted(container.get(name) or [], key=lambda entry: str(entry["name"]))
    return sorted(filled, key=lambda container: str(container["name"]))


class TaskDefinition(EcsType):
    """A revision, known to Pulumi by its family; any change but of tags makes another revision."""

    declaration = Declaration(
        token="aws:ecs/taskDefinition:TaskDefinition",  # noqa: S106  # a type token
        inputs=frozenset({*_PLAIN, "containerDefinitions", "ephemeralStorage", "skipDestroy", "volumes"}),
        required=frozenset({"containerDefinitions", "family"}),
        computed=frozenset({"arn", "arnWithoutRevision", "networkMode", "revision"}),
        immutable=frozenset({*_PLAIN, "containerDefinitions", "ephemeralStorage", "volumes"}),
        defaults={"skipDestroy": False},
        unordered=frozenset({"requiresCompatibilities"}),
        one_form={"containerDefinitions": one_form},
        unreadable=frozenset({"skipDestroy"}),
        tagged=True,
        regional=True,
    )
    tagged_by = "arn"
    gone = ("ClientException",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Register it."""
        request = stated(inputs, **_PLAIN)
        if storage := inputs.get("ephemeralStorage"):
            request["ephemeralStorage"] = {"sizeInGiB": storage["sizeInGib"]}
        if volumes := inputs.get("volumes"):
            request["volumes"] = [_volume(volume) for volume in volumes]
        if inputs["tagsAll"]:
            request["tags"] = as_list(inputs["tagsAll"])
        containers = json.loads(inputs["containerDefinitions"])
        client.register_task_definition(containerDefinitions=containers, **request)
        return str(inputs["family"])

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read the revision that is known, at first the family's latest."""
        client = self.client(account, known)
        try:
            return self.find(client, str(known.get("arn") or resource_id), account)
        except client.exceptions.ClientError as failure:
            if is_missing(failure, *self.gone):
                return None
            raise

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it; one that is not ACTIVE is gone."""
        answer = client.describe_task_definition(taskDefinition=resource_id, include=["TAGS"])
        found = answer["taskDefinition"]
        if found["status"] != "ACTIVE":
            return None
        arn = found["taskDefinitionArn"]
        storage = found.get("ephemeralStorage")
        return {
            **stated(found, **_PLAIN),
            **({"ephemeralStorage": {"sizeInGib": storage["sizeInGiB"]}} if storage else {}),
            "arn": arn,
            "arnWithoutRevision": arn.rpartition(":")[0],
            "containerDefinitions": json.dumps(found["containerDefinitions"], sort_keys=True),
            "revision": found["revision"],
            "tagsAll": as_mapping(answer.get("tags", [])),
            "volumes": [_as_declared(volume) for volume in found["volumes"]],
        }

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Deregister it, unless it is to stay."""
        if not state.get("skipDestroy"):
            client.deregister_task_definition(taskDefinition=state["arn"])


def _volume(volume: Properties) -> dict[str, Any]:
    """Write a volume as ECS takes it."""
    made = stated(
        volume,
        name="name",
        configuredAtLaunch="configureAtLaunch",
        efsVolumeConfiguration="efsVolumeConfiguration",
    )
    return {**made, "host": {"sourcePath": volume["hostPath"]}} if volume.get("hostPath") else made


def _as_declared(volume: Properties) -> dict[str, Any]:
    """Write a volume as a program declares it."""
    path = (volume.get("host") or {}).get("sourcePath")
    declared = stated(
        volume,
        name="name",
        configureAtLaunch="configuredAtLaunch",
        efsVolumeConfiguration="efsVolumeConfiguration",
    )
    return {**declared, **({"hostPath": path} if path else {})}
