"""
The calls of the AWS CLI's monitor, in its order; the command itself exists only in the second line of the CLI.

Source: aws-cli 2.36.7, ``customizations/ecs/serviceviewcollector.py``: every five seconds DescribeExpressGatewayService
and DescribeServices, then the resources of all active configurations, or those of the newest deployment's target that
its sources do not have, and the other way round. MISSING is tolerated everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tests.sandbox.local_aws import LocalAws

TERMINAL = {"ACTIVE", "DELETED", "FAILED"}
Resources = dict[str, tuple[str, datetime]]
"""By ARN, or by kind where there is none yet: status and time of its last change."""

_LISTED = ("loadBalancerSecurityGroups", "targetGroups")
_SINGLE = ("loadBalancer", "certificate", "listener", "rule")


class Monitor:
    """One monitor of one service."""

    def __init__(self, aws: LocalAws, arn: str) -> None:
        self.aws, self.arn = aws, arn

    def resource_view(self) -> Resources:
        """Collect the resources of all active configurations; of two with one ARN the later counts."""
        service = self._service()
        revisions = [active["serviceRevisionArn"] for active in service.get("activeConfigurations", [])]
        return self._collected(revisions) if revisions else {}

    def deployment_view(self) -> tuple[str, Resources, Resources]:
        """Give the newest deployment's status, what it brings and what it takes away."""
        self._service()
        listed = self.aws.ecs.list_service_deployments(service=self.arn, maxResults=1)["serviceDeployments"]
        if not listed:
            return "", {}, {}
        answer = self.aws.ecs.describe_service_deployments(serviceDeploymentArns=[listed[0]["serviceDeploymentArn"]])
        if not answer["serviceDeployments"]:
            return "", {}, {}
        deployment = answer["serviceDeployments"][0]
        target = self._collected([deployment["targetServiceRevision"]["arn"]])
        sources = [source["arn"] for source in deployment.get("sourceServiceRevisions", [])]
        old = self._collected(sources) if sources else {}
        leaving = {name: found for name, found in old.items() if name not in target}
        return deployment["status"], target, leaving

    def event(self) -> str:
        """Give the service's newest event, as the monitor prints it below its tree."""
        return str(self._classic()["events"][0]["message"])

    def _service(self) -> Any:
        service = self.aws.ecs.describe_express_gateway_service(serviceArn=self.arn)["service"]
        self._classic(service["cluster"])
        return service

    def _classic(self, cluster: str = "default") -> Any:
        answer = self.aws.ecs.describe_services(cluster=cluster, services=[self.arn])
        assert not answer["failures"]
        return answer["services"][0]

    def _collected(self, revisions: list[str]) -> Resources:
        answer = self.aws.ecs.describe_service_revisions(serviceRevisionArns=revisions)
        assert all(failure["reason"] == "MISSING" for failure in answer.get("failures", []))
        merged: Resources = {}
        for revision in answer["serviceRevisions"]:
            for name, status, changed in _resources(revision.get("ecsManagedResources", {})):
                if name not in merged or merged[name][1] <= changed:
                    merged[name] = (status, changed)
        return merged


def _resources(managed: dict[str, Any]) -> Iterator[tuple[str, str, datetime]]:
    for path in managed.get("ingressPaths", []):
        for kind in _SINGLE:
            yield from _found(kind, [path[kind]] if kind in path else [])
        for kind in _LISTED:
            yield from _found(kind, path.get(kind, []))
    scaling = managed.get("autoScaling", {})
    yield from _found("scalableTarget", [scaling["scalableTarget"]] if "scalableTarget" in scaling else [])
    yield from _found("applicationAutoScalingPolicies", scaling.get("applicationAutoScalingPolicies", []))
    for kind in ("metricAlarms", "serviceSecurityGroups", "logGroups"):
        yield from _found(kind, managed.get(kind, []))


def _found(kind: str, resources: list[dict[str, Any]]) -> Iterator[tuple[str, str, datetime]]:
    for resource in resources:
        yield resource.get("arn") or kind, resource["status"], resource["updatedAt"]
