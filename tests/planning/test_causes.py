"""Remedies: each known cause of a failed rollout has one that fits, and the closest cause counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import toml_files
from tests.planning.evidence_samples import (
    BREAKER,
    EXITED,
    PARAMETER_MISSING,
    SECRET_DENIED,
    SECRET_MISSING,
    STREAM,
    UNHEALTHY,
    UNPULLABLE,
    deployment,
    event,
    line,
    never_started,
    task,
)

from pulumi_ecs_express.model.rollout.evidence import NO_EVIDENCE, EndedContainer, Evidence, StoppedTask
from pulumi_ecs_express.model.service.observed import ManagedResource
from pulumi_ecs_express.planning.rollout.causes import remedy_for
from pulumi_ecs_express.planning.rollout.state import RolloutState

SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"
PULL = "CannotPullContainerError: pull image manifest has been retried 5 time(s): "
START = "ResourceInitializationError: "


def ended(code: int, reason: str | None = None) -> StoppedTask:
    """Give a task whose container ended with an exit code."""
    return task(containers=[EndedContainer("Main", code, reason)])


TASKS = [
    (never_started(SECRET_DENIED), f"let role web-execution do secretsmanager:GetSecretValue on {SECRET}"),
    (never_started(SECRET_MISSING), f"make the secret {SECRET}"),
    (never_started(PARAMETER_MISSING), "make the parameter /web/db"),
    (never_started(f"{START}retrieved secret from Secrets Manager did not contain json key user"), "put the key user"),
    (never_started(f"{START}failed to validate logger args: create stream has been retried 1 times"), "log group"),
    (never_started(f"{START}unable to pull secrets or registry auth: i/o timeout, dial tcp 10.0.0.1"), "NAT gateway"),
    (never_started(f"{START}something new"), "execution role may read"),
    (never_started(UNPULLABLE), "image's name and tag"),
    (
        never_started(f"{PULL}image Manifest does not contain descriptor matching platform 'linux/amd64'"),
        "architecture",
    ),
    (never_started(f"{PULL}failed to authorize: 403 Forbidden"), "repository_credentials"),
    (never_started(f"{PULL}dial tcp 10.0.0.1:443: i/o timeout"), "way to the registry"),
    (never_started("CannotPullContainerError: something new"), "image's name and tag"),
    (ended(137, "OutOfMemoryError: Container killed due to memory usage"), "memory"),
    (ended(137), "memory"),
    (task(reason=UNHEALTHY, containers=[EndedContainer("Main", 137)]), "health_check_path"),
    (task(reason=UNHEALTHY, containers=()), "(health_check_path, container_port)"),
    (never_started("RESOURCE:ENI"), "quota"),
    (never_started("Capacity is unavailable at this time. Please try again later"), "capacity"),
    (ended(1), f"aws logs tail {STREAM.group} --log-stream-names {STREAM.name}"),
    (ended(0), "container's log"),
]


@pytest.mark.row("S1-11")
@pytest.mark.parametrize(("stopped", "words"), TASKS, ids=[words for _, words in TASKS])
def test_the_remedy_fits_what_became_of_the_tasks(stopped: StoppedTask, words: str) -> None:
    """In the arguments' own names; a role that may not read a secret is named with action and secret."""
    assert words in remedy_for(RolloutState(deployment()), Evidence((stopped,), (), STREAM))


RESOURCES = [
    ("ValidationError: Health check path 'x' must begin with a '/' character", "health_check_path"),
    ("AccessDenied: User: x is not authorized to perform: ec2:DescribeAccountAttributes because no",
     "let the infrastructure role do ec2:DescribeAccountAttributes"),
    ("TooManyLoadBalancers: The maximum number of load balancers has been reached", "quota"),
    ("InvalidSubnet: Not enough IP space available in subnet-1", "network_configuration"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "words"), RESOURCES, ids=[words for _, words in RESOURCES])
def test_a_resource_that_cannot_be_made_is_the_closest_cause(reason: str, words: str) -> None:
    """Whatever else is known: without it nothing can start."""
    stuck = ManagedResource("target group", None, "PROVISIONING", reason)

    assert words in remedy_for(RolloutState(deployment(), (stuck,)), Evidence((never_started(UNPULLABLE),)))


def test_words_that_nobody_foresaw_are_left_to_the_reader() -> None:
    """A cause that is known counts before them."""
    stuck = RolloutState(deployment(), (ManagedResource("target group", None, "PROVISIONING", "something new"),))

    assert remedy_for(stuck, NO_EVIDENCE) == "mend what AWS names"
    assert "image's name" in remedy_for(stuck, Evidence((never_started(UNPULLABLE),)))


def test_the_newest_task_counts_before_the_deployments_own_words() -> None:
    """The deployment says only that tasks failed; an older task may have failed for what was mended since."""
    evidence = Evidence((never_started(UNPULLABLE, 2, 90), task(1, reason=UNHEALTHY)))

    assert "image's name" in remedy_for(RolloutState(deployment("tasks failed ELB health checks")), evidence)


