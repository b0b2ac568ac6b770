"""The resources that ECS made for a revision, out of DescribeServiceRevisions."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_ecs_express.model.service.observed import ManagedResource

Answer = Mapping[str, Any]

IN_INGRESS_PATH = {
    "loadBalancer": "load balancer",
    "loadBalancerSecurityGroups": "load balancer security group",
    "certificate": "certificate",
    "listener": "listener",
    "rule": "listener rule",
    "targetGroups": "target group",
}
IN_SCALING = {"scalableTarget": "scalable target", "applicationAutoScalingPolicies": "scaling policy"}
BESIDE = {"metricAlarms": "alarm", "serviceSecurityGroups": "service security group", "logGroups": "log group"}
"""Members of ECSManagedResources (Amazon ECS API reference, read 2026-11-22), and what people call them."""

COMMON = frozenset({"arn", "status", "statusReason", "updatedAt"})


def managed_resources(answer: Answer) -> Iterator[ManagedResource]:
    """List all resources, in the order in which traffic passes them."""
    for path in answer.get("ingressPaths", []):
        yield from _members(path, IN_INGRESS_PATH)
    yield from _members(answer.get("autoScaling") or {}, IN_SCALING)
    yield from _members(answer, BESIDE)


def _members(answer: Answer, kinds: Mapping[str, str]) -> Iterator[ManagedResource]:
    for member, kind in kinds.items():
        reported = answer.get(member) or []
        for one in reported if isinstance(reported, list) else [reported]:
            yield ManagedResource(
                kind=kind,
                arn=one.get("arn"),
                status=one["status"],
                status_reason=one.get("statusReason"),
                details={key: value for key, value in one.items() if key not in COMMON},
                updated_at=one.get("updatedAt"),
            )
