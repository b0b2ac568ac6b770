"""What leaves the program: back to AWS's default, refused with what to write, or kept for a reason."""

from __future__ import annotations

from typing import Any

import pytest
from tests.service_samples import SECRET, SUBNETS, TASK_ROLE, everything, property_values

from pulumi_ecs_express.model.fields.effect import Effect, Keep, Refuse, ResetTo
from pulumi_ecs_express.model.fields.property_paths import flatten
from pulumi_ecs_express.model.fields.unknown import UNKNOWN
from pulumi_ecs_express.model.service.spec import rule
from pulumi_ecs_express.planning.plan import Change
from pulumi_ecs_express.planning.service.comparison import plan_service, refused_removals

row = pytest.mark.row


def reported(changes: tuple[Change, ...]) -> list[tuple[str, str, Any, Any]]:
    """Write changes as rows: path, kind, old, new."""
    return [(".".join(change.path), change.kind.value, change.old, change.new) for change in changes]


REMOVALS = [
    pytest.param({"containerPort": 8080}, {}, ("primaryContainer.containerPort", 8080, 80), id="port",
                 marks=row("S1-02")),
    pytest.param({"command": ["a"]}, {}, ("primaryContainer.command", ("a",), ()), id="command", marks=row("S0-16")),
    pytest.param({"environment": {"A": "1"}}, {}, ("primaryContainer.environment.A", "1", None), id="environment",
                 marks=row("S0-17")),
    pytest.param({"secrets": {"A": SECRET}}, {}, ("primaryContainer.secrets.A", SECRET, None), id="secrets",
                 marks=row("S0-18")),
    pytest.param({}, {"cpu": "512"}, ("cpu", "512", "1024"), id="cpu", marks=row("S0-06")),
    pytest.param({}, {"memory": "4096"}, ("memory", "4096", "2048"), id="memory", marks=row("S0-06")),
    pytest.param({}, {"healthCheckPath": "/up"}, ("healthCheckPath", "/up", "/"), id="health check",
                 marks=row("S0-09")),
    pytest.param({}, {"scalingTarget": {"minTaskCount": 2}}, ("scalingTarget.minTaskCount", 2, 1), id="minimum",
                 marks=row("S0-20")),
    pytest.param({}, {"scalingTarget": {"minTaskCount": 0}}, ("scalingTarget.minTaskCount", 0, 1), id="a minimum of 0",
                 marks=row("S0-20")),
    pytest.param({}, {"scalingTarget": {"maxTaskCount": 2}}, ("scalingTarget.maxTaskCount", 2, 20), id="maximum",
                 marks=row("S0-20")),
    pytest.param({}, {"scalingTarget": {"autoScalingMetric": "AVERAGE_MEMORY"}},
                 ("scalingTarget.autoScalingMetric", "AVERAGE_MEMORY", "AVERAGE_CPU"), id="metric",
                 marks=row("S0-20")),
    pytest.param({}, {"scalingTarget": {"autoScalingTargetValue": 50}},
                 ("scalingTarget.autoScalingTargetValue", 50, 60), id="target", marks=row("S0-20")),
    pytest.param({}, {"tags": {"a": "1"}}, ("tags.a", "1", None), id="tag"),
    pytest.param({}, {"tags": {"a": ""}}, ("tags.a", "", None), id="a tag without a value"),
    pytest.param({}, {"cluster": "apps"}, ("cluster", "apps", "default"), id="cluster", marks=row("S0-05")),
    pytest.param({}, {"networkConfiguration": {"securityGroups": ["sg-0bb22222"]}},
                 ("networkConfiguration.securityGroups", ("sg-0bb22222",), ()), id="security groups",
                 marks=row("S0-10")),
]  # fmt: skip


@pytest.mark.parametrize(("container", "properties", "change"), REMOVALS)
def test_what_is_removed_from_the_program_goes_back_to_awss_default(
    container: dict[str, Any], properties: dict[str, Any], change: tuple[str, Any, Any]
) -> None:
    """Declared before and not now, a field is a change, and the preview shows what it goes back to."""
    before = property_values(container, **properties)
    path, old, new = change

    assert reported(plan_service(property_values(), before, before).changes) == [(path, "delete", old, new)]


@pytest.mark.parametrize(("container", "properties", "change"), REMOVALS)
def test_what_was_never_declared_does_not_go_back_to_anything(
    container: dict[str, Any], properties: dict[str, Any], change: tuple[str, Any, Any]
) -> None:
    """The same value in AWS, but not of this program: silence is not a wish (but for where a service lives)."""
    if change[0] != "cluster":
        assert not plan_service(property_values(), property_values(container, **properties), {})


GONE_ALREADY = [
    ({"primaryContainer": {"containerPort": 8080}}, {"primaryContainer": {"containerPort": 80}}),
    ({"primaryContainer": {"command": ["a"]}}, {}),
    ({"primaryContainer": {"environment": {"A": "1"}}}, {}),
    ({"scalingTarget": {"minTaskCount": 2}}, {"scalingTarget": {"minTaskCount": 1}}),
]


