"""What other ways to run Express Mode services break on, as a user would meet it here (`tests/peers.toml`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.checks import in_effect, reported, rests
from tests.engine.harness import SERVICE, LocalAws, Outcome, Program, Project

pytestmark = pytest.mark.engine
peer = pytest.mark.peer

Write = Callable[..., Program]

SCALING = [
    ("min_task_count", 2, 3, "merged"),
    ("max_task_count", 5, 6, "replaced"),
    ("auto_scaling_metric", "AVERAGE_MEMORY", "AVERAGE_CPU", "merged"),
    ("auto_scaling_target_value", 50, 55, "replaced"),
]


@peer("#49511", "R10")
@pytest.mark.parametrize(("member", "before", "after", "members"), SCALING, ids=[member for member, *_ in SCALING])
@pytest.mark.sweep_only("min_task_count", "auto_scaling_metric", "auto_scaling_target_value")
def test_a_scaling_target_of_one_member_is_made_changed_and_never_drifts(
    project: Project, aws: LocalAws, service: Write, member: str, before: Any, after: Any, members: str
) -> None:
    """AWS fills in the other three, at create and at update, whether or not it keeps members that are left out."""
    aws.settings(group_members=members)
    first = project.up(service("app:1", scaling_target={member: before}))
    assert first.ok, first.text
    made = in_effect(aws, first.outputs["arn"])["scalingTarget"]
    rests(project, aws)

    second = project.up(service("app:1", scaling_target={member: after}))

    assert second.ok, second.text
    camel = "".join(part.title() if number else part for number, part in enumerate(member.split("_")))
    assert in_effect(aws, first.outputs["arn"])["scalingTarget"] == {**made, camel: after}
    rests(project, aws)


@peer("#47437", "#47908")
@pytest.mark.parametrize("own", [True, False], ids=["beside one of ours", "alone"])
@pytest.mark.parametrize("when", ["at_once", "late"])
@pytest.mark.sweep_only("at_once", "late-alone")
def test_the_security_group_that_aws_adds_is_no_difference(
    project: Project, aws: LocalAws, service: Write, when: str, own: bool
) -> None:
    """Whenever it comes: not in the run that made the service, and not after AWS has added it."""
    aws.settings(managed_security_group=when)
    ec2 = aws.client("ec2")
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"]]
    groups = [ec2.create_security_group(GroupName="mine", Description="mine")["GroupId"]] if own else None
    network = {"subnets": subnets, **({"security_groups": groups} if groups else {})}

    done = project.up(service("app:1", network_configuration=network, wait_for_rollout=False))
    assert done.ok, done.text
    assert project.refresh().drifted == {}
    aws.clock(advance_seconds=3600)

    there = in_effect(aws, done.outputs["arn"])["networkConfiguration"]["securityGroups"]
    assert len(there) == (2 if own else 1)
    rests(project, aws)


EMPTY: dict[str, Any] = {"command": [], "environment": {}, "secrets": {}}


@peer("#47436")
@pytest.mark.parametrize("answered", ["empty_list", "absent"])
@pytest.mark.parametrize("declared", [True, False], ids=["declared empty", "not declared"])
@pytest.mark.sweep_only("empty_list", "not declared-absent")
def test_an_empty_list_and_none_are_the_same_both_ways(
    project: Project, aws: LocalAws, service: Write, declared: bool, answered: str
) -> None:
    """Whatever AWS answers for it and whatever the program writes, also once the program writes the other."""
    aws.settings(unset_command=answered)
    empty, none = service("app:1", container=EMPTY, tags={}), service("app:1")

    assert project.up(empty if declared else none).ok
    rests(project, aws)
    other = project.up(none if declared else empty)

    assert other.changed == {}
    rests(project, aws)


@peer("#47531")
@pytest.mark.parametrize("scheme", ["never", "always", "later"])
@pytest.mark.sweep_only("never", "always")
def test_the_url_is_one_whichever_form_aws_answers(
    project: Project, aws: LocalAws, service: Write, scheme: str
) -> None:
    """From the first answer on, in the outputs of every later run."""
    aws.settings(endpoint_scheme=scheme)
    first = project.up(service("app:1", wait_for_rollout=False))
    aws.clock(advance_seconds=3600)
    rests(project, aws)
    later = project.up(service("app:2"))

    assert first.ok, first.text
    assert first.outputs["url"].count("https://") == 1
    assert first.outputs["url"].startswith("https://")
    assert later.outputs["url"] == first.outputs["url"]
    assert aws.get(first.outputs["url"].removeprefix("https://"))[0] == 200


@peer("#47377")
@pytest.mark.parametrize("at_rest", ["absent", "last"])
@pytest.mark.sweep_only("absent")
def test_a_deployment_that_has_ended_leaves_nothing_that_changes(
    project: Project, aws: LocalAws, service: Write, at_rest: str
) -> None:
    """AWS names the current deployment only while one runs; no output repeats it, so none goes stale."""
    aws.settings(current_deployment_at_rest=at_rest)
    assert project.up(service("app:1")).ok
    before = project.state("ecsexpress:index:ExpressGatewayService")["outputs"]

    rests(project, aws)

    assert not [name for name in before if "current" in name]
    assert project.state("ecsexpress:index:ExpressGatewayService")["outputs"] == before


@peer("R4")
@pytest.mark.parametrize("at_rest", ["absent", "last"])
@pytest.mark.sweep_only("absent")
def test_an_update_for_which_aws_makes_no_deployment_ends(
    project: Project, aws: LocalAws, service: Write, at_rest: str
) -> None:
    """Long before the time limit, and as a success, also where AWS still names the last deployment."""
    aws.settings(settings_only_update="in_place", current_deployment_at_rest=at_rest)
    first = project.up(service("app:1"))

    done = project.up(service("app:1", health_check_path="/ready"))

    assert done.ok, done.text
    assert len(aws.client("ecs").list_service_deployments(service=first.outputs["arn"])["serviceDeployments"]) == 1
    assert in_effect(aws, first.outputs["arn"])["healthCheckPath"] == "/ready"
    rests(project, aws)


@peer("R2")
def test_flipping_whether_to_wait_makes_no_call(project: Project, aws: LocalAws, service: Write) -> None:
    """In both directions, and when it is removed; nor do the other options of ours."""
    assert project.up(service("app:1")).ok
    aws.forget_calls()

    for options in (
        {"wait_for_rollout": False}, {"wait_for_rollout": True, "adopt_existing": True}, {},
    ):  # fmt: skip
        flipped = project.up(service("app:1", **options))
        assert flipped.ok, flipped.text
        assert flipped.changed == {}

    assert aws.calls() == {}


@peer("R3")
def test_a_refresh_between_two_configurations_tells_both_truths(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """While somebody else's rollout runs: drift shows what is being deployed, the output names what serves."""
    first = project.up(service("app:1"))
    aws.clock(speed=0)
    aws.client("ecs").update_express_gateway_service(
        serviceArn=first.outputs["arn"], primaryContainer={"image": "theirs:1"}
    )
    aws.clock(advance_seconds=60)
    assert len(reported(aws, first.outputs["arn"])["activeConfigurations"]) == 2

    refreshed = project.refresh(diff=True)

    assert '"app:1" => "theirs:1"' in refreshed.text, refreshed.text
    assert project.state()["outputs"]["serviceRevisionArn"] == first.outputs["revision"]


