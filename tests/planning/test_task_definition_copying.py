"""Whether a template can be copied whole by a client that is older than some of its members."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.planning.task_definition_samples import APP, LOG, answer, on_app
from tests.planning.task_definition_shapes import answer_with_everything, known_members

from pulumi_ecs_express.model.task_definition.members import CONTAINERS, RESPONSE_ONLY, Members
from pulumi_ecs_express.model.task_definition.overlay import Overlay
from pulumi_ecs_express.planning.task_definition.copying import member_problems, unsendable_members


def test_what_the_installed_client_knows_can_be_sent() -> None:
    """What belongs to an answer alone is not missed, and AWS's empty lists hold nothing."""
    assert unsendable_members(answer(APP, LOG, tags=[]), known_members()) == []
    assert unsendable_members(answer(APP, futureList=[], futureMap={}, futureValue=None), known_members()) == []


def test_each_member_that_would_be_lost_is_named() -> None:
    """At any depth, containers by their names; False and 0 are values."""
    app: dict[str, Any] = {
        **copy.deepcopy(dict(APP)),
        "gpuPool": "a",
        "secrets": [{"name": "S", "valueFrom": "s", "version": 2}],
    }
    app["portMappings"][0]["tls"] = False
    volumes = [{"name": "my-data", "nfs": {"server": "x"}}]

    lost = unsendable_members(answer(app, LOG, volumes=volumes, priority=0), known_members())

    assert sorted(lost) == [
        "containerDefinitions.app.gpuPool",
        'containerDefinitions.app.portMappings["app-80-tcp"].tls',
        "containerDefinitions.app.secrets.S.version",
        "priority",
        'volumes["my-data"].nfs',
    ]


def paths(members: Members, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """List the paths of all members."""
    inner = [one for name, known in members.items() if known for one in paths(known, (*path, name))]
    return [*((*path, name) for name in members), *inner]


@given(st.sampled_from(sorted(paths(known_members()))))
def test_a_client_without_one_member_names_it(path: tuple[str, ...]) -> None:
    """Whichever member of today's it is."""
    older = copy.deepcopy(dict(known_members()))
    place: Any = older
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]

    lost = unsendable_members(answer_with_everything(), older)

    assert len(lost) == (0 if path[0] in RESPONSE_ONLY else 1)
    assert path[-1] in lost[0]


def test_a_wrong_field_of_the_program_is_named_with_the_right_one() -> None:
    """In `definition`, in sidecars and of the task."""
    overlay = on_app(definition={"health_check": {"command": []}, "healthCheck": {"retry": 3}})
    sidecar = {"name": "log", "image": "x", "portMappings": [{"container_port": 1}], "wholly": "unheard of"}
    overlay = Overlay("shop", overlay.containers, [sidecar], fields={"ephemeralStorage": {"size": 1}, "cpus": "256"})

    assert member_problems(overlay, known_members()) == [
        f"{path}: is no field of a task definition that the installed boto3 knows{meant}"
        for path, meant in (
            ("ephemeralStorage.size", "; did you mean sizeInGiB?"),
            ("cpus", "; did you mean cpu?"),
            ("containers.app.definition.health_check", "; did you mean healthCheck?"),
            ("containers.app.definition.healthCheck.retry", "; did you mean retries?"),
            ("sidecars[0].portMappings[0].container_port", "; did you mean containerPort?"),
            ("sidecars[0].wholly", ""),
        )
    ]


def test_user_keys_are_no_members() -> None:
    """Labels, options and the like have the user's keys."""
    definition = {"dockerLabels": {"any": "x"}, "logConfiguration": {"logDriver": "awslogs", "options": {"any": "x"}}}

    assert member_problems(on_app(definition=definition), known_members()) == []
    assert CONTAINERS in known_members()
