"""
What the port `ExpressServices` promises: one suite for its two adapters, the in-memory one and boto3.

A world brings an adapter, a clock, roles and clusters; the suite knows nothing else of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import pytest

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.rollout.deployment import Deployment
from pulumi_ecs_express.model.service.observed import ObservedService, ServiceArn, Status
from pulumi_ecs_express.ports import ExpressServices

NAMES = {
    "load balancer", "load balancer security group", "certificate", "listener", "listener rule", "target group",
    "service security group", "log group",
}  # fmt: skip
"""Managed resources that every service has, as both adapters call them."""


class World(Protocol):
    """An account with nothing in it, whose clock stands still."""

    services: ExpressServices

    def advance(self, seconds: float) -> None:
        """Let time pass."""

    def roles(self) -> Mapping[str, str]:
        """Make roles that ECS can use; give them as members of a request."""

    def young_roles(self) -> Mapping[str, str]:
        """Make roles that ECS cannot use yet, but will in a minute."""


def until(world: World, reached: Callable[[], bool], *, step: float = 30.0, most: float = 3600.0) -> None:
    """Let time pass until something is reached."""
    for _ in range(int(most / step)):
        if reached():
            return
        world.advance(step)
    pytest.fail(f"not reached in {most} seconds")


class Suite:
    """What the parts of the suite have in common; a subclass gives the fixture ``world``."""

    def request(self, world: World, image: str = "shop/web:1", **members: Any) -> dict[str, Any]:
        """Give a create request."""
        container = {"image": image, **members.pop("container", {})}
        return {"serviceName": "web", "primaryContainer": container, "tags": [], **world.roles(), **members}

    def made(self, world: World, image: str = "shop/web:1", **members: Any) -> str:
        """Make a service; give its ARN."""
        return world.services.create(self.request(world, image, **members)).arn

    def settled(self, world: World, image: str = "shop/web:1", **members: Any) -> str:
        """Make a service and let its first deployment end."""
        arn = self.made(world, image, **members)
        until(world, lambda: self.newest(world, arn).ended)
        return arn

    def newest(self, world: World, arn: str) -> Deployment:
        """Read the newest deployment of a service."""
        [deployment] = world.services.describe_deployments(world.services.deployments(arn)[:1])
        return deployment

    def container(self, world: World, arn: str) -> Mapping[str, Any]:
        """Read the container in the newest configuration, without the log group that AWS makes."""
        settings: Mapping[str, Any] = self.service(world, arn).configurations[0].settings["primaryContainer"]
        return {key: value for key, value in settings.items() if key != "awsLogsConfiguration"}

    def service(self, world: World, arn: str) -> ObservedService:
        """Read a service."""
        return world.services.describe(arn)


class ServicesConformance(Suite):
    """Services: made, described, changed, tagged and deleted."""

    def test_the_services_of_a_cluster_are_listed_by_name(self, world: World) -> None:
        """Those of another one are not, and a cluster that is not there is told."""
        self.made(world)
        self.made(world, serviceName="api")

        assert sorted(world.services.names("default")) == ["api", "web"]
        with pytest.raises(errors.ClusterNotFound):
            world.services.names("nowhere")

    @pytest.mark.row("S0-28")
    def test_a_service_made_is_described_as_asked(self, world: World) -> None:
        """Maps for AWS's pairs, the cluster by its name, and tags."""
        container = {
            "containerPort": 8080,
            "command": ["serve"],
            "environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}],
        }
        scaling = {
            "minTaskCount": 2,
            "maxTaskCount": 3,
            "autoScalingMetric": "AVERAGE_CPU",
            "autoScalingTargetValue": 5,
        }
        request = self.request(
            world, container=container, cpu="512", memory="1024", healthCheckPath="/up", scalingTarget=scaling
        )
        request["tags"] = [{"key": "team", "value": "web"}]

        arn = world.services.create(request).arn

        service = self.service(world, arn)

        assert (service.name, service.cluster, service.status) == ("web", "default", Status.ACTIVE)
        assert service.infrastructure_role_arn == request["infrastructureRoleArn"]
        assert service.tags == {"team": "web"}
        settings = service.configurations[0].settings
        assert self.container(world, arn) == {
            "image": "shop/web:1", "containerPort": 8080, "command": ["serve"], "environment": {"A": "1", "B": "2"},
        }  # fmt: skip
        assert (settings["cpu"], settings["memory"], settings["healthCheckPath"]) == ("512", "1024", "/up")
        assert settings["scalingTarget"] == scaling
        assert settings["executionRoleArn"] == request["executionRoleArn"]
        assert "taskRoleArn" not in settings

    def test_aws_fills_in_what_was_left_out(self, world: World) -> None:
        """The defaults are those of the developer guide, not of the API reference."""
        arn = self.made(world)

        settings = self.service(world, arn).configurations[0].settings
        assert (settings["cpu"], settings["memory"], settings["healthCheckPath"]) == ("1024", "2048", "/")
        assert self.container(world, arn) == {"image": "shop/web:1", "containerPort": 80}
        assert settings["primaryContainer"]["awsLogsConfiguration"]["logStreamPrefix"] == "ecs"
        assert settings["scalingTarget"] == {
            "minTaskCount": 1, "maxTaskCount": 20, "autoScalingMetric": "AVERAGE_CPU", "autoScalingTargetValue": 60,
        }  # fmt: skip
        assert len(settings["networkConfiguration"]["subnets"]) >= 2

    @pytest.mark.row("S0-32")
    def test_an_endpoint_is_a_bare_host(self, world: World) -> None:
        """Its URL begins with the scheme, once."""
        arn = self.settled(world)
        [path] = self.service(world, arn).configurations[0].ingress_paths

        assert path.access_type == "PUBLIC"
        assert path.endpoint.endswith(f".ecs.{world.services.region}.on.aws")
        assert path.url == f"https://{path.endpoint}"

    @pytest.mark.row("S0-41")
    def test_what_is_not_there_is_not_found(self, world: World) -> None:
        """By every call that names a service."""
        gone = self.made(world).replace("/web", "/other")

        for call in (
            lambda: world.services.describe(gone),
            lambda: world.services.delete(gone),
            lambda: world.services.update({"serviceArn": gone, "healthCheckPath": "/"}),
        ):
            with pytest.raises(errors.ServiceNotFound):
                call()

    @pytest.mark.peer("R9")
    def test_a_name_in_use_is_refused_and_found(self, world: World) -> None:
        """The refusal alone does not say whose it is; `find` leads to the one that has it."""
        request = self.request(world)
        arn = world.services.create(request).arn

        with pytest.raises(errors.ParameterRefused):
            world.services.create(request)
        assert world.services.find("default", "web") == arn
        assert world.services.find(arn.split(":service/")[0] + ":cluster/default", "web") == arn

    def test_a_name_that_nobody_has_is_not_found(self, world: World) -> None:
        """It is no error: a create may have failed for another reason."""
        self.made(world)

        assert world.services.find("default", "other") is None

    @pytest.mark.row("S0-37")
    def test_another_cluster_than_default_must_exist(self, world: World) -> None:
        """Only the default one is made by AWS; the error names cluster and Region."""
        with pytest.raises(errors.ClusterNotFound) as error:
            self.made(world, cluster="apps")
        assert "in cluster apps" in error.value.what
        assert world.services.region in error.value.what
        with pytest.raises(errors.ClusterNotFound):
            world.services.find("apps", "web")

    @pytest.mark.row("S0-36")
    def test_young_roles_are_refused_and_accepted_later(self, world: World) -> None:
        """The refusal has a type of its own, since it alone is worth trying again."""
        request = {**self.request(world), **world.young_roles()}

        with pytest.raises(errors.RoleNotAssumable):
            world.services.create(request)
        world.advance(60)
        world.services.create(request)

    def test_a_parameter_that_aws_refuses_leaves_nothing_behind(self, world: World) -> None:
        """Refused is not made."""
        self.made(world)

        with pytest.raises(errors.ParameterRefused):
            self.made(world, serviceName="other", cpu="256", memory="8192")
        assert world.services.find("default", "other") is None

    @pytest.mark.row("S0-12")
    def test_members_left_out_of_an_update_stay(self, world: World) -> None:
        """At the top, and inside the container."""
        variables = [{"name": "A", "value": "1"}]
        arn = self.settled(world, container={"containerPort": 8080, "environment": variables}, cpu="512", memory="1024")

        world.services.update({"serviceArn": arn, "primaryContainer": {"image": "shop/web:2"}})

        assert self.container(world, arn) == {"image": "shop/web:2", "containerPort": 8080, "environment": {"A": "1"}}
        assert self.service(world, arn).configurations[0].settings["cpu"] == "512"

    @pytest.mark.row("S0-16", "S0-17")
    def test_lists_are_replaced_whole_and_an_empty_one_clears(self, world: World) -> None:
        """What a map in the program lost is gone in AWS too."""
        variables = [{"name": "A", "value": "1"}, {"name": "B", "value": "1"}]
        arn = self.settled(world, container={"environment": variables, "command": ["a", "b"]})

        world.services.update(
            {"serviceArn": arn, "primaryContainer": {"image": "shop/web:1", "environment": variables[1:]}}
        )
        assert self.container(world, arn)["environment"] == {"B": "1"}

        world.services.update(
            {"serviceArn": arn, "primaryContainer": {"image": "shop/web:1", "environment": [], "command": []}}
        )
        assert self.container(world, arn) == {"image": "shop/web:1", "containerPort": 80}

    @pytest.mark.row("S0-40", "S1-13")
    def test_a_deleted_service_drains_and_is_inactive_then(self, world: World) -> None:
        """It stays describable, can be neither updated nor deleted again, and its name is free in the end."""
        arn = self.settled(world)
        world.services.delete(arn)

        assert self.service(world, arn).status is Status.DRAINING
        assert world.services.find("default", "web") == arn
        with pytest.raises(errors.ServiceNotActive):
            world.services.delete(arn)
        with pytest.raises(errors.ServiceNotActive):
            world.services.update({"serviceArn": arn, "healthCheckPath": "/"})
        until(world, lambda: self.service(world, arn).status is Status.INACTIVE)
        assert world.services.find("default", "web") is None

    @pytest.mark.row("S0-38", "S0-40")
    def test_a_name_is_free_only_when_the_old_service_is_inactive(self, world: World) -> None:
        """While it drains the refusal has a type of its own, since waiting helps."""
        request = self.request(world)
        arn = world.services.create(request).arn
        until(world, lambda: self.newest(world, arn).ended)
        world.services.delete(arn)

        with pytest.raises(errors.ServiceDraining):
            world.services.create(request)
        until(world, lambda: self.service(world, arn).status is Status.INACTIVE)
        assert world.services.create(request).arn == arn
        assert self.service(world, arn).alive

    def test_tags_are_set_and_taken_away_one_by_one(self, world: World) -> None:
        """Others stay."""
        arn = self.made(world, tags=[{"key": "a", "value": "1"}, {"key": "b", "value": "1"}])

        world.services.tag(arn, {"a": "2", "c": ""})
        world.services.untag(arn, ["b", "never there"])

        assert self.service(world, arn).tags == {"a": "2", "c": ""}
        assert len(world.services.deployments(arn)) == 1

    def test_the_account_is_that_of_the_service(self, world: World) -> None:
        """By that a missing service is told from one elsewhere."""
        assert world.services.account() == ServiceArn(self.made(world)).account