def _failed(outcome: Outcome) -> list[str]:
    return [error for error in outcome.errors if "[" in error]


@peer("R5")
def test_a_plain_denial_of_a_create_or_an_update_is_told_at_once(
    project: Project, aws: LocalAws, service: Write
) -> None:
    """Only the words about roles that are too young are waited for."""
    for operation in ("Create", "Update"):
        name = f"ecs:{operation}ExpressGatewayService"
        aws.faults({"operation": name, "kind": "deny", "times": 9})
        aws.forget_calls()
        denied = project.up(service(f"app:{operation.lower()}"))
        assert any(f"allow {name}" in error for error in _failed(denied)), denied.text
        assert any("[access-denied]" in error for error in denied.errors), denied.text
        assert aws.calls()[name] == 1
        assert bool(project.state()) is (operation == "Update"), "nothing is made"
        aws.ask("/faults", method="DELETE")
        assert project.up().ok


@peer("#49359", "aws/aws-cdk#36234")
def test_an_image_alone_is_enough_and_all_that_aws_made_is_named(project: Project, aws: LocalAws) -> None:
    """Roles, network, logs and sizes come with it; each thing that AWS made has an output with its ARN."""
    import pulumi

    import pulumi_ecs_express as express

    def program() -> None:
        web = express.ExpressGatewayService("web", primary_container={"image": "app:1"})
        pulumi.export("url", web.url)
        pulumi.export("managed", web.managed_resources)

    done = project.up(program)

    assert done.ok, done.text
    assert aws.get(done.outputs["url"].removeprefix("https://"))[0] == 200
    assert all(done.outputs["managed"].values()), done.outputs["managed"]
    assert project.state(SERVICE)["outputs"]["inEffect"]["cpu"]
    rests(project, aws)


