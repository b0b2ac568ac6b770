"""`aws:cloudwatch/logGroup:LogGroup`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType, stated
from ecs_express_sandbox.aws_plugin.values import Properties


class LogGroup(OneCallType):
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

    service = "logs"
    gone = ("ResourceNotFoundException",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        asked = stated(inputs, kmsKeyId="kmsKeyId", logGroupClass="logGroupClass", tags="tagsAll")
        client.create_log_group(logGroupName=inputs["name"], **asked)
        return str(inputs["name"])

    @override
    def complete(self, account: Account, resource_id: str, inputs: Properties) -> None:
        """Set how long it keeps its lines: a call of its own."""
        if inputs["retentionInDays"]:
            keep(self.client(account, inputs), resource_id, inputs["retentionInDays"])

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it; AWS only searches by prefix."""
        pages = client.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=resource_id)
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
            "tagsAll": dict(client.list_tags_for_resource(resourceArn=arn)["tags"]),
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Change retention and key."""
        if old.get("retentionInDays", 0) != new["retentionInDays"]:
            keep(client, resource_id, new["retentionInDays"])
        if (old.get("kmsKeyId") or "") != (key := new.get("kmsKeyId") or ""):
            if key:
                client.associate_kms_key(logGroupName=resource_id, kmsKeyId=key)
            else:
                client.disassociate_kms_key(logGroupName=resource_id)

    @override
    def tag(self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]) -> None:
        """Set and remove tags."""
        if to_set:
            client.tag_resource(resourceArn=old["arn"], tags=to_set)
        if to_remove:
            client.untag_resource(resourceArn=old["arn"], tagKeys=list(to_remove))

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it with its lines, unless the program wants it to stay."""
        if not state.get("skipDestroy"):
            client.delete_log_group(logGroupName=resource_id)


def keep(logs: Any, name: str, days: int) -> None:
    """Keep lines for some days, or for ever."""
    if days:
        logs.put_retention_policy(logGroupName=name, retentionInDays=days)
    else:
        logs.delete_retention_policy(logGroupName=name)
