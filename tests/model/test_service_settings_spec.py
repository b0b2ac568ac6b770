"""Settings of a service: every member that UpdateService has, what is wrong with a program's, and what is made of it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any, get_args

import botocore.session
import pulumi
import pytest
from tests.input_shapes import positions, put
from tests.settings_samples import EVERYTHING, SERVICE, as_properties, problems, spec

from pulumi_ecs_express import property_names, settings_arguments
from pulumi_ecs_express.model.fields.base import Model
from pulumi_ecs_express.model.fields.effect import Effect, PutBack
from pulumi_ecs_express.model.fields.property_paths import EACH, camel, snake
from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.service_settings.spec import (
    ARGUMENTS,
    FORCE,
    SETTINGS,
    STRUCTURED,
    ServiceSettingsSpec,
    rules,
)
from pulumi_ecs_express.model.service_settings.structures import SettingStructure
from pulumi_ecs_express.model.service_update.spec import UpdateSpec

STRUCTURES = ("deployment", "service_connect", "tasks", "traffic")


# Against botocore's model.


NOT_FIELDS = {
    ("taskDefinition",): "the task definition belongs to EcsServiceUpdate, or to the ExpressGatewayService",
    (
        "volumeConfigurations",
        EACH,
        "managedEBSVolume",
        "tagSpecifications",
        EACH,
        "tags",
        EACH,
        "key",
    ): "a key of our map",
    (
        "volumeConfigurations",
        EACH,
        "managedEBSVolume",
        "tagSpecifications",
        EACH,
        "tags",
        EACH,
        "value",
    ): "a value of it",
}
"""Members of the request that are no fields of their own, each with the reason."""

PLACE = {("service",), ("cluster",)}

OURS = {
    ("region",), ("profile",), ("endpoints",), ("wait",), ("timeout",), ("restoreOnDestroy",), ("expressUpdates",),
}  # fmt: skip
"""Fields that are no members of the request."""


def request_shape() -> Any:
    """Give what botocore knows of the request."""
    return botocore.session.get_session().get_service_model("ecs").operation_model("UpdateService").input_shape


def members(shape: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any, bool]]:
    """Walk through a structure: each member by its path, with its shape, and whether AWS requires it."""
    if shape.type_name == "list":
        yield from members(shape.member, (*path, EACH))
    elif shape.type_name == "structure":
        for name, member in shape.members.items():
            yield (*path, name), member, name in shape.required_members
            yield from members(member, (*path, name))


def test_every_member_of_the_request_is_a_field_or_refused_with_a_reason() -> None:
    """Nested ones too; a member that AWS adds fails here, and none is invented."""
    aws = {path for path, _, _ in members(request_shape())}

    assert aws - NOT_FIELDS.keys() == rules().keys() - OURS
    assert NOT_FIELDS.keys() <= aws


def test_what_aws_requires_in_entries_of_lists_is_required() -> None:
    """Elsewhere AWS has the other members, which go along."""
    required = {path for path, _, needed in members(request_shape()) if needed and EACH in path}
    fields = {path: field for path, field in fields_by_path() if EACH in path}
    more = {
        ("deploymentConfiguration", "lifecycleHooks", EACH, "lifecycleStages"),
        ("placementConstraints", EACH, "type"),
        ("placementStrategy", EACH, "type"),
        ("serviceConnectConfiguration", "containerConfigurations", EACH, "logLevel"),
    }

    assert {path for path, field in fields.items() if field.is_required()} == required | more


WORDS = {
    path: member.enum
    for path, member, _ in members(request_shape())
    for member in ([member.member] if member.type_name == "list" else [member])
    if getattr(member, "enum", None)
}


@pytest.mark.parametrize("path", WORDS, ids=".".join)
def test_all_words_of_aws_are_taken_and_another_spelling_is_told(path: tuple[str, ...]) -> None:
    """The named types have the words of botocore's model."""
    field = dict(fields_by_path())[path]
    for word in WORDS[path]:
        assert not wrong_value(field, word)
        assert f"write {word!r}" in wrong_value(field, word.swapcase())


def wrong_value(field: Any, word: str) -> str:
    """Say what is wrong with a word in a field, or in its list; empty if nothing is."""
    kind: Any = field.rebuild_annotation()
    probe = type("Probe", (Model,), {"__annotations__": {"probed": kind}, "__module__": __name__})
    value: Any = (word,) if "tuple" in str(kind) else word
    try:
        probe.model_validate({"probed": value})
    except ValueError as error:
        return str(error)
    return ""


def fields_by_path(model: type[Model] = ServiceSettingsSpec, path: tuple[str, ...] = ()) -> Iterator[tuple[Any, Any]]:
    """List fields by path, found by the types of their annotations."""
    for name, field in model.model_fields.items():
        place = (*path, field.alias or name)
        yield place, field
        for nested, entries in nested_models(field.annotation):
            yield from fields_by_path(nested, (*place, EACH) if entries else place)


