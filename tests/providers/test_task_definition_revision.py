"""The provider of a revision, on task definitions in memory: which template, what is registered, what goes and what stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fake_revisions import ARN
from tests.providers.resource_run import unknown
from tests.providers.revision_run import APP, URN, RevisionRun, revision_in_memory

from pulumi_ecs_express.planning import ownership
from pulumi_ecs_express.providers.task_definition import operations

RED = {"app": {"environment": {"COLOUR": "red"}}}


@pytest.fixture
def shop(begin: Callable[..., FakeCall], monkeypatch: pytest.MonkeyPatch) -> RevisionRun:
    """A resource that is not there yet, and families ``shop`` and ``base`` with one revision each."""
    return revision_in_memory(begin, monkeypatch)


def watched(shop: RevisionRun) -> list[str]:
    """List the calls from here on."""
    calls: list[str] = []

    @contextmanager
    def call(name: str, _given: Any) -> Iterator[None]:
        calls.append(name)
        yield

    shop.definitions.called = call
    return calls


# Templates.


@pytest.mark.row("S3-03", "S3-21", "S3-22")
def test_a_family_is_tracked_and_a_newer_revision_of_it_is_a_change(shop: RevisionRun) -> None:
    """The preview shows the field; what the program declares stays over it."""
    shop.up(template="base", containers=RED)
    shop.definitions.register({"family": "base", "containerDefinitions": [{**APP, "image": "app:2", "cpu": 64}]})

    changed = shop.preview(template="base", containers=RED)
    shop.up(template="base", containers=RED)

    assert set(changed) == {"containers.app.definition.cpu", "containers.app.image", "templateArn"}
    assert shop.container["environment"] == {"STAGE": "dev", "COLOUR": "red"}
    assert (shop.outputs["templateArn"], shop.outputs["revision"]) == (f"{ARN}base:2", 3)


@pytest.mark.row("S3-21")
@pytest.mark.parametrize("template", ["base:1", f"{ARN}base:1"])
def test_a_template_that_names_its_revision_is_not_read_again(shop: RevisionRun, template: str) -> None:
    """Not without a change, and not for one: what is declared is rendered upon what state holds."""
    shop.up(template=template, containers=RED)
    calls = watched(shop)

    assert shop.preview(template=template, containers=RED) == []
    assert calls == []
    assert shop.preview(template=template, containers={"app": {"image": "app:9"}}) != []
    assert calls == []


@pytest.mark.row("S3-09", "S3-22")
def test_its_own_family_is_a_template_in_which_its_own_work_does_not_count(shop: RevisionRun) -> None:
    """So what the program no longer declares goes; what somebody else registers there is a change."""
    shop.up(containers=RED)
    assert shop.outputs["arn"] == f"{ARN}shop:2"

    assert shop.preview(containers=RED) == []
    shop.up(containers={"app": {"image": "app:2"}})
    assert shop.container["environment"] == {"STAGE": "dev"}
    assert shop.outputs["templateArn"] == f"{ARN}shop:1"

    theirs = {**APP, "environment": [], "user": "nobody"}
    shop.definitions.register({"family": "shop", "containerDefinitions": [theirs]})
    assert set(shop.preview(containers={"app": {"image": "app:2"}})) == {
        "containers.app.definition.user", "containers.app.environment", "templateArn",
    }  # fmt: skip


def test_its_own_family_stays_the_template_although_state_was_lost_or_an_update_failed(shop: RevisionRun) -> None:
    """Its own revisions are known by their mark, and the one before them is looked up."""
    shop.up(containers=RED)
    failed, _ = shop.check(containers={"app": {"image": "app:2"}})
    shop.outputs = dict(
        operations.update(shop.begin(urn=URN), "shop", shop.outputs, failed).outs or {}
    )  # the inputs stay

    shop.up(containers={"app": {"image": "app:3"}})
    assert (shop.container["environment"], shop.outputs["templateArn"]) == ({"STAGE": "dev"}, f"{ARN}shop:1")

    shop.inputs, shop.outputs = {}, {}
    shop.up(containers={"app": {"image": "app:4"}})
    assert (shop.container["environment"], shop.outputs["templateArn"]) == ({"STAGE": "dev"}, f"{ARN}shop:1")


@pytest.mark.row("S3-09", "S3-12")
def test_a_new_family_needs_a_template_or_the_word_for_none(shop: RevisionRun) -> None:
    """AWS would begin one on a typing mistake."""
    (missing,) = shop.refused(family="shpo", containers=RED)
    assert missing.startswith(
        "family: there is no task definition 'shpo' in eu-west-1, and AWS would begin a new family"
    )
    assert shop.refused(family="new", template="base", containers=RED) == []
    assert shop.refused(family="new", template="none", containers={"app": {"image": "app:1"}}) == []
    (image,) = shop.refused(family="new", template="none", containers=RED)
    assert image.startswith("containers.app.image: is missing")


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("bsae", "template: there is no task definition 'bsae' in eu-west-1"),
        ("base:7", "template: there is no task definition 'base:7' in eu-west-1"),
    ],
)
def test_a_template_that_is_not_there_is_refused(shop: RevisionRun, template: str, says: str) -> None:
    """By its argument, with the Region."""
    (problem,) = shop.refused(template=template)
    assert problem.startswith(says)


def test_a_member_that_boto3_does_not_know_is_never_lost_silently(shop: RevisionRun) -> None:
    """The copy is refused: member, version, and what to type."""
    shop.definitions.later_members[f"{ARN}base:1"] = {"colour": "green"}

    (problem,) = shop.refused(template="base")

    assert "base:1 holds colour, which the installed boto3 (1.0) does not know" in problem
    assert "pip install --upgrade boto3" in problem


@pytest.mark.row("S3-25")
def test_what_is_not_known_yet_passes_and_is_judged_once_it_is(shop: RevisionRun) -> None:
    """A value, a whole map, the template itself."""
    for arguments in (
        {"template": "base", "containers": {"app": {"image": unknown()}}},
        {"template": "base", "containers": {"app": {"environment": {"A": unknown()}}}},
        {"template": "base", "containers": unknown()},
        {"template": "base", "containers": {"app": unknown()}},
        {"template": unknown(), "containers": RED},
        {"template": "base", "sidecars": [unknown()], "tags": unknown(), "region": unknown()},
    ):
        assert shop.refused(**arguments) == [], arguments
    shop.up(template="base", containers=RED)
    assert set(shop.preview(template=unknown(), containers=RED)) == {"template", "templateArn", "containers"}
    (problem,) = shop.refused(template="base", containers={"app": {"image": ""}})
    assert problem.startswith("containers.app.image: is empty")


@pytest.mark.row("S3-29", "S3-30")
def test_all_mistakes_come_at_once_and_nothing_is_registered(shop: RevisionRun) -> None:
    """By the arguments' paths; no value of a variable is told."""
    problems = shop.refused(
        template="base",
        containers={
            "app": {
                "environment": {"A": "hunter2"},
                "secrets": {"A": "/hunter2"},
                "environmentFiles": ["arn:aws:s3:::b/x.txt"],
                "definition": {"helthCheck": {}},
            },
            "wbe": {"image": "x"},
        },
        sidecars=[{"name": "side"}],
    )
    assert [problem.partition(": ")[0] for problem in problems] == [
        "containers.app.definition.helthCheck",
        "containers.wbe",
        "containers.app.environment.A",
        "sidecars[0].image",
        "containers.app.environment_files[0]",
    ]
    assert "hunter2" not in "".join(problems)
    assert len(shop.definitions.by_arn) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            {"containers": {"app": {"definition": {"cpu": "x"}}}},
            "containers.app.definition.cpu: must be a whole number",
        ),
        (
            {"sidecars": [{"name": "s", "image": "i", "command": "run"}]},
            "sidecars[0].command: is a single string; write a list",
        ),
        ({"ephemeralStorage": {"sizeInGiB": "21"}}, "ephemeral_storage.sizeInGiB: must be a whole number"),
        ({"containers": {"app": {"definition": {"dockerLabels": {"a": "b" * 70000}}}}}, "AWS takes at most 65536"),
        ({"tags": {f"tag{number}": "x" for number in range(50)}}, "tags: there would be 50"),
    ],
)
def test_values_of_a_wrong_type_and_too_many_of_them_are_refused(
    shop: RevisionRun, arguments: dict[str, Any], says: str
) -> None:
    """Before AWS is asked, by the arguments' paths."""
    (problem,) = shop.refused(template="base", **arguments)
    assert says in problem


