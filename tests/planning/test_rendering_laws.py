"""Laws of rendering, whatever the template and whatever the program declares."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.task_definition_samples import APP, LOG, SECRET, answer, as_answer, file, plain, secret
from tests.planning.task_definition_shapes import answer_with_everything

from pulumi_ecs_express.model.task_definition.members import ENVIRONMENT, SECRETS, Answer, variable_names
from pulumi_ecs_express.model.task_definition.overlay import ContainerOverlay, Overlay
from pulumi_ecs_express.planning.task_definition.equality import is_registered
from pulumi_ecs_express.planning.task_definition.rendering import rendered

NAMES = st.sampled_from("ABCDE")
VALUES = st.sampled_from(["", "1", "2"])
VARIABLES = st.none() | st.dictionaries(NAMES, VALUES, max_size=4)
FILES = st.none() | st.lists(st.sampled_from([file(name) for name in "abcd"]), max_size=4)
JSON = st.recursive(
    st.none() | VALUES | st.integers(0, 3) | st.booleans(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=2),
    max_leaves=5,
)
FIELDS = st.dictionaries(
    st.sampled_from(["dockerLabels", "healthCheck", "command", "logConfiguration"]), JSON, max_size=2
)


@st.composite
def container_overlays(draw: st.DrawFn) -> ContainerOverlay:
    """Draw changes of a container, in which no name has both kinds."""
    environment, secrets = draw(VARIABLES), draw(VARIABLES)
    if environment and secrets:
        secrets = {name: value for name, value in secrets.items() if name not in environment}
    return ContainerOverlay(
        image=draw(st.none() | st.just("shop:2")),
        environment=environment,
        secrets=secrets,
        environment_mode=draw(st.sampled_from(["merge", "replace"])),
        environment_files=draw(FILES),
        environment_files_mode=draw(st.sampled_from(["append", "replace"])),
        definition=draw(FIELDS),
    )


@st.composite
def overlays(draw: st.DrawFn) -> Overlay:
    """Draw declarations of a task definition, without a sidecar that is to be left out too."""
    sidecars = draw(
        st.lists(st.sampled_from([{"name": "proxy", "image": "envoy"}, {"name": "log", "image": "vector"}]))
    )
    return Overlay(
        family=draw(st.sampled_from(["shop", "copy"])),
        containers=draw(st.dictionaries(st.just("app"), container_overlays(), max_size=1)),
        sidecars=[dict(one) for one in {one["name"]: one for one in sidecars}.values()],
        remove_containers=draw(st.lists(st.sampled_from(["log", "other"] if not sidecars else ["other"]), max_size=1)),
        fields=draw(st.dictionaries(st.sampled_from(["runtimePlatform", "placementConstraints"]), JSON, max_size=2)),
        tags=draw(st.dictionaries(NAMES, VALUES, max_size=2)),
    )


@st.composite
def templates(draw: st.DrawFn) -> Answer:
    """Draw a template with variables of both kinds, or one that has every member of AWS's."""
    if draw(st.booleans()):
        return answer_with_everything()
    names = draw(st.lists(NAMES, unique=True))
    split = draw(st.integers(0, len(names)))
    variables = {
        ENVIRONMENT: plain(**dict.fromkeys(names[:split], "0")),
        SECRETS: secret(**dict.fromkeys(names[split:], "s")),
    }
    return answer(
        {**APP, **variables}, LOG, {"name": "other", "image": "x"}, tags=draw(st.sampled_from([None, [], TAGS]))
    )


TAGS = [{"key": "A", "value": "0"}, {"key": "aws:x", "value": "0"}]


@given(templates(), overlays())
def test_rendering_what_was_rendered_changes_nothing(template: Answer, overlay: Overlay) -> None:
    """So the second run registers nothing."""
    once = rendered(template, overlay)

    assert rendered(as_answer(once), overlay) == once
    assert is_registered(rendered(as_answer(once), overlay), as_answer(once))


@given(templates(), overlays())
def test_neither_template_nor_declarations_are_changed(template: Answer, overlay: Overlay) -> None:
    """Not even by somebody who changes the result."""
    before, declared = copy.deepcopy(template), copy.deepcopy(overlay)

    wreck(rendered(template, overlay))

    assert template == before
    assert overlay == declared


def wreck(tree: Any) -> None:
    """Empty every map and list."""
    if isinstance(tree, dict | list):
        for member in list(tree.values() if isinstance(tree, dict) else tree):
            wreck(member)
        tree.clear()


@given(templates(), overlays(), overlays())
def test_two_programs_with_one_template_do_not_disturb_each_other(
    template: Answer, one: Overlay, other: Overlay
) -> None:
    """What the one renders does not depend on whether the other has."""
    alone = rendered(copy.deepcopy(template), one)

    first = rendered(template, one)
    second = rendered(template, other)
    assert first == alone
    wreck(second)
    assert first == alone
    assert rendered(template, one) == alone


@given(templates(), container_overlays())
def test_a_name_has_one_kind_and_nothing_is_wiped_by_accident(template: Answer, changes: ContainerOverlay) -> None:
    """What is declared is there, and of the others goes what the mode says: the kinds that are given, or none."""
    names = [one["name"] for one in template["taskDefinition"]["containerDefinitions"]]
    before = template["taskDefinition"]["containerDefinitions"][0]

    after = rendered(template, Overlay("shop", {names[0]: changes}))["containerDefinitions"][0]

    plain_names, secret_names = variable_names(after, ENVIRONMENT), variable_names(after, SECRETS)
    assert not set(changes.environment or ()) - {*plain_names}
    assert not set(changes.secrets or ()) - {*secret_names}
    if not {*variable_names(before, ENVIRONMENT)} & {*variable_names(before, SECRETS)}:
        assert len({*plain_names, *secret_names}) == len([*plain_names, *secret_names])
    declared = {*(changes.environment or ()), *(changes.secrets or ())}
    for kind, given_of_kind in ((ENVIRONMENT, changes.environment), (SECRETS, changes.secrets)):
        replaced = changes.environment_mode == "replace" and given_of_kind is not None
        kept = {name for name in variable_names(before, kind) if name not in declared}
        assert {name for name in variable_names(after, kind) if name not in declared} == (set() if replaced else kept)


@given(templates(), overlays())
def test_what_is_not_named_stays(template: Answer, overlay: Overlay) -> None:
    """Byte for byte, and in its order."""
    before = template["taskDefinition"]
    after = rendered(template, overlay)

    named = {*overlay.containers, *overlay.remove_containers, *(one["name"] for one in overlay.sidecars)}
    kept = [one for one in before["containerDefinitions"] if one["name"] not in named]
    assert [one for one in after["containerDefinitions"] if one["name"] not in named] == kept
    for member in {*before} & {*after} - {*overlay.fields, "family", "containerDefinitions"}:
        assert after[member] == before[member]


def test_a_sample_holds_what_the_laws_are_about() -> None:
    """The container that is drawn for has secrets, and the template of every member has both kinds."""
    assert SECRET in str(APP)
    (container,) = answer_with_everything()["taskDefinition"]["containerDefinitions"]
    assert container[ENVIRONMENT]
    assert container[SECRETS]