def nested_models(kind: Any, *, entries: bool = False) -> Iterator[tuple[type[Model], bool]]:
    """Find the structures in an annotation, and whether they are entries of a list."""
    if isinstance(kind, type) and issubclass(kind, SettingStructure):
        yield kind, entries
    for part in get_args(kind):
        yield from nested_models(part, entries=entries or "tuple" in str(kind).partition("[")[0])


# Fields and arguments.


def test_every_setting_says_that_the_table_of_settings_counts_and_that_it_is_put_back() -> None:
    """The components for existing services share all others."""
    marked = {path for path, (effect, removal) in rules().items() if (effect, removal) == (Effect.SETTING, PutBack())}

    assert {path for path in rules() if path[0] in SETTINGS} == marked
    assert {path[0] for path in marked} == set(SETTINGS)
    assert set(STRUCTURED) == {path[0] for path in marked if len(path) > 1}
    assert UpdateSpec.model_fields.keys() - {"tags"} <= ServiceSettingsSpec.model_fields.keys()


def test_names_of_arguments_and_of_aws_lead_to_each_other() -> None:
    """Also those that AWS writes with capitals in a row."""
    names = {step for path in rules() for step in path if step != EACH}

    assert all(camel(snake(name)) == name for name in names)
    assert {"enable_ecs_managed_tags", "managed_ebs_volume", "size_in_gib", "kms_key_id"} <= set(map(snake, names))


def structures() -> dict[str, type[Model]]:
    """List all structures by the names of their arguments."""
    found = {
        f"{nested.__name__}Args": nested
        for _, field in fields_by_path()
        for nested, _ in nested_models(field.annotation)
    }
    return {"ServiceSettingsArgs": ServiceSettingsSpec, **found}


def arguments(name: str) -> Any:
    """Find the arguments of a name."""
    homes = [
        settings_arguments,
        *(import_module(f"pulumi_ecs_express.settings_structures.{home}") for home in STRUCTURES),
    ]
    return next(found for home in homes if (found := getattr(home, name, None)))


@pytest.mark.parametrize("name", structures())
def test_arguments_and_model_have_the_same_fields_and_docstrings(name: str) -> None:
    """What a program may write is what is judged, the same members are required, and an editor says what each is."""
    model, kind = structures()[name], arguments(name)
    source = ast.parse(inspect.getsource(kind)).body[0]
    assert isinstance(source, ast.ClassDef)
    said = [
        text.value.value
        for text in source.body[1:]
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    ]

    assert kind.__annotations__.keys() == model.model_fields.keys()
    assert kind.__required_keys__ == {name for name, field in model.model_fields.items() if field.is_required()}
    assert len(said) == len(kind.__annotations__)
    assert all(str(text).strip().endswith(".") for text in said)
    assert all((field.description or "").endswith(".") for field in model.model_fields.values())


def test_no_structure_of_arguments_is_left_over() -> None:
    """Each is that of a model."""
    homes = [import_module(f"pulumi_ecs_express.settings_structures.{home}") for home in STRUCTURES]

    assert {name for home in homes for name in vars(home) if name.endswith("Args")} == structures().keys() - {
        "ServiceSettingsArgs"
    }


def test_the_shape_for_renaming_is_that_of_the_model() -> None:
    """Entries of lists are renamed inside; maps with keys of the user's own are not."""
    nested = {path[:depth] for path in rules() for depth in range(1, len(path))}

    assert set(shape_paths(property_names.SETTINGS_SHAPE)) == nested


