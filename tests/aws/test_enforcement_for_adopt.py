"""The printed policy for `ecs-express adopt`, with IAM enforced: it is enough, also for an import, and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.aws.guarded import ACCOUNT, permit, rows, without
from tests.sandbox.local_aws import REGION, LocalAws
from typer.testing import CliRunner

from pulumi_ecs_express.cli import app
from pulumi_ecs_express.planning.permissions.adopt import COMMAND
from pulumi_ecs_express.planning.permissions.document import policy
from pulumi_ecs_express.planning.permissions.permission import Command, Permission, Roles
from pulumi_ecs_express.planning.permissions.scopes import Place

PRINTED = policy(Command.PREVIEW, Roles.GIVEN, Place(ACCOUNT, REGION, service_name="web"), (COMMAND,))

pytestmark = pytest.mark.sweep_only(held_by="tests/planning/test_permissions.py")


@pytest.fixture(scope="module")
def arn(guarded: LocalAws) -> str:
    """A service that the AWS CLI has made."""
    return guarded.settled(serviceName="web", roles=guarded.roles())


def adopt(arn: str, folder: Path, *words: str) -> tuple[int, str]:
    """Describe it, with the file that imports it."""
    done = CliRunner(env={"COLUMNS": "200"}).invoke(
        app, ["adopt", arn, "--output", str(folder), "--overwrite", "--import", *words]
    )
    return done.exit_code, done.output


def test_the_policy_is_enough(guarded: LocalAws, arn: str, tmp_path: Path) -> None:
    """For all that the command reads."""
    permit(guarded, PRINTED)

    assert adopt(arn, tmp_path)[0] == 0
    assert "network_configuration" not in (tmp_path / "__main__.py").read_text()


@pytest.mark.parametrize("row", rows((Command.PREVIEW, Roles.GIVEN, (COMMAND,)), argument=COMMAND))
def test_what_is_missing_is_named_or_does_without(guarded: LocalAws, arn: str, row: Permission, tmp_path: Path) -> None:
    """Each action, one at a time; what is not required makes the program longer and no more."""
    permit(guarded, without(PRINTED, row.action))

    code, said = adopt(arn, tmp_path)

    assert (code == 0) is not row.required
    assert row.action in said or not row.required
