"""Settings of a service: what is sent, what goes along, what counts as the same, and what is put back."""

from __future__ import annotations

from typing import Any

import pytest

from pulumi_ecs_express.model.service_settings.kinds import Kind
from pulumi_ecs_express.model.service_settings.observed import ObservedSettings
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS
from pulumi_ecs_express.model.service_update.observed import Controller, ObservedEcsService
from pulumi_ecs_express.planning.service_settings.changes import changes, request, requests, sent_along
from pulumi_ecs_express.planning.service_settings.earlier import (
    NOT_SET,
    as_set,
    earlier_values,
    remembered,
    to_put_back,
)
from pulumi_ecs_express.planning.service_settings.equality import same
from pulumi_ecs_express.planning.service_settings.owners import shared
from pulumi_ecs_express.planning.service_settings.problems import Surroundings, surrounding_problems
from pulumi_ecs_express.planning.service_settings.trees import GONE, by_path

ARN = "arn:aws:ecs:eu-west-1:123456789012:service/default/web"

NAMESPACE = "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-1"
VOLUME = {"roleArn": "r", "sizeInGiB": 10}

CONFIGURATION = {
    "strategy": "CANARY",
    "canaryConfiguration": {"canaryPercent": 5.0, "canaryBakeTimeInMinutes": 3},
    "bakeTimeInMinutes": 3,
    "maximumPercent": 200,
    "minimumHealthyPercent": 100,
    "deploymentCircuitBreaker": {"enable": True, "rollback": True},
    "alarms": {"alarmNames": ["RollbackAlarm"], "enable": True, "rollback": True},
}


def service(kind: Kind = Kind.ROLLING, **values: Any) -> ObservedSettings:
    """Write what AWS says of a service."""
    controller = Controller(kind.value.upper()) if kind in (Kind.CODE_DEPLOY, Kind.EXTERNAL) else Controller.ECS
    observed = ObservedEcsService(ARN, "ACTIVE", kind is Kind.EXPRESS, controller)
    own = {"deploymentConfiguration": {**CONFIGURATION, "strategy": "ROLLING"}}
    express = {"deploymentConfiguration": CONFIGURATION}
    return ObservedSettings(observed, {**(express if kind is Kind.EXPRESS else own), **values})


