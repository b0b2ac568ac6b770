"""The files that the larger stacks read: what is right, and every mistake at once by its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.stacks.programs import STACKS, module_of

deployment, fleet, places = (
    module_of("deployer", "deployment"),
    module_of("fleet", "fleet_file"),
    module_of("regions", "places"),
)


def written(folder: Path, text: str) -> Path:
    """Write a file."""
    path = folder / "file.yaml"
    path.write_text(text)
    return path


def test_the_files_of_the_stacks_can_be_read() -> None:
    """As they are, with the one secret that is needed in the environment."""
    found = deployment.read(STACKS / "deployer" / "deployment.yaml", {"DATABASE_PASSWORD": "x"}, with_secrets=True)

    assert found.stacks["app"].folder == STACKS / "app"
    assert len(fleet.read(STACKS / "fleet" / "services.yaml").services) == 3
    assert [place.region for place in places.read(None)] == ["eu-central-1", "us-east-1"]


FLEETS: list[Any] = [
    ("services: {}", ["services: "]),
    ("services: {Up: {team: a, image: b}}", ["services.Up: "]),
    (
        "services: {a: {image: '', port: 0, colour: red}, b: {team: a, image: b, tasks: {min: 3, max: 2}}}",
        ["a.team: ", "a.image: ", "a.port: ", "a.colour: ", "b.tasks: min is 3, which is more than max, 2"],
    ),
    ("services:\n  a: {team: a, image: b}\n  a: {team: a, image: c}", ["a is there twice"]),
    ("services: [", ["is no YAML"]),
    ("[]", ["valid dictionary"]),
]


@pytest.mark.parametrize(("text", "said"), FLEETS)
def test_a_fleet_with_mistakes_is_refused_with_all_of_them(tmp_path: Path, text: str, said: list[str]) -> None:
    """One line for each, but for what is no YAML."""
    with pytest.raises(fleet.Mistakes) as mistakes:
        fleet.read(written(tmp_path, text))

    assert [part for part in said if part not in str(mistakes.value)] == []
    if "YAML" not in said[0] and "twice" not in said[0]:
        assert len(str(mistakes.value).splitlines()) == len(said)


ROLE = "arn:aws:iam::111111111111:role/deploy"


def test_the_account_of_a_place_is_that_of_its_role() -> None:
    """Only there may anything be made."""
    (place,) = places.read([{"name": "here", "region": "eu-west-1", "role": ROLE}])

    assert place.account == "111111111111"


@pytest.mark.parametrize(
    ("configured", "said"),
    [
        ({"name": "a"}, ["places: "]),
        (
            [{"name": "A", "region": "mars", "role": "deploy", "x": 1}],
            ["places[0].name", "[0].region", "[0].role", "[0].x"],
        ),
        ([{"name": "a", "region": "eu-west-1"}] * 2, ["a is there twice"]),
    ],
)
def test_places_with_mistakes_are_refused_with_all_of_them(configured: Any, said: list[str]) -> None:
    """By the path that `pulumi config set --path` takes."""
    with pytest.raises(places.Mistakes) as mistakes:
        places.read(configured)

    assert [part for part in said if part not in str(mistakes.value)] == []


DEPLOYMENTS: list[Any] = [
    (
        "stacks: {a: {folder: a, needs: [b]}, b: {folder: a, needs: [c]}, c: {folder: a, needs: [b]}}",
        ["a, b, c wait for one another"],
    ),
    ("stacks: {a: {folder: a, needs: [x, y]}}", ["a needs x", "a needs y"]),
    ("stacks: {a: {folder: a, colour: red}, b: {}}", ["stacks.a.colour: ", "stacks.b.folder: "]),
    (
        "stacks: {a: {folder: a}, b: {folder: z, secrets: {k: NOT_SET}}}",
        ["b: ", "z has no Pulumi.yaml", "export NOT_SET=…"],
    ),
]


@pytest.mark.parametrize(("text", "said"), DEPLOYMENTS)
def test_a_deployment_that_cannot_run_is_refused(tmp_path: Path, text: str, said: list[str]) -> None:
    """Before any stack has run."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "Pulumi.yaml").touch()

    with pytest.raises(deployment.Mistakes) as mistakes:
        deployment.read(written(tmp_path, text), {}, with_secrets=True)

    assert [part for part in said if part not in str(mistakes.value)] == []


def test_what_is_destroyed_goes_before_what_it_needs(tmp_path: Path) -> None:
    """The other way round than it was made; secrets are not needed for it."""
    path = written(tmp_path, "stacks: {a: {folder: .}, b: {folder: ., needs: [a], secrets: {k: NOT_SET}}}")
    (tmp_path / "Pulumi.yaml").touch()
    found = deployment.read(path, {}, with_secrets=False)

    assert found.before(backwards=False) == {"a": frozenset(), "b": frozenset({"a"})}
    assert found.before(backwards=True) == {"a": frozenset({"b"}), "b": frozenset()}
