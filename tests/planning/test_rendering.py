"""What RegisterTaskDefinition is sent: templates, what a program declares, and the result, row by row."""

from __future__ import annotations

from typing import Any

import pytest
from tests.planning.task_definition_samples import (
    APP,
    LOG,
    OTHER_SECRET,
    SECRET,
    TASK,
    answer,
    as_answer,
    file,
    files,
    on_app,
    plain,
    request,
    secret,
    without,
)
from tests.planning.task_definition_shapes import (
    answer_with_everything,
    definition_shape,
    everything,
    known_form,
    request_shape,
)

from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.task_definition.members import RESPONSE_ONLY
from pulumi_ecs_express.model.task_definition.overlay import ContainerOverlay, Overlay
from pulumi_ecs_express.planning.task_definition.copying import unsendable_members
from pulumi_ecs_express.planning.task_definition.merging import merged
from pulumi_ecs_express.planning.task_definition.rendering import registrable, rendered

REPLACE: dict[str, Any] = {"environment_mode": "replace"}
REPLACE_FILES: dict[str, Any] = {"environment_files_mode": "replace"}
GONE = None

ON_APP: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("nothing", {}, {}),
    ("image", {"image": "shop:2"}, {"image": "shop:2"}),
    ("merge: new name behind", {"environment": {"C": "3"}}, {"environment": plain(A="1", B="2", C="3")}),
    ("merge: same name in place", {"environment": {"A": "9"}}, {"environment": plain(A="9", B="2")}),
    ("merge: both", {"environment": {"C": "3", "B": "9"}}, {"environment": plain(A="1", B="9", C="3")}),
    ("merge: nothing given", {"environment": {}}, {}),
    ("merge: empty value", {"environment": {"A": ""}}, {"environment": plain(A="", B="2")}),
    ("merge: case counts", {"environment": {"a": "9"}}, {"environment": plain(A="1", B="2", a="9")}),
    ("merge secrets: new", {"secrets": {"U": SECRET}}, {"secrets": secret(S=SECRET, T=OTHER_SECRET, U=SECRET)}),
    ("merge secrets: same", {"secrets": {"S": OTHER_SECRET}}, {"secrets": secret(S=OTHER_SECRET, T=OTHER_SECRET)}),
    ("merge secrets: nothing given", {"secrets": {}}, {}),
    (
        "merge both kinds",
        {"environment": {"C": "3"}, "secrets": {"U": SECRET}},
        {"environment": plain(A="1", B="2", C="3"), "secrets": secret(S=SECRET, T=OTHER_SECRET, U=SECRET)},
    ),
    (
        "merge: plain becomes secret",
        {"secrets": {"A": SECRET}},
        {"environment": plain(B="2"), "secrets": secret(S=SECRET, T=OTHER_SECRET, A=SECRET)},
    ),
    (
        "merge: secret becomes plain",
        {"environment": {"S": "1"}},
        {"environment": plain(A="1", B="2", S="1"), "secrets": secret(T=OTHER_SECRET)},
    ),
    (
        "merge: two names change places",
        {"environment": {"S": "1"}, "secrets": {"A": SECRET}},
        {"environment": plain(B="2", S="1"), "secrets": secret(T=OTHER_SECRET, A=SECRET)},
    ),
    (
        "merge: the last of a kind moves",
        {"environment": {"S": "1", "T": "2"}},
        {"environment": plain(A="1", B="2", S="1", T="2"), "secrets": GONE},
    ),
    ("replace plain: secrets stay", {**REPLACE, "environment": {"C": "3"}}, {"environment": plain(C="3")}),
    ("replace plain: kept names keep places", {**REPLACE, "environment": {"C": "3", "B": "9"}},
     {"environment": plain(B="9", C="3")}),
    ("replace plain by nothing", {**REPLACE, "environment": {}}, {"environment": GONE}),
    ("replace secrets: plain ones stay", {**REPLACE, "secrets": {"U": SECRET}}, {"secrets": secret(U=SECRET)}),
    ("replace secrets by nothing", {**REPLACE, "secrets": {}}, {"secrets": GONE}),
    ("replace both", {**REPLACE, "environment": {"C": "3"}, "secrets": {"U": SECRET}},
     {"environment": plain(C="3"), "secrets": secret(U=SECRET)}),
    ("replace both by nothing", {**REPLACE, "environment": {}, "secrets": {}}, {"environment": GONE, "secrets": GONE}),
    ("replace without any", REPLACE, {}),
    ("replace plain: a secret of the name moves", {**REPLACE, "environment": {"S": "1"}},
     {"environment": plain(S="1"), "secrets": secret(T=OTHER_SECRET)}),
    ("replace secrets: a plain one of the name moves", {**REPLACE, "secrets": {"B": SECRET}},
     {"environment": plain(A="1"), "secrets": secret(B=SECRET)}),
    ("append", {"environment_files": [file("three")]}, {"environmentFiles": files("one", "two", "three")}),
    ("append: again", {"environment_files": [file("two")]}, {}),
    ("append: one twice", {"environment_files": [file("three"), file("three"), file("one")]},
     {"environmentFiles": files("one", "two", "three")}),
    ("append nothing", {"environment_files": []}, {}),
    ("replace files", {**REPLACE_FILES, "environment_files": [file("two"), file("one")]},
     {"environmentFiles": files("two", "one")}),
    ("replace files by nothing", {**REPLACE_FILES, "environment_files": []}, {"environmentFiles": GONE}),
    ("replace files: none given", REPLACE_FILES, {}),
    ("deep: a map", {"definition": {"dockerLabels": {"tier": "api", "zone": "b"}}},
     {"dockerLabels": {"team": "shop", "tier": "api", "zone": "b"}}),
    ("deep: a structure", {"definition": {"healthCheck": {"retries": 5}}},
     {"healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 30, "timeout": 5, "retries": 5}}),
    ("deep: a list is replaced", {"definition": {"healthCheck": {"command": ["CMD", "check"]}}},
     {"healthCheck": {"command": ["CMD", "check"], "interval": 30, "timeout": 5, "retries": 3}}),
    ("deep: an empty list clears", {"definition": {"portMappings": []}}, {"portMappings": GONE}),
    ("deep: None takes away", {"definition": {"healthCheck": None, "dockerLabels": {"tier": None}}},
     {"healthCheck": GONE, "dockerLabels": {"team": "shop"}}),
    ("deep: new fields", {"definition": {"stopTimeout": 90, "ulimits": [{"name": "nofile", "softLimit": 1, "hardLimit": 2}]}},
     {"stopTimeout": 90, "ulimits": [{"name": "nofile", "softLimit": 1, "hardLimit": 2}]}),
    ("deep: options of the same log driver", {"definition": {"logConfiguration": {"options": {"mode": "blocking"}}}},
     {"logConfiguration": {**APP["logConfiguration"],
                           "options": {**APP["logConfiguration"]["options"], "mode": "blocking"}}}),
    ("deep: another log driver has its own options",
     {"definition": {"logConfiguration": {"logDriver": "awsfirelens", "options": {"Name": "s3"}}}},
     {"logConfiguration": {"logDriver": "awsfirelens", "options": {"Name": "s3"}}}),
]  # fmt: skip
"""What is declared of the container `app`, and what changes of it."""


@pytest.mark.row("S3-16")
@pytest.mark.parametrize(("changes", "expected"), [row[1:] for row in ON_APP], ids=[row[0] for row in ON_APP])
def test_one_container(changes: dict[str, Any], expected: dict[str, Any]) -> None:
    """What is not named stays as it is, the other container too; what is cleared is not sent."""
    gone = [name for name, value in expected.items() if value is GONE]
    app = without({**APP, **expected}, *gone)

    result = rendered(answer(APP, LOG), on_app(**changes))

    assert result == request(app, LOG)
    assert rendered(as_answer(result), on_app(**changes)) == result


SIDECAR = {"name": "proxy", "image": "envoy:1"}
OTHER_LOG = {"name": "log", "image": "fluent-bit:2"}
NEW_DATA = {"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}

OF_TASK: list[tuple[str, Overlay, dict[str, Any]]] = [
    ("a sidecar behind", Overlay("shop", sidecars=[SIDECAR]), request(APP, LOG, SIDECAR)),
    ("a sidecar in place", Overlay("shop", sidecars=[OTHER_LOG]), request(APP, OTHER_LOG)),
    ("both", Overlay("shop", sidecars=[SIDECAR, OTHER_LOG]), request(APP, OTHER_LOG, SIDECAR)),
    ("a container left out", Overlay("shop", remove_containers=["log"]), request(APP)),
    ("one out, one in", Overlay("shop", sidecars=[SIDECAR], remove_containers=["log"]), request(APP, SIDECAR)),
    ("another family", Overlay("copy"), request(APP, LOG, family="copy")),
    ("size", Overlay("shop", fields={"cpu": "512", "memory": "1024"}), request(APP, LOG, cpu="512", memory="1024")),
    (
        "platform, merged",
        Overlay("shop", fields={"runtimePlatform": {"cpuArchitecture": "ARM64"}}),
        request(APP, LOG, runtimePlatform={"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"}),
    ),
    (
        "a volume behind",
        Overlay("shop", fields={"volumes": [{"name": "tmp"}]}),
        request(APP, LOG, volumes=[*TASK["volumes"], {"name": "tmp"}]),
    ),
    ("a volume in place", Overlay("shop", fields={"volumes": [NEW_DATA]}), request(APP, LOG, volumes=[NEW_DATA])),
    ("storage", Overlay("shop", fields={"ephemeralStorage": {"sizeInGiB": 50}}),
     request(APP, LOG, ephemeralStorage={"sizeInGiB": 50})),
    ("tags", Overlay("shop", tags={"team": "shop"}), request(APP, LOG, tags=[{"key": "team", "value": "shop"}])),
    ("no tags", Overlay("shop"), request(APP, LOG)),
]  # fmt: skip


@pytest.mark.parametrize(("overlay", "expected"), [row[1:] for row in OF_TASK], ids=[row[0] for row in OF_TASK])
def test_the_task(overlay: Overlay, expected: dict[str, Any]) -> None:
    """Containers and volumes are found by their names, other lists are replaced."""
    result = rendered(answer(APP, LOG, tags=[]), overlay)

    assert result == expected
    assert rendered(as_answer(result), overlay) == result


def test_what_is_not_known_yet_passes() -> None:
    """In a preview, at any depth: names that are known move nevertheless."""
    unknown: Any = UNKNOWN
    overlay = on_app(image=unknown, environment={"A": unknown, "S": "1"}, environment_files=[unknown])

    (app,) = rendered(answer(APP), overlay)["containerDefinitions"]
    (other,) = rendered(answer(APP), on_app(secrets=unknown, environment_files=unknown))["containerDefinitions"]

    lists = {"environment": plain(A=unknown, B="2", S="1"), "secrets": secret(T=OTHER_SECRET)}
    assert app == {**APP, "image": UNKNOWN, **lists, "environmentFiles": [*files("one", "two"), *unknown_files()]}
    assert other == {**APP, "secrets": UNKNOWN, "environmentFiles": UNKNOWN}


def unknown_files() -> list[Any]:
    """Write a file whose name is not known."""
    return [{"value": UNKNOWN, "type": "s3"}]


def test_a_list_that_is_cleared_is_not_sent() -> None:
    """Neither of volumes nor of anything else."""
    cleared = Overlay("shop", fields={"volumes": [], "placementConstraints": []})

    assert rendered(answer(APP), cleared) == without(request(APP), "volumes", "placementConstraints")


def test_tags_of_the_template_stay_but_those_of_aws() -> None:
    """AWS refuses to be given its own; a program's value wins, and new tags follow."""
    tags = [{"key": "aws:stack", "value": "x"}, {"key": "AWS:x", "value": "x"}, {"key": "a", "value": "1"}]
    tags += [{"key": "b", "value": "2"}]

    result = rendered(answer(APP, tags=tags), Overlay("shop", tags={"c": "3", "b": ""}))

    assert result["tags"] == [{"key": "a", "value": "1"}, {"key": "b", "value": ""}, {"key": "c", "value": "3"}]


def test_without_a_template_containers_are_new() -> None:
    """In the order in which they are declared, before the sidecars."""
    overlay = Overlay(
        "shop",
        {"web": ContainerOverlay("web:1", environment={"A": ""}, definition={"essential": True}), "job": ContainerOverlay("j")},
        sidecars=[SIDECAR],
        fields={"cpu": "256"},
    )  # fmt: skip

    web = {"name": "web", "image": "web:1", "essential": True, "environment": plain(A="")}
    containers = [web, {"name": "job", "image": "j"}, SIDECAR]
    assert rendered(None, overlay) == {"family": "shop", "cpu": "256", "containerDefinitions": containers}


def test_a_variable_that_a_template_names_twice_stands_once_when_it_is_given() -> None:
    """AWS does not say which one counts; others of the kind stay as they are."""
    twice = {**APP, "environment": [*plain(A="1", B="2"), *plain(A="3", B="4")]}

    (app,) = rendered(answer(twice), on_app(environment={"A": "9"}))["containerDefinitions"]

    assert app["environment"] == [*plain(A="9", B="2"), *plain(B="4")]


def test_what_is_not_touched_keeps_its_form() -> None:
    """AWS's empty lists too, and whatever else an entry holds; a null of the raw answer is not sent."""
    app = {**APP, "environment": [], "secrets": [{**secret(S=SECRET)[0], "version": "1"}], "environmentFiles": []}
    other = {**app, "secrets": [{"name": "S", "valueFrom": OTHER_SECRET, "version": "1"}]}

    assert rendered(answer(app, taskRoleArn=None), on_app(image="shop:2")) == request({**app, "image": "shop:2"})
    assert rendered(answer(app), on_app(secrets={"S": OTHER_SECRET})) == request(other)


def test_what_is_merged_shares_nothing() -> None:
    """With neither side, at any depth."""
    before, given = {"a": {"b": [1]}, "c": [{"d": 1}]}, {"a": {"e": [2]}}

    result = merged(before, given)
    result["a"]["b"].append(3)
    result["a"]["e"].append(3)
    result["c"][0]["d"] = 3

    assert (before, given) == ({"a": {"b": [1]}, "c": [{"d": 1}]}, {"a": {"e": [2]}})


def test_every_member_of_a_template_is_copied() -> None:
    """All that the installed botocore knows, at every depth."""
    answered = answer_with_everything()
    expected = {**everything(request_shape()), "tags": answered["tags"]}

    assert registrable(answered) == expected
    assert rendered(answered, Overlay(expected["family"])) == expected
    assert unsendable_members(answered, known_form()) == []


def test_what_only_an_answer_has_is_what_botocore_says() -> None:
    """A member that a new botocore adds to the answers alone shows up here."""
    assert set(definition_shape().members) - set(request_shape().members) == RESPONSE_ONLY
