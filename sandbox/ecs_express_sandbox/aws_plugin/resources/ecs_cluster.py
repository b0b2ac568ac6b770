"""`aws:ecs/cluster:Cluster`."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.resource_type import Declaration
from ecs_express_sandbox.aws_plugin.resources.ecs_type import EcsType, as_list, as_mapping
from ecs_express_sandbox.aws_plugin.values import Properties


class Cluster(EcsType):
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

    gone = ("ClusterNotFoundException",)

    @override
    def make(self, client: Any, inputs: Properties) -> str:
        """Make it."""
        made = client.create_cluster(
            clusterName=inputs["name"],
            tags=as_list(inputs["tagsAll"]),
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
            "tagsAll": as_mapping(cluster.get("tags", [])),
        }

    @override
    def change(self, client: Any, resource_id: str, old: Properties, new: Properties) -> None:
        """Change its settings."""
        if changed := settings_of(new):
            client.update_cluster(cluster=resource_id, **changed)

    @override
    def remove(self, client: Any, resource_id: str, state: Properties) -> None:
        """Delete it."""
        client.delete_cluster(cluster=resource_id)


def settings_of(inputs: Properties) -> dict[str, Any]:
    """Return the settings that a program declares; ECS and `pulumi_aws` spell them alike."""
    return {name: inputs[name] for name in ("settings", "serviceConnectDefaults") if name in inputs}
