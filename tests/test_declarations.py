"""What is declared in two places says the same in both: fields and arguments, errors and their page, requests and AWS."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import botocore.session
import pytest
from typing_extensions import get_original_bases

import pulumi_ecs_express as express
from pulumi_ecs_express import errors
from pulumi_ecs_express.model.custom_domain import spec as domain
from pulumi_ecs_express.model.fields.base import Model
from pulumi_ecs_express.model.fields.effect import Effect
from pulumi_ecs_express.model.fields.property_paths import EACH, camel
from pulumi_ecs_express.model.fields.rules import Rules, collect_rules
from pulumi_ecs_express.model.service import container, internal_inputs, network, scaling
from pulumi_ecs_express.model.service.definition_parts import PARTS
from pulumi_ecs_express.model.service.spec import ServiceSpec, rules
from pulumi_ecs_express.model.service_settings import spec as service_settings
from pulumi_ecs_express.model.service_update import spec as service_update
from pulumi_ecs_express.model.task_definition import spec as definition
from pulumi_ecs_express.model.task_definition.members import CONTAINERS, TASK_FIELDS
from pulumi_ecs_express.planning.service.pausing import PAUSED
from pulumi_ecs_express.planning.service.requests import NOT_IN_REQUESTS
from pulumi_ecs_express.property_names import DEFINITION_SHAPE, DOMAIN_SHAPE, SETTINGS_SHAPE, SHAPE, Shape
from pulumi_ecs_express.providers import engine
from pulumi_ecs_express.providers.service import operations
from tests.settings_samples import nested_models

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "troubleshooting.md"
MODELS: dict[str, type[Model]] = {
    "AwsLogsConfigurationArgs": container.AwsLogsConfiguration,
    "ContainerArgs": definition.ContainerDeclaration,
    "CustomDomainArgs": domain.CustomDomainSpec,
    "EcsServiceUpdateArgs": service_update.EcsServiceUpdateSpec,
    "ExpressGatewayServiceArgs": ServiceSpec,
    "NetworkConfigurationArgs": network.NetworkConfiguration,
    "PrimaryContainerArgs": container.PrimaryContainer,
    "RepositoryCredentialsArgs": container.RepositoryCredentials,
    "ScalingTargetArgs": scaling.ScalingTarget,
    "ServiceSettingsArgs": service_settings.ServiceSettingsSpec,
    "TaskDefinitionRevisionArgs": definition.TaskDefinitionSpec,
    "WeightedRoutingArgs": domain.WeightedRouting,
}
COMPONENTS: dict[str, tuple[type[Model], Callable[[], Rules], Shape]] = {
    "service": (ServiceSpec, rules, SHAPE),
    "domain": (domain.CustomDomainSpec, domain.rules, DOMAIN_SHAPE),
    "update": (service_update.EcsServiceUpdateSpec, service_update.all_rules, DEFINITION_SHAPE),
    "revision": (definition.TaskDefinitionSpec, definition.rules, DEFINITION_SHAPE),
    "settings": (service_settings.ServiceSettingsSpec, service_settings.rules, SETTINGS_SHAPE),
}
"""The models of the components' arguments, their rules, and the shape by which arguments are renamed."""


# Fields and arguments.


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_field_says_what_a_change_does_and_what_a_removal_means(name: str) -> None:
    """Each by its path, nested ones too; a field that says neither or both cannot be declared."""
    model, rules_of_model, _ = COMPONENTS[name]
    assert rules_of_model().keys() == set(_paths(model))


