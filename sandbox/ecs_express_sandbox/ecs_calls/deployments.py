"""Lists, describes and stops service deployments, and describes service revisions, of all kinds of services."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ecs_express_sandbox.express import refusals
from ecs_express_sandbox.express.calls.deployment_source import DeploymentSource, ShownDeployment
from ecs_express_sandbox.express.clusters import has_cluster
from ecs_express_sandbox.express.world import World

Answer = dict[str, Any]

_AT_MOST = 20
"""How many deployments or revisions one call describes. Source: API model."""


@dataclass(frozen=True)
class DeploymentOperations:
    """The calls about deployments and revisions, for one account and Region."""

    world: World
    account: str
    region: str
    sources: tuple[DeploymentSource, ...]

    def list(self, request: Mapping[str, Any]) -> Answer:
        """ListServiceDeployments."""
        found = [one for one in reversed(self._of_service(request)) if self._is_visible(one) and _matches(one, request)]
        size = request.get("maxResults") or 20
        if not 1 <= size <= 100:
            raise refusals.invalid("maxResults must be between 1 and 100.")
        start = _start(request.get("nextToken"))
        answer: Answer = {"serviceDeployments": [one.brief for one in found[start : start + size]]}
        if start + size < len(found):
            answer["nextToken"] = base64.b64encode(str(start + size).encode()).decode()
        return answer

    def describe(self, request: Mapping[str, Any]) -> Answer:
        """DescribeServiceDeployments."""
        if len(request["serviceDeploymentArns"]) > _AT_MOST:
            raise refusals.invalid(f"You can specify up to {_AT_MOST} service deployment ARNs.")  # (ours)
        known = {one.arn: one for one in self._deployments() if self._is_visible(one)}
        asked = request["serviceDeploymentArns"]
        return {
            "serviceDeployments": [known[arn].details() for arn in asked if arn in known],
            "failures": _missing(arn for arn in asked if arn not in known),
        }

    def describe_revisions(self, request: Mapping[str, Any]) -> Answer:
        """DescribeServiceRevisions."""
        now = self.world.clock.now()
        hidden = timedelta(seconds=self.world.settings.revision_visible_after_seconds)
        if len(request["serviceRevisionArns"]) > _AT_MOST:
            raise refusals.invalid(f"You can specify up to {_AT_MOST} service revision ARNs.")  # (ours)
        revisions = (one for source in self.sources for one in source.revisions())
        known = {one.arn: one for one in revisions if one.created_at + hidden <= now}
        asked = request["serviceRevisionArns"]
        if any(known[arn].of_inactive for arn in asked if arn in known):
            raise refusals.invalid("Cannot call DescribeServiceRevisions for a service that is INACTIVE")
        return {
            "serviceRevisions": [known[arn].details() for arn in asked if arn in known],
            "failures": _missing(arn for arn in asked if arn not in known),
        }

    def stop(self, request: Mapping[str, Any]) -> Answer:
        """StopServiceDeployment."""
        arn = request["serviceDeploymentArn"]
        if request.get("stopType", "ROLLBACK") != "ROLLBACK":
            raise refusals.invalid("The valid values for stopType are: ROLLBACK.")
        match = next((one for one in self._deployments() if one.arn == arn), None)
        if match is None:
            raise refusals.refusal("ServiceDeploymentNotFoundException", "Service deployment not found.")
        if match.roll_back is None:
            raise refusals.refusal(
                "ConflictException", "The service deployment cannot be stopped because it is not in progress."
            )
        match.roll_back()
        return {"serviceDeploymentArn": arn}

    def _deployments(self) -> Iterator[ShownDeployment]:
        return (one for source in self.sources for one in source.deployments())

    def _of_service(self, request: Mapping[str, Any]) -> Sequence[ShownDeployment]:
        """Find a service by ARN, or by name in a cluster, and list its deployments, oldest first."""
        asked, cluster = request["service"], request.get("cluster")
        name = (cluster or "default").rsplit("/", 1)[-1]
        for source in self.sources:
            if (found := source.of_service(asked, name)) is not None:
                return found
        if cluster and not has_cluster(self.world.moto, self.account, self.region, name):
            raise refusals.refusal(*refusals.CLUSTER_NOT_FOUND)
        raise refusals.refusal("ServiceNotFoundException", "Service not found.")

    def _is_visible(self, deployment: ShownDeployment) -> bool:
        hidden = timedelta(seconds=self.world.settings.deployment_visible_after_seconds)
        return deployment.created_at + hidden <= self.world.clock.now()


def _missing(arns: Iterable[str]) -> list[Answer]:
    return [{"arn": arn, "reason": "MISSING"} for arn in arns]


def _start(token: str | None) -> int:
    if token is None:
        return 0
    try:
        return int(base64.b64decode(token, validate=True))
    except ValueError as error:
        raise refusals.invalid("Invalid token.") from error


def _matches(deployment: ShownDeployment, request: Mapping[str, Any]) -> bool:
    statuses, created = request.get("status"), request.get("createdAt") or {}
    if statuses and deployment.brief["status"] not in statuses:
        return False
    if "after" in created and deployment.created_at < _aware(created["after"], deployment):
        return False
    return "before" not in created or deployment.created_at <= _aware(created["before"], deployment)


def _aware(instant: datetime, deployment: ShownDeployment) -> datetime:
    """Read an instant of the request, which moto parses without a time zone, as UTC."""
    return instant if instant.tzinfo else instant.replace(tzinfo=deployment.created_at.tzinfo)
