"""What is wrong with the settings of a service: all of it at once, by the path that the program has, with what to write."""

from __future__ import annotations

import re
from typing import Annotated, Any

import pulumi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.input_shapes import SHAPES, positions, put, received
from tests.sampling import examples
from tests.settings_mistakes import CONNECT, VOLUME, WRONG, connect, deployed, provider, strategy, volume
from tests.settings_samples import EVERYTHING, SERVICE, as_properties, problems

from pulumi_ecs_express.model.fields.arguments import Arguments
from pulumi_ecs_express.model.fields.base import Model, UnknownPasses
from pulumi_ecs_express.model.fields.effect import Effect, PutBack
from pulumi_ecs_express.model.fields.property_paths import EACH, dotted, snake
from pulumi_ecs_express.model.fields.rules import collect_rules
from pulumi_ecs_express.model.service_settings import other_tools
from pulumi_ecs_express.model.service_settings.spec import ARGUMENTS, rules
from pulumi_ecs_express.providers import wire


@pytest.mark.row("S2-14", "S2-16", "S2-22", "S2-23", "S2-24", "S2-25", "S2-26", "S2-31")
@pytest.mark.parametrize(("arguments", "reported"), WRONG, ids=[f"{n}-{row[1][0][:60]}" for n, row in enumerate(WRONG)])
def test_a_mistake_is_told_with_its_place_and_what_to_write(arguments: dict[str, Any], reported: list[str]) -> None:
    """And nothing else is said."""
    found = problems(**arguments)

    assert [problem[: len(text)] for problem, text in zip(found, reported, strict=True)] == reported


def test_all_mistakes_are_told_at_once() -> None:
    """Those of values, between members, between entries, and wrong names."""
    wrong = {
        **strategy(provider("FARGATE", weight=-1, base=1), provider("FARGATE", base=1)),
        **deployed(strategy="BLUE_GREEN", maximum_percent=5),
        "launch_type": "FARGATE",
        "region": "eu-west-2",
    }

    assert [problem.partition(": ")[0] for problem in problems(**wrong)] == [
        "capacity_provider_strategy[0].weight",
        "capacity_provider_strategy[1].base",
        "capacity_provider_strategy[1].capacity_provider",
        "deployment_configuration.bake_time_in_minutes",
        "deployment_configuration.maximum_percent",
        "launch_type",
        "service",
    ]


# Wrong names.


ELSEWHERE: list[tuple[dict[str, Any], str]] = [
    ({"task_definition": "shop:7"}, "task_definition: is no argument: the task definition belongs to EcsServiceUpdate"),
    ({"task_definition_arn": "shop:7"}, "task_definition_arn: is no argument: the task definition belongs to EcsServiceUpdate"),
    ({"launch_type": "EC2"}, "launch_type: is no argument: AWS takes it when a service is made"),
    ({"scheduling_strategy": "DAEMON"}, "scheduling_strategy: is no argument: AWS takes it when a service is made"),
    ({"iam_role": "x"}, "iam_role: is no argument: AWS takes it when a service is made"),
    ({"tags": {"a": "b"}}, "tags: is no argument: AWS tags services by another call"),
    ({"sigint_rollback": True}, "sigint_rollback: is no argument: Ctrl-C ends the wait"),
    ({"ordered_placement_strategies": []}, "ordered_placement_strategies: is no argument; did you mean placement_strategy?"),
    ({"deployment_circuit_breaker": {}},
     "deployment_circuit_breaker: is no argument; did you mean deployment_configuration.deployment_circuit_breaker?"),
    ({"deployment_minimum_healthy_percent": 50},
     "deployment_minimum_healthy_percent: is no argument; did you mean deployment_configuration.minimum_healthy_percent?"),
    ({"alarms": {}}, "alarms: is no argument; did you mean deployment_configuration.alarms?"),
    ({"wait_for_steady_state": True}, "wait_for_steady_state: is no argument; did you mean wait"),
    ({"minHealthyPercent": 50}, "min_healthy_percent: is no argument; did you mean deployment_configuration.minimum_healthy_percent?"),
    ({"health_check_grace_period": 5}, "health_check_grace_period: is no argument; did you mean health_check_grace_period_seconds?"),
    ({"desired-count": 5}, '["desired-count"]: is no argument; did you mean desired_count?'),
    ({"enable_ecs_managed_tag": True}, "enable_ecs_managed_tag: is no argument; did you mean enable_ecs_managed_tags?"),
    ({"enableEcsManagedTags": True}, "enableEcsManagedTags: is no argument; did you mean enable_ecs_managed_tags?"),
    ({"network_configuration": {"subnets": ["a"]}}, "network_configuration.subnets: is no argument; did you mean awsvpc_configuration.subnets?"),
    ({"load_balancers": [{"elb_name": "a"}]}, "load_balancers[0].elb_name: is no argument; did you mean load_balancer_name?"),
    (strategy(provider("FARGATE", weights=1)), "capacity_provider_strategy[0].weights: is no argument; did you mean weight?"),
    (strategy(provider("FARGATE", colour=1)), "capacity_provider_strategy[0].colour: is no argument; there are capacity_provider, weight, base"),
    (connect(client_alias=[]), f"{CONNECT}.client_alias: is no argument; did you mean client_aliases, a list?"),
    (volume(size_in_gib=1, size_in_gb=1), f"{VOLUME}.size_in_gb: is no argument; did you mean size_in_gib?"),
]  # fmt: skip


