"""A service as declared: the rules between its fields, what may be left out, and what previews do not know yet."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.service_samples import SECRET, declared, everything, spec

from pulumi_ecs_express.model.fields.fargate_sizes import MEMORIES, MEMORY_FOR_CPU, is_offered
from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.service.spec import MOST_TAGS, ServiceSpec

row = pytest.mark.row


def refusals(container: dict[str, Any] | None = None, **properties: Any) -> str:
    """Give the words with which a service is refused."""
    with pytest.raises(ValidationError) as refused:
        spec(container, **properties)
    return "\n".join(error["msg"] for error in refused.value.errors(include_url=False))


@pytest.mark.row("S0-06")
@given(st.sampled_from(sorted(MEMORY_FOR_CPU)), st.sampled_from(sorted(MEMORIES)))
def test_exactly_fargates_pairs_of_cpu_and_memory_pass(cpu: int, memory: int) -> None:
    """A pair that Fargate lacks is refused with the sizes that go with each of the two."""
    if is_offered(cpu, memory):
        assert (spec(cpu=cpu, memory=memory).cpu, spec(cpu=cpu, memory=memory).memory) == (str(cpu), str(memory))
    else:
        words = refusals(cpu=cpu, memory=memory)
        assert str(MEMORY_FOR_CPU[cpu][0]) in words
        assert any(str(other) in words.rpartition("goes with cpu")[2] for other in MEMORY_FOR_CPU)


@pytest.mark.row("S0-06")
@pytest.mark.parametrize(
    ("alone", "words"),
    [
        ({"cpu": 4096}, "memory 2048 (the default)"),
        ({"memory": 512}, "cpu 1024 (the default)"),
        ({"memory": 16384}, "cpu 1024 (the default)"),
    ],
    ids=["too large a cpu", "too small a memory", "too large a memory"],
)
def test_a_size_declared_alone_is_judged_with_the_other_ones_default(alone: dict[str, Any], words: str) -> None:
    """AWS fills the other one in, and refuses the pair later."""
    assert words in refusals(**alone)


BOUNDS = [
    pytest.param({"minTaskCount": 3, "maxTaskCount": 2}, "min_task_count 3 is above max_task_count 2", id="3 to 2"),
    pytest.param({"minTaskCount": 21}, "max_task_count 20 (AWS's default)", id="21 to the default"),
    pytest.param({"maxTaskCount": 0}, "min_task_count 1 (AWS's default)", id="the default to 0"),
    pytest.param({"autoScalingTargetValue": 101}, "1 to 100 for AVERAGE_CPU", id="101 percent of the default metric",
                 marks=row("S0-22")),
    pytest.param({"autoScalingMetric": "AVERAGE_MEMORY", "autoScalingTargetValue": 1000}, "1 to 100 for AVERAGE_MEMORY",
                 id="1000 percent", marks=row("S0-22")),
    pytest.param({"autoScalingTargetValue": 0}, "1 to 65536", id="a target of 0", marks=row("S0-22")),
    pytest.param({"autoScalingMetric": "REQUEST_COUNT_PER_TARGET", "autoScalingTargetValue": 65537}, "1 to 65536",
                 id="too many requests", marks=row("S0-22")),
    pytest.param({"autoScalingTargetValue": 60.5}, "whole number", id="half a percent", marks=row("S0-22")),
    pytest.param({"minTaskCount": -1}, "0 to", id="a negative minimum"),
]  # fmt: skip


@pytest.mark.row("S0-20")
@pytest.mark.parametrize(("scaling", "words"), BOUNDS)
def test_scaling_members_must_agree_with_each_other_and_with_awss_defaults(scaling: dict[str, Any], words: str) -> None:
    """What is declared is judged by what AWS chooses for the rest."""
    assert words in refusals(scalingTarget=scaling)


@pytest.mark.row("S0-20")
@pytest.mark.parametrize(
    "scaling",
    [
        {"minTaskCount": 0},
        {"minTaskCount": 0, "maxTaskCount": 0},
        {"maxTaskCount": 1},
        {"autoScalingTargetValue": 100},
        {"autoScalingMetric": "REQUEST_COUNT_PER_TARGET", "autoScalingTargetValue": 65536},
        {"autoScalingMetric": "AVERAGE_MEMORY"},
    ],
    ids=str,
)
@pytest.mark.peer("#49511", "R10")
def test_each_scaling_member_may_stand_alone(scaling: dict[str, Any]) -> None:
    """Nothing is filled in for what is left out; 0 is a legal number of tasks."""
    assert spec(scalingTarget=scaling).tree()["scalingTarget"] == scaling


METRICS = [
    ("average_cpu", "AVERAGE_CPU"),
    ("ECSServiceAverageCPUUtilization", "AVERAGE_CPU"),
    ("CPUUtilization", "AVERAGE_CPU"),
    ("ECSServiceAverageMemoryUtilization", "AVERAGE_MEMORY"),
    ("ALBRequestCountPerTarget", "REQUEST_COUNT_PER_TARGET"),
    ("requests", "REQUEST_COUNT_PER_TARGET"),
]


@pytest.mark.row("S0-21", "S1-12")
@pytest.mark.parametrize(("written", "right_name"), METRICS, ids=[metric for metric, _ in METRICS])
def test_a_metric_in_another_spelling_is_refused_with_the_right_one(written: str, right_name: str) -> None:
    """Application Auto Scaling and CloudWatch call them otherwise, and AWS's own page does too."""
    assert f"write '{right_name}'" in refusals(scalingTarget={"autoScalingMetric": written})


