"""Settings of a service: every member that UpdateService has, what is wrong with a program's, and what is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest
from tests.input_shapes import positions, put
from tests.settings_samples import EVERYTHING, SERVICE, as_properties, fields_by_path, problems, spec

from pulumi_ecs_express.model.fields.base import Model
from pulumi_ecs_express.model.fields.duration import seconds
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
from pulumi_ecs_express.model.service_update.spec import UpdateSpec

# Against botocore's model.


TAG = ("volumeConfigurations", EACH, "managedEBSVolume", "tagSpecifications", EACH, "tags", EACH)

NOT_FIELDS = {
    ("taskDefinition",): "the task definition belongs to EcsServiceUpdate, or to the ExpressGatewayService",
    (*TAG, "key"): "a key of our map",
    (*TAG, "value"): "a value of it",
}
"""Members of the request that are no fields of their own, each with the reason."""

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
    probe: Any = type("Probe", (Model,), {"__annotations__": {"probed": kind}, "__module__": __name__})
    value: Any = (word,) if "tuple" in str(kind) else word
    try:
        probe.model_validate({"probed": value})
    except ValueError as error:
        return str(error)
    return ""


# What a change and a removal mean.


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
    assert spec(desired_count=1).timeout is None
    assert not spec(desired_count=1, wait="dont_wait").waits
    assert seconds(str(spec(desired_count=1, timeout="1h30m").timeout)) == 5400


# Values that are not known yet.


UNKNOWN_AT = [steps for steps in positions(as_properties(EVERYTHING)) if steps[0] in SETTINGS]


def test_what_is_not_known_yet_passes_anywhere() -> None:
    """In entries of lists and in maps too, and nothing that goes with it is asked for."""
    whole = {"service": SERVICE, **as_properties(EVERYTHING)}
    for steps in UNKNOWN_AT:
        declared = ServiceSettingsSpec.model_validate(put(whole, steps, UNKNOWN))
        assert "UNKNOWN" in str(declared.settings()), steps
