"""Tasks of Express services as ListTasks and DescribeTasks show them."""

from __future__ import annotations

from tests.sandbox.local_aws import LocalAws, primary, refused


def test_a_task_tells_where_and_what_it_runs(aws: LocalAws) -> None:
    """Network interface, image digest, times; and the revisions in force on its service."""
    arn = aws.settled()
    (task,) = aws.ecs.describe_tasks(tasks=aws.ecs.list_tasks(serviceName="web")["taskArns"])["tasks"]
    details = {entry["name"]: entry["value"] for entry in task["attachments"][0]["details"]}
    assert details["privateIPv4Address"] == task["containers"][0]["networkInterfaces"][0]["privateIpv4Address"]
    assert details["subnetId"] in aws.describe(arn)["activeConfigurations"][0]["networkConfiguration"]["subnets"]
    assert task["containers"][0]["imageDigest"].startswith("sha256:")
    assert (task["lastStatus"], task["desiredStatus"], task["connectivity"]) == ("RUNNING", "RUNNING", "CONNECTED")
    (service,) = aws.ecs.describe_services(services=[arn])["services"]
    (revision,) = service["currentServiceRevisions"]
    assert (revision["requestedTaskCount"], revision["runningTaskCount"]) == (1, 1)


def test_stopped_tasks_are_shown_for_an_hour(aws: LocalAws) -> None:
    """Not longer: AWS promises no more."""
    arn = aws.settled()
    aws.update(arn, "shop/web:2")
    aws.run_out()
    (stopped,) = aws.ecs.list_tasks(serviceName="web", desiredStatus="STOPPED")["taskArns"]
    aws.advance(3600)
    assert aws.ecs.list_tasks(serviceName="web", desiredStatus="STOPPED")["taskArns"] == []
    assert aws.ecs.describe_tasks(tasks=[stopped])["failures"][0]["reason"] == "MISSING"


def test_tasks_are_found_by_who_started_them(aws: LocalAws) -> None:
    """By the id of their deployment, which goes with no other filter."""
    arn = aws.settled()
    (service,) = aws.ecs.describe_services(services=[arn])["services"]
    assert len(aws.ecs.list_tasks(startedBy=primary(service)["id"])["taskArns"]) == 1
    assert aws.ecs.list_tasks(startedBy="ecs-svc/1")["taskArns"] == []
    assert refused(aws.ecs.list_tasks, startedBy="x", serviceName="web")[0] == "InvalidParameterException"


def test_no_minimum_and_no_maximum_run_nothing(aws: LocalAws) -> None:
    """How operators stop a service: no tasks, the way in stays; up again, it serves."""
    arn = aws.settled()
    aws.update(arn, scalingTarget={"minTaskCount": 0, "maxTaskCount": 0})
    aws.run_out()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"
    assert aws.ecs.list_tasks(serviceName="web")["taskArns"] == []
    assert aws.get(aws.endpoint(arn)).status == 503
    scaling = aws.client("application-autoscaling")
    (bounds,) = scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
    assert (bounds["MinCapacity"], bounds["MaxCapacity"]) == (0, 0)
    aws.update(arn, scalingTarget={"minTaskCount": 1, "maxTaskCount": 1})
    aws.run_out()
    assert aws.get(aws.endpoint(arn)).status == 200


def test_a_task_that_somebody_stops_is_replaced(aws: LocalAws) -> None:
    """Its end names the reason given, another one starts, and the URL answers."""
    arn = aws.settled()
    (task,) = aws.ecs.list_tasks(serviceName="web")["taskArns"]

    stopped = aws.ecs.stop_task(task=task, reason="looks stuck")["task"]

    assert (stopped["stopCode"], stopped["stoppedReason"]) == ("UserInitiated", "looks stuck")
    (another,) = aws.ecs.list_tasks(serviceName="web")["taskArns"]
    assert another != task
    assert aws.get(aws.endpoint(arn)).content["task"] == another
    assert refused(aws.ecs.stop_task, task="0" * 32)[0] == "InvalidParameterException"


def test_bounds_that_somebody_set_outside_outlive_another_image(aws: LocalAws) -> None:
    """Until the service's own bounds change."""
    arn = aws.settled()
    scaling = aws.client("application-autoscaling")

    def bounds() -> tuple[int, int]:
        (found,) = scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
        return found["MinCapacity"], found["MaxCapacity"]

    scaling.register_scalable_target(
        ServiceNamespace="ecs", ResourceId="service/default/web", ScalableDimension="ecs:service:DesiredCount",
        MinCapacity=3, MaxCapacity=9,
    )  # fmt: skip
    aws.update(arn, "shop/web:2")
    aws.run_out()
    assert bounds() == (3, 9)

    aws.update(arn, scalingTarget={"minTaskCount": 1, "maxTaskCount": 4})
    aws.run_out()
    assert bounds() == (1, 4)
