"""The typed arguments of settings: the same members as the model, the same names, and a docstring for each."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pulumi
import pytest
from tests.settings_samples import fields_by_path, nested_models

from pulumi_ecs_express import property_names, settings_arguments
from pulumi_ecs_express.model.fields.base import Model
from pulumi_ecs_express.model.service_settings.spec import (
    ServiceSettingsSpec,
    rules,
)

STRUCTURES = ("deployment", "service_connect", "tasks", "traffic")


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


# Renaming.


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