@pytest.mark.parametrize(("before", "there"), GONE_ALREADY, ids=str)
def test_what_is_removed_and_back_at_the_default_already_is_no_change(
    before: dict[str, Any], there: dict[str, Any]
) -> None:
    """A thing that already is as wanted is not sent again."""
    assert not plan_service({}, flatten(there), flatten(before))


GROUPS = [
    pytest.param(["sg-0aaaaaaa"], ["sg-0aaaaaaa", "sg-0bbbbbbb"], ["sg-0aaaaaaa", "sg-0bbbbbbb", "sg-0eeeeeee"], True,
                 id="one of two is taken out of the program"),
    pytest.param(["sg-0aaaaaaa"], ["sg-0aaaaaaa", "sg-0bbbbbbb"], ["sg-0aaaaaaa", "sg-0eeeeeee"], False,
                 id="it is gone in AWS already"),
    pytest.param(["sg-0aaaaaaa"], ["sg-0aaaaaaa"], ["sg-0aaaaaaa", "sg-0bbbbbbb", "sg-0eeeeeee"], False,
                 id="somebody else added one"),
    pytest.param([], ["sg-0aaaaaaa"], ["sg-0aaaaaaa", "sg-0eeeeeee"], True, id="the only one is taken out"),
    pytest.param([], ["sg-0aaaaaaa"], ["sg-0eeeeeee"], False, id="the only one is gone already"),
    pytest.param(["sg-0ccccccc"], ["sg-0aaaaaaa"], ["sg-0aaaaaaa", "sg-0eeeeeee"], True, id="another one instead"),
]  # fmt: skip


@pytest.mark.row("S0-10")
@pytest.mark.parametrize(("wanted", "before", "there", "changes"), GROUPS)
def test_a_security_group_that_leaves_the_program_leaves_the_service(
    wanted: list[str], before: list[str], there: list[str], changes: bool
) -> None:
    """The group that AWS adds is never a difference; one that was declared and no longer is, is one."""
    desired, previous, observed = (
        flatten({"networkConfiguration": {"securityGroups": groups}}) for groups in (wanted, before, there)
    )

    assert bool(plan_service(desired, observed, previous)) is changes


REFUSED = [
    pytest.param({}, {"taskRoleArn": TASK_ROLE}, "task_role_arn", "role without policies", id="task role",
                 marks=row("S0-08")),
    pytest.param({"awsLogsConfiguration": {"logGroup": "/web"}}, {}, "primary_container.aws_logs_configuration",
                 "name another log group", id="log configuration", marks=row("S0-15")),
    pytest.param({"repositoryCredentials": {"credentialsParameter": SECRET}}, {},
                 "primary_container.repository_credentials", "task definition of your own", id="registry credentials",
                 marks=row("S0-19")),
    pytest.param({}, {"networkConfiguration": {"subnets": list(SUBNETS)}}, "network_configuration.subnets",
                 "write the subnets to use", id="subnets", marks=row("S0-10")),
]  # fmt: skip


@pytest.mark.parametrize(("container", "properties", "path", "remedy"), REFUSED)
def test_what_aws_cannot_take_back_is_refused_with_what_to_write(
    container: dict[str, Any], properties: dict[str, Any], path: str, remedy: str
) -> None:
    """Never silently nothing: a removal without a way back is told at preview."""
    [(found, words)] = refused_removals(property_values(), property_values(container, **properties))

    assert found == path
    assert remedy in words


def test_only_what_is_gone_is_refused() -> None:
    """A declared value may change, stay, or become unknown."""
    before = property_values({"awsLogsConfiguration": {"logGroup": "/a"}}, taskRoleArn=TASK_ROLE)
    after = property_values({"awsLogsConfiguration": {"logGroup": "/b"}}, taskRoleArn=UNKNOWN)

    assert refused_removals(after, before) == []
    assert refused_removals(property_values({"awsLogsConfiguration": UNKNOWN}, taskRoleArn=TASK_ROLE), before) == []


@pytest.mark.row("S0-10")
def test_security_groups_may_go_with_their_whole_object() -> None:
    """Only declared subnets keep the network configuration in the program."""
    before = property_values(networkConfiguration={"securityGroups": ["sg-0bb22222"]})

    assert refused_removals(property_values(), before) == []


@pytest.mark.peer("R6")
def test_every_removal_is_kept_reset_or_refused() -> None:
    """For each field by itself: declared before and gone now, it makes a change, a refusal, or has a reason to stay."""
    before = flatten(everything())
    for path, property_value in before.items():
        desired = {other: value for other, value in before.items() if other != path}
        if path[:2] in {("primaryContainer", "environment"), ("primaryContainer", "secrets"), ("tags", "team")}:
            assert plan_service(desired, before, before), path
            continue
        effect, removal = rule(path)
        changes = plan_service(desired, before, before).changes
        refused = refused_removals(desired, before)
        assert bool(refused) is isinstance(removal, Refuse), path
        if isinstance(removal, ResetTo) and effect is not Effect.NONE and removal.default != property_value:
            assert [change.path for change in changes] == [path]
        elif isinstance(removal, Keep) or effect is Effect.NONE:
            assert changes == ()
