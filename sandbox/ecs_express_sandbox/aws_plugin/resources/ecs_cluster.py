"""`aws:ecs/cluster:Cluster`."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from ecs_express_sandbox.aws_plugin import tags
from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import is_missing
from ecs_express_sandbox.aws_plugin.resource_type import Declaration, ResourceType
from ecs_express_sandbox.aws_plugin.values import Properties

GONE = "ClusterNotFoundException"


class Cluster(ResourceType):
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

    @override
    def create(self, account: Account, inputs: Properties) -> str:
        """Make it."""
        made = client(account, inputs).create_cluster(
            clusterName=inputs["name"],
            tags=tags.as_list(inputs["tagsAll"], key="key", value="value"),
            **settings_of(inputs),
        )
        return str(made["cluster"]["clusterArn"])

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read it; an INACTIVE one is gone."""
        answer = client(account, known).describe_clusters(clusters=[resource_id], include=["SETTINGS", "TAGS"])
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
    def update(self, account: Account, resource_id: str, old: Properties, new: Properties) -> None:
        """Change its settings and tags."""
        ecs = client(account, new)
        if changed := settings_of(new):
            ecs.update_cluster(cluster=resource_id, **changed)
        to_set, to_remove = tags.changes(old.get("tagsAll", {}), new["tagsAll"])
        if to_set:
            ecs.tag_resource(resourceArn=resource_id, tags=tags.as_list(to_set, key="key", value="value"))
        if to_remove:
            ecs.untag_resource(resourceArn=resource_id, tagKeys=to_remove)

    @override
    def delete(self, account: Account, resource_id: str, state: Properties) -> None:
        """Delete it."""
        ecs = client(account, state)
        try:
            ecs.delete_cluster(cluster=resource_id)
        except ecs.exceptions.ClientError as failure:
            if not is_missing(failure, GONE):
                raise


def client(account: Account, properties: Properties) -> Any:
    """Return the ECS client of the cluster's own Region."""
    return account.client("ecs", properties.get("region"))


def settings_of(inputs: Properties) -> dict[str, Any]:
    """Return the settings that a program declares; ECS and `pulumi_aws` spell them alike."""
    return {name: inputs[name] for name in ("settings", "serviceConnectDefaults") if name in inputs}