def _paths(model: type[Model], prefix: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """List all fields by path, found by another way than `rules`: the types of the annotations."""
    found = list[tuple[str, ...]]()
    for name, hint in get_type_hints(model).items():
        if name.startswith(("model_", "_")):
            continue
        path = (*prefix, camel(name))
        found.append(path)
        for nested in MODELS.values():
            if nested.__name__ in re.findall(r"\w+", str(hint)):
                found += _paths(nested, (*path, EACH) if f"dict[str, {nested.__module__}" in str(hint) else path)
        for structure, entries in nested_models(hint):
            found += _paths(structure, (*path, EACH) if entries else path)
    return found


def test_a_field_without_its_effect_is_refused() -> None:
    """A forgotten mark is an error at once, not a difference that is never shown."""

    class Forgetful(Model):
        colour: str | None = None

    with pytest.raises(TypeError, match="colour must declare one effect and one removal"):
        collect_rules(Forgetful)


REQUIRED = {"ExpressGatewayServiceArgs": set[str](), "CustomDomainArgs": {"service", "domain_name"}}
"""Where the component makes what a model requires, or passes on something else in its place."""


@pytest.mark.parametrize("name", MODELS)
def test_arguments_and_model_have_the_same_fields(name: str) -> None:
    """What a program may write is what is judged, and the same members are required."""
    arguments, model = getattr(express, name), MODELS[name]
    required = {key for key, field in model.model_fields.items() if field.is_required()}

    assert arguments.__annotations__.keys() == model.model_fields.keys()
    assert arguments.__required_keys__ == REQUIRED.get(name, required)


def test_every_kind_of_argument_is_compared() -> None:
    """A new one must stand beside its model here."""
    assert {name for name in express.__all__ if name.endswith("Args")} == MODELS.keys()


@pytest.mark.parametrize("name", MODELS)
def test_every_argument_has_a_docstring(name: str) -> None:
    """Under its name, as an editor and the documentation show it."""
    said = _docstrings(name)

    assert said.keys() == getattr(express, name).__annotations__.keys()
    assert all(text.endswith(".") for text in said.values())


@pytest.mark.peer("R6")
@pytest.mark.parametrize("name", MODELS)
def test_every_argument_says_what_its_removal_does(name: str) -> None:
    """Where it goes back to, or that it cannot be removed: in the text that an editor shows."""
    assert [argument for argument, text in _docstrings(name).items() if "removed" not in text.lower()] == []


def _docstrings(name: str) -> dict[str, str]:
    """Read what stands under each argument, of those that are shared with another component too."""
    kinds, found = [getattr(express, name)], dict[str, str]()
    while kinds:
        kind = kinds.pop()
        kinds += [base for base in get_original_bases(kind) if inspect.isclass(base)]
        source = ast.parse(inspect.getsource(kind)).body[0]
        assert isinstance(source, ast.ClassDef)
        found |= {
            field.target.id: str(text.value.value).strip()
            for field, text in zip(source.body, source.body[1:], strict=False)
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
            if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
        }
    return found


@pytest.mark.parametrize("name", MODELS)
def test_every_field_of_a_model_has_a_docstring(name: str) -> None:
    """It says the meaning in one sentence."""
    assert all((field.description or "").endswith(".") for field in MODELS[name].model_fields.values())


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_shape_of_the_arguments_is_that_of_the_model(name: str) -> None:
    """Arguments with members of their own are renamed inside; all other maps have the user's keys."""
    _, rules_of_model, shape = COMPONENTS[name]
    nested = {path[:depth] for path in rules_of_model() for depth in range(1, len(path))}

    assert set(_shape_paths(shape)) == nested


def _shape_paths(shape: Any, prefix: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    return [path for key, inner in shape.items() for path in ((*prefix, key), *_shape_paths(inner, (*prefix, key)))]


def test_every_member_of_a_task_definition_is_an_argument() -> None:
    """Beside the containers, which are declared in three ways."""
    shape = (
        botocore.session.get_session().get_service_model("ecs").operation_model("RegisterTaskDefinition").input_shape
    )

    assert {*TASK_FIELDS, CONTAINERS, "family", "tags"} == set(shape.members)
    assert set(TASK_FIELDS) <= {path[0] for path in definition.rules()}


def test_notes_of_the_package_are_hidden_properties() -> None:
    """Pulumi shows them in no preview."""
    assert internal_inputs.GENERATED_NAME.startswith(internal_inputs.INTERNAL_PREFIX)
    assert internal_inputs.MADE_ROLES.startswith(internal_inputs.INTERNAL_PREFIX)
    assert internal_inputs.MADE_LOG_GROUP.startswith(internal_inputs.INTERNAL_PREFIX)
    assert not {path[0] for path in rules()} & {
        internal_inputs.GENERATED_NAME,
        internal_inputs.MADE_ROLES,
        internal_inputs.MADE_LOG_GROUP,
    }


# Errors and their page.


def _sections() -> dict[str, str]:
    """Read the page: each code with what is said of it."""
    parts = re.split(r"^## `([^`]+)`$", PAGE.read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def codes() -> list[str]:
    """List the codes of all errors."""
    assert engine._Bug in errors.family(), "errors are looked for where they are defined"
    return [kind.code for kind in errors.family()[1:]]


def test_error_codes_are_unique_and_in_kebab_case() -> None:
    """A code is what a user searches for."""
    assert len(codes()) == len(set(codes()))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes())


def test_the_page_explains_exactly_the_codes_that_there_are() -> None:
    """No error without a section, no section without an error."""
    assert sorted(_sections()) == sorted(codes())


@pytest.mark.parametrize("code", codes())
def test_a_section_says_what_it_means_why_and_what_to_type(code: str) -> None:
    """A family says which errors belong to it."""
    section = _sections()[code]
    kind = next(kind for kind in errors.family()[1:] if kind.code == code)
    children = [child.code for child in kind.__subclasses__()]

    if children:
        assert all(f"`{child}`" in section for child in children)
    else:
        assert all(f"**{heading}**" in section for heading in ("Means", "Likely cause", "Type"))


def test_every_error_has_a_docstring_that_states_the_fact() -> None:
    """One sentence at least."""
    assert all((kind.__doc__ or "").strip() for kind in errors.family())


def test_every_error_stands_in_the_tree() -> None:
    """At the top of its module, where a reader looks first."""
    tree = errors.__doc__ or ""
    ours = [kind for kind in errors.family() if kind.__module__.startswith(f"{errors.__name__}.")]

    assert all(re.search(rf"\b{kind.__name__}\b", tree) for kind in ours)


# What the requests hold.


def _members(operation: str) -> set[tuple[str, ...]]:
    """List the members of an operation's request by path; lists and maps are one member."""
    model = botocore.session.get_session().get_service_model("ecs")
    return set(_shape_members(model.operation_model(operation).input_shape, ()))


def _shape_members(shape: Any, prefix: tuple[str, ...]) -> list[tuple[str, ...]]:
    found = list[tuple[str, ...]]()
    for name, member in shape.members.items():
        found.append((*prefix, name))
        if member.type_name == "structure":
            found += _shape_members(member, (*prefix, name))
    return found


@pytest.mark.row("S1-18")
def test_a_create_can_send_all_that_aws_takes() -> None:
    """Every member of the request is a field of ours, and none is invented."""
    ours = {path for path in rules() if path[0] not in NOT_IN_REQUESTS} | {("tags",)}

    assert ours == _members("CreateExpressGatewayService")


@pytest.mark.row("S0-05")
def test_what_replaces_is_exactly_what_an_update_cannot_send() -> None:
    """And what an update can send, a change of it does send."""
    sendable = _members("UpdateExpressGatewayService")
    updating = {path for path, (effect, _) in rules().items() if effect in (Effect.DEPLOYMENT, Effect.UPDATE)}
    replacing = {path for path, (effect, _) in rules().items() if effect is Effect.REPLACEMENT}

    translated = {PAUSED, *((part,) for part in PARTS)}  # sent as a number of tasks, and as a task definition
    assert updating - translated == sendable - {("serviceArn",)}
    assert replacing | {("tags",)} == _members("CreateExpressGatewayService") - sendable | {("region",)}


def test_the_operations_have_time_for_an_ordinary_rollout() -> None:
    """About twelve minutes are seen."""
    assert operations.CREATE_SECONDS >= 2 * 12 * 60