# Registering.


@pytest.mark.row("S3-04", "S3-26")
def test_what_the_family_has_already_is_not_registered(shop: RevisionRun) -> None:
    """The outputs are those of the revision that is there."""
    shop.up(template="base")

    assert (shop.outputs["registered"], shop.outputs["arn"], shop.outputs["revision"]) == (False, f"{ARN}shop:1", 1)
    shop.up(template="base", containers=RED)
    assert (shop.outputs["registered"], shop.outputs["revision"]) == (True, 2)


@pytest.mark.row("S3-20")
def test_a_change_of_tags_alone_registers_nothing(shop: RevisionRun) -> None:
    """Not even where others have registered later revisions of the family; a tag that the program no longer has goes."""
    shop.up(template="base", containers=RED, tags={"team": "web", "stage": "dev"})
    shop.definitions.register({"family": "shop", "containerDefinitions": [{**APP, "user": "nobody"}]})
    calls = watched(shop)

    shop.up(template="base", containers=RED, tags={"team": "shop"})

    assert "register" not in calls
    found = shop.definitions.find(shop.outputs["arn"])
    assert found is not None
    assert {key: value for key, value in found.tags.items() if key != ownership.TAG} == {"team": "shop"}
    assert shop.outputs["revision"] == 2


def test_default_tags_of_the_provider_join_and_aws_own_stay_behind(shop: RevisionRun) -> None:
    """The template's tags too, except for those that only AWS may set."""
    tags = [{"key": "from", "value": "base"}, {"key": "aws:cloudformation:stack-name", "value": "x"}]
    shop.definitions.register({"family": "base", "containerDefinitions": [APP], "tags": tags})

    shop.up(template="base", containers=RED, tags={"team": "web"}, __defaultTags={"cost": "1", "team": "all"})

    found = shop.definitions.find(shop.outputs["arn"])
    assert found is not None
    assert {**found.tags, ownership.TAG: ""} == {"from": "base", "cost": "1", "team": "web", ownership.TAG: ""}


