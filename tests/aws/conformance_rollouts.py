"""What the port `ExpressServices` promises of deployments and revisions: the other half of the suite."""

from __future__ import annotations

import pytest
from tests.aws.conformance import NAMES, Suite, World, until

from pulumi_ecs_express.model.service.observed import ObservedService
from pulumi_ecs_express.planning.rollout.state import STAGES

WAY_IN = {"load balancer", "load balancer security group", "certificate", "listener", "listener rule", "target group"}


class RolloutsConformance(Suite):
    """Deployments: which one is whose, how they end, and what AWS makes for them."""

    @pytest.mark.row("S1-13")
    def test_the_first_deployment_leads_to_the_first_revision(self, world: World) -> None:
        """It is listed at once, goes through stages that have a name, and ends well."""
        arn = self.made(world)
        first, stages = self.newest(world, arn), list[str]()

        def ended() -> bool:
            deployment = self.newest(world, arn)
            stages.extend([deployment.stage] if deployment.stage else [])
            return deployment.ended

        until(world, ended)
        service, last = self.service(world, arn), self.newest(world, arn)
        assert not first.ended
        assert set(stages) <= STAGES.keys()
        assert stages
        assert (last.arn, last.status, last.target_revision) == (
            first.arn,
            "SUCCESSFUL",
            service.configurations[0].revision_arn,
        )
        assert service.current_deployment is None

    @pytest.mark.row("S1-14", "S0-33")
    def test_an_update_gives_the_revision_of_its_own_deployment(self, world: World) -> None:
        """By that it is told from all others; it is the newest, and goes on while the old one serves."""
        arn = self.settled(world)
        before = self.service(world, arn).configurations[0].revision_arn

        revision = world.services.update({"serviceArn": arn, "primaryContainer": {"image": "shop/web:2"}})

        deployment = self.newest(world, arn)
        assert revision not in {None, before}
        assert deployment.target_revision == revision
        assert not deployment.ended
        assert [found.revision_arn for found in self.service(world, arn).configurations] == [revision, before]

    def test_a_deployment_is_the_current_one_only_while_it_runs(self, world: World) -> None:
        """At first it may not be yet, and at rest none is (terraform-provider-aws #47377)."""
        arn = self.settled(world)
        world.services.update({"serviceArn": arn, "primaryContainer": {"image": "shop/web:2"}})
        world.advance(60)

        assert self.service(world, arn).current_deployment == self.newest(world, arn).arn
        until(world, lambda: self.newest(world, arn).ended)
        assert self.service(world, arn).current_deployment is None

    @pytest.mark.row("S0-01", "S0-02")
    def test_after_an_update_the_new_revision_is_the_only_one(self, world: World) -> None:
        """The service, its endpoint and its load balancer resources stay; the old deployment is listed after the new one."""
        arn = self.settled(world)
        before, first = self.service(world, arn), self.newest(world, arn)

        revision = world.services.update({"serviceArn": arn, "primaryContainer": {"image": "shop/web:2"}})
        until(world, lambda: self.newest(world, arn).ended)

        after = self.service(world, arn)
        assert self.newest(world, arn).successful
        assert [found.revision_arn for found in after.configurations] == [revision]
        assert after.configurations[0].ingress_paths == before.configurations[0].ingress_paths
        assert world.services.deployments(arn)[1:] == [first.arn]
        assert self.ingress(world, after) == self.ingress(world, before) != set()

    def ingress(self, world: World, service: ObservedService) -> set[tuple[str, str | None]]:
        """Name the resources on the way in to a service."""
        revisions = world.services.describe_revisions([found.revision_arn for found in service.configurations])
        return {
            (found.kind, found.arn) for revision in revisions for found in revision.resources if found.kind in WAY_IN
        }

    @pytest.mark.row("S0-03")
    def test_traffic_moves_in_two_steps(self, world: World) -> None:
        """A little of it first, then all."""
        arn = self.settled(world)
        world.services.update({"serviceArn": arn, "primaryContainer": {"image": "shop/web:2"}})
        shares = list[float]()

        def ended() -> bool:
            deployment = self.newest(world, arn)
            if deployment.traffic is not None and not deployment.ended:
                shares.append(deployment.traffic)
            return deployment.ended

        until(world, ended)
        assert shares == sorted(shares)
        assert {0.0, 5.0, 100.0} >= set(shares) >= {5.0, 100.0}

    def test_an_unhealthy_update_is_rolled_back_with_a_reason(self, world: World) -> None:
        """The revision that survives is the only one, and the deployment says why."""
        arn = self.settled(world)
        before = self.service(world, arn).configurations[0].revision_arn

        world.services.update({"serviceArn": arn, "primaryContainer": {"image": "shop/web:unhealthy"}})
        until(world, lambda: self.newest(world, arn).ended)

        deployment, service = self.newest(world, arn), self.service(world, arn)
        assert deployment.status == "ROLLBACK_SUCCESSFUL"
        assert deployment.words()
        assert deployment.target_revision != before
        assert [found.revision_arn for found in service.configurations] == [before]
        assert service.alive

    def test_an_unhealthy_first_deployment_fails_and_leaves_the_service(self, world: World) -> None:
        """There is nothing to go back to."""
        arn = self.settled(world, "shop/web:unhealthy")

        assert self.newest(world, arn).status == "ROLLBACK_FAILED"
        assert self.newest(world, arn).words()
        assert self.service(world, arn).alive

    def test_a_failed_first_deployment_can_be_followed_by_a_good_one(self, world: World) -> None:
        """The service is repaired where it is."""
        arn = self.settled(world, "shop/web:unhealthy")

        revision = world.services.update({"serviceArn": arn, "primaryContainer": {"image": "shop/web:1"}})
        until(world, lambda: self.newest(world, arn).ended)

        assert self.newest(world, arn).successful
        assert [found.revision_arn for found in self.service(world, arn).configurations] == [revision]

    def test_an_update_during_a_rollout_overtakes_it(self, world: World) -> None:
        """The earlier deployment ends, and not as a success; the later one is the newest."""
        arn = self.settled(world)
        world.services.update({"serviceArn": arn, "primaryContainer": {"image": "shop/web:2"}})
        world.advance(60)
        overtaken = self.newest(world, arn)

        revision = world.services.update({"serviceArn": arn, "primaryContainer": {"image": "shop/web:3"}})
        until(world, lambda: self.newest(world, arn).ended)

        [later, earlier] = world.services.describe_deployments(world.services.deployments(arn)[:2])
        assert (later.target_revision, later.status) == (revision, "SUCCESSFUL")
        assert earlier.arn == overtaken.arn
        assert earlier.failed

    def test_deployments_are_described_in_the_order_asked_for(self, world: World) -> None:
        """What AWS does not know, or not yet, is left out; nothing asked for is nothing answered."""
        arn = self.settled(world)
        world.services.update({"serviceArn": arn, "primaryContainer": {"image": "shop/web:2"}})
        newest, oldest = world.services.deployments(arn)
        unknown = newest[:-4] + "ffff"

        described = world.services.describe_deployments([oldest, unknown, newest])

        assert [deployment.arn for deployment in described] == [oldest, newest]
        assert world.services.describe_deployments([]) == []

    def test_a_revision_names_what_aws_makes_for_it(self, world: World) -> None:
        """Each resource by a kind, a status, and in the end an ARN."""
        arn = self.made(world)
        revision = self.service(world, arn).configurations[0].revision_arn

        [early] = world.services.describe_revisions([revision])
        until(world, lambda: self.newest(world, arn).ended)
        [late] = world.services.describe_revisions([revision])

        assert any(resource.status == "PROVISIONING" for resource in early.resources)
        assert {resource.kind for resource in late.resources} >= NAMES
        assert {resource.status for resource in late.resources} == {"ACTIVE"}
        assert all(resource.arn for resource in late.resources)
        assert late.task_definition_arn
        assert late.image == "shop/web:1"

    def test_an_unknown_revision_is_left_out(self, world: World) -> None:
        """A revision made a moment ago may not be answered yet."""
        revision = self.service(world, self.made(world)).configurations[0].revision_arn

        assert [found.arn for found in world.services.describe_revisions([revision[:-4] + "ffff", revision])] == [
            revision
        ]
        assert world.services.describe_revisions([]) == []
