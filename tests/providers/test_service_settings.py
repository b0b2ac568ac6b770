"""Settings of a service through their life: only what is declared is sent, compared, repaired and put back."""

from __future__ import annotations

import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_ecs_service import WEB
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.fakes import refused
from tests.providers.settings_run import CONFIGURATION, SettingsRun, sent, settings_of, values

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service.observed import Status
from pulumi_ecs_express.planning.service_settings.changes import PERCENTAGES


@pytest.mark.row("S2-20")
def test_a_setting_is_set_once_changed_and_put_back(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """Nothing is sent where nothing differs."""
    values(ecs).update(enableExecuteCommand=False, propagateTags="SERVICE")

    settings.up(settings_of(enableExecuteCommand=True, propagateTags="NONE"))
    settings.up(settings_of(enableExecuteCommand=True, propagateTags="NONE"))
    assert sent(ecs) == [{"enableExecuteCommand": True, "propagateTags": "NONE"}]

    settings.up(settings_of(enableExecuteCommand=True))
    settings.destroy()

    assert sent(ecs)[1:] == [{"propagateTags": "SERVICE"}, {"enableExecuteCommand": False}]
    assert values(ecs) == {"enableExecuteCommand": False, "propagateTags": "SERVICE"}
    assert settings.call.notes == ["put back to what was found before the first apply: enable_execute_command"]


@pytest.mark.row("S2-17")
def test_one_member_of_a_structure_is_owned_and_the_others_stay(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """Also when somebody else changes another one in between."""
    values(ecs)["deploymentConfiguration"] = dict(CONFIGURATION)
    declared = settings_of(deploymentConfiguration={"bakeTimeInMinutes": 0})

    settings.up(declared)
    assert sent(ecs) == [{"deploymentConfiguration": {**CONFIGURATION, "bakeTimeInMinutes": 0}}]
    values(ecs)["deploymentConfiguration"]["maximumPercent"] = 150
    assert settings.refresh()
    assert settings.changes(declared) == []
    settings.destroy()

    assert values(ecs)["deploymentConfiguration"] == {**CONFIGURATION, "maximumPercent": 150}


def test_drift_shows_by_its_path_and_is_repaired(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """What is not declared is never drift."""
    values(ecs)["deploymentConfiguration"] = dict(CONFIGURATION)
    declared = settings_of(deploymentConfiguration={"bakeTimeInMinutes": 0}, healthCheckGracePeriodSeconds=30)
    settings.up(declared)
    values(ecs)["deploymentConfiguration"]["bakeTimeInMinutes"] = 9
    values(ecs)["enableExecuteCommand"] = True
    values(ecs).pop("healthCheckGracePeriodSeconds")

    assert settings.refresh()
    lines = settings.changes(declared)
    settings.up(declared)

    assert lines == [
        ("deploymentConfiguration.bakeTimeInMinutes", "update", False),
        ("healthCheckGracePeriodSeconds", "add", False),
    ]
    assert values(ecs)["deploymentConfiguration"]["bakeTimeInMinutes"] == 0
    assert values(ecs)["healthCheckGracePeriodSeconds"] == 30


def test_a_change_that_deploys_is_waited_for(settings: SettingsRun, ecs: FakeEcsServices, clock: FakeClock) -> None:
    """And the deployment is an output."""
    before = clock.seconds
    settings.up(settings_of(capacityProviderStrategy=[{"capacityProvider": "FARGATE_SPOT", "weight": 1}]))

    assert sent(ecs)[0]["forceNewDeployment"] is True
    assert clock.seconds - before >= 120
    assert settings.outputs["deploymentArn"] == ecs.deployments(WEB)[0]


def test_a_rollback_is_a_failure_and_the_next_run_sends_again(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """The settings that a rollback took back are declared all the same."""
    ecs.crashing.add(ecs.services[WEB].listed(0)[0].definition)
    declared = settings_of(serviceConnectConfiguration={"enabled": True, "namespace": "shop"})

    settings.up(declared)
    assert isinstance(settings.failure, errors.RolloutRolledBack)
    values(ecs).pop("serviceConnectConfiguration")
    ecs.crashing.clear()
    settings.up(declared)

    assert settings.failure is None
    assert values(ecs)["serviceConnectConfiguration"] == declared["serviceConnectConfiguration"]


@pytest.mark.row("S2-21")
def test_a_trigger_deploys_when_its_value_changes(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """The first one counts as a change, its removal does not."""
    for trigger, deployments in ((None, 1), ("a", 2), ("a", 2), ("b", 3), (None, 3)):
        settings.up(settings_of(enableExecuteCommand=True, forceNewDeployment=trigger))
        assert len(ecs.deployments(WEB)) == deployments


def test_after_an_interruption_the_deployment_is_waited_for_and_not_made_again(
    settings: SettingsRun, ecs: FakeEcsServices, clock: FakeClock
) -> None:
    """Ctrl-C ends the wait, and the next run goes on with it."""
    declared = settings_of(enableExecuteCommand=True, forceNewDeployment="a")
    call = FakeCall(clock)
    call.interrupted_at = clock.seconds + 30
    settings.up(declared, call)
    assert isinstance(settings.failure, errors.WaitInterrupted)

    settings.up(declared)

    assert settings.failure is None
    assert len(ecs.deployments(WEB)) == 2


@pytest.mark.row("S2-06")
def test_the_number_of_tasks_is_waited_for(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """No deployment shows it."""
    values(ecs)["desiredCount"] = 2
    settings.up(settings_of(desiredCount=5))
    assert ecs.services[WEB].running == 5
    assert settings.outputs["deploymentArn"] is None
    settings.destroy()
    assert ecs.services[WEB].running == 2


def test_what_express_mode_rewrites_is_declared_again_in_the_same_run(
    settings: SettingsRun, ecs: FakeEcsServices
) -> None:
    """Each deployment of an Express service puts its own alarm back into the list."""
    service = ecs.services[WEB]
    service.express = service.rewrites_alarms = True
    service.values["deploymentConfiguration"] = {**CONFIGURATION, "strategy": "CANARY"}
    alarms = {"alarmNames": [], "enable": False, "rollback": False}

    settings.up(settings_of(deploymentConfiguration={"alarms": alarms}, forceNewDeployment="a"))

    assert service.values["deploymentConfiguration"]["alarms"] == alarms
    assert all("strategy" not in request["deploymentConfiguration"] for request in sent(ecs))


def test_where_the_whole_structure_is_refused_the_smaller_form_is_tried(
    settings: SettingsRun, ecs: FakeEcsServices
) -> None:
    """And nothing else."""
    ecs.services[WEB].express, ecs.whole_is_refused = True, True
    values(ecs)["deploymentConfiguration"] = {**CONFIGURATION, "strategy": "CANARY"}

    settings.up(settings_of(deploymentConfiguration={"bakeTimeInMinutes": 0}))

    without = {name: value for name, value in CONFIGURATION.items() if name not in ("strategy", *PERCENTAGES)}
    assert sent(ecs)[1:] == [{"deploymentConfiguration": {**without, "bakeTimeInMinutes": 0}}]


def test_what_aws_takes_and_does_not_show_is_an_error(
    settings: SettingsRun, ecs: FakeEcsServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names the setting, and the resource is in the state."""
    monkeypatch.setattr(FakeEcsServices, "update_settings", lambda *_: None)

    settings.up(settings_of(enableExecuteCommand=True))

    assert isinstance(settings.failure, errors.SettingsNotInEffect)
    assert "enable_execute_command" in settings.failure.why
    assert settings.outputs["serviceArn"] == WEB


@pytest.mark.parametrize("error", [errors.Unreachable, errors.Throttled, errors.ServerFault])
@pytest.mark.parametrize("after", [False, True], ids=["request lost", "answer lost"])
def test_an_update_without_an_answer_is_sent_again_where_it_was_not_carried_out(
    settings: SettingsRun, ecs: FakeEcsServices, error: type[errors.ExpressError], after: bool
) -> None:
    """It has no client token: AWS is looked at first."""
    ecs.fail("update_settings", refused(error, "closed"), after=after)
    settings.up(settings_of(enableExecuteCommand=True, forceNewDeployment="a"))
    assert len(ecs.deployments(WEB)) == 2
    assert settings.failure is None


def test_destroy_leaves_them_where_the_program_says_so(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """No call at all."""
    settings.up(settings_of(enableExecuteCommand=True, restoreOnDestroy=False))
    ecs.calls.clear()
    settings.destroy()
    assert ecs.calls == []
    assert settings.call.notes == ["service web in cluster default keeps its settings (restore_on_destroy=False)"]


@pytest.mark.parametrize("status", [Status.DRAINING, Status.INACTIVE])
def test_a_service_that_goes_is_left_alone(settings: SettingsRun, ecs: FakeEcsServices, status: Status) -> None:
    """A setting that is put back would start a deployment."""
    settings.up(settings_of(enableExecuteCommand=True))
    ecs.services[WEB].status = status
    ecs.calls.clear()
    settings.destroy()
    assert ecs.written() == []
    assert not settings.refresh()


def test_two_owners_of_one_setting_are_refused(settings: SettingsRun, ecs: FakeEcsServices, clock: FakeClock) -> None:
    """Two members of one structure may have two."""
    from pulumi_ecs_express.planning.service_settings.trees import by_path
    from pulumi_ecs_express.providers.service_settings import ServiceSettingsProvider, claims, operations

    one = settings_of(enableExecuteCommand=True, deploymentConfiguration={"bakeTimeInMinutes": 0})
    other = settings_of(service=WEB, enableExecuteCommand=False, deploymentConfiguration={"maximumPercent": 150})
    urns = [f"urn:pulumi:dev::shop::ecsexpress:index:ServiceSettings$x::{name}" for name in ("one", "other")]
    ServiceSettingsProvider()
    for urn, inputs in zip(urns, (one, other), strict=True):
        paths = by_path({name: inputs[name] for name in ("enableExecuteCommand", "deploymentConfiguration")})
        found = claims.claim(urn, inputs, paths)

    assert found == {urns[0]: [("enableExecuteCommand",)]}
    refusals = operations.check(FakeCall(clock), {}, other, found).failures
    assert [one.reason.partition(":")[0] for one in refusals] == ["enable_execute_command"]
    assert "'one'" in refusals[0].reason
