"""The printed policy for settings of services, with IAM enforced: it is enough, and what is missing is named."""

from __future__ import annotations

from typing import Any

import pytest
from tests import sampling
from tests.aws.guarded import ACCOUNT, SandboxCall, SandboxClock, permit, rows, without
from tests.aws.settings_samples import SAMPLES, Surroundings
from tests.providers.settings_run import SettingsRun
from tests.sandbox import classic_services
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express import errors
from pulumi_ecs_express.planning.permissions.document import policy
from pulumi_ecs_express.planning.permissions.permission import Command, Permission, Roles
from pulumi_ecs_express.planning.permissions.scopes import Place
from pulumi_ecs_express.planning.permissions.service_settings import COMPONENT

NAMED = {"service": "web", "cluster": classic_services.CLUSTER, "region": REGION}


@pytest.fixture
def run(guarded: LocalAws) -> SettingsRun:
    """Make the service ``web``, and give settings of it that are not there yet."""
    if classic_services.CLUSTER in " ".join(guarded.ecs.list_clusters()["clusterArns"]):
        guarded.ecs.delete_service(cluster=classic_services.CLUSTER, service="web", force=True)
        guarded.run_out()
    definition = classic_services.definition(guarded, volumes=[{"name": "data", "configuredAtLaunch": True}])
    classic_services.settled(guarded, taskDefinition=definition)
    return SettingsRun(lambda old=None, **_: SandboxCall(SandboxClock(guarded), old_inputs=old))


def printed(command: Command) -> dict[str, Any]:
    """Give the narrowest policy for settings of the service."""
    place = Place(ACCOUNT, REGION, cluster=classic_services.CLUSTER, service_name="web")
    return policy(command, Roles.GIVEN, place, (COMPONENT,), without_service=True)


def a_life(aws: LocalAws, run: SettingsRun) -> None:
    """Set what is judged by task definition and auto scaling, what deploys, and what only a revision shows; put it back."""
    around = Surroundings(aws)
    names = ("volumeConfigurations", "desiredCount", "monitoring")
    inputs = {**NAMED, **{name: SAMPLES[name](around)[0] for name in names}}
    run.up(run.checked(inputs))
    if run.failure is not None:
        raise run.failure
    assert run.refresh()
    run.destroy()


@pytest.mark.row("S2-01")
def test_the_policy_for_up_is_enough(guarded: LocalAws, run: SettingsRun) -> None:
    """For a whole life of settings, without a warning."""
    permit(guarded, printed(Command.UP))
    a_life(guarded, run)
    assert run.call.warnings == []


REQUIRED = rows((Command.UP, Roles.GIVEN, (COMPONENT,)), required=True, argument=COMPONENT)


@pytest.mark.parametrize("row", sampling.some(REQUIRED, 3))
def test_what_is_missing_for_up_is_named(guarded: LocalAws, run: SettingsRun, row: Permission) -> None:
    """Each action, one at a time, with the statement to add."""
    permit(guarded, without(printed(Command.UP), row.action))
    with pytest.raises(errors.AccessDenied) as denied:
        a_life(guarded, run)
    assert row.action in str(denied.value)


def test_the_policy_for_preview_is_enough(guarded: LocalAws, run: SettingsRun) -> None:
    """The check of a new setting asks for nothing that it may not."""
    permit(guarded, printed(Command.PREVIEW))
    around = Surroundings(guarded)
    run.checked({**NAMED, "volumeConfigurations": SAMPLES["volumeConfigurations"](around)[0], "desiredCount": 3})
    assert run.call.warnings == []


@pytest.mark.parametrize(
    "action", ["ecs:DescribeServices", "ecs:DescribeTaskDefinition", "application-autoscaling:DescribeScalableTargets"]
)
def test_what_a_preview_may_not_read_is_a_warning(guarded: LocalAws, run: SettingsRun, action: str) -> None:
    """It names the statement to add, and the update shows the rest."""
    permit(guarded, without(printed(Command.PREVIEW), action))
    run.checked({**NAMED, "enableExecuteCommand": True, "desiredCount": 3})
    assert len(run.call.warnings) == 1
    assert action in run.call.warnings[0]
