"""Clusters as Express Mode reads them; they are moto's."""

from __future__ import annotations

from ecs_express_sandbox.aws.in_process_clients import Moto

DEFAULT_CLUSTER = "default"
"""The one cluster that ECS makes by itself."""


def has_cluster(moto: Moto, account: str, region: str, name: str) -> bool:
    """Report whether a cluster can be used."""
    found = moto.client("ecs", account, region).describe_clusters(clusters=[name])["clusters"]
    return any(cluster["status"] == "ACTIVE" for cluster in found)
