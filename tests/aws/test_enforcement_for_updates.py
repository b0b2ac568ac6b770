"""The printed policy for updates of existing services, with IAM enforced: it is enough, and what is missing is named."""

from __future__ import annotations

from typing import Any

import pytest
from tests import sampling
from tests.aws.guarded import ACCOUNT, SandboxCall, SandboxClock, permit, rows, without
from tests.sandbox import classic_services
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.permissions.document import policy
from pulumi_ecs_express.planning.permissions.permission import Command, Permission, Roles
from pulumi_ecs_express.planning.permissions.scopes import Place
from pulumi_ecs_express.planning.permissions.service_update import COMPONENT
from pulumi_ecs_express.planning.permissions.task_definition import registration
from pulumi_ecs_express.providers.engine import InitFailed
from pulumi_ecs_express.providers.service_update import claims, operations

OF_EXPRESS_MODE = "ecs:UpdateExpressGatewayService"


class Update:
    """An update of the service ``web``: its provider called as the engine calls it."""

    def __init__(self, aws: LocalAws) -> None:
        self.aws = aws
        self.inputs: dict[str, Any] = {}
        self.outputs: dict[str, Any] = {}

    def call(self) -> SandboxCall:
        """Begin a call, in a run of its own."""
        claims.forget()
        return SandboxCall(SandboxClock(self.aws), old_inputs=self.inputs or None)

    def up(self, definition: str, **declared: Any) -> SandboxCall:
        """Check, and create or update; what fails is in state, and raised."""
        named = {"cluster": classic_services.CLUSTER, "service": "web", "region": REGION, "restoreOnDestroy": True}
        call, news = self.call(), {**named, "taskDefinitionArn": definition, **declared}
        checked = operations.check(call, self.inputs, news)
        assert not checked.failures, [failure.reason for failure in checked.failures]
        try:
            if not self.outputs:
                self.outputs = dict(operations.create(call, checked.inputs).outs or {})
            else:
                arn = self.outputs["serviceArn"]
                self.outputs = dict(operations.update(call, arn, self.outputs, checked.inputs).outs or {})
        except InitFailed as failure:
            self.outputs = dict(failure.outputs)
            raise failure.error from failure
        self.inputs = dict(checked.inputs)
        return call

    def refresh(self) -> bool:
        """Read; tell whether it is there."""
        return bool(operations.read(self.call(), self.outputs["serviceArn"], self.outputs).id)

    def destroy(self) -> None:
        """Move the service back."""
        operations.delete(self.call(), self.outputs["serviceArn"], self.outputs)


@pytest.fixture
def definitions(guarded: LocalAws) -> dict[str, str]:
    """Make the service ``web`` with a circuit breaker, and further revisions."""
    if classic_services.CLUSTER in " ".join(guarded.ecs.list_clusters()["clusterArns"]):
        guarded.ecs.delete_service(cluster=classic_services.CLUSTER, service="web", force=True)
        guarded.run_out()
    classic_services.settled(guarded, deploymentConfiguration=classic_services.BREAKER)
    tags = {"good": "shop/web:2", "bad": "shop/web:unpullable"}
    return {name: classic_services.definition(guarded, image) for name, image in tags.items()}


def printed(command: Command) -> dict[str, Any]:
    """Give the narrowest policy for updates of the service."""
    place = Place(ACCOUNT, REGION, cluster=classic_services.CLUSTER, service_name="web")
    return policy(command, Roles.GIVEN, place, (COMPONENT,), without_service=True)


def a_life(update: Update, definitions: dict[str, str]) -> None:
    """Deploy, tag, refresh, take the tag away, and move back."""
    update.up(definitions["good"], tags={"team": "shop"})
    assert update.refresh()
    update.up(definitions["good"])
    update.destroy()


def test_the_policy_for_up_is_enough(guarded: LocalAws, definitions: dict[str, str]) -> None:
    """For a whole life of an update, explanations included."""
    permit(guarded, printed(Command.UP))
    update = Update(guarded)

    with pytest.raises(errors.RolloutRolledBack, match="CannotPullContainerError"):
        update.up(definitions["bad"])

    a_life(update, definitions)


REQUIRED = [
    row
    for row in rows((Command.UP, Roles.GIVEN, (COMPONENT,)), required=True, argument=COMPONENT)
    if row.values[0].action not in (OF_EXPRESS_MODE, "ecs:DescribeServiceRevisions")
    and row.values[0] not in registration(COMPONENT)
]
"""
Revisions are read of services of Express Mode, and after a failure; without, the explanation is shorter. What registering
needs is held by `test_enforcement_for_definitions`.
"""


@pytest.mark.parametrize("row", sampling.some(REQUIRED, 2))
def test_what_is_missing_for_up_is_named(guarded: LocalAws, definitions: dict[str, str], row: Permission) -> None:
    """Each action, one at a time, with the statement to add; the service is not taken for gone."""
    permit(guarded, without(printed(Command.UP), row.action))
    update = Update(guarded)

    with pytest.raises(errors.AccessDenied) as denied:
        a_life(update, definitions)

    assert f'"Action": "{row.action}"' in denied.value.remedy


def test_the_policy_for_previews_is_enough(guarded: LocalAws, definitions: dict[str, str]) -> None:
    """It reads the service, and nothing may be sent."""
    permit(guarded, printed(Command.PREVIEW))
    update = Update(guarded)

    with pytest.raises(errors.AccessDenied, match="UpdateService"):
        update.up(definitions["good"])
