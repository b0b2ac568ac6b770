"""The provider of an ingress: what stays as long as the service lives, and the mark that it takes off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_load_balancers import FakeLoadBalancers
from tests.providers.fakes import FakeExpressServices, refused
from tests.providers.resource_run import unknown
from tests.service_samples import ARN, OWNER, SUBNETS, declared

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import Revision
from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.planning.service.requests import create_request
from pulumi_ecs_express.providers.engine import Difference
from pulumi_ecs_express.providers.ingress import OUTPUTS
from pulumi_ecs_express.providers.ingress import operations as provider
from pulumi_ecs_express.providers.service import declaration

INPUTS = {"serviceArn": ARN, "subnets": list(SUBNETS)}


@pytest.fixture
def service(services: FakeExpressServices, clock: FakeClock) -> FakeExpressServices:
    """An account with one service that has been made completely."""
    services.create(create_request(declaration.parsed(declared()), "web", {ownership.TAG: OWNER.tag()}))
    clock.advance(1800)
    services.calls.clear()
    return services


def test_an_ingress_names_the_way_in(service: FakeExpressServices, call: FakeCall) -> None:
    """URL, host, and each resource on the way, all of them known."""
    created = provider.create(call, INPUTS)

    assert created.id == ARN
    assert created.outs is not None
    assert created.outs.keys() == {*INPUTS, *OUTPUTS}
    assert all(created.outs.values())
    assert created.outs["url"] == f"https://{created.outs['endpoint']}"


def test_by_then_the_engine_has_saved_the_service(service: FakeExpressServices, call: FakeCall) -> None:
    """So the unfinished mark goes, and the owner stays; whoever only looks at a service of others leaves its mark alone."""
    provider.create(call, {**INPUTS, "ofOthers": True})
    assert service.describe(ARN).tags[ownership.TAG] == OWNER.tag()
    provider.create(call, INPUTS)
    provider.create(call, INPUTS)

    assert service.sent("tag") == [(ARN, {ownership.TAG: OWNER.finished().tag()})]


def test_a_service_of_somebody_else_keeps_its_tags(service: FakeExpressServices, call: FakeCall) -> None:
    """A tag that is none of ours is not touched."""
    service.services[ARN].tags = {ownership.TAG: "team web"}
    provider.create(call, INPUTS)

    assert service.written() == []


@pytest.mark.row("S0-32")
def test_an_endpoint_that_is_not_there_yet_is_waited_for(
    service: FakeExpressServices, call: FakeCall, clock: FakeClock
) -> None:
    """It never returns without one."""
    service.endpoint_after = clock.seconds + 30

    assert provider.create(call, INPUTS).outs is not None
    assert call.rows == ["waiting for AWS to give the service an endpoint"]
    service.endpoint_after = clock.seconds + 10_000
    with pytest.raises(errors.RolloutTimedOut):
        provider.create(call, INPUTS)


def test_what_aws_is_still_making_is_completed_by_the_next_run(
    services: FakeExpressServices, call: FakeCall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An incomplete answer is saved as such; the next diff sees it, and the update reads again."""
    services.create(create_request(declaration.parsed(declared()), "web", {}))
    balancers = FakeLoadBalancers()
    monkeypatch.setattr(provider, "connect_load_balancers", lambda _region: balancers)
    balancers.gone.add("arn:load balancer:web")
    outs = provider.create(call, INPUTS).outs or {}

    assert outs["complete"] is False
    assert provider.diff(call, "id", outs, INPUTS).changes
    balancers.gone.clear()
    completed = provider.update(call, ARN, INPUTS, INPUTS).outs or {}
    assert completed["complete"] is True
    assert not provider.diff(call, "id", completed, INPUTS).changes


