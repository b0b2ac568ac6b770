"""What a preview says of settings, and what it refuses, all at once and before anything is sent."""

from __future__ import annotations

from typing import Any

import pytest
from tests.providers.fake_ecs_service import WEB
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.settings_run import CONFIGURATION, SettingsRun, settings_of, values

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.service_update.observed import Controller

GROUP = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/1"
ROLE = "arn:aws:iam::123456789012:role/ebs"
GOES_BACK = "is not declared any more, and goes back to the value found before the first apply"


def test_a_preview_says_what_is_sent_and_what_goes_along(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """What is new about putting it back, too."""
    values(ecs)["deploymentConfiguration"] = dict(CONFIGURATION)
    settings.checked(
        settings_of(
            deploymentConfiguration={"bakeTimeInMinutes": 0},
            capacityProviderStrategy=[{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
        )
    )
    said = "\n".join(settings.call.notes)
    assert "capacity_provider_strategy: the change starts a deployment of service web in cluster default" in said
    assert "deployment_configuration: AWS replaces it as a whole, so strategy, maximum_percent" in said
    assert "never goes back to the cluster's default" in said


def test_a_run_without_change_reads_nothing(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """The check of the same inputs makes no call."""
    declared = settings_of(enableExecuteCommand=True, forceNewDeployment=True, desiredCount=3)
    settings.up(settings.checked(declared))
    ecs.calls.clear()
    assert settings.checked({**settings.inputs, **declared}) == settings.inputs
    assert ecs.calls == []


@pytest.mark.row("S2-04", "S2-05")
@pytest.mark.parametrize(
    ("controller", "way_out"),
    [(Controller.CODE_DEPLOY, "create-deployment"), (Controller.EXTERNAL, "create-task-set")],
)
def test_what_another_controller_deploys_is_refused_at_preview(
    settings: SettingsRun, ecs: FakeEcsServices, controller: Controller, way_out: str
) -> None:
    """All of it at once, each with the way out."""
    ecs.services[WEB].controller = controller
    found = settings.refusals(settings_of(platformVersion="1.4.0", enableExecuteCommand=True, desiredCount=3))
    assert sorted(one.partition(":")[0] for one in found) == ["enable_execute_command", "platform_version"]
    assert all(way_out in one for one in found)


AROUND: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (
        {"enableExecuteCommand": True},
        {"containerDefinitions": [{"name": "app", "readonlyRootFilesystem": True}]},
        "enable_execute_command: ECS Exec writes into the container, and app of shop:6 has readonlyRootFilesystem",
    ),
    (
        {"volumeConfigurations": [{"name": "data", "managedEBSVolume": {"roleArn": ROLE, "sizeInGiB": 10}}]},
        {"volumes": [{"name": "logs"}]},
        "volume_configurations[0].name: 'data' is no volume of shop:6 with configuredAtLaunch",
    ),
    (
        {"loadBalancers": [{"targetGroupArn": GROUP, "containerName": "web", "containerPort": 80}]},
        {"containerDefinitions": [{"name": "app"}]},
        "load_balancers[0].container_name: shop:6 has no container 'web': name one of app",
    ),
    (
        {"placementConstraints": [{"type": "distinctInstance"}]},
        {"placementConstraints": [{"type": "memberOf"}] * 10},
        "placement_constraints: 1, and shop:6 has 10",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "definition", "said"), AROUND, ids=[one[2].partition(":")[0] for one in AROUND])
def test_what_the_running_task_definition_rules_out_is_refused_at_preview(
    settings: SettingsRun, ecs: FakeEcsServices, declared: dict[str, Any], definition: dict[str, Any], said: str
) -> None:
    """It is read only where a setting is judged by it."""
    ecs.definitions.members, ecs.services[WEB].fargate = definition, False
    assert [one[: len(said)] for one in settings.refusals(settings_of(**declared))] == [said]


def test_desired_count_beside_auto_scaling_is_refused(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """The two would undo each other's changes."""
    ecs.scaled.add("web")
    assert "auto scaling moves" in settings.refusals(settings_of(desiredCount=3))[0]


@pytest.mark.row("S2-22")
def test_a_grace_period_without_health_checks_is_said_to_have_no_effect(settings: SettingsRun) -> None:
    """AWS takes it."""
    settings.checked(settings_of(healthCheckGracePeriodSeconds=30))
    assert any("has no effect" in note for note in settings.call.notes)


@pytest.mark.row("S2-21")
def test_true_as_a_trigger_is_said_to_deploy_once(settings: SettingsRun) -> None:
    """And the preview says that the service is deployed again."""
    settings.checked(settings_of(forceNewDeployment=True))
    assert settings.call.warnings[0].startswith("force_new_deployment: True starts one deployment, now")
    assert settings.call.notes == ["service web in cluster default is deployed again (force_new_deployment)"]


def test_a_preview_says_what_goes_back(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """And whether that starts a deployment; the value found may be a secret of others, so only plain ones are shown."""
    values(ecs)["healthCheckGracePeriodSeconds"] = 15
    spot = [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
    settings.up(settings_of(enableExecuteCommand=True, healthCheckGracePeriodSeconds=60, capacityProviderStrategy=spot))
    assert settings.changes(settings_of(enableExecuteCommand=True)) == [
        ("capacityProviderStrategy", "delete", False),
        ("healthCheckGracePeriodSeconds", "delete", False),
    ]
    assert settings.call.notes == [
        f"capacity_provider_strategy: {GOES_BACK}; the change starts a deployment, which is waited for",
        f"health_check_grace_period_seconds: {GOES_BACK} (15)",
    ]


@pytest.mark.parametrize(
    ("named", "said"), [({"service": 7}, "service: is a number"), ({"service": "web2"}, "no service web2")]
)
def test_without_a_preview_a_wrong_service_is_named_before_anything_is_written_down(
    settings: SettingsRun, ecs: FakeEcsServices, named: dict[str, Any], said: str
) -> None:
    """The check of the settings comes after that."""
    with pytest.raises(errors.InvalidArgument, match=said):
        settings.up(settings_of(enableExecuteCommand=True, **named))
    assert ecs.written() == []


@pytest.mark.row("S2-19", "S2-20")
@pytest.mark.parametrize("trigger", [None, "a"])
def test_a_preview_says_when_running_tasks_keep_what_they_have(settings: SettingsRun, trigger: str | None) -> None:
    """Not where a deployment comes of the same update; what ECS Exec needs is said where it is switched on."""
    settings.checked(
        settings_of(enableExecuteCommand=True, propagateTags="TASK_DEFINITION", forceNewDeployment=trigger)
    )
    said = "\n".join(settings.call.notes)
    assert ("tasks that run already keep" in said) == (trigger is None)
    assert "the task role must allow ssmmessages" in said


def test_a_preview_of_ecs_exec_that_is_switched_off_asks_for_no_role(
    settings: SettingsRun, ecs: FakeEcsServices
) -> None:
    """It needs none."""
    values(ecs)["enableExecuteCommand"] = True
    settings.checked(settings_of(enableExecuteCommand=False))
    assert "ssmmessages" not in "\n".join(settings.call.notes)
