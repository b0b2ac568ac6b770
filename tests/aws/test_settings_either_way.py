"""Where nobody knows what AWS does with a setting, the sandbox can do either, and `ServiceSettings` copes with both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.aws.settings_samples import SAMPLES, Surroundings
from tests.aws.test_settings_of_services import express, rolling
from tests.aws.test_settings_table import made
from tests.sandbox import classic_services
from tests.sandbox.local_aws import LocalAws

from pulumi_ecs_express import errors
from pulumi_ecs_express.providers.service_settings import claims


@pytest.fixture(autouse=True)
def empty(sandbox: LocalAws) -> Iterator[None]:
    """An empty account for each test."""
    sandbox.reset()
    yield
    claims.forget()


@pytest.mark.row("S2-17")
@pytest.mark.parametrize("members", ["merged", "replaced"])
@pytest.mark.parametrize("taken", ["accepted", "small_form_only"])
def test_one_member_of_an_express_service_changes_alone(sandbox: LocalAws, taken: str, members: str) -> None:
    """Whether AWS takes the whole structure or a part of it, and whether it keeps what is left out or not."""
    sandbox.settings(deployment_configuration_update=taken, deployment_configuration_members=members)
    life = express(sandbox, ())
    before = life.shown()["deploymentConfiguration"]

    life.up(deploymentConfiguration={"canaryConfiguration": {"canaryPercent": 20.0}})
    changed = {**before["canaryConfiguration"], "canaryPercent": 20.0}
    assert life.shown()["deploymentConfiguration"] == {**before, "canaryConfiguration": changed}

    life.run.destroy()
    assert life.shown()["deploymentConfiguration"] == before


def test_where_aws_takes_none_of_it_its_answer_is_shown(sandbox: LocalAws) -> None:
    """And nothing is in the state that has to be put back."""
    sandbox.settings(deployment_configuration_update="refused")
    life = express(sandbox, ())
    with pytest.raises(errors.ParameterRefused, match="cannot be updated on a service with ResourceManagementType=ECS"):
        life.up(deploymentConfiguration={"bakeTimeInMinutes": 0})


@pytest.mark.row("S2-32")
@pytest.mark.parametrize("emptied", ["cleared", "ignored"])
def test_what_aws_may_not_clear_is_tried_and_told(sandbox: LocalAws, emptied: str) -> None:
    """What AWS then has is shown; neither removal nor destroy fails for it."""
    sandbox.settings(emptied_members=emptied)
    name = "vpcLatticeConfigurations"
    life = rolling(sandbox, (name,))
    value = SAMPLES[name](Surroundings(sandbox))[0]
    life.up(**{name: value, "enableExecuteCommand": True})

    life.up(enableExecuteCommand=True)
    said = [note for note in life.run.call.notes if "not put back" in note]
    assert bool(said) == (emptied == "ignored") == bool(life.shown().get(name))
    life.up(enableExecuteCommand=True)
    life.run.destroy()
    assert life.shown()["enableExecuteCommand"] is False


@pytest.mark.parametrize("change", ["code_deploy_to_ecs", "refused"])
def test_another_deployment_controller_is_tried(sandbox: LocalAws, change: str) -> None:
    """The way out of CodeDeploy; the way back may not be there, and a destroy does not fail for it."""
    sandbox.settings(controller_change=change)
    life = made(sandbox, "code-deploy")
    if change == "refused":
        with pytest.raises(errors.ParameterRefused, match="Unable to update deployment controller"):
            life.up(deploymentController={"type": "ECS"})
        return
    life.up(deploymentController={"type": "ECS"})
    life.run.destroy()
    assert life.shown()["deploymentController"] == {"type": "ECS"}
    assert any("deployment_controller.type: not put back" in note for note in life.run.call.notes)


@pytest.mark.parametrize("answer", ["unused", "refused"])
def test_a_grace_period_without_health_checks(sandbox: LocalAws, answer: str) -> None:
    """Older reports have AWS refuse it: its words are shown, with the argument to change."""
    sandbox.settings(grace_period_without_checks=answer)
    life = rolling(sandbox, ())
    if answer == "refused":
        with pytest.raises(errors.ParameterRefused, match="fix: set health_check_grace_period_seconds"):
            life.up(healthCheckGracePeriodSeconds=30)
        return
    life.up(healthCheckGracePeriodSeconds=30)
    assert life.shown()["healthCheckGracePeriodSeconds"] == 30


@pytest.mark.parametrize("unchanged", ["ignored", "deploy"])
def test_a_structure_that_is_sent_again_deploys_once_at_most(sandbox: LocalAws, unchanged: str) -> None:
    """AWS may start a deployment for values that it has already; nothing is sent where nothing differs."""
    sandbox.settings(unchanged_members=unchanged)
    life = rolling(sandbox, ())
    life.up(enableExecuteCommand=True, platformVersion="1.4.0")
    life.up(enableExecuteCommand=True, platformVersion="1.4.0")
    arn = f"arn:aws:ecs:eu-west-1:123456789012:service/{classic_services.CLUSTER}/web"
    assert len(sandbox.ecs.list_service_deployments(service=arn)["serviceDeployments"]) == 2