@pytest.mark.row("S0-21")
@pytest.mark.parametrize("written", ["latency", 5], ids=str)
def test_what_resembles_no_metric_is_refused_with_all_three(written: object) -> None:
    """There is nothing to guess from."""
    words = refusals(scalingTarget={"autoScalingMetric": written})

    assert "AVERAGE_CPU, AVERAGE_MEMORY, REQUEST_COUNT_PER_TARGET" in words


def test_none_says_nothing_anywhere() -> None:
    """An optional value may be None, as the result of an Output often is."""
    silent = {name: None for name in everything() if name not in declared()} | {
        "scalingTarget": dict.fromkeys(everything()["scalingTarget"]),
        "networkConfiguration": {"subnets": None},
    }

    assert (
        spec(dict.fromkeys(everything()["primaryContainer"].keys() - {"image"}), **silent).by_path() == spec().by_path()
    )


NETWORKS = [
    pytest.param({"subnets": ["subnet-0abc1234"]}, "holds 1 subnets; write 2 to 16", id="a single subnet"),
    pytest.param(
        {"subnets": ["subnet-0abc1234", "subnet-0abc1234"]}, "names subnet-0abc1234 twice", id="a subnet twice"
    ),
    pytest.param({"subnets": [f"subnet-{n:08x}" for n in range(17)]}, "holds 17 subnets", id="17 subnets"),
    pytest.param({"securityGroups": [f"sg-{n:08x}" for n in range(6)]}, "write 0 to 5", id="6 groups"),
    pytest.param({"subnets": "subnet-0abc1234"}, 'write a list, such as ["subnet-', id="a string of subnets"),
    pytest.param({"securityGroups": ["web"]}, "sg-0abc1234", id="a group's name", marks=row("S1-05")),
]


@pytest.mark.row("S0-10")
@pytest.mark.parametrize(("network", "words"), NETWORKS)
def test_networks_that_aws_cannot_use_are_refused(network: dict[str, Any], words: str) -> None:
    """The bounds are those of AwsVpcConfiguration; a load balancer needs two subnets."""
    assert words in refusals(networkConfiguration=network)


@pytest.mark.row("S0-10")
@given(st.permutations([f"subnet-{n:08x}" for n in range(5)]))
def test_the_order_of_subnets_and_groups_is_lost(subnets: list[str]) -> None:
    """Order means nothing in either, so two orders are one value."""
    groups = [f"sg-{subnet[7:]}" for subnet in subnets]
    in_another_order = {"subnets": sorted(subnets), "securityGroups": sorted(groups)}

    assert spec(networkConfiguration={"subnets": subnets, "securityGroups": groups}).by_path() == (
        spec(networkConfiguration=in_another_order).by_path()
    )


CONTAINERS = [
    pytest.param({"environment": {"A": "1"}, "secrets": {"A": SECRET}}, "A: named in both environment and secrets",
                 id="one name twice", marks=row("S0-18", "S1-07")),
    pytest.param({"environment": {"A": "x" * 65_536}}, "AWS takes task definitions of at most 65536",
                 id="more than fits a task definition"),
    pytest.param({"command": "python -m app"}, 'write the words as a list, such as ["python", "-m", "app"]',
                 id="a command in one string", marks=row("S1-06")),
    pytest.param({"environment": [{"name": "A", "value": "1"}, {"name": "A", "value": "2"}]}, "entry [1] names 'A' again",
                 id="a name twice in boto3's list", marks=[row("S0-17"), pytest.mark.peer("R8")]),
    pytest.param({"environment": [{"key": "A", "value": "1"}]}, "a map is simpler",
                 id="a list of another form", marks=row("S0-17")),
    pytest.param({"environment": [{"name": ["A"], "value": "1"}]}, "a map is simpler",
                 id="a list as a name", marks=row("S0-17")),
    pytest.param({"secrets": [{"name": "A", "value": "1"}]}, '"valueFrom"', id="a plain list as secrets"),
    pytest.param({"environment": {" ": "1"}}, "blank", id="a blank name", marks=row("S1-07")),
]  # fmt: skip