KEPT = {
    "service_name": "one",
    "region": "us-east-1",
    "redeploy_triggers": {"build": "1"},
    "wait_for_rollout": True,
    "adopt_existing": True,
}


@peer("R6")
def test_what_a_removal_leaves_as_it_is_is_said_in_the_preview(project: Project, aws: LocalAws, service: Write) -> None:
    """No line of a preview can show it, and nothing is called for it; the next preview has nothing more to say."""
    first = project.up(service("app:1", **KEPT))
    aws.forget_calls()

    preview = project.preview(service("app:1"))
    done = project.up()
    again = project.preview()

    for name in ("service_name", "region", "redeploy_triggers.build"):
        assert f"{name}: no longer declared, and left as it is: " in preview.text, preview.text
    for name in ("wait_for_rollout", "adopt_existing"):
        assert f"{name}: no longer declared, so it counts as " in preview.text, preview.text
    assert done.outputs["arn"] == first.outputs["arn"]
    assert done.changed == {}
    assert aws.calls() == {}
    assert "no longer declared" not in again.text


@pytest.mark.row("S1-02", "S0-14")
@peer("R6")
def test_what_a_removal_goes_back_to_is_said_in_the_preview(project: Project, aws: LocalAws, service: Write) -> None:
    """A line only says that it goes; a note says what there is afterwards, and that is so."""
    container = {"container_port": 8080, "command": ["serve"], "environment": {"A": "1"}}
    declared = {"cpu": 512, "memory": 1024, "health_check_path": "/health", "tags": {"team": "web"}}
    first = project.up(service("app:1", container=container, **declared))

    preview = project.preview(service("app:1"))
    done = project.up()

    back = "".join(line.strip() + " " for line in preview.text.splitlines() if "goes back to" in line)
    for argument, default in (
        ("cpu", '"1024"'), ("memory", '"2048"'), ("primary_container.container_port", "80"), ("health_check_path", '"/"'),
    ):  # fmt: skip
        assert f"{argument} goes back to {default}" in back, preview.text
    assert {"primaryContainer.containerPort", "healthCheckPath"} <= preview.detailed().keys()
    cleared = "primary_container.command, primary_container.environment.A, tags.team"
    assert f"no longer declared, so cleared: {cleared}" in preview.text
    assert done.ok, done.text
    there = in_effect(aws, first.outputs["arn"])
    assert (there["cpu"], there["memory"], there["primaryContainer"]["containerPort"]) == ("1024", "2048", 80)
    assert there["healthCheckPath"] == "/"
    assert there["primaryContainer"]["environment"] == there["primaryContainer"]["command"] == []
    rests(project, aws)
