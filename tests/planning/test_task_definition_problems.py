"""What is wrong with declarations of a task definition: every mistake, by its path, all at once."""

from __future__ import annotations

from typing import Any

import pytest
from tests.planning.task_definition_samples import APP, LOG, SECRET, answer, file, files, on_app, plain, secret
from tests.planning.task_definition_shapes import known_form

from pulumi_ecs_express.model.fields.unknown import UNKNOWN, holds_unknown
from pulumi_ecs_express.model.task_definition.overlay import ContainerOverlay, Overlay
from pulumi_ecs_express.planning.task_definition.equality import is_registered
from pulumi_ecs_express.planning.task_definition.forms import overlay_judged
from pulumi_ecs_express.planning.task_definition.problems import overlay_problems
from pulumi_ecs_express.planning.task_definition.rendering import rendered

TEMPLATE = answer(APP, LOG)
PROXY = {"name": "proxy", "image": "envoy"}
NAMED = ContainerOverlay()


def shop(**changes: Any) -> Overlay:
    """Declare something of the family."""
    return Overlay("shop", **changes)


WRONG: list[tuple[str, Overlay, str]] = [
    ("family, empty", Overlay(""), "family: is empty"),
    ("family, malformed", Overlay("my shop"), "family: 'my shop' is no name of a family"),
    ("family with a revision", Overlay("shop:7"), "family: 'shop:7' is no name of a family"),
    ("unknown name", shop(containers={"apt": NAMED}),
     "containers.apt: shop:7 has no container 'apt' (it has app, log); did you mean app?"),
    ("unknown name, other letters", shop(containers={"LOG": NAMED}), "did you mean log?; a new container is a sidecar"),
    ("unknown name, nothing close", shop(containers={"database": NAMED}), "(it has app, log); a new container is a sidecar"),
    ("removal of an unknown name", shop(remove_containers=["logs"]),
     "remove_containers[0]: shop:7 has no container 'logs' (it has app, log); did you mean log?"),
    ("no container left", shop(remove_containers=["app", "log"]), "containers: no container is left"),
    ("no essential one left", shop(remove_containers=["app"]), "containers: none would be essential"),
    ("image, empty", on_app(image=""), "containers.app.image: is empty: name an image, or leave it out"),
    ("image, blank", on_app(image=" "), "containers.app.image: is empty"),
    ("both kinds", on_app(environment={"A": "1"}, secrets={"A": SECRET}), "containers.app.environment.A: is a secret too"),
    ("variable without a name", on_app(environment={"": "1"}), "containers.app.environment: holds a variable without a name"),
    ("secret without a name", on_app(secrets={"": SECRET}), "containers.app.secrets: holds a variable without a name"),
    ("reference, empty", on_app(secrets={"MY-S": ""}), 'containers.app.secrets["MY-S"]: is empty'),
    ("file, empty", on_app(environment_files=[""]), "containers.app.environment_files[0]: is empty"),
    ("file, other ending", on_app(environment_files=[file("a"), "arn:aws:s3:::b/a.txt"]),
     "containers.app.environment_files[1]: 'arn:aws:s3:::b/a.txt' does not end in .env"),
    ("file, a URL", on_app(environment_files=["s3://b/a.env"]), "[0]: 's3://b/a.env' is not the ARN of a file in S3"),
    ("file, no key", on_app(environment_files=["arn:aws:s3:::b.env"]), "is not the ARN of a file in S3"),
    ("files, too many", on_app(environment_files=[file(str(n)) for n in range(9)]),
     "containers.app.environment_files: the container would have 2 of the template and 9 more, and AWS takes 10"),
    ("files, too many in place of others",
     on_app(environment_files=[file(str(n)) for n in range(11)], environment_files_mode="replace"),
     "containers.app.environment_files: the container would have 11, and AWS takes 10"),
    ("definition with an argument's field", on_app(definition={"environment": []}),
     "containers.app.definition.environment: write `environment` beside `definition`"),
    ("sidecar without a name", shop(sidecars=[{"image": "x"}]), "sidecars[0].name: is missing"),
    ("sidecar with a malformed name", shop(sidecars=[{"name": "a b", "image": "x"}]), "sidecars[0].name: 'a b' is no name"),
    ("sidecar without an image", shop(sidecars=[{"name": "proxy", "image": ""}]), "sidecars[0].image: is missing"),
    ("sidecars of one name", shop(sidecars=[PROXY, PROXY]), "sidecars[1].name: 'proxy' is the name of 2 sidecars"),
    ("sidecar and container", shop(containers={"app": NAMED}, sidecars=[{"name": "app", "image": "x"}]),
     "sidecars[0].name: containers.app changes the container of this name"),
    ("sidecar with a name twice", shop(sidecars=[{**PROXY, "environment": [*plain(A="1"), *plain(A="2")]}]),
     "sidecars[0].environment: names 'A' 2 times"),
    ("sidecar with both kinds", shop(sidecars=[{**PROXY, "environment": plain(A="1"), "secrets": secret(A=SECRET)}]),
     "sidecars[0].environment: 'A' is a secret too"),
    ("sidecar with an empty reference", shop(sidecars=[{**PROXY, "secrets": secret(A="")}]),
     "sidecars[0].secrets: 'A' has an empty `valueFrom`"),
    ("sidecar with a wrong file", shop(sidecars=[{**PROXY, "environmentFiles": [{"value": "x", "type": "s3"}]}]),
     "sidecars[0].environmentFiles[0].value: 'x' is not the ARN"),
    ("sidecar with too many files", shop(sidecars=[{**PROXY, "environmentFiles": files(*map(str, range(11)))}]),
     "sidecars[0].environmentFiles: holds 11 files"),
    ("declared and removed", shop(containers={"app": NAMED}, remove_containers=["app"]),
     "remove_containers[0]: 'app' is declared by this program too"),
    ("too many containers", shop(sidecars=[{"name": f"s{n}", "image": "x"} for n in range(9)]),
     "containers: there would be 11, and a task definition has at most 10"),
    ("depends on nothing", on_app(definition={"dependsOn": [{"containerName": "db", "condition": "START"}]}),
     "containers.app.definition.dependsOn: names the container 'db', which there would not be"),
    ("mounts nothing", shop(sidecars=[{**PROXY, "mountPoints": [{"sourceVolume": "tmp"}]}]),
     "sidecars[0].mountPoints: names the volume 'tmp', which there would not be"),
    ("memory of the task", shop(sidecars=[{**PROXY, "memory": 500}]),
     "memory: the containers reserve 550 MiB together (log 50, proxy 500), and the task has 512"),
    ("memory in GB", shop(sidecars=[{**PROXY, "memoryReservation": 1000}], fields={"memory": "1GB"}), "and the task has 1024"),
    ("CPU of the task", on_app(definition={"cpu": 512}), "cpu: the containers reserve 512 CPU units together (app 512)"),
    ("reservation above the limit", on_app(definition={"memory": 100, "memoryReservation": 200}),
     "containers.app.definition.memoryReservation: 200 MiB is more than the container's limit"),
]  # fmt: skip


