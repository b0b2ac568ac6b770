"""A rendered task definition under the arguments' names: nothing of it is lost, and each value stands at its argument's path."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from tests.planning.task_definition_samples import APP, LOG, SECRET, answer, as_answer, file, on_app, plain, request
from tests.planning.task_definition_shapes import answer_with_everything
from tests.planning.test_rendering_laws import overlays

from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.task_definition.overlay import ContainerOverlay, Overlay
from pulumi_ecs_express.planning.task_definition.as_arguments import as_arguments, as_request
from pulumi_ecs_express.planning.task_definition.equality import is_registered
from pulumi_ecs_express.planning.task_definition.rendering import rendered

NOT_KNOWN: Any = UNKNOWN
SIDECAR = {"name": "proxy", "image": "envoy:1", "environment": plain(KEY="1")}


@given(overlays())
def test_writing_it_as_arguments_and_back_means_the_same(overlay: Overlay) -> None:
    """Whatever is declared, containers in their order."""
    result = rendered(answer(APP, LOG, tags=[{"key": "team", "value": "shop"}]), overlay)

    back = as_request(as_arguments(result, overlay))

    assert is_registered(back, as_answer(result))
    assert [one["name"] for one in back["containerDefinitions"]] == [
        one["name"] for one in result["containerDefinitions"]
    ]
    assert back.get("tags") == result.get("tags")


def test_every_member_of_a_template_survives() -> None:
    """Those of the installed botocore, at any depth."""
    whole = answer_with_everything()
    overlay = Overlay(whole["taskDefinition"]["family"])
    result = rendered(whole, overlay)

    assert as_request(as_arguments(result, overlay)) == result


def test_a_value_stands_at_the_path_at_which_the_program_declares_it() -> None:
    """So that a secret one stays secret; what the template has stands beside it."""
    overlay = Overlay(
        "shop",
        {"app": ContainerOverlay(environment={"KEY": "k"}, secrets={"S": SECRET}, definition={"user": "u"})},
        sidecars=[SIDECAR],
        fields={"taskRoleArn": "role"},
        tags={"team": "web"},
    )
    result = as_arguments(rendered(answer(APP, LOG), overlay), overlay)

    app = result["containers"]["app"]
    assert app["environment"] == {"A": "1", "B": "2", "KEY": "k"}
    assert app["secrets"]["S"] == SECRET
    assert (app["definition"]["user"], app["definition"]["healthCheck"]["interval"]) == ("u", 30)
    assert app["environmentFiles"] == [file("one"), file("two")]
    assert result["sidecars"] == [SIDECAR]
    assert set(result["containers"]) == {"app", "log"}
    assert (result["taskRoleArn"], result["tags"]) == ("role", {"team": "web"})


@pytest.mark.parametrize(
    ("overlay", "path"),
    [
        (on_app(image=UNKNOWN), ("containers", "app", "image")),
        (on_app(environment=UNKNOWN), ("containers", "app", "environment")),
        (on_app(environment={"A": UNKNOWN}), ("containers", "app", "environment", "A")),
        (on_app(environment_files=UNKNOWN), ("containers", "app", "environmentFiles")),
        (Overlay("shop", NOT_KNOWN), ("containers",)),
        (Overlay("shop", sidecars=NOT_KNOWN), ("sidecars",)),
        (Overlay("shop", tags=NOT_KNOWN), ("tags",)),
        (Overlay("shop", fields={"volumes": UNKNOWN}), ("volumes",)),
    ],
)
def test_what_is_not_known_yet_is_not_known_at_its_own_path(overlay: Any, path: tuple[str, ...]) -> None:
    """In a preview, and nothing else is unknown."""
    found: Any = as_arguments(rendered(answer(APP, LOG), overlay), overlay)
    for step in path:
        found = found[step]
    assert found is UNKNOWN


def test_what_says_nothing_is_left_out() -> None:
    """AWS fills it in again."""
    result = as_arguments(request({**APP, "environment": [], "secrets": [], "environmentFiles": []}), Overlay("shop"))

    assert set(result["containers"]["app"]) == {"image", "definition"}
    assert "sidecars" not in result