def test_without_tasks_events_and_the_deployment_are_asked() -> None:
    """Where the permission to read tasks is missing."""
    assert "health_check_path" in remedy_for(RolloutState(deployment()), Evidence((), (event(9, UNHEALTHY),)))
    assert "4XX and 5XX" in remedy_for(
        RolloutState(deployment("rolled back because an alarm was detected")), NO_EVIDENCE
    )
    assert remedy_for(RolloutState(deployment(BREAKER)), NO_EVIDENCE) == "look at the container's log"


def test_a_program_for_another_processor_is_known_by_its_last_words() -> None:
    """AWS gives no more than an exit code; other words of a log are not taken for AWS's."""
    evidence = Evidence((ended(255),), (), STREAM, (line(1, "exec /app/server: exec format error"),))
    misleading = Evidence((task(reason=EXITED),), (), STREAM, (line(1, "the health check of the quota service"),))

    assert "architecture" in remedy_for(RolloutState(deployment()), evidence)
    assert "aws logs tail" in remedy_for(RolloutState(deployment()), misleading)


MORE_TASKS = [
    ((f"{START}failed to validate logger args: create stream has been retried 1 times: RequestCanceled: request context "
     "canceled caused by: context deadline exceeded"), "way to CloudWatch Logs"),
    (f"{START}unable to pull secrets: invalid character 'h' looking for beginning of value", "holds no JSON"),
    ((f"{START}User: arn:aws:sts::123456789012:assumed-role/web-execution/1 is not authorized to perform: "
     "secretsmanager:GetSecretValue on resource: x with an explicit deny in a service control policy"), "organisation's administrators"),
    ((f"{START}User: arn:aws:sts::123456789012:assumed-role/web-execution/1 is not authorized to perform: "
     "ssm:GetParameters on resource: x because no permissions boundary allows it"), "whoever set the boundary"),
    ((f"{PULL}httpReadSeeker: failed open: unexpected status code: 429 Too Many Requests - toomanyrequests: You have reached "
     "your unauthenticated pull rate limit"), "allows no more pulls"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "words"), MORE_TASKS, ids=[words for _, words in MORE_TASKS])
def test_the_remedy_fits_what_else_aws_says_of_tasks(reason: str, words: str) -> None:
    """Sources: "Stopped tasks error messages" and "CannotPullContainer task errors", Amazon ECS developer guide, read 2026-11-28."""
    assert words in remedy_for(RolloutState(deployment()), Evidence((never_started(reason),), (), STREAM))


OF_THE_GUIDE = [
    (row["text"], row["remedy"])
    for row in toml_files.read(Path(__file__).with_name("troubleshooting_messages.toml"))["message"]
]


@pytest.mark.parametrize(("reason", "words"), OF_THE_GUIDE, ids=[reason[:60] for reason, _ in OF_THE_GUIDE])
def test_the_remedy_fits_every_message_of_the_troubleshooting_pages(reason: str, words: str) -> None:
    """Each with a remedy that mends its cause, and none of them left to the last resort."""
    assert words in remedy_for(RolloutState(deployment()), Evidence((never_started(reason),), (), STREAM))


MORE_RESOURCES = [
    (("AccessDenied: User: x is not authorized to perform: elasticloadbalancing:CreateRule with an explicit deny in a service "
     "control policy"), "organisation's administrators"),
    ("Unable to assume the service linked role for application-autoscaling", ("create-service-linked-role --aws-service-name "
     "ecs.application-autoscaling.amazonaws.com")),
    ("InvalidSecurityGroup: The security group sg-1 does not belong to VPC vpc-1", "network_configuration.security_groups"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "words"), MORE_RESOURCES, ids=[words[:30] for _, words in MORE_RESOURCES])
def test_the_remedy_fits_what_else_aws_says_of_a_resource(reason: str, words: str) -> None:
    """What no policy of the account can mend, and what merely sounds like a subnet."""
    resource = ManagedResource("target group", "arn", "PROVISIONING", reason)

    assert words in remedy_for(RolloutState(None, (resource,)), NO_EVIDENCE)


def test_all_missing_actions_of_the_infrastructure_role_are_named_at_once() -> None:
    """Instead of one for each run, and with the managed policy that has them."""
    denied = [f"User: x is not authorized to perform: {action} because no" for action in ("ec2:B", "ec2:A", "elb:C")]
    resources = tuple(ManagedResource("target group", f"arn{text}", "PROVISIONING", text) for text in denied)

    remedy = remedy_for(RolloutState(None, resources), NO_EVIDENCE)

    assert "do ec2:A, ec2:B and elb:C: attach AmazonECSInfrastructureRoleforExpressGatewayServices" in remedy
