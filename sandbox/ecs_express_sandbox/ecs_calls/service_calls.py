"""The calls on services that know both kinds, and the tags of services."""

from __future__ import annotations

from moto.core.responses import ActionResult, EmptyResult

from ecs_express_sandbox.ecs_calls.answers import Answer
from ecs_express_sandbox.ecs_calls.task_set_calls import TaskSetCalls
from ecs_express_sandbox.express.calls.descriptions import tag_list
from ecs_express_sandbox.express.in_classic_calls.services import refuse_delete
from ecs_express_sandbox.express.in_classic_calls.update_service import ClassicUpdate
from ecs_express_sandbox.express.refusals import (
    CLUSTER_NOT_FOUND,
    NAME_TAKEN,
    STILL_DRAINING,
    Refusal,
    invalid,
    refusal,
)

_PAGE = 10
"""How many services one answer lists by default. Source: ListServices in the API model."""


class ServiceCalls(TaskSetCalls):
    """DescribeServices and the like: an Express service or a classic one."""

    def create_service(self) -> ActionResult:
        """Create a classic service, under a name that no Express service has."""
        known = self.express().find(self._get_param("cluster"), self._get_param("serviceName"))
        if known is not None and known.status != "INACTIVE":
            raise invalid(NAME_TAKEN if known.status == "ACTIVE" else STILL_DRAINING)
        return self.answered(self.classic().create)

    def describe_services(self) -> ActionResult:
        """Describe services of both kinds."""
        cluster, with_tags = self._get_param("cluster"), "TAGS" in self._get_param("include", [])
        self._check_cluster(cluster)
        found: list[Answer] = []
        failures: list[Answer] = []
        for name in self._get_param("services", []):
            described = self._described_service(cluster, name, with_tags=with_tags)
            if described is None:
                failures.append({"arn": self._arn_of(cluster, name), "reason": "MISSING"})
            else:
                found.append(described)
        return self.checked({"services": found, "failures": failures})

    def _described_service(self, cluster: str | None, name: str, *, with_tags: bool) -> Answer | None:
        """Describe the service of a name; an ACTIVE one hides one of the other kind that is gone."""
        express, classic = self.express().find(cluster, name), self.classic().find(cluster, name)
        if express is not None and (classic is None or express.status != "INACTIVE"):
            return self.express().described(express, with_tags=with_tags)
        return None if classic is None else self.classic().describe(classic, with_tags=with_tags)

    def _arn_of(self, cluster: str | None, name: str) -> str:
        own = (cluster or "default").rsplit("/", 1)[-1]
        return name if name.startswith("arn:") else self.place().arn("ecs", f"service/{own}/{name}")

    def _check_cluster(self, cluster: str | None) -> None:
        """Refuse a cluster that there never was; one that was deleted can still be asked about."""
        name = (cluster or "default").rsplit("/", 1)[-1]
        if not self.place().client("ecs").describe_clusters(clusters=[name])["clusters"]:
            raise refusal(*CLUSTER_NOT_FOUND)

    def list_services(self) -> ActionResult:
        """List services of both kinds or of one, page by page."""
        self._check_cluster(self._get_param("cluster"))
        kind, launch = self._get_param("resourceManagementType"), self._get_param("launchType")
        classic = self.classic().listed(self.params) if kind != "ECS" else []
        express = self.express().arns(self._get_param("cluster")) if kind != "CUSTOMER" and launch != "EC2" else []
        start, size = int(self._get_param("nextToken") or 0), int(self._get_param("maxResults") or _PAGE)
        found = sorted([*classic, *express])
        more = {"nextToken": str(start + size)} if start + size < len(found) else {}
        return self.checked({"serviceArns": found[start : start + size], **more})

    def update_service(self) -> ActionResult:
        """Update a service of either kind."""
        cluster, name = self._get_param("cluster"), self._get_param("service")
        express, classic = self.express().find(cluster, name), self.classic().find(cluster, name)
        if express is not None and (classic is None or express.status != "INACTIVE"):
            update = ClassicUpdate(self.sandbox_world, self.current_account, self.region)
            return self.answered(lambda request: update.update(express, request))
        if classic is None:
            raise self._unknown_service(cluster)
        return self.answered(lambda request: self.classic().update(classic, request))

    def delete_service(self) -> ActionResult:
        """Delete a classic service; an Express one is refused."""
        cluster, name = self._get_param("cluster"), self._get_param("service")
        express, classic = self.express().find(cluster, name), self.classic().find(cluster, name)
        if express is not None and express.status != "INACTIVE":
            raise refuse_delete(express)
        if classic is None:
            raise self._unknown_service(cluster)
        return self.answered(lambda request: self.classic().delete(classic, request))

    def _unknown_service(self, cluster: str | None) -> Refusal:
        self._check_cluster(cluster)
        return refusal("ServiceNotFoundException", "Service not found.")

    def delete_cluster(self) -> ActionResult:
        """Delete a cluster that has no services."""
        if self.express().arns(self._get_param("cluster")) or self.classic().listed(self.params):
            raise refusal(
                "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active."
            )
        return super().delete_cluster()

    def list_tags_for_resource(self) -> ActionResult:
        """List tags."""
        arn = self._get_param("resourceArn")
        service = self.express().by_arn(arn) or self.classic().by_arn(arn)
        if service is not None:
            return ActionResult({"tags": tag_list(service.tags)})
        if ":task/" in arn and (match := self.tasks().find(arn)) is not None:
            return ActionResult({"tags": tag_list(dict(match[1].tags or {}))})
        return super().list_tags_for_resource()

    def tag_resource(self) -> ActionResult:
        """Add tags."""
        arn, tags = self._get_param("resourceArn"), self._get_param("tags") or []
        if express := self.express().by_arn(arn):
            self.express().tag(express, tags)
        elif classic := self.classic().by_arn(arn):
            self.classic().tag(classic, tags)
        else:
            return super().tag_resource()
        return EmptyResult()

    def untag_resource(self) -> ActionResult:
        """Remove tags."""
        arn, keys = self._get_param("resourceArn"), self._get_param("tagKeys") or []
        if express := self.express().by_arn(arn):
            self.express().untag(express, keys)
        elif classic := self.classic().by_arn(arn):
            self.classic().untag(classic, keys)
        else:
            return super().untag_resource()
        return EmptyResult()
