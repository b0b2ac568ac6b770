"""Whose a setting is: moved between resources, named in two Regions, unknown in a preview, made by a killed run."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest
from tests.providers.fake_call import FakeCall, FakeClock
from tests.providers.fake_ecs_service import WEB
from tests.providers.fake_ecs_services import FakeEcsServices
from tests.providers.settings_run import CONFIGURATION, SettingsRun, sent, settings_of, values

from pulumi_ecs_express.planning.service_settings.owners import NamedService, named_service
from pulumi_ecs_express.providers import replaced_services
from pulumi_ecs_express.providers.service_settings import claims, operations, remembering

BOTH = settings_of(enableExecuteCommand=True, propagateTags="NONE")
EU, US = WEB, WEB.replace("eu-west-1", "us-east-1")


def test_what_a_replacement_sets_is_not_put_back_by_the_deletion_of_what_it_replaces(
    settings: SettingsRun, ecs: FakeEcsServices
) -> None:
    """The engine makes the new one first, with the same URN, and then deletes the old one."""
    values(ecs)["propagateTags"] = "SERVICE"
    settings.up(BOTH)
    claims.claim(settings.call.urn, BOTH, [("enableExecuteCommand",), ("propagateTags",)])
    ecs.calls.clear()
    operations.delete(settings.call, WEB, settings.outputs)
    assert ecs.written() == []


def test_a_setting_that_moves_to_another_resource_is_not_put_back(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """By whichever of the two the engine calls first."""
    values(ecs)["propagateTags"] = "SERVICE"
    settings.up(BOTH)
    claims.forget()
    claims.claim("urn:other", settings_of(), [("propagateTags",)])
    inputs = settings_of(enableExecuteCommand=True)
    operations.update(FakeCall(ecs.clock, old_inputs=settings.inputs), WEB, settings.outputs, inputs)
    assert values(ecs)["propagateTags"] == "NONE"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"service": EU}, {"service": US}, False),
        ({"service": EU}, {"service": EU.replace("123456789012", "210987654321")}, False),
        ({"service": EU}, {"service": "web"}, True),
        ({"service": EU}, {"service": "web", "region": "us-east-1"}, False),
        ({"service": "web", "cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/shop"}, {"service": "web", "cluster": "shop"}, True),
        ({"service": "web", "cluster": "shop"}, {"service": "web"}, False),
    ],
)  # fmt: skip
def test_a_service_of_another_region_or_account_is_another_service(
    one: dict[str, Any], other: dict[str, Any], same: bool
) -> None:
    """What a program does not say is any."""
    named = [named_service(properties) for properties in (one, other)]
    assert all(isinstance(service, NamedService) for service in named)
    assert named[0] is not None
    assert named[1] is not None
    assert named[0].may_be(named[1]) is same


def test_what_is_not_known_yet_is_neither_shared_nor_given_up(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """A structure whose members another resource of the program makes."""
    values(ecs)["deploymentConfiguration"] = dict(CONFIGURATION)
    settings.up(settings_of(deploymentConfiguration={"bakeTimeInMinutes": 0}))
    unknown: Any = pulumi.output.Unknown()  # type: ignore[no-untyped-call]  # Pulumi has not typed it
    settings.changes(settings_of(deploymentConfiguration=unknown))
    assert settings.call.notes == []


def test_nothing_is_put_back_on_a_service_that_is_replaced(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """Where the new one needs its name, the settings go before it does."""
    settings.up(BOTH)
    replaced_services.note(WEB)
    ecs.calls.clear()
    settings.destroy()
    assert ecs.calls == []


def test_what_a_killed_run_has_left_is_told_at_the_deletion(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """The settings never reached the state; what was written down did."""
    settings.up(BOTH)
    claims.forget()
    call = FakeCall(ecs.clock)
    remembering.delete(call, WEB, settings.written)
    assert len(call.warnings) == 1
    assert call.warnings[0].startswith("enable_execute_command of service web: not as before this program")

    settings.destroy()
    call = FakeCall(ecs.clock)
    remembering.delete(call, WEB, settings.written)
    claims.forget()
    remembering.delete(call, WEB, settings.written)
    assert call.warnings == []


def test_a_number_of_tasks_that_auto_scaling_moves_by_now_is_not_put_back(
    settings: SettingsRun, ecs: FakeEcsServices
) -> None:
    """It would undo what scaling has decided since."""
    values(ecs)["desiredCount"] = 1
    settings.up(settings_of(desiredCount=3, enableExecuteCommand=True))
    ecs.scaled.add("web")
    values(ecs)["desiredCount"] = 20

    settings.up(settings_of(enableExecuteCommand=True))

    assert values(ecs)["desiredCount"] == 20
    assert settings.call.notes == [
        "desired_count of service web: not put back, since auto scaling moves the number of tasks now"
    ]


def test_a_setting_whose_value_was_never_written_down_goes_back_to_what_it_is_now(
    settings: SettingsRun, ecs: FakeEcsServices, clock: FakeClock
) -> None:
    """As after `pulumi up --target` of the settings alone."""
    values(ecs)["propagateTags"] = "SERVICE"
    settings.up(settings_of(enableExecuteCommand=True))
    written = dict(settings.written)
    settings.written = {**written, "names": ["enableExecuteCommand", "propagateTags"]}
    settings.up(BOTH)
    settings.destroy()
    assert values(ecs)["propagateTags"] == "SERVICE"


def test_a_deployment_that_failed_is_made_again_also_after_the_first_apply(
    settings: SettingsRun, ecs: FakeEcsServices
) -> None:
    """The engine keeps the new inputs of a create that failed, so no input differs."""
    ecs.crashing.add(ecs.services[WEB].listed(0)[0].definition)
    declared = settings_of(enableExecuteCommand=True, forceNewDeployment="a")
    assert settings.up(declared).failure is not None
    ecs.crashing.clear()
    assert settings.up(declared).failure is None
    assert len(ecs.deployments(WEB)) == 3


def test_a_member_that_leaves_an_entry_of_a_list_is_sent(settings: SettingsRun, ecs: FakeEcsServices) -> None:
    """A list is replaced as a whole; what AWS fills in is no difference."""
    hook = {"hookTargetArn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "lifecycleStages": ["PRE_SCALE_UP"]}
    values(ecs)["deploymentConfiguration"] = dict(CONFIGURATION)
    settings.up(settings_of(deploymentConfiguration={"lifecycleHooks": [{**hook, "hookDetails": {"a": 1}}]}))
    ecs.calls.clear()
    settings.up(settings_of(deploymentConfiguration={"lifecycleHooks": [hook]}))
    assert sent(ecs)[0]["deploymentConfiguration"]["lifecycleHooks"] == [hook]


def test_a_lost_answer_of_a_deploying_update_is_not_sent_again_for_what_comes_after(
    settings: SettingsRun, ecs: FakeEcsServices
) -> None:
    """What AWS may not take back is put back in an update of its own."""
    from tests.providers.fakes import refused

    from pulumi_ecs_express import errors

    settings.up(
        settings_of(monitoring={"metricConfigurations": [{"metricNames": ["CPUUtilization"], "resolutionSeconds": 20}]})
    )
    ecs.fail("update_settings", refused(errors.Unreachable, "closed"), after=True)
    settings.up(settings_of(platformVersion="1.4.0"))
    assert [list(request) for request in sent(ecs)[1:]] == [["platformVersion"], ["monitoring"]]
