"""`ecs-express adopt`, as a person types it: what is refused before AWS is asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pulumi_ecs_express.cli import app
from pulumi_ecs_express.cli.named_services import NamedService, named_services

ARN = "arn:aws:ecs:eu-west-1:123456789012:service/apps/web"

MISTAKES = [
    ([], "name services, or give --all"),
    (["web", "--all"], "one of both"),
    (["web.x"], "'web.x' is neither a name"),
    (
        ["arn:aws:ecs:eu-west-1:123456789012:cluster/apps"],
        "such as arn:aws:ecs:eu-west-1:123456789012:service/default/web",
    ),
    ([ARN, "--region", "us-east-1"], "leave --region out"),
    (["web", "--cluster", "a/b"], "is neither the name nor the ARN of a cluster"),
    (["web", "--import"], "give --output"),
    (["web", "api", "--value", "A"], "is about one service"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=[" ".join(words) for words, _ in MISTAKES])
def test_a_mistake_is_refused_with_what_to_type(words: list[str], said: str) -> None:
    """With the exit code of every usage error, and nothing on standard output."""
    done = CliRunner(env={"COLUMNS": "400", "NO_COLOR": "1"}).invoke(app, ["adopt", *words])

    assert done.exit_code == 2, done.output
    assert said in re.sub(r"[│\s]+", " ", done.stderr)
    assert done.stdout == ""


def test_all_wrong_names_are_told_at_once() -> None:
    """One run shows them."""
    done = CliRunner(env={"COLUMNS": "400", "NO_COLOR": "1"}).invoke(app, ["adopt", "a.b", "web", "c/d"])

    assert "'a.b'" in done.stderr
    assert "'c/d'" in done.stderr


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """Before AWS is asked."""
    (tmp_path / "shop").write_text("")
    done = CliRunner(env={"COLUMNS": "400"}).invoke(app, ["adopt", "web", "--output", str(tmp_path / "shop")])

    assert done.exit_code == 2
    assert "is no folder" in re.sub(r"[│\s]+", " ", done.stderr)


def test_services_are_named_once() -> None:
    """By a name in the cluster, or by an ARN that has cluster and Region."""
    found = named_services(["web", ARN, "web"], "default", None)

    assert found == [NamedService("web", "default", None), NamedService("web", "apps", "eu-west-1", ARN)]