@pytest.mark.parametrize(("container", "words"), CONTAINERS)
def test_containers_that_mean_nothing_are_refused(container: dict[str, Any], words: str) -> None:
    """Each with what to write instead."""
    assert words in refusals(container)


@pytest.mark.row("S1-07")
def test_names_of_variables_are_case_sensitive() -> None:
    """``path`` and ``PATH`` are two variables, one plain and one secret."""
    container = spec({"environment": {"path": "/"}, "secrets": {"PATH": SECRET}}).primary_container

    assert container is not None
    assert container.secrets == {"PATH": SECRET}


@pytest.mark.row("S0-17", "S0-18")
def test_boto3s_lists_mean_the_same_as_maps() -> None:
    """Who comes from boto3 may keep the list form."""
    listed = spec({"environment": [{"name": "A", "value": "1"}], "secrets": [{"name": "B", "valueFrom": SECRET}]})

    assert listed == spec({"environment": {"A": "1"}, "secrets": {"B": SECRET}})


@pytest.mark.row("S0-16")
@pytest.mark.parametrize("nothing", [None, []], ids=["None", "an empty list"])
def test_a_command_left_out_none_and_empty_are_one(nothing: Any) -> None:
    """AWS answers ``[]`` for a command never set (terraform-provider-aws #47436)."""
    assert spec({"command": nothing}).by_path() == spec().by_path()


def test_tags_leave_room_for_the_packages_own() -> None:
    """AWS takes 50; one of them says whose the service is."""
    full = {f"key{n}": "" for n in range(MOST_TAGS)}

    assert len(spec(tags=full).tags or ()) == 48
    with pytest.raises(ValidationError):
        spec(tags={**full, "one more": ""})


def test_a_service_needs_only_an_image_and_its_roles() -> None:
    """Everything else is AWS's to choose, and nothing is filled in."""
    assert spec().tree() == declared()


def test_a_model_says_again_what_it_was_told() -> None:
    """A tree goes in and comes out with all that was declared, lists of IDs in order."""
    tree = everything()

    assert ServiceSpec.model_validate(tree).tree() == {
        **tree,
        "primaryContainer": {**tree["primaryContainer"], "command": ("python", "-m", "app")},
        "networkConfiguration": {key: tuple(ids) for key, ids in tree["networkConfiguration"].items()},
    }


PLACES = [
    (),
    ("image",),
    ("containerPort",),
    ("command",),
    ("environment",),
    ("environment", "PORT"),
    ("secrets",),
    ("secrets", "PASSWORD"),
    ("awsLogsConfiguration",),
    ("awsLogsConfiguration", "logGroup"),
    ("repositoryCredentials",),
]


@pytest.mark.row("S1-05")
@pytest.mark.parametrize("place", PLACES, ids=".".join)
def test_what_a_preview_does_not_know_yet_passes_anywhere_in_the_container(place: tuple[str, ...]) -> None:
    """It is judged in the update, when it is known."""
    tree = everything()
    branch = tree
    path = ("primaryContainer", *place)
    for step in path[:-1]:
        branch = branch[step]
    branch[path[-1]] = UNKNOWN

    assert ServiceSpec.model_validate(tree).by_path()[path] is UNKNOWN


@pytest.mark.parametrize("name", sorted(everything().keys() - {"primaryContainer"}))
def test_what_a_preview_does_not_know_yet_passes_for_every_property(name: str) -> None:
    """Each property may be an Output of a resource that is made in the same run."""
    assert ServiceSpec.model_validate({**everything(), name: UNKNOWN}).by_path()[name,] is UNKNOWN


@pytest.mark.row("S0-06", "S0-20")
def test_rules_between_fields_wait_for_what_is_unknown() -> None:
    """A pair, or bounds, of which one is unknown may turn out right."""
    spec(cpu=256, memory=UNKNOWN)
    spec(cpu=UNKNOWN, memory=512)
    spec(scalingTarget={"minTaskCount": 50, "maxTaskCount": UNKNOWN})
    spec(scalingTarget={"autoScalingMetric": UNKNOWN, "autoScalingTargetValue": 5000})
    spec({"environment": UNKNOWN, "secrets": {"A": SECRET}})