@pytest.mark.row("S3-15")
@pytest.mark.parametrize(("overlay", "words"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_mistake_is_named_by_its_path(overlay: Overlay, words: str) -> None:
    """With what to write instead."""
    found = overlay_problems(overlay, TEMPLATE)

    assert [text for text in found if words in text], found


RIGHT: list[tuple[str, Overlay]] = [
    ("nothing", shop()),
    ("empty value", on_app(environment={"A": ""})),
    ("two spellings of a name", on_app(environment={"a": "1"}, secrets={"A": SECRET})),
    ("a name that moves", on_app(environment={"S": "1"}, secrets={"A": "parameter-of-this-region"})),
    ("ten files with those of the template", on_app(environment_files=[file(str(n)) for n in range(8)])),
    ("files that are there", on_app(environment_files=[file("one"), *(file(str(n)) for n in range(8))])),
    ("another partition", on_app(environment_files=["arn:aws-cn:s3:::b/folder/.env"])),
    ("a sidecar in place of a container", shop(sidecars=[{"name": "log", "image": "x"}])),
    ("memory that fits exactly", shop(sidecars=[{**PROXY, "memoryReservation": 462, "memory": 5000}])),
    ("no size of the task", shop(sidecars=[{**PROXY, "memory": 9999}], fields={"memory": None})),
    ("Express Mode's own container", on_app(definition={"memory": 400, "memoryReservation": 400, "cpu": 256})),
]


@pytest.mark.parametrize("overlay", [row[1] for row in RIGHT], ids=[row[0] for row in RIGHT])
def test_what_is_right_passes(overlay: Overlay) -> None:
    """Without a word."""
    assert overlay_problems(overlay, TEMPLATE) == []


def test_what_is_not_known_yet_passes() -> None:
    """It is judged when it is known."""
    unknown: Any = UNKNOWN
    app = ContainerOverlay(unknown, {"A": unknown}, "merge", unknown, [unknown], "append", {"cpu": unknown})
    other = ContainerOverlay(environment=unknown, environment_files=unknown, definition=unknown)
    sidecar = {
        "name": unknown,
        "image": unknown,
        "environment": unknown,
        "secrets": unknown,
        "environmentFiles": unknown,
    }

    overlay = Overlay(unknown, {"app": app, "log": other}, [sidecar], [unknown], {"cpu": unknown, "memory": unknown})

    assert overlay_problems(overlay, TEMPLATE) == []


@pytest.mark.parametrize(
    "unknown",
    [
        Overlay("shop", containers=UNKNOWN),  # type: ignore[arg-type] # in a preview anything may be unknown
        Overlay("shop", {"app": UNKNOWN}),  # type: ignore[dict-item] # as above
        Overlay("shop", sidecars=UNKNOWN),  # type: ignore[arg-type] # as above
        Overlay("shop", remove_containers=UNKNOWN, fields=UNKNOWN, tags=UNKNOWN),  # type: ignore[arg-type] # as above
        Overlay("shop", sidecars=[UNKNOWN, UNKNOWN]),  # type: ignore[list-item] # as above
        Overlay(
            "shop", sidecars=[{**PROXY, "environment": [UNKNOWN], "secrets": [UNKNOWN], "portMappings": [UNKNOWN]}]
        ),
        Overlay("shop", fields={"volumes": [UNKNOWN]}),
    ],
)
def test_what_is_unknown_as_a_whole_passes(unknown: Overlay) -> None:
    """Nothing fails on it, and whoever compares the result is told."""
    assert overlay_problems(unknown, TEMPLATE) == []
    assert holds_unknown(unknown)
    assert not holds_unknown(Overlay("shop", {"app": ContainerOverlay(environment={"A": "1"})}, [PROXY]))
    is_registered(rendered(TEMPLATE, unknown), TEMPLATE)
    assert overlay_judged(unknown, known_form())[1] == []


def test_containers_that_are_not_known_yet_may_be_the_only_ones() -> None:
    """They may also be what another one depends on."""
    unknown: Any = UNKNOWN

    assert overlay_problems(Overlay("shop", sidecars=unknown), None) == []
    assert overlay_problems(Overlay("shop", sidecars=[unknown], remove_containers=["app", "log"]), TEMPLATE) == []


def test_all_mistakes_are_found_at_once() -> None:
    """Those of each container by itself, and those of the whole."""
    overlay = Overlay("", {"app": ContainerOverlay(image=""), "x": NAMED}, [{**PROXY, "memory": 999}], ["y"])

    paths = [text.partition(": ")[0] for text in overlay_problems(overlay, TEMPLATE)]

    assert paths == ["family", "containers.x", "remove_containers[0]", "containers.app.image", "memory"]


@pytest.mark.row("S3-12")
def test_without_a_template_each_container_is_new() -> None:
    """It needs an image, and there is nothing to leave out; with one, an unknown name is a mistake and a sidecar is new."""
    overlay = Overlay("shop", {"app": NAMED, "web": ContainerOverlay("web:1")}, remove_containers=["log"])

    found = overlay_problems(overlay, None)

    assert found == [
        "remove_containers[0]: there is no template, so no container 'log' can be left out",
        "containers.app.image: is missing: without a template, each container needs an image",
    ]
    assert overlay_problems(Overlay("shop", {"web": ContainerOverlay("web:1")}, [PROXY]), None) == []
    assert overlay_problems(Overlay("shop"), None) == [
        "containers: no container is left: a task definition has at least one"
    ]
    web = ContainerOverlay("web:1", definition={"memory": 9999})
    (unheard_of,) = overlay_problems(Overlay("shop", {"web": web}), TEMPLATE)
    assert unheard_of.startswith("containers.web: shop:7 has no container 'web' (it has app, log)")
    assert overlay_problems(shop(sidecars=[PROXY]), TEMPLATE) == []


@pytest.mark.row("S3-14")
def test_the_limit_of_files_holds_for_the_result() -> None:
    """The template's files count where others are appended, and the message says how many they are."""
    eight, nine = ([file(str(n)) for n in range(number)] for number in (8, 9))

    assert overlay_problems(on_app(environment_files=eight), TEMPLATE) == []
    assert overlay_problems(on_app(environment_files=nine, environment_files_mode="replace"), TEMPLATE) == []
    (problem,) = overlay_problems(on_app(environment_files=nine), TEMPLATE)
    assert "2 of the template and 9 more, and AWS takes 10" in problem
    assert 'environment_files_mode="replace"' in problem


@pytest.mark.row("S3-13")
def test_an_image_that_is_left_out_is_the_template_s() -> None:
    """An empty one is a mistake."""
    (app, _) = rendered(TEMPLATE, on_app(environment={"C": "3"}))["containerDefinitions"]

    assert app["image"] == APP["image"]
    (problem,) = overlay_problems(on_app(image=""), TEMPLATE)
    assert problem == "containers.app.image: is empty: name an image, or leave it out to keep the template's"


def test_a_container_that_was_left_out_before_may_be_absent() -> None:
    """Once it is registered, the next run's template lacks it."""
    assert overlay_problems(shop(remove_containers=["old"]), TEMPLATE, removed=["old"]) == []


def test_no_message_holds_a_value() -> None:
    """Neither a variable's nor a secret's reference, whatever else is wrong."""
    value = "hunter2"
    app = ContainerOverlay(
        "", {"A": value, "": value}, secrets={"A": value, "": value}, definition={"environment": value}
    )
    sidecar = {"name": "app", "environment": [*plain(A=value), *plain(A=value)], "secrets": secret(A=value)}

    assert value not in "".join(overlay_problems(Overlay("", {"app": app}, [sidecar], ["x"]), TEMPLATE))