def shape_paths(shape: Any, prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """List all that a shape names."""
    for key, inner in shape.items():
        yield (*prefix, key)
        yield from shape_paths(inner, (*prefix, key))


# What is made of a declaration.


def test_everything_there_is_can_be_declared_at_once() -> None:
    """The samples of the tests name each member, and the model takes them."""
    assert problems(**EVERYTHING) == []
    declared = {
        tuple(EACH if isinstance(step, int) else step for step in path) for path in positions(as_properties(EVERYTHING))
    }
    exclusive = {
        ("loadBalancers", EACH, "loadBalancerName"), ("serviceRegistries", EACH, "port"), ("deploymentConfiguration", "linearConfiguration"),
        ("deploymentConfiguration", "earlySuccessCriteria"),
    }  # fmt: skip

    assert {path for path in rules() if path not in declared} == {
        path for path in rules() if any(path[: len(one)] == one for one in exclusive)
    }


def test_settings_are_written_as_update_service_takes_them() -> None:
    """Under AWS's names, in its own forms, and without what is ours; botocore takes them."""
    from botocore.validate import ParamValidator

    settings = spec(**EVERYTHING).settings()
    report = ParamValidator().validate({"service": SERVICE, **settings}, request_shape())

    assert not report.has_errors(), report.generate_report()
    assert settings.keys() <= set(SETTINGS)
    assert [
        tag for volume in settings["volumeConfigurations"] for tag in volume["managedEBSVolume"]["tagSpecifications"]
    ] == [{"resourceType": "volume", "tags": [{"key": "team", "value": "shop"}], "propagateTags": "SERVICE"}]


@pytest.mark.parametrize(
    "declared",
    [{"load_balancers": []}, {"capacity_provider_strategy": []}, {"service_connect_configuration": {"enabled": False}},
     {"desired_count": 0}, {"enable_execute_command": False}, {"network_configuration": {"awsvpc_configuration": {"security_groups": []}}},
     {"deployment_configuration": {"lifecycle_hooks": []}}, {"deployment_configuration": {"deployment_circuit_breaker": {"enable": True}}}],
    ids=str,
)  # fmt: skip
def test_what_clears_is_a_declaration(declared: dict[str, Any]) -> None:
    """An empty list, a zero and a switch that is off are as much declared as anything; a member may stand alone."""
    assert spec(**declared).settings() == as_properties(declared)


def test_sets_have_one_order_and_strategies_keep_theirs() -> None:
    """Subnets and security groups are sets, rules of placement are not."""
    network = {"subnets": ["subnet-0abc1235", "subnet-0abc1234"], "security_groups": ["sg-0abc1235", "sg-0abc1234"]}
    strategy = [{"type": "spread", "field": "instanceId"}, {"type": "binpack", "field": "cpu"}]
    settings = spec(network_configuration={"awsvpc_configuration": network}, placement_strategy=strategy).settings()

    assert settings["networkConfiguration"]["awsvpcConfiguration"] == {
        "subnets": ["subnet-0abc1234", "subnet-0abc1235"],
        "securityGroups": ["sg-0abc1234", "sg-0abc1235"],
    }
    assert settings["placementStrategy"] == strategy


@pytest.mark.parametrize(("value", "meant"), [(True, "true"), (7, "7"), ("build-7", "build-7")], ids=repr)
def test_a_trigger_alone_is_a_declaration_and_no_setting(value: Any, meant: str) -> None:
    """It deploys when it changes; nothing of it is kept."""
    declared = spec(force_new_deployment=value)

    assert declared.force_new_deployment == meant
    assert declared.settings() == {}
    assert (FORCE,) in ARGUMENTS.rules()


def test_waiting_is_declared_as_for_an_update() -> None:
    """With the same words and the same defaults."""
    assert spec(desired_count=1).waits
    assert spec(desired_count=1).seconds is None
    assert not spec(desired_count=1, wait="dont_wait").waits
    assert spec(desired_count=1, timeout="1h30m").seconds == 5400


# Values that are not known yet.


UNKNOWN_AT = [steps for steps in positions(as_properties(EVERYTHING)) if steps[0] in SETTINGS]


def test_what_is_not_known_yet_passes_anywhere() -> None:
    """In entries of lists and in maps too, and nothing that goes with it is asked for."""
    whole = {"service": SERVICE, **as_properties(EVERYTHING)}
    for steps in UNKNOWN_AT:
        declared = ServiceSettingsSpec.model_validate(put(whole, steps, UNKNOWN))
        assert "UNKNOWN" in str(declared.settings()), steps


def test_an_output_inside_is_renamed_when_it_is_known() -> None:
    """At any depth; keys of the user's own stay as they are."""
    arguments = {
        "capacity_provider_strategy": [{"capacity_provider": "FARGATE"}, None],
        "service_connect_configuration": {"log_configuration": {"options": {"awslogs_group": "a"}}},
        "deployment_configuration": {"lifecycle_hooks": [{"hook_details": {"my_key": {"inner_key": 1}}}]},
    }
    entry = pulumi.Output.from_input({"capacity_provider": "FARGATE"})

    assert property_names.properties(arguments, property_names.SETTINGS_SHAPE) == {
        "capacityProviderStrategy": [{"capacityProvider": "FARGATE"}, "\0None"],
        "serviceConnectConfiguration": {"logConfiguration": {"options": {"awslogs_group": "a"}}},
        "deploymentConfiguration": {"lifecycleHooks": [{"hookDetails": {"my_key": {"inner_key": 1}}}]},
    }
    [kept] = property_names.properties({"load_balancers": [entry]}, property_names.SETTINGS_SHAPE)["loadBalancers"]
    assert isinstance(kept, pulumi.Output)


PATHS = [
    ("deployment_configuration.bake_time_in_minutes", "deploymentConfiguration.bakeTimeInMinutes"),
    ("capacity_provider_strategy[0].weight", "capacityProviderStrategy[0].weight"),
    ("capacity_provider_strategy[*].capacity_provider", "capacityProviderStrategy[*].capacityProvider"),
    ("volume_configurations[0].managed_ebs_volume.size_in_gib", "volumeConfigurations[0].managedEBSVolume.sizeInGiB"),
    ("service_connect_configuration.log_configuration.options.awslogs_group",
     "serviceConnectConfiguration.logConfiguration.options.awslogs_group"),
    ("enable_ecs_managed_tags", "enableECSManagedTags"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), PATHS, ids=[written for written, _ in PATHS])
def test_a_path_of_the_options_is_written_in_aws_names(written: str, meant: str) -> None:
    """Through lists as well, by position or for all entries."""
    assert property_names.camel_path(written, property_names.SETTINGS_SHAPE) == meant