@pytest.mark.row("S3-19")
def test_the_preview_names_what_goes_and_what_changes_its_kind(shop: RevisionRun) -> None:
    """Upon which revision it is rendered, and each name that is lost; never a value."""
    template = {
        **APP,
        "environment": [{"name": "PLAIN", "value": "p"}, {"name": "GOES", "value": "hunter2"}],
        "secrets": [{"name": "SECRET", "valueFrom": "/s"}, {"name": "STAYS", "valueFrom": "/t"}],
        "environmentFiles": [{"value": "arn:aws:s3:::b/a.env", "type": "s3"}],
    }
    shop.definitions.register({"family": "base", "containerDefinitions": [template, {**APP, "name": "old"}]})

    shop.check(
        template="base",
        removeContainers=["old"],
        containers={
            "app": {
                "environment": {"SECRET": "1"},
                "environmentMode": "replace",
                "environmentFiles": [],
                "environmentFilesMode": "replace",
            }
        },
    )

    assert shop.notes == [
        "shop: rendered upon base:2",
        "container app: variables go: PLAIN, GOES",
        "container app: secrets become plain variables: SECRET",
        "container app: environment files go: arn:aws:s3:::b/a.env",
        "container old: goes",
    ]


def test_a_container_that_was_left_out_stays_out(shop: RevisionRun) -> None:
    """Although a template that follows may no longer have it."""
    shop.definitions.register({"family": "base", "containerDefinitions": [APP, {**APP, "name": "old"}]})
    arguments: dict[str, Any] = {"template": "base", "removeContainers": ["old"]}
    shop.up(**arguments)
    shop.definitions.register({"family": "base", "containerDefinitions": [APP]})

    assert shop.preview(**arguments) == ["templateArn"]
