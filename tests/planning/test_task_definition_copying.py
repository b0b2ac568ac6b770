"""Whether a template can be copied whole by a client that is older than some of its members."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.task_definition_samples import APP, LOG, answer, on_app
from tests.planning.task_definition_shapes import answer_with_everything, known_form

from pulumi_ecs_express.model.task_definition.form import Form
from pulumi_ecs_express.model.task_definition.members import CONTAINERS, RESPONSE_ONLY
from pulumi_ecs_express.model.task_definition.overlay import Overlay
from pulumi_ecs_express.planning.task_definition.copying import unsendable_members
from pulumi_ecs_express.planning.task_definition.forms import overlay_judged


def test_what_the_installed_client_knows_can_be_sent() -> None:
    """What belongs to an answer alone is not missed, and AWS's empty lists hold nothing."""
    assert unsendable_members(answer(APP, LOG, tags=[]), known_form()) == []
    assert unsendable_members(answer(APP, futureList=[], futureMap={}, futureValue=None), known_form()) == []


def test_each_member_that_would_be_lost_is_named() -> None:
    """At any depth, containers by their names; False and 0 are values."""
    app: dict[str, Any] = {
        **copy.deepcopy(dict(APP)),
        "gpuPool": "a",
        "secrets": [{"name": "S", "valueFrom": "s", "version": 2}],
    }
    app["portMappings"][0]["tls"] = False
    volumes = [{"name": "my-data", "nfs": {"server": "x"}}]

    lost = unsendable_members(answer(app, LOG, volumes=volumes, priority=0), known_form())

    assert sorted(lost) == [
        "containerDefinitions.app.gpuPool",
        'containerDefinitions.app.portMappings["app-80-tcp"].tls',
        "containerDefinitions.app.secrets.S.version",
        "priority",
        'volumes["my-data"].nfs',
    ]


def paths(form: Form | None, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """List the paths of all members; a list counts as its entries."""
    if form is None or form.kind == "list":
        return paths(form.entry, path) if form else []
    inner = [one for name, known in form.members.items() for one in paths(known, (*path, name))]
    return [*((*path, name) for name in form.members), *inner]


def without(form: Form, path: tuple[str, ...]) -> Form:
    """Leave a member out, as a client does that is older than it."""
    if form.entry is not None:
        return replace(form, entry=without(form.entry, path))
    first, *rest = path
    others = {name: member for name, member in form.members.items() if name != first}
    return replace(form, members={**others, **({first: without(form.members[first], tuple(rest))} if rest else {})})


@given(st.sampled_from(sorted(paths(known_form()))))
def test_a_client_without_one_member_names_it(path: tuple[str, ...]) -> None:
    """Whichever member of today's it is."""
    older = without(known_form(), path)

    lost = unsendable_members(answer_with_everything(), older)

    assert len(lost) == (0 if path[0] in RESPONSE_ONLY else 1)
    assert path[-1] in lost[0]


def test_a_wrong_field_of_the_program_is_named_with_the_right_one() -> None:
    """In `definition`, in sidecars and of the task."""
    overlay = on_app(definition={"health_check": {"command": []}, "healthCheck": {"retry": 3}})
    sidecar = {"name": "log", "image": "x", "portMappings": [{"container_port": 1}], "wholly": "unheard of"}
    overlay = Overlay("shop", overlay.containers, [sidecar], fields={"ephemeralStorage": {"size": 1}})

    assert overlay_judged(overlay, known_form())[1] == [
        f"{path}: is no field of a task definition that the installed boto3 knows{meant}"
        for path, meant in (
            ("ephemeral_storage.size", "; did you mean sizeInGiB?"),
            ("containers.app.definition.health_check", "; did you mean healthCheck?"),
            ("containers.app.definition.healthCheck.retry", "; did you mean retries?"),
            ("sidecars[0].portMappings[0].container_port", "; did you mean containerPort?"),
            ("sidecars[0].wholly", ""),
        )
    ]


def test_user_keys_are_no_members() -> None:
    """Labels, options and the like have the user's keys."""
    definition = {"dockerLabels": {"any": "x"}, "logConfiguration": {"logDriver": "awslogs", "options": {"any": "x"}}}

    assert overlay_judged(on_app(definition=definition), known_form())[1] == []
    assert CONTAINERS in known_form().members
