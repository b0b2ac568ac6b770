"""`aws:secretsmanager/secret:Secret` and its `SecretVersion`, and `aws:ssm/parameter:Parameter`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType, stated
from ecs_express_sandbox.aws_plugin.values import Properties


class Secret(OneCallType):
    """A secret without a value, known to Pulumi by its ARN."""

    declaration = Declaration(
        token="aws:secretsmanager/secret:Secret",  # noqa: S106  # a type token
        inputs=frozenset({"description", "forceOverwriteReplicaSecret", "name", "namePrefix", "recoveryWindowInDays"}),
        computed=frozenset({"arn"}),
        immutable=frozenset({"name", "namePrefix"}),
        defaults={"forceOverwriteReplicaSecret": False, "recoveryWindowInDays": 30},
        unreadable=frozenset({"forceOverwriteReplicaSecret", "namePrefix", "recoveryWindowInDays"}),
        name_limit=512,
        tagged=True,
        regional=True,
    )
    service = "secretsmanager"
    gone = ("ResourceNotFoundException",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        described = stated(inputs, Description="description")
        made = client.create_secret(Name=inputs["name"], Tags=tags.as_list(inputs["tagsAll"]), **described)
        return str(made["ARN"])

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it; one that waits for its deletion is gone."""
        found = client.describe_secret(SecretId=resource_id)
        if found.get("DeletedDate"):
            return None
        described = stated(found, description="Description")
        known = {"arn": found["ARN"], "name": found["Name"], "tagsAll": tags.as_mapping(found.get("Tags", []))}
        return {**described, **known}

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Describe it."""
        if old.get("description") != new.get("description"):
            client.update_secret(SecretId=resource_id, Description=new.get("description") or "")

    @override
    def tag(self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]) -> None:
        """Set and remove tags."""
        if to_set:
            client.tag_resource(SecretId=old["id"], Tags=tags.as_list(to_set))
        if to_remove:
            client.untag_resource(SecretId=old["id"], TagKeys=list(to_remove))

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it, at once or after its window."""
        days = state.get("recoveryWindowInDays", 30)
        how = {"RecoveryWindowInDays": days} if days else {"ForceDeleteWithoutRecovery": True}
        client.delete_secret(SecretId=resource_id, **how)


class SecretVersion(OneCallType):
    """The value of a secret, known to Pulumi by the secret's ARN and its version."""

    declaration = Declaration(
        token="aws:secretsmanager/secretVersion:SecretVersion",  # noqa: S106  # a type token
        inputs=frozenset({"secretId", "secretString"}),
        required=frozenset({"secretId"}),
        computed=frozenset({"arn", "versionId", "versionStages"}),
        immutable=frozenset({"secretId", "secretString"}),
        regional=True,
        replaced_in_place=True,
    )
    service = "secretsmanager"
    gone = ("ResourceNotFoundException", "InvalidRequestException")

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Put the value."""
        made = client.put_secret_value(SecretId=inputs["secretId"], SecretString=inputs.get("secretString", ""))
        return f"{made['ARN']}|{made['VersionId']}"

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it."""
        secret, _, version = resource_id.rpartition("|")
        found = client.get_secret_value(SecretId=secret, VersionId=version)
        return {
            "arn": found["ARN"],
            "secretId": secret,
            "secretString": found.get("SecretString", ""),
            "versionId": version,
            "versionStages": sorted(found.get("VersionStages", [])),
        }

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Leave it to its secret: the newest version cannot be taken away."""


class Parameter(OneCallType):
    """A parameter, known to Pulumi by its name."""

    declaration = Declaration(
        token="aws:ssm/parameter:Parameter",  # noqa: S106  # a type token
        inputs=frozenset({"description", "name", "overwrite", "type", "value"}),
        required=frozenset({"type"}),
        computed=frozenset({"arn", "version"}),
        immutable=frozenset({"name"}),
        unreadable=frozenset({"overwrite"}),
        name_limit=2048,
        tagged=True,
        regional=True,
    )
    service = "ssm"
    gone = ("ParameterNotFound",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Put it."""
        self._put(client, inputs, overwrite=bool(inputs.get("overwrite")), Tags=tags.as_list(inputs["tagsAll"]))
        return str(inputs["name"])

    def _put(self, client: Any, inputs: Properties, *, overwrite: bool, **more: Any) -> None:
        described = stated(inputs, Description="description")
        client.put_parameter(
            Name=inputs["name"], Type=inputs["type"], Value=inputs.get("value", ""), Overwrite=overwrite,
            **described, **{name: value for name, value in more.items() if value},
        )  # fmt: skip

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it with its value."""
        found = client.get_parameter(Name=resource_id, WithDecryption=True)["Parameter"]
        told = client.describe_parameters(ParameterFilters=[{"Key": "Name", "Values": [resource_id]}])["Parameters"]
        listed = client.list_tags_for_resource(ResourceType="Parameter", ResourceId=resource_id)["TagList"]
        described = stated(told[0] if told else {}, description="Description")
        return {
            **described,
            "arn": found["ARN"],
            "name": found["Name"],
            "tagsAll": tags.as_mapping(listed),
            "type": found["Type"],
            "value": found["Value"],
            "version": found["Version"],
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Put another value, type or description."""
        if any(old.get(name) != new.get(name) for name in ("description", "type", "value")):
            self._put(client, new, overwrite=True)

    @override
    def tag(self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]) -> None:
        """Set and remove tags."""
        place = {"ResourceType": "Parameter", "ResourceId": old["id"]}
        if to_set:
            client.add_tags_to_resource(**place, Tags=tags.as_list(to_set))
        if to_remove:
            client.remove_tags_from_resource(**place, TagKeys=list(to_remove))

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it."""
        client.delete_parameter(Name=resource_id)
