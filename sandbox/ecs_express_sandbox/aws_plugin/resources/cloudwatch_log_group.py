"""`aws:cloudwatch/logGroup:LogGroup`."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import is_missing
from ecs_express_sandbox.aws_plugin.resource_type import Declaration, ResourceType
from ecs_express_sandbox.aws_plugin.values import Properties

GONE = "ResourceNotFoundException"


class LogGroup(ResourceType):
    """A log group, known to Pulumi by its name; a retention of 0 days keeps lines for ever."""

    declaration = Declaration(
        token="aws:cloudwatch/logGroup:LogGroup",  # noqa: S106  # a type token
        inputs=frozenset({"kmsKeyId", "logGroupClass", "name", "namePrefix", "retentionInDays", "skipDestroy"}),
        computed=frozenset({"arn", "logGroupClass"}),
        immutable=frozenset({"logGroupClass", "name", "namePrefix"}),
        defaults={"retentionInDays": 0, "skipDestroy": False},
        unreadable=frozenset({"namePrefix", "skipDestroy"}),
        name_limit=512,
        tagged=True,
        regional=True,
    )

    @override
    def create(self, account: Account, inputs: Properties) -> str:
        """Make it."""
        asked = {name: inputs[name] for name in ("kmsKeyId", "logGroupClass") if inputs.get(name)}
        if inputs["tagsAll"]:
            asked["tags"] = inputs["tagsAll"]
        client(account, inputs).create_log_group(logGroupName=inputs["name"], **asked)
        return str(inputs["name"])

    @override
    def complete(self, account: Account, resource_id: str, inputs: Properties) -> None:
        """Set how long it keeps its lines: a call of its own."""
        if inputs["retentionInDays"]:
            keep(client(account, inputs), resource_id, inputs["retentionInDays"])

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it; AWS only searches by prefix."""
        logs = client(account, known)
        pages = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=resource_id)
        found = next((one for page in pages for one in page["logGroups"] if one["logGroupName"] == resource_id), None)
        if found is None:
            return None
        arn = found["arn"].removesuffix(":*")
        return {
            "arn": arn,
            "kmsKeyId": found.get("kmsKeyId", ""),
            "logGroupClass": found.get("logGroupClass", "STANDARD"),
            "name": resource_id,
            "retentionInDays": found.get("retentionInDays", 0),
            "tagsAll": dict(logs.list_tags_for_resource(resourceArn=arn)["tags"]),
        }

    @override
    def update(self, account: Account, resource_id: str, old: Properties, new: Properties) -> None:
        """Change retention, key and tags."""
        logs = client(account, new)
        if old.get("retentionInDays", 0) != new["retentionInDays"]:
            keep(logs, resource_id, new["retentionInDays"])
        if (old.get("kmsKeyId") or "") != (key := new.get("kmsKeyId") or ""):
            if key:
                logs.associate_kms_key(logGroupName=resource_id, kmsKeyId=key)
            else:
                logs.disassociate_kms_key(logGroupName=resource_id)
        to_set, to_remove = tags.changes(old.get("tagsAll", {}), new["tagsAll"])
        if to_set:
            logs.tag_resource(resourceArn=old["arn"], tags=to_set)
        if to_remove:
            logs.untag_resource(resourceArn=old["arn"], tagKeys=to_remove)

    @override
    def delete(self, account: Account, resource_id: str, state: Properties) -> None:
        """Delete it with its lines, unless the program wants it to stay."""
        if state.get("skipDestroy"):
            return
        logs = client(account, state)
        try:
            logs.delete_log_group(logGroupName=resource_id)
        except logs.exceptions.ClientError as failure:
            if not is_missing(failure, GONE):
                raise


def client(account: Account, properties: Properties) -> Any:
    """Return the CloudWatch Logs client of the log group's own Region."""
    return account.client("logs", properties.get("region"))


def keep(logs: Any, name: str, days: int) -> None:
    """Keep lines for some days, or for ever."""
    if days:
        logs.put_retention_policy(logGroupName=name, retentionInDays=days)
    else:
        logs.delete_retention_policy(logGroupName=name)
