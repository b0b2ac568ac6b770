"""The printed policies for `status`, `logs` and `rollback` with IAM enforced: each is enough, and a missing action is named."""

from __future__ import annotations

from typing import Any

import pytest
from tests.aws.guarded import ACCOUNT, permit, rows, without
from tests.aws.typed import passing_time, typed
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express.planning.permissions.document import policy
from pulumi_ecs_express.planning.permissions.permission import Command, Permission, Roles
from pulumi_ecs_express.planning.permissions.scopes import Place


@pytest.fixture(scope="module")
def service(guarded: LocalAws, roles: dict[str, str]) -> str:
    """A service that has run two images, and whose last deployment has failed."""
    arn = guarded.settled("shop/web:1", roles=roles, serviceName="looked-at")
    for image in ("shop/web:2", "shop/web:crash"):
        guarded.update(arn, image)
        guarded.run_out()
    return arn


def printed(command: Command, roles: dict[str, str]) -> dict[str, Any]:
    """Give the narrowest policy for the service."""
    return policy(command, Roles.GIVEN, Place(ACCOUNT, REGION, service_name="looked-at", roles=tuple(roles.values())))


def test_the_policies_are_enough(
    guarded: LocalAws, roles: dict[str, str], service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For all that is shown, explanations of a failure included, for lines, and for the way back at rest and before."""
    passing_time(guarded, monkeypatch)
    permit(guarded, printed(Command.STATUS, roles))
    shown = typed("status", service)
    permit(guarded, printed(Command.LOGS, roles))
    read = typed("logs", service, "--failed")
    permit(guarded, printed(Command.ROLLBACK, roles))
    back = typed("rollback", service, "--yes")
    guarded.update(service, "shop/web:3")
    guarded.advance(30)
    stopped = typed("rollback", service, "--yes")

    assert "not shown" not in shown.out
    assert "exit code 1" in shown.out
    assert "Fatal" in read.out
    assert (back.code, stopped.code) == (0, 0), back.err + stopped.err


EXPLAINS = frozenset({"ecs:ListTasks", "ecs:DescribeTasks", "ecs:DescribeTaskDefinition", "logs:GetLogEvents"})
"""Why the last deployment failed, which is told in fewer words without."""

NOT_ASKED = {
    Command.STATUS: EXPLAINS | {"ecs:DescribeServiceRevisions"},
    Command.LOGS: frozenset({"ecs:DescribeServices"}),
    Command.ROLLBACK: EXPLAINS - {"ecs:DescribeTaskDefinition"} | {"ecs:DescribeServices", "ecs:StopServiceDeployment"},
}
"""What a command does not call for a service at rest that is named by its ARN."""

MISSING = [
    pytest.param(command, *found.values, id=f"{command.value}-{found.id}")
    for command, others in NOT_ASKED.items()
    for found in rows((command, Roles.GIVEN, ()), required=True)
    if found.id not in others
]


@pytest.mark.sweep_only(held_by="tests/planning/test_permissions.py")
@pytest.mark.parametrize(("command", "row"), MISSING)
def test_what_is_missing_is_named(
    guarded: LocalAws, roles: dict[str, str], service: str, command: Command, row: Permission
) -> None:
    """Each action, one at a time."""
    guarded.run_out()
    permit(guarded, without(printed(command, roles), row.action))
    words = {Command.STATUS: [], Command.LOGS: ["--failed"], Command.ROLLBACK: ["--yes", "--no-wait"]}

    done = typed(command.value, service, *words[command])

    assert row.action in done.out + done.err