@pytest.mark.row("S2-30")
@pytest.mark.parametrize(("arguments", "words"), ELSEWHERE, ids=[words[:70] for _, words in ELSEWHERE])
def test_a_wrong_name_is_told_with_the_right_one(arguments: dict[str, Any], words: str) -> None:
    """As a user of Terraform, boto3, the AWS CLI or the CDK would write it."""
    [problem] = [found for found in problems(**{"desired_count": 1, **arguments}) if "is no argument" in found]

    assert problem.startswith(words)


def test_no_right_name_is_listed_as_a_wrong_one() -> None:
    """And each place and each name told is one that there is."""
    right = {(tuple(step for step in path[:-1] if step != EACH), path[-1].lower()) for path in rules()}
    wrong = {(place, name) for place, names in other_tools.RIGHT_NAMES.items() for name in names}
    names = {".".join(snake(step) for step in path if step != EACH) for path in rules()}

    assert not wrong & right
    assert not {((), name) for name in other_tools.NOT_OFFERED} & right
    for place, table in other_tools.RIGHT_NAMES.items():
        above = ".".join(snake(step) for step in place)
        assert {".".join(filter(None, [above, text.partition(",")[0]])) for text in table.values()} <= names


# Any input.


@settings(max_examples=examples(200, 5_000), deadline=2000)
@given(st.data())
def test_wrong_input_of_any_shape_is_named_where_the_program_has_it(data: st.DataObject) -> None:
    """Each problem begins with a path that the program has, or that of a member which it lacks."""
    after = put(EVERYTHING, data.draw(st.sampled_from(list(positions(EVERYTHING)))), data.draw(SHAPES))

    known = {dotted(steps) for steps in positions(after)}
    for problem in wire.checked(received(as_properties(after)), ARGUMENTS)[1]:
        path = problem.partition(": ")[0]
        assert re.match(r"[a-z]", problem), problem
        assert path in known or "is missing" in problem, problem


def test_unknowns_of_pulumi_pass_in_entries_of_lists() -> None:
    """What is known beside them is judged."""
    unknown: Any = pulumi.output.Unknown()  # type: ignore[no-untyped-call] # Pulumi has not typed it
    properties = {"service": SERVICE, "capacityProviderStrategy": [{"capacityProvider": unknown, "weight": 1}, unknown]}
    strategy_of = properties["capacityProviderStrategy"]

    assert wire.checked(properties, ARGUMENTS)[1] == []
    wrong = {**properties, "capacityProviderStrategy": [*strategy_of, {"capacityProvider": unknown, "weight": -1}]}
    assert [text.partition(":")[0] for text in wire.checked(wrong, ARGUMENTS)[1]] == [
        "capacity_provider_strategy[2].weight"
    ]


# What lists of objects need of the shared code.


class Book(Model):
    """An entry."""

    page_count: Annotated[int, Effect.SETTING, PutBack()]
    """How many pages."""


class Shelf(Model):
    """Holds objects in every way there is."""

    one_book: Annotated[Book | None, Effect.SETTING, PutBack()] = None
    """An object."""

    all_books: Annotated[tuple[Annotated[Book, UnknownPasses], ...], Effect.SETTING, PutBack()]
    """A list of objects, which is required."""

    by_author: Annotated[dict[str, tuple[Book, ...]] | None, Effect.SETTING, PutBack()] = None
    """Lists of objects by keys of the user's own."""


def test_rules_and_paths_lead_through_lists_of_objects() -> None:
    """Those that are required, and those in maps."""
    found = collect_rules(Shelf)
    shelf = Arguments(Shelf, lambda: found, lambda _: (None, None), ())
    _, wrong = wire.checked(
        {"allBooks": [{"pageCount": 1}, {"pageCounts": 1}], "byAuthor": {"An Other": [{"pageCount": []}]}}, shelf
    )

    assert [path for path in found if len(path) > 1] == [
        ("oneBook", "pageCount"), ("allBooks", EACH, "pageCount"), ("byAuthor", EACH, EACH, "pageCount"),
    ]  # fmt: skip
    assert sorted(problem.partition(": ")[0] for problem in wrong) == [
        "all_books[1].page_count", "all_books[1].page_counts", 'by_author["An Other"][0].page_count',
    ]  # fmt: skip
    assert shelf.members(("allBooks", 1)) == ["page_count"]
