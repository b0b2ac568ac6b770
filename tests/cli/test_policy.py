"""`ecs-express policy`, as a person types it: what is printed where, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from typer.testing import CliRunner

from pulumi_ecs_express.cli import app
from pulumi_ecs_express.planning.permissions.document import LARGEST, policy
from pulumi_ecs_express.planning.permissions.permission import Command, Roles
from pulumi_ecs_express.planning.permissions.scopes import Place
from pulumi_ecs_express.planning.permissions.table import arguments, needed

ROLE = "arn:aws:iam::123456789012:role/web"


def typed(*words: str) -> Any:
    """Type the command on a wide terminal."""
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, ["policy", *words])


def test_without_options_it_is_for_up_with_made_roles() -> None:
    """In the default cluster, of any account and Region; nothing but JSON, and nothing on standard error."""
    done = typed()

    assert done.exit_code == 0
    assert json.loads(done.stdout) == policy(Command.UP, Roles.MADE, Place())
    assert done.stderr == ""


def test_every_option_narrows_the_policy() -> None:
    """Each as the table has it; a cluster may be given by its ARN."""
    done = typed(
        "--for", "preview", "--roles", "given", "--role", ROLE, "--uses", "pin_image_digest", "--account", "123456789012",
        "--region", "eu-west-1", "--cluster", "arn:aws:ecs:eu-west-1:123456789012:cluster/apps", "--name", "web",
        "--service-name", "shop", "--log-group", "/apps/web", "--family", "shop",
    )  # fmt: skip

    place = Place("123456789012", "eu-west-1", "apps", "web", "shop", (ROLE,), ("/apps/web",), ("shop",))
    assert json.loads(done.stdout) == policy(Command.PREVIEW, Roles.GIVEN, place, ["pin_image_digest"])


@pytest.mark.parametrize("command", Command)
def test_the_explanation_goes_beside_the_policy(command: Command) -> None:
    """Every action with what it is for, on standard error: the policy can be piped all the same."""
    done = typed("--for", command.value, "--explain")

    assert json.loads(done.stdout) == policy(command, Roles.MADE, Place())
    for row in needed(command, Roles.MADE):
        (line,) = [line for line in done.stderr.splitlines() if line.split()[:1] == [row.action]]
        assert row.purpose in line
        assert row.when in line
        assert row.caller.value in line
    assert "sts:GetCallerIdentity" in done.stderr


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("--account", "12345", "twelve digits"),
        ("--region", "Ireland", "eu-west-1"),
        ("--role", "web-execution", "the ARN of a role"),
        ("--uses", "tags", f"one of {', '.join(arguments())}"),
        ("--cluster", "a/b", "the name or the ARN of a cluster"),
        ("--for", "destroy", "up"),
    ],
)
def test_what_would_make_a_policy_that_fits_nothing_is_refused(option: str, value: str, expected: str) -> None:
    """With what to give instead, and nothing on standard output."""
    done = typed(option, value)

    assert done.exit_code == 2
    assert done.stdout == ""
    assert option in done.stderr
    assert expected in " ".join(done.stderr.replace("│", " ").split())


def test_a_policy_that_is_too_long_is_said_to_be() -> None:
    """It is printed all the same, and standard error says how to shorten it."""
    done = typed(*(word for number in range(60) for word in ("--role", f"{ROLE}-{number}-{'x' * 40}")))

    assert json.loads(done.stdout)["Version"] == "2012-10-17"
    assert f"a managed policy may have {LARGEST}" in done.stderr


def test_it_starts_without_what_it_does_not_need() -> None:
    """Neither AWS's library nor the adapters nor pulumi_aws; the models' library is typer's own wish."""
    program = (
        "import sys; from pulumi_ecs_express.cli import app\n"
        "try: app(['policy'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    heavy = {
        "boto3",
        "botocore",
        "pulumi_aws",
        "moto",
        "pulumi_ecs_express.aws",
        "pulumi_ecs_express.model.service.spec",
    }
    assert not set(done.stderr.split()) & heavy
