"""The provider of a service in previews: mistakes, names, and what is shown of a change."""

from __future__ import annotations

import json
from collections.abc import Callable

import pulumi
import pytest
from tests.providers.fake_call import FakeCall
from tests.providers.fakes import FakeExpressServices
from tests.providers.resource_run import Properties, Run, unknown, web
from tests.service_samples import ARN, TASK_ROLE, declared

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.settings import CREDENTIALS
from pulumi_ecs_express.model.service import internal_inputs
from pulumi_ecs_express.providers.engine import Difference
from pulumi_ecs_express.providers.service import operations as provider


def test_check_tells_every_mistake_without_naming_a_property(call: FakeCall) -> None:
    """With a property's name the engine would print its value, secrets in clear."""
    failures = provider.check(call, {}, declared({"containerPort": 0, "environment": {"A": 1}}, cpu="2")).failures

    assert len(failures) == 3
    assert {failure.property for failure in failures} == {""}
    assert "hunter2" not in str(failures)


def test_check_names_a_wrong_setting_of_the_provider_without_its_value(call: FakeCall) -> None:
    """It would count when AWS is called first, after roles were made."""
    told = {"assumeRoles": [{"roleArn": "deploy", "duration": "soon", "externalId": 7}]}
    for text in (json.dumps(told), '{"assumeRoles": "[{"}', "no JSON"):
        reasons = [one.reason for one in provider.check(call, {}, {**declared(), CREDENTIALS: text}).failures]
        assert reasons
        assert all(reason.startswith("the aws provider's ") for reason in reasons)
        assert "soon" not in str(reasons)
    assert "the aws provider's assume_roles.0.role_arn" in str(
        provider.check(call, {}, {**declared(), CREDENTIALS: json.dumps(told)}).failures[0].reason
    )


def test_check_refuses_removals_that_aws_cannot_take_back(call: FakeCall) -> None:
    """Beside all other mistakes."""
    old = declared({"awsLogsConfiguration": {"logGroup": "/web"}}, taskRoleArn=TASK_ROLE)
    reasons = [failure.reason for failure in provider.check(call, old, declared(cpu="2")).failures]

    assert [reason.partition(":")[0] for reason in reasons] == [
        "cpu",
        "primary_container.aws_logs_configuration",
        "task_role_arn",
    ]
    assert all("cannot be removed" in reason for reason in reasons[1:])


def test_check_gives_the_inputs_back_in_awss_names_with_a_generated_name(call: FakeCall) -> None:
    """Sizes as strings, and the package's own notes untouched."""
    inputs = provider.check(call, {}, declared(cpu=512, memory=2048.0, __provider="pickle")).inputs

    assert (inputs["cpu"], inputs["memory"], inputs["__provider"]) == ("512", "2048", "pickle")
    assert inputs["serviceName"].startswith("web-")
    assert inputs[internal_inputs.GENERATED_NAME] is True


def test_check_keeps_a_declared_name(call: FakeCall) -> None:
    """And notes nothing."""
    inputs = provider.check(call, {}, declared(serviceName="shop")).inputs

    assert inputs["serviceName"] == "shop"
    assert internal_inputs.GENERATED_NAME not in inputs


def test_a_generated_name_stays_as_long_as_the_service_lives(call: FakeCall) -> None:
    """Only a replacement, which the engine checks without old inputs, makes a new one."""
    first = provider.check(call, {}, declared()).inputs
    moved = declared(cluster="apps")

    assert provider.check(call, first, declared(cpu=512)).inputs["serviceName"] == first["serviceName"]
    assert provider.check(call, first, moved).inputs["serviceName"] == first["serviceName"]
    assert provider.check(call, {}, moved).inputs["serviceName"] != first["serviceName"]


def test_a_name_removed_from_the_program_stays(call: FakeCall) -> None:
    """A service cannot be renamed, and any name will do."""
    assert provider.check(call, declared(serviceName="shop"), declared()).inputs["serviceName"] == "shop"


def test_a_made_role_does_not_hide_the_generated_name(call: FakeCall) -> None:
    """Its ARN is unknown in the first preview, and known in the update: the name is the same in both."""
    made: Properties = {internal_inputs.MADE_ROLES: ["infrastructureRoleArn"]}
    previewed = provider.check(call, {}, declared(infrastructureRoleArn=unknown(), **made)).inputs
    updated = provider.check(call, {}, declared(**made)).inputs

    assert previewed["serviceName"] == updated["serviceName"]


def test_a_name_that_hangs_on_an_unknown_cluster_is_unknown(call: FakeCall) -> None:
    """It will be derived when the cluster is known."""
    inputs = provider.check(call, {}, declared(cluster=unknown())).inputs

    assert isinstance(inputs["serviceName"], pulumi.output.Unknown)