def asked(observed: ObservedSettings, declared: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
    """Write the request for what is declared."""
    return request(changes(by_path(declared), observed, by_path(before or {})), observed)


SAME: list[tuple[str, Any, Any]] = [
    ("availabilityZoneRebalancing", "DISABLED", None),
    ("capacityProviderStrategy", [{"capacityProvider": "FARGATE_SPOT"}], [{"capacityProvider": "FARGATE_SPOT", "weight": 0, "base": 0}]),
    ("capacityProviderStrategy", [], None),
    ("capacityProviderStrategy", [{"capacityProvider": "a"}, {"capacityProvider": "b"}], [{"capacityProvider": "b"}, {"capacityProvider": "a"}]),
    ("deploymentController", {"type": "ECS"}, None),
    ("enableExecuteCommand", False, None),
    ("healthCheckGracePeriodSeconds", 0, None),
    ("loadBalancers", [], []),
    ("platformVersion", "LATEST", None),
    ("propagateTags", "NONE", None),
    ("serviceConnectConfiguration", {"enabled": False}, None),
    ("serviceConnectConfiguration", {"namespace": "shop"}, {"enabled": True, "namespace": NAMESPACE}),
    ("networkConfiguration", {"awsvpcConfiguration": {"subnets": ["a", "b"]}}, {"awsvpcConfiguration": {"subnets": ["b", "a"], "x": 1}}),
    ("deploymentConfiguration", {"canaryConfiguration": {"canaryPercent": 5}}, CONFIGURATION),
    ("volumeConfigurations", [{"name": "data", "managedEBSVolume": VOLUME}], [{"name": "data", "managedEBSVolume": {**VOLUME, "encrypted": True}}]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "declared", "found"), SAME, ids=[f"{one[0]} {one[1]}" for one in SAME])
def test_what_means_the_same_is_no_change(name: str, declared: Any, found: Any) -> None:
    """AWS fills in, leaves out, sorts in its own way, and answers ARNs for names."""
    wanted = by_path({name: declared})
    assert changes(wanted, service(**({} if found is None else {name: found})), wanted) == []


DIFFERENT: list[tuple[str, Any, Any]] = [
    ("capacityProviderStrategy", [{"capacityProvider": "FARGATE"}], [{"capacityProvider": "FARGATE", "weight": 1, "base": 0}]),
    ("enableExecuteCommand", True, None),
    ("enableExecuteCommand", False, True),
    ("healthCheckGracePeriodSeconds", 1, None),
    ("placementStrategy", [{"type": "spread", "field": "a"}, {"type": "random"}], [{"type": "random"}, {"type": "spread", "field": "a"}]),
    ("platformVersion", "LATEST", "1.3.0"),
    ("loadBalancers", [{"targetGroupArn": "a"}], [{"targetGroupArn": "a"}, {"targetGroupArn": "b"}]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "declared", "found"), DIFFERENT, ids=[f"{one[0]} {one[1]}" for one in DIFFERENT])
def test_what_differs_is_a_change(name: str, declared: Any, found: Any) -> None:
    """An undeclared weight is AWS's own; order has a meaning in placement strategies alone."""
    assert changes(by_path({name: declared}), service(**({} if found is None else {name: found})), {})


def test_another_name_is_another_namespace_although_aws_answers_an_arn() -> None:
    """The program changed it, so it is sent."""
    found = {"enabled": True, "namespace": NAMESPACE}
    observed = service(serviceConnectConfiguration=found)
    declared = {"serviceConnectConfiguration": {"namespace": "shop"}}

    assert asked(observed, declared, before=declared) == {}
    assert asked(observed, declared) == {"serviceConnectConfiguration": {"enabled": True, "namespace": "shop"}}
    assert asked(observed, declared, before={"serviceConnectConfiguration": {"namespace": "old"}}) == {
        "serviceConnectConfiguration": {"enabled": True, "namespace": "shop"}
    }


@pytest.mark.parametrize(
    ("kind", "left_out"), [(Kind.ROLLING, set()), (Kind.EXPRESS, {"strategy"})], ids=["rolling", "express"]
)
def test_the_rest_of_a_structure_goes_along_as_aws_gave_it(kind: Kind, left_out: set[str]) -> None:
    """One declared member: AWS replaces the structure as a whole, and on an Express service takes no strategy."""
    observed = service(kind)
    found = changes({("deploymentConfiguration", "bakeTimeInMinutes"): 0}, observed, {})

    sent = request(found, observed)["deploymentConfiguration"]

    rest = {name: value for name, value in observed.values["deploymentConfiguration"].items() if name not in left_out}
    assert sent == {**rest, "bakeTimeInMinutes": 0}
    assert dict(sent_along(found, observed)) == {
        "deploymentConfiguration": [name for name in rest if name != "bakeTimeInMinutes"]
    }


def test_on_an_express_service_there_are_smaller_forms() -> None:
    """Without the percentages, and only with the members that change, each of them complete."""
    observed = service(Kind.EXPRESS)
    found = changes({("deploymentConfiguration", "alarms", "enable"): False}, observed, {})

    first, second, third = (form["deploymentConfiguration"] for form in requests(found, observed))

    assert first.keys() - second.keys() == {"maximumPercent", "minimumHealthyPercent"}
    assert third == {"alarms": {"alarmNames": ["RollbackAlarm"], "enable": False, "rollback": True}}
    assert len(requests(found, service())) == 1


def test_code_deploy_takes_the_percentages_alone() -> None:
    """What AWS gives beside them is not sent back."""
    assert asked(service(Kind.CODE_DEPLOY), {"deploymentConfiguration": {"maximumPercent": 150}}) == {
        "deploymentConfiguration": {"maximumPercent": 150, "minimumHealthyPercent": 100}
    }


@pytest.mark.row("S2-14")
def test_capacity_providers_are_sent_by_force_alone() -> None:
    """AWS refuses the change without."""
    strategy = [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
    assert asked(service(), {"capacityProviderStrategy": strategy}) == {
        "capacityProviderStrategy": strategy,
        "forceNewDeployment": True,
    }


def test_service_connect_that_is_switched_off_says_nothing_else() -> None:
    """Namespace and services of before would be judged."""
    observed = service(serviceConnectConfiguration={"enabled": True, "namespace": "shop", "services": []})
    assert asked(observed, {"serviceConnectConfiguration": {"enabled": False}}) == {
        "serviceConnectConfiguration": {"enabled": False}
    }


# What is remembered and put back.


def test_what_was_found_is_written_down_by_whole_settings() -> None:
    """Also that there was nothing."""
    assert remembered({"propagateTags": "SERVICE"}, ["propagateTags", "platformVersion"]) == {
        "propagateTags": "SERVICE",
        "platformVersion": NOT_SET,
    }


def test_each_owned_member_has_its_earlier_value() -> None:
    """Of a structure only what the program declares."""
    written = remembered(
        {"deploymentConfiguration": CONFIGURATION}, ["deploymentConfiguration", "enableExecuteCommand"]
    )
    wanted = by_path({"deploymentConfiguration": {"bakeTimeInMinutes": 0}, "enableExecuteCommand": True})

    kept = earlier_values(wanted, {}, written, {}, wanted)

    assert kept == {"deploymentConfiguration": {"bakeTimeInMinutes": 3}, "enableExecuteCommand": NOT_SET}
    assert to_put_back(kept, {}) == {
        ("deploymentConfiguration", "bakeTimeInMinutes"): 3,
        ("enableExecuteCommand",): False,
    }
    assert to_put_back(kept, wanted) == {}


def test_what_is_known_already_is_not_asked_again() -> None:
    """The service has the declared value by now."""
    wanted = by_path({"propagateTags": "NONE"})
    kept = earlier_values(wanted, {"propagateTags": "SERVICE"}, {}, {"propagateTags": "NONE"}, wanted)
    assert kept == {"propagateTags": "SERVICE"}


@pytest.mark.parametrize(("now", "earlier"), [(7, 7), (0, 3)], ids=["changed since", "by a run that was not saved"])
def test_a_member_that_joins_later_goes_back_to_what_it_is_now(now: int, earlier: int) -> None:
    """But for one that has the declared value already: then what was written down counts."""
    written = {"deploymentConfiguration": CONFIGURATION}
    wanted = by_path({"deploymentConfiguration": {"maximumPercent": 150, "bakeTimeInMinutes": 0}})
    found = {"deploymentConfiguration": {**CONFIGURATION, "bakeTimeInMinutes": now}}

    kept = earlier_values(wanted, {"deploymentConfiguration": {"maximumPercent": 200}}, written, found, wanted)

    assert kept == {"deploymentConfiguration": {"maximumPercent": 200, "bakeTimeInMinutes": earlier}}


def test_a_structure_of_which_nothing_was_there_is_cleared_as_a_whole() -> None:
    """Service Connect without `enabled` says nothing."""
    observed = service(serviceConnectConfiguration={"enabled": True, "namespace": "shop"})
    kept = {"serviceConnectConfiguration": {"enabled": NOT_SET, "namespace": NOT_SET}}

    back = to_put_back(kept, {})

    assert set(back.values()) == {GONE}
    assert request(changes(back, observed, {}), observed) == {"serviceConnectConfiguration": {"enabled": False}}


def test_a_member_that_was_not_there_is_taken_out_of_the_structure() -> None:
    """The others stay."""
    observed = service(networkConfiguration={"awsvpcConfiguration": {"subnets": ["a"], "securityGroups": ["sg"]}})
    back = to_put_back({"networkConfiguration": {"awsvpcConfiguration": {"securityGroups": NOT_SET}}}, {})
    assert request(changes(back, observed, {}), observed) == {
        "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["a"]}}
    }


@pytest.mark.parametrize(
    ("own", "others", "both"),
    [
        ([("a",)], [("a",)], [("a",)]),
        ([("a", "b")], [("a",)], [("a", "b")]),
        ([("a", "b")], [("a", "c")], []),
        ([("a",), ("b",)], [("c",), ("b", "x")], [("b",)]),
    ],
)
def test_a_setting_has_one_owner(
    own: list[tuple[str, ...]], others: list[tuple[str, ...]], both: list[tuple[str, ...]]
) -> None:
    """The same one, or one inside of the other's; two members of one structure may have two."""
    assert shared(own, others) == both


def test_on_express_the_resolved_platform_version_is_latest() -> None:
    """AWS answers no other."""
    assert same(("platformVersion",), "LATEST", "1.4.0", before="LATEST", express=True)
    assert not same(("platformVersion",), "LATEST", "1.4.0", before="1.3.0", express=True)
    assert not same(("platformVersion",), "1.3.0", "1.4.0", express=True)


def test_another_strategy_leaves_out_what_is_valid_with_the_one_before_alone() -> None:
    """AWS says of each of these members with which strategy it goes."""
    canary = {**CONFIGURATION, "strategy": "CANARY"}
    sent = asked(
        service(Kind.CANARY, deploymentConfiguration=canary), {"deploymentConfiguration": {"strategy": "BLUE_GREEN"}}
    )
    assert sent == {
        "deploymentConfiguration": {
            **{name: value for name, value in canary.items() if name != "canaryConfiguration"},
            "strategy": "BLUE_GREEN",
        }
    }


def test_what_leaves_code_deploy_is_judged_and_sent_as_what_it_becomes() -> None:
    """With the new controller and its settings in one update."""
    observed = service(Kind.CODE_DEPLOY, deploymentController={"type": "CODE_DEPLOY"})
    declared = {"deploymentController": {"type": "ECS"}, "deploymentConfiguration": {"bakeTimeInMinutes": 5}}
    assert observed.kind_after("ECS") is Kind.ROLLING
    assert asked(observed, declared)["deploymentConfiguration"]["bakeTimeInMinutes"] == 5


@pytest.mark.parametrize(
    ("declared", "there", "said"),
    [
        ({"namespace": "shop"}, None, "service_connect_configuration.enabled: is missing"),
        ({"namespace": "shop"}, {"enabled": True}, ""),
        ({"enabled": False, "namespace": "shop"}, None, "service_connect_configuration.enabled: is False, and namespace would say"),
        ({"enabled": False}, {"enabled": True}, ""),
    ],
)  # fmt: skip
def test_service_connect_that_says_nothing_is_refused(declared: Any, there: Any, said: str) -> None:
    """AWS would clear it."""
    observed = service(**({"serviceConnectConfiguration": there} if there else {}))
    settings = {"serviceConnectConfiguration": declared}
    found = surrounding_problems(settings, observed, Surroundings(), ARGUMENTS.path)
    assert [one[: len(said)] for one in found] == ([said] if said else [])


def test_on_express_the_platform_version_goes_back_to_latest() -> None:
    """Nobody has pinned the version that AWS answers."""
    assert as_set(service(Kind.EXPRESS, platformVersion="1.4.0"))["platformVersion"] == "LATEST"
    assert as_set(service(platformVersion="1.4.0"))["platformVersion"] == "1.4.0"