def test_the_security_group_of_the_tasks_is_an_id_and_may_come_late(
    service: FakeExpressServices, call: FakeCall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As rules of others take it; an ingress without it is incomplete, and the next run completes it."""
    group = "service security group"
    arn = "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-0abc1234"

    def answer(shown: str | None) -> None:
        original = type(service).describe_revisions

        def reported(asked: Sequence[str]) -> list[Revision]:
            return [
                replace(
                    one, resources=tuple(replace(r, arn=r.arn if r.kind != group else shown) for r in one.resources)
                )
                for one in original(service, asked)
            ]

        monkeypatch.setattr(service, "describe_revisions", reported)

    answer(None)
    early = provider.create(call, INPUTS).outs or {}
    answer(arn)
    late = provider.update(call, ARN, INPUTS, INPUTS).outs or {}

    assert (early["serviceSecurityGroupId"], early["complete"]) == (None, False)
    assert provider.diff(call, "id", early, INPUTS).changes
    assert (late["serviceSecurityGroupId"], late["complete"]) == ("sg-0abc1234", True)


DIFFERENCES: list[Any] = [
    pytest.param({}, [], id="nothing"),
    pytest.param({"subnets": list(reversed(SUBNETS))}, [], id="subnets in another order"),
    pytest.param({"subnets": ["subnet-0ccc3333", "subnet-0ddd4444"]}, ["subnets"], id="other subnets"),
    pytest.param({"serviceArn": f"{ARN}-2"}, ["serviceArn"], id="another service"),
]


@pytest.mark.parametrize(("changed", "replaces"), DIFFERENCES)
def test_an_ingress_is_replaced_with_its_service_or_subnets(
    service: FakeExpressServices, call: FakeCall, changed: dict[str, Any], replaces: list[str]
) -> None:
    """By nothing else, so that it stays known in the preview of an update of the service."""
    result = provider.diff(call, "id", provider.create(call, INPUTS).outs or {}, {**INPUTS, **changed})

    assert result.replaces == replaces
    assert result.changes is bool(replaces)
    assert call.differences == [Difference(key, "update", replaces=True) for key in replaces]


def test_an_ingress_is_gone_with_its_service(service: FakeExpressServices, clock: FakeClock, call: FakeCall) -> None:
    """While it drains, when it is INACTIVE, and when nothing is left."""
    assert provider.read(call, ARN, INPUTS).id == ARN
    service.delete(ARN)
    assert provider.read(call, ARN, INPUTS).id == ""
    clock.advance(1000)
    assert provider.read(call, ARN, INPUTS).id == ""
    service.services.clear()
    assert provider.read(call, ARN, INPUTS).id == ""


def test_a_service_that_cannot_be_read_keeps_its_ingress(service: FakeExpressServices, call: FakeCall) -> None:
    """Denied is not gone."""
    service.fail("describe", refused(errors.AccessDenied, "no"))

    with pytest.raises(errors.AccessDenied):
        provider.read(call, ARN, INPUTS)


def test_a_refresh_reads_what_was_declared_and_no_more(service: FakeExpressServices, call: FakeCall) -> None:
    """Inputs are those two; outputs are all."""
    read = provider.read(call, ARN, {**INPUTS, "url": "https://old", "complete": True})

    assert read.inputs == INPUTS
    assert read.outs is not None
    assert read.outs["url"] != "https://old"


@pytest.mark.parametrize(
    ("reported", "before", "changes"),
    [
        (["a", "b"], None, False),
        (["a"], None, False),
        ([], None, False),
        (None, None, False),
        (unknown(), None, False),
        ([unknown()], None, False),
        (["a", "c"], None, True),
        (["a", "c"], ["a", "b"], True),
        (["a", "c"], ["a", "c"], False),
    ],
    ids=["all known", "some of them", "none yet", "an older state", "not known yet", "one of them not", "another one",
         "another one than before", "another one that has been read already"],
)  # fmt: skip
def test_an_ingress_is_read_again_where_its_service_has_another_target_group(
    call: FakeCall, reported: Any, before: Any, changes: bool
) -> None:
    """Whether an update makes one is not certain of AWS; while nothing is known, the URL stays known in previews."""
    state = {**INPUTS, "complete": True, "targetGroupArns": ["a", "b"], "targetGroups": before}

    assert provider.diff(call, "id", state, {**INPUTS, "targetGroups": reported}).changes is changes
