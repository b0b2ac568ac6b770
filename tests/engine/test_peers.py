"""What other ways to run Express Mode services break on, as a user would meet it here (`tests/peers.toml`)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from tests.engine.conftest import ROLES
from tests.engine.harness import SERVICE, LocalAws, Outcome, Program, Project

pytestmark = pytest.mark.engine
peer = pytest.mark.peer

Write = Callable[..., Program]


def _told(aws: LocalAws, arn: str) -> Any:
    return aws.client("ecs").describe_express_gateway_service(serviceArn=arn)["service"]


def _in_effect(aws: LocalAws, arn: str) -> Any:
    (only,) = _told(aws, arn)["activeConfigurations"]
    return only


def _rests(project: Project, aws: LocalAws) -> None:
    """Hold that nothing is different: not to a refresh, and not to the next run, which sends nothing."""
    assert project.refresh().drifted == {}
    aws.forget_calls()
    again = project.up()
    assert again.ok, again.text
    assert again.changed == {}
    assert aws.calls() == {}


SCALING = [
    ("min_task_count", 2, 3, "merged"),
    ("max_task_count", 5, 6, "replaced"),
    ("auto_scaling_metric", "AVERAGE_MEMORY", "AVERAGE_CPU", "merged"),
    ("auto_scaling_target_value", 50, 55, "replaced"),
]


@peer("#49511", "R10")
@pytest.mark.parametrize(("member", "before", "after", "members"), SCALING, ids=[member for member, *_ in SCALING])
def test_a_scaling_target_of_one_member_is_made_changed_and_never_drifts(
    project: Project, aws: LocalAws, service: Write, member: str, before: Any, after: Any, members: str
) -> None:
    """AWS fills in the other three, at create and at update, whether or not it keeps members that are left out."""
    aws.settings(group_members=members)
    first = project.up(service("app:1", scaling_target={member: before}))
    assert first.ok, first.text
    made = _in_effect(aws, first.outputs["arn"])["scalingTarget"]
    _rests(project, aws)

    second = project.up(service("app:1", scaling_target={member: after}))

    assert second.ok, second.text
    camel = "".join(part.title() if number else part for number, part in enumerate(member.split("_")))
    assert _in_effect(aws, first.outputs["arn"])["scalingTarget"] == {**made, camel: after}
    _rests(project, aws)


@peer("#47437", "#47908")
@pytest.mark.parametrize("own", [True, False], ids=["beside one of ours", "alone"])
@pytest.mark.parametrize("when", ["at_once", "late"])
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

    there = _in_effect(aws, done.outputs["arn"])["networkConfiguration"]["securityGroups"]
    assert len(there) == (2 if own else 1)
    _rests(project, aws)


EMPTY: dict[str, Any] = {"command": [], "environment": {}, "secrets": {}}


@peer("#47436")
@pytest.mark.parametrize("answered", ["empty_list", "absent"])
@pytest.mark.parametrize("declared", [True, False], ids=["declared empty", "not declared"])
def test_an_empty_list_and_none_are_the_same_both_ways(
    project: Project, aws: LocalAws, service: Write, declared: bool, answered: str
) -> None:
    """Whatever AWS answers for it and whatever the program writes, also once the program writes the other."""
    aws.settings(unset_command=answered)
    empty, none = service("app:1", container=EMPTY, tags={}), service("app:1")

    assert project.up(empty if declared else none).ok
    _rests(project, aws)
    other = project.up(none if declared else empty)

    assert other.changed == {}
    _rests(project, aws)


@peer("#47531")
@pytest.mark.parametrize("scheme", ["never", "always", "later"])
def test_the_url_is_one_whichever_form_aws_answers(
    project: Project, aws: LocalAws, service: Write, scheme: str
) -> None:
    """From the first answer on, in the outputs of every later run."""
    aws.settings(endpoint_scheme=scheme)
    first = project.up(service("app:1", wait_for_rollout=False))
    aws.clock(advance_seconds=3600)
    _rests(project, aws)
    later = project.up(service("app:2"))

    assert first.ok, first.text
    assert first.outputs["url"].count("https://") == 1
    assert first.outputs["url"].startswith("https://")
    assert later.outputs["url"] == first.outputs["url"]
    assert aws.get(first.outputs["url"].removeprefix("https://"))[0] == 200


@peer("#47377")
@pytest.mark.parametrize("at_rest", ["absent", "last"])
def test_a_deployment_that_has_ended_leaves_nothing_that_changes(
    project: Project, aws: LocalAws, service: Write, at_rest: str
) -> None:
    """AWS names the current deployment only while one runs; no output repeats it, so none goes stale."""
    aws.settings(current_deployment_at_rest=at_rest)
    assert project.up(service("app:1")).ok
    before = project.state("ecsexpress:index:ExpressGatewayService")["outputs"]

    _rests(project, aws)

    assert "deployment" not in str(sorted(before)).lower()
    assert project.state("ecsexpress:index:ExpressGatewayService")["outputs"] == before


@peer("R4")
@pytest.mark.parametrize("at_rest", ["absent", "last"])
def test_an_update_for_which_aws_makes_no_deployment_ends(
    project: Project, aws: LocalAws, service: Write, at_rest: str
) -> None:
    """Long before the time limit, and as a success, also where AWS still names the last deployment."""
    aws.settings(settings_only_update="in_place", current_deployment_at_rest=at_rest)
    first = project.up(service("app:1"))

    done = project.up(service("app:1", health_check_path="/ready"))

    assert done.ok, done.text
    assert len(aws.client("ecs").list_service_deployments(service=first.outputs["arn"])["serviceDeployments"]) == 1
    assert _in_effect(aws, first.outputs["arn"])["healthCheckPath"] == "/ready"
    _rests(project, aws)


CLUSTERS = {
    "left out": (None, "default"),
    "default by its name": ("default", "default"),
    "default by its ARN": ("arn:aws:ecs:us-east-1:123456789012:cluster/default", "default"),
    "another one by its name": ("other", "other"),
    "another one by its ARN": ("arn:aws:ecs:us-east-1:123456789012:cluster/other", "other"),
}


@peer("#47532", "#47277", "R2")
@pytest.mark.parametrize(("cluster", "name"), CLUSTERS.values(), ids=CLUSTERS)
def test_a_service_lives_in_any_cluster_however_that_is_written(
    project: Project, aws: LocalAws, service: Write, cluster: str | None, name: str
) -> None:
    """Made, rested, the cluster written in all other ways without a call, updated, destroyed."""
    aws.settings(inactive_visible_seconds=1_000_000)
    aws.client("ecs").create_cluster(clusterName="other")
    first = project.up(service("app:1", cluster=cluster))
    assert first.ok, first.text
    assert first.outputs["arn"].split("/")[1] == name
    _rests(project, aws)

    for spelling, other in CLUSTERS.values():
        if other == name:
            assert project.up(service("app:1", cluster=spelling)).changed == {}
    assert aws.calls() == {}

    assert project.up(service("app:2", cluster=cluster)).outputs["arn"] == first.outputs["arn"]
    assert project.destroy().ok
    assert _told(aws, first.outputs["arn"])["status"]["statusCode"] == "INACTIVE"


@peer("R2")
def test_flipping_whether_to_wait_makes_no_call(project: Project, aws: LocalAws, service: Write) -> None:
    """In both directions, and when it is removed; nor do the other options of ours."""
    assert project.up(service("app:1")).ok
    aws.forget_calls()

    for options in (
        {"wait_for_rollout": False}, {"wait_for_rollout": True}, {"wait_for_rollout": False}, {},
        {"adopt_existing": True}, {},
    ):  # fmt: skip
        flipped = project.up(service("app:1", **options))
        assert flipped.ok, flipped.text
        assert flipped.changed == {}

    assert aws.calls() == {}


@peer("R1")
@pytest.mark.parametrize("cluster", ["other", "arn:aws:ecs:us-east-1:123456789012:cluster/other"])
def test_a_service_taken_over_in_another_cluster_shows_no_difference(
    project: Project, aws: LocalAws, service: Write, cluster: str
) -> None:
    """Adoption stands in for an import; it reads the service where it is."""
    ecs = aws.client("ecs")
    ecs.create_cluster(clusterName="other")
    roles = {"executionRoleArn": ROLES["execution_role_arn"], "infrastructureRoleArn": ROLES["infrastructure_role_arn"]}
    made = ecs.create_express_gateway_service(
        serviceName="shop", cluster="other", primaryContainer={"image": "app:1"}, **roles
    )
    aws.clock(advance_seconds=3600)

    done = project.up(service("app:1", service_name="shop", cluster=cluster, adopt_existing=True))

    assert done.ok, done.text
    assert done.outputs["arn"] == made["service"]["serviceArn"]
    assert aws.calls().get("ecs:UpdateExpressGatewayService", 0) == 0, "it is as declared already"
    _rests(project, aws)


@peer("#47438")
def test_a_name_whose_service_is_gone_can_be_used_again(project: Project, aws: LocalAws, service: Write) -> None:
    """An INACTIVE service of that name is none, although AWS still shows it."""
    first = project.up(service("app:1", service_name="shop"))
    aws.settings(inactive_visible_seconds=1_000_000)
    aws.client("ecs").delete_express_gateway_service(serviceArn=first.outputs["arn"])
    aws.clock(advance_seconds=3600)
    assert _told(aws, first.outputs["arn"])["status"]["statusCode"] == "INACTIVE"

    again = project.up(refresh=True)

    assert again.ok, again.text
    assert again.outputs["arn"] == first.outputs["arn"]


@peer("#47438")
def test_a_name_whose_service_is_draining_is_waited_for(project: Project, aws: LocalAws, service: Write) -> None:
    """Nobody says that it exists already: the row tells what is waited for, and the service is made after that."""
    first = project.up(service("app:1", service_name="shop"))
    aws.clock(speed=0)
    aws.client("ecs").delete_express_gateway_service(serviceArn=first.outputs["arn"])
    outcome: list[Outcome] = []
    thread = threading.Thread(target=lambda: outcome.append(project.up(refresh=True)))
    aws.forget_calls()
    thread.start()
    while aws.calls().get("ecs:CreateExpressGatewayService", 0) < 2:
        assert thread.is_alive(), outcome and outcome[0].text
    aws.clock(speed=aws.speed)
    thread.join(120)

    assert outcome[0].ok, outcome[0].text
    assert outcome[0].outputs["arn"] == first.outputs["arn"]
    assert any("until the old service of that name is gone" in said for said in outcome[0].row())
    assert aws.get(outcome[0].outputs["url"].removeprefix("https://"))[0] == 200


@peer("R7", "#47568")
@pytest.mark.parametrize("visible", [0, 3600], ids=["vanished", "INACTIVE"])
@pytest.mark.parametrize("status", ["ACTIVE", "DRAINING", "gone"])
def test_a_destroy_ends_well_however_far_the_service_is_gone(
    project: Project, aws: LocalAws, service: Write, status: str, visible: int
) -> None:
    """Whether AWS still shows it as INACTIVE or not at all."""
    aws.settings(inactive_visible_seconds=visible)
    first = project.up(service("app:1"))
    if status != "ACTIVE":
        aws.client("ecs").delete_express_gateway_service(serviceArn=first.outputs["arn"])
        aws.clock(advance_seconds=3600 if status == "gone" else 0)

    destroyed = project.destroy()

    assert destroyed.ok, destroyed.text
    assert project.state() == {}
    services = aws.client("ecs").list_services(cluster="default", resourceManagementType="ECS")["serviceArns"]
    assert services == []


@peer("R9")
def test_a_name_that_an_ordinary_service_holds_is_told_as_that(project: Project, aws: LocalAws, service: Write) -> None:
    """It is no Express Mode service, so it cannot be adopted either."""
    ecs = aws.client("ecs")
    ecs.create_cluster(clusterName="default")
    definition = ecs.register_task_definition(
        family="classic", containerDefinitions=[{"name": "web", "image": "theirs:1", "memory": 512}]
    )
    ecs.create_service(
        cluster="default",
        serviceName="shop",
        taskDefinition=definition["taskDefinition"]["taskDefinitionArn"],
        desiredCount=0,
    )

    for adopt in (False, True):
        refused = project.up(service("app:1", service_name="shop", adopt_existing=adopt))
        (message,) = {error for error in refused.errors if "[" in error}
        assert "ordinary ECS service" in message, message
        assert "service_name" in message
        assert project.state() == {}


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
    assert len(_told(aws, first.outputs["arn"])["activeConfigurations"]) == 2

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
        assert aws.calls()[name] == 1
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
    _rests(project, aws)
