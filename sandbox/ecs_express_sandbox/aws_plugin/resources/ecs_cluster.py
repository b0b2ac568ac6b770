"""`aws:ecs/cluster:Cluster`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.one_call import OneCallType
from ecs_express_sandbox.aws_plugin.values import Properties


class Cluster(OneCallType):
    """A cluster, known to Pulumi by its ARN."""

    declaration = Declaration(
        token="aws:ecs/cluster:Cluster",  # noqa: S106  # a type token
        inputs=frozenset({"name", "serviceConnectDefaults", "settings"}),
        computed=frozenset({"arn", "settings"}),
        immutable=frozenset({"name"}),
        unordered=frozenset({"settings"}),
        unreadable=frozenset({"serviceConnectDefaults"}),
        name_limit=255,
        tagged=True,
        regional=True,
    )

    service = "ecs"
    gone = ("ClusterNotFoundException",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        made = client.create_cluster(
            clusterName=inputs["name"],
            tags=tags.as_list(inputs["tagsAll"], key="key", value="value"),
            **settings_of(inputs),
        )
        return str(made["cluster"]["clusterArn"])

    @override
    def find(self, client: Any, resource_id: str, account: Account) -> Properties | None:
        """Read it; an INACTIVE one is gone."""
        answer = client.describe_clusters(clusters=[resource_id], include=["SETTINGS", "TAGS"])
        found = [cluster for cluster in answer["clusters"] if cluster["status"] == "ACTIVE"]
        if not found:
            return None
        cluster = found[0]
        return {
            "arn": cluster["clusterArn"],
            "name": cluster["clusterName"],
            "settings": cluster.get("settings", []),
            "tagsAll": tags.as_mapping(cluster.get("tags", []), key="key", value="value"),
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Change its settings."""
        if changed := settings_of(new):
            client.update_cluster(cluster=resource_id, **changed)

    @override
    def tag(self, client: Any, old: Properties, to_set: Mapping[str, str], to_remove: Sequence[str]) -> None:
        """Set and remove tags."""
        if to_set:
            client.tag_resource(resourceArn=old["id"], tags=tags.as_list(to_set, key="key", value="value"))
        if to_remove:
            client.untag_resource(resourceArn=old["id"], tagKeys=list(to_remove))

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it."""
        client.delete_cluster(cluster=resource_id)


def settings_of(inputs: Properties) -> dict[str, Any]:
    """Return the settings that a program declares; ECS and `pulumi_aws` spell them alike."""
    return {name: inputs[name] for name in ("settings", "serviceConnectDefaults") if name in inputs}
