"""Arguments as properties: renamed in place, the user's own keys untouched, Outputs where they were."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.service_samples import as_arguments, everything

from pulumi_ecs_express import options
from pulumi_ecs_express.model.fields.property_paths import camel
from pulumi_ecs_express.model.fields.unknown import NONE
from pulumi_ecs_express.property_names import DOMAIN_SHAPE, camel_path, properties


def test_arguments_become_the_properties_of_the_same_names() -> None:
    """Every setting that there is, at every depth."""
    arguments = as_arguments(everything())

    assert "primary_container" in arguments
    assert properties(arguments) == everything()


def test_names_in_awss_form_pass() -> None:
    """Who copies from boto3 need not rename the members."""
    assert properties(everything()) == everything()


def test_keys_of_the_users_maps_are_not_renamed() -> None:
    """They are names of variables and tags."""
    arguments = {
        "primary_container": {"image": "a", "environment": {"MY_VAR": "1", "my_var": "2"}, "secrets": {"A_B": "c"}},
        "tags": {"cost_center": "1"},
    }

    assert properties(arguments) == {
        "primaryContainer": {"image": "a", "environment": {"MY_VAR": "1", "my_var": "2"}, "secrets": {"A_B": "c"}},
        "tags": {"cost_center": "1"},
    }


def test_none_is_left_out() -> None:
    """An argument that is None was not given."""
    assert properties({"cpu": None, "scaling_target": {"min_task_count": None, "max_task_count": 2}}) == {
        "scalingTarget": {"maxTaskCount": 2}
    }


def test_zero_and_false_are_not_left_out() -> None:
    """They mean something."""
    assert properties({"scaling_target": {"min_task_count": 0}, "wait_for_rollout": False}) == {
        "scalingTarget": {"minTaskCount": 0},
        "waitForRollout": False,
    }


def test_an_output_stays_where_it_was() -> None:
    """No Output is combined with another, so a secret stays one leaf and hides no other."""

    async def written() -> tuple[Any, bool, Any]:
        secret = pulumi.Output.secret("x")
        container = {"image": "a", "environment": {"A": secret, "B": "b"}}
        variables = properties({"primary_container": container})["primaryContainer"]["environment"]
        return variables["B"], await variables["A"].is_secret(), await variables["A"].future()

    assert asyncio.run(written()) == ("b", True, "x")


@pytest.mark.parametrize("value", [None, "known"])
def test_none_inside_of_a_map_or_a_list_is_kept_to_be_refused(value: str | None) -> None:
    """Pulumi would drop it on the way, as a value and as what an Output turns out to be, in maps and pairs alike."""

    async def written(build: Callable[[Any], Any]) -> Any:
        return await pulumi.Output.from_input(properties({"tags": build(value)})["tags"]).future()

    kept = NONE if value is None else value
    assert asyncio.run(written(lambda one: {"A": one})) == {"A": kept}
    assert asyncio.run(written(lambda one: {"A": pulumi.Output.from_input(one)})) == {"A": kept}
    assert asyncio.run(written(lambda one: pulumi.Output.from_input({"A": one}))) == {"A": kept}
    assert asyncio.run(written(lambda one: [{"key": "A", "value": one}])) == [{"key": "A", "value": kept}]
    assert asyncio.run(written(lambda one: ["a", one])) == ["a", kept]


def test_boto3s_list_form_passes() -> None:
    """It is judged and turned into a map by the model."""
    listed = [{"name": "A", "value": "1"}]

    assert properties({"primary_container": {"image": "a", "environment": listed}})["primaryContainer"] == {
        "image": "a",
        "environment": listed,
    }


@pytest.mark.parametrize(
    ("name", "written"),
    [("cpu", "cpu"), ("auto_scaling_target_value", "autoScalingTargetValue"), ("taskRoleArn", "taskRoleArn")],
)
def test_a_name_is_written_as_aws_does(name: str, written: str) -> None:
    """Either form may be given."""
    assert camel(name) == written


IGNORED = [
    ("cpu", "cpu"),
    ("task_role_arn", "taskRoleArn"),
    ("primary_container.image", "primaryContainer.image"),
    ("primary_container.environment.MY_VAR", "primaryContainer.environment.MY_VAR"),
    ("primary_container.aws_logs_configuration.log_group", "primaryContainer.awsLogsConfiguration.logGroup"),
    ("scaling_target.min_task_count", "scalingTarget.minTaskCount"),
    ("primaryContainer.containerPort", "primaryContainer.containerPort"),
    ("tags.cost_center", "tags.cost_center"),
]


@pytest.mark.parametrize(("path", "written"), IGNORED, ids=[path for path, _ in IGNORED])
def test_a_path_to_ignore_is_written_in_awss_names(path: str, written: str) -> None:
    """As far as the names are ours: what follows is the user's."""
    assert camel_path(path) == written


def test_paths_of_a_custom_domain_are_written_in_its_own_names() -> None:
    """Members of its objects too, which are none of the service's."""
    assert camel_path("weighted_routing.set_identifier", DOMAIN_SHAPE) == "weightedRouting.setIdentifier"
    assert camel_path("tags.cost_center", DOMAIN_SHAPE) == "tags.cost_center"
    given = pulumi.ResourceOptions(ignore_changes=["weighted_routing.set_identifier"])
    opts = options.of_declared(None, given, DOMAIN_SHAPE)  # type: ignore[arg-type] # what the parent is does not matter here
    assert opts.ignore_changes == ["weightedRouting.setIdentifier"]