@pytest.mark.row("S0-03", "S0-13")
def test_a_preview_shows_a_change_by_its_exact_path(run: Run) -> None:
    """One line, nothing replaced, and the time that a canary deployment takes."""
    result, differences, notes = run.create(web()).diff(web("app:2"))

    assert (result.changes, result.replaces) == (True, [])
    assert differences == [Difference("primaryContainer.image", "update")]
    assert [note.partition(":")[0] for note in notes] == ["a canary deployment"]


def test_a_preview_without_a_change_shows_nothing(run: Run, services: FakeExpressServices) -> None:
    """And asks AWS nothing."""
    run.create(web())
    services.calls.clear()
    result, differences, _ = run.diff(web())

    assert not result.changes
    assert differences == []
    assert services.calls == []


REPLACEMENTS = [
    pytest.param({"cluster": "apps"}, {}, False, id="another cluster: its names are its own"),
    pytest.param({"region": "us-east-1"}, {"region": "eu-west-1"}, False, id="another Region"),
    pytest.param({"infrastructureRoleArn": TASK_ROLE}, {}, True, id="another role: name and cluster stay"),
    pytest.param({"serviceName": "shop"}, {}, False, id="another name"),
    pytest.param({"infrastructureRoleArn": TASK_ROLE, "cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/default"},
                 {}, True, id="another role, and the same cluster by its ARN"),
]  # fmt: skip


@pytest.mark.row("S0-05")
@pytest.mark.parametrize(("after", "before", "old_first"), REPLACEMENTS)
@pytest.mark.peer("R11")
def test_a_replacement_deletes_first_only_where_the_explicit_name_is_needed_again(
    run: Run, after: Properties, before: Properties, old_first: bool
) -> None:
    """Otherwise the new service is there before the old one goes; the preview says that the URL changes."""
    run.inputs = run.outputs = web(**before)
    result, differences, notes = run.diff(web(**{**before, **after}))

    assert result.replaces == [difference.path for difference in differences if difference.replaces]
    assert result.replaces
    assert result.delete_before_replace is old_first
    assert "the URL changes" in notes[0]


@pytest.mark.row("S0-05")
def test_a_generated_name_is_never_in_the_way(begin: Callable[..., FakeCall], run: Run) -> None:
    """The replacement has another one, since what replaces is part of it."""
    checked = provider.check(begin(), {}, declared()).inputs
    run.inputs = run.outputs = checked
    changed = provider.check(begin(), checked, declared(infrastructureRoleArn=TASK_ROLE)).inputs
    result, _, _ = run.diff(changed)

    assert result.replaces == ["infrastructureRoleArn"]
    assert result.delete_before_replace is False


@pytest.mark.row("S0-20")
def test_a_preview_announces_that_a_service_will_stop(run: Run) -> None:
    """0 and 0 is legal, and the URL answers no more."""
    _, _, notes = run.create(web()).diff(web(scalingTarget={"minTaskCount": 0, "maxTaskCount": 0}))

    assert "503" in notes[-1]


def test_whether_to_wait_is_no_change(run: Run) -> None:
    """The program's own business."""
    result, _, _ = run.create(web()).diff(web(waitForRollout=False))

    assert not result.changes


def test_an_unknown_is_a_possible_change(run: Run) -> None:
    """Shown as an update of that path."""
    result, differences, _ = run.create(web()).diff(web(taskRoleArn=unknown()))

    assert result.changes
    assert differences == [Difference("taskRoleArn", "add")]


def test_a_removal_shows_although_the_state_holds_only_outputs(
    begin: Callable[..., FakeCall], services: FakeExpressServices
) -> None:
    """Where the engine cannot be asked for the old inputs, the outputs say what was declared."""
    run = Run(begin).create(web(healthCheckPath="/up"))
    call = begin(None)
    result = provider.diff(call, "id", run.outputs, web())

    assert result.changes
    assert call.differences == [Difference("healthCheckPath", "delete")]


def test_what_only_a_failed_attempt_declared_is_removed_too(run: Run, services: FakeExpressServices) -> None:
    """After a failed update the state has the old inputs; the outputs hold what was attempted."""
    run.create(web()).update(web("app:unhealthy", healthCheckPath="/up"))
    services.services[ARN].revisions[services.describe(ARN).configurations[0].revision_arn]["healthCheckPath"] = "/up"
    run.update(web())

    assert services.sent("update")[-1] == {"serviceArn": ARN, "healthCheckPath": "/"}


@pytest.mark.row("S0-20")
def test_a_preview_judges_half_a_pair_by_what_aws_has(run: Run) -> None:
    """The maximum in effect comes back from state as a float, and counts all the same."""
    run.create(web(scalingTarget={"minTaskCount": 1, "maxTaskCount": 3})).update(web())
    run.outputs["inEffect"] = {"scalingTarget": {"minTaskCount": 1.0, "maxTaskCount": 3.0}}

    with pytest.raises(errors.InvalidArgument, match="min_task_count 5 is above max_task_count 3"):
        run.diff(web(scalingTarget={"minTaskCount": 5}))
