"""The control API: calls, clock, faults, settings, reset."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError, ConnectionClosedError

from tests.sandbox.local_aws import LocalAws


def test_calls_are_counted_by_operation(aws: LocalAws) -> None:
    """In boto3's names; the sandbox's own calls to other services do not count."""
    aws.settled()
    calls = aws.control("GET", "/calls")
    assert calls == {
        "ecs:CreateExpressGatewayService": 1,
        "iam:AttachRolePolicy": 2,
        "iam:CreateRole": 2,
    }
    aws.control("POST", "/calls/reset")
    aws.elbv2.describe_load_balancers()
    aws.client("application-autoscaling").describe_scalable_targets(ServiceNamespace="ecs")
    aws.client("cloudwatch").describe_alarms()
    aws.client("route53").list_hosted_zones()
    assert aws.control("GET", "/calls") == {
        "application-autoscaling:DescribeScalableTargets": 1,
        "cloudwatch:DescribeAlarms": 1,
        "elbv2:DescribeLoadBalancers": 1,
        "route53:ListHostedZones": 1,
    }


def test_the_clock_tells_what_comes_next(aws: LocalAws) -> None:
    """Nothing at first; with a service, the next change of anything; stepping reaches exactly it."""
    assert aws.control("GET", "/clock")["next_change"] is None
    aws.create()
    clock = aws.control("GET", "/clock")
    assert clock["speed"] == 0
    assert clock["next_change"] > clock["now"]
    assert aws.control("POST", "/clock", {"advance_to_next_change": True})["now"] == clock["next_change"]


def test_a_fast_clock_runs_by_itself(aws: LocalAws) -> None:
    """At speed 20000 a deployment of six minutes is over almost at once."""
    arn = aws.create()["serviceArn"]
    aws.control("POST", "/clock", {"speed": 20000})
    deadline = time.monotonic() + 10
    while aws.deployment(arn)["status"] != "SUCCESSFUL":
        assert time.monotonic() < deadline
    assert aws.control("GET", "/clock")["now"] > "2026"


@pytest.mark.parametrize(
    ("method", "path", "content", "words"),
    [
        ("POST", "/clock", {"speed": 0.5}, "speed must be 1 or more"),
        ("POST", "/clock", {"advance_seconds": -1}, "must not be negative"),
        ("POST", "/clock", {"hurry": True}, "the clock takes"),
        ("POST", "/settings", {"unknown": 1}, "no setting 'unknown'"),
        ("POST", "/settings", {"endpoint_scheme": "perhaps"}, "cannot be 'perhaps'"),
        ("POST", "/settings", {"default_vpc": "no"}, "cannot be 'no'"),
        ("POST", "/faults", {"kind": "error"}, "as a list"),
        ("POST", "/faults", [{"operation": "ecs:ListClusters", "kind": "explode"}], "a fault's kind is one of"),
        ("POST", "/faults", [{"kind": "error"}], "a fault needs an operation"),
        ("POST", "/faults", [{"operation": "ecs:*", "kind": "error", "often": 1}], "a fault has no often"),
        ("POST", "/held/release", {"all": True}, "a release takes"),
    ],
)
def test_a_mistake_is_answered_with_what_is_wrong(
    aws: LocalAws, method: str, path: str, content: Any, words: str
) -> None:
    """Status 400 and words; nothing changes."""
    status, answer = aws.ask(method, path, content)
    assert status == 400
    assert words in answer["error"]


def test_an_unknown_path_lists_the_known_ones(aws: LocalAws) -> None:
    """Status 404."""
    status, answer = aws.ask("GET", "/unknown")
    assert (status, "POST /clock" in answer["routes"]) == (404, True)


PROTOCOLS = [
    # client, method, throttling code, denial code, server error code
    ("ecs", "list_clusters", "ThrottlingException", "AccessDeniedException", "ServerException"),
    ("iam", "list_roles", "Throttling", "AccessDenied", "InternalFailure"),
    ("elbv2", "describe_load_balancers", "Throttling", "AccessDenied", "InternalFailure"),
    ("ec2", "describe_vpcs", "RequestLimitExceeded", "UnauthorizedOperation", "InternalError"),
    ("acm", "list_certificates", "ThrottlingException", "AccessDeniedException", "InternalServerException"),
    ("cloudwatch", "describe_alarms", "ThrottlingException", "AccessDeniedException", "InternalServerException"),
    ("route53", "list_hosted_zones", "ThrottlingException", "AccessDenied", "InternalServerException"),
]


@pytest.mark.parametrize(("client", "method", "throttled", "denied", "failed"), PROTOCOLS)
def test_faults_speak_each_protocol(
    aws: LocalAws, client: str, method: str, throttled: str, denied: str, failed: str
) -> None:
    """boto3 reads the code of each kind of error, and the next call passes."""
    call = getattr(aws.client(client), method)
    for kind, code in (("throttle", throttled), ("deny", denied), ("error", failed)):
        aws.fail(f"{client}:*", kind)
        with pytest.raises(ClientError) as error:
            call()
        assert error.value.response["Error"]["Code"] == code
    call()


def test_faults_hit_as_often_as_they_say(aws: LocalAws) -> None:
    """``skip`` calls pass, ``times`` calls fail, then calls pass again; other operations never fail."""
    aws.fail("ecs:ListClusters", "throttle", skip=1, times=2)
    results = []
    for _ in range(5):
        try:
            aws.ecs.list_clusters()
            results.append(True)
        except aws.ecs.exceptions.ClientError:
            results.append(False)
    assert results == [True, False, False, True, True]
    assert aws.control("GET", "/faults")[0]["hits"] == 2
    aws.fail("ecs:ListClusters", "error", times=None)
    aws.ecs.list_task_definitions()
    aws.control("DELETE", "/faults")
    aws.ecs.list_clusters()


def test_a_garbled_call_took_effect_and_answers_a_page(aws: LocalAws) -> None:
    """With status 200, so that botocore finds nothing wrong with it."""
    roles = aws.roles()
    aws.fail("ecs:CreateExpressGatewayService", "garble")

    answer = aws.ecs.create_express_gateway_service(
        serviceName="web", primaryContainer={"image": "shop/web:1"}, **roles
    )

    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert "service" not in answer
    assert len(aws.ecs.list_services()["serviceArns"]) == 1


def test_a_dropped_call_took_effect_or_not(aws: LocalAws) -> None:
    """``drop_before``: nothing was made. ``drop_after``: it was, though the client never heard."""
    roles = aws.roles()
    aws.ecs.create_cluster(clusterName="default")
    for kind, made in (("drop_before", 0), ("drop_after", 1)):
        aws.fail("ecs:CreateExpressGatewayService", kind)
        with pytest.raises((ConnectionClosedError, BotoCoreError)):
            aws.create(roles=roles)
        assert len(aws.ecs.list_services()["serviceArns"]) == made


def test_a_delay_holds_up_only_its_own_call(aws: LocalAws) -> None:
    """Another call is answered while the delayed one waits."""
    aws.fail("ecs:ListClusters", "delay", seconds=1)
    slow = threading.Thread(target=aws.ecs.list_clusters)
    started = time.monotonic()
    slow.start()
    aws.client("iam").list_roles()
    assert time.monotonic() - started < 0.9
    slow.join()
    assert time.monotonic() - started >= 1


@contextmanager
def _held_cluster(aws: LocalAws, kind: str) -> Iterator[list[str]]:
    """Make a cluster beside the test, wait until the call is held, and give how it ended once it has."""
    aws.fail("ecs:CreateCluster", kind)
    ended: list[str] = []

    def create() -> None:
        try:
            aws.ecs.create_cluster(clusterName="held")
        except ConnectionClosedError:
            ended.append("hung up")
        else:
            ended.append("answered")

    client = threading.Thread(target=create)
    client.start()
    deadline = time.monotonic() + 10
    while not aws.control("GET", "/held"):
        assert time.monotonic() < deadline
    yield ended
    client.join(10)
    assert not client.is_alive()


@pytest.mark.parametrize(("kind", "moment", "made"), [("hold_before", "before", 0), ("hold_after", "after", 1)])
@pytest.mark.parametrize(("hang_up", "end"), [(False, "answered"), (True, "hung up")])
def test_a_held_call_waits_until_it_is_released(
    aws: LocalAws, kind: str, moment: str, made: int, hang_up: bool, end: str
) -> None:
    """Before it takes effect, or after; then it goes on or its connection closes, and others are served meanwhile."""
    with _held_cluster(aws, kind) as ended:
        assert aws.control("GET", "/held") == [{"operation": "ecs:CreateCluster", "moment": moment}]
        assert len(aws.ecs.list_clusters()["clusterArns"]) == made
        assert ended == []
        assert len(aws.control("POST", "/held/release", {"hang_up": hang_up})) == 1
    assert ended == [end]
    assert aws.control("GET", "/held") == []
    assert len(aws.ecs.list_clusters()["clusterArns"]) == (0 if hang_up and not made else 1)


def test_a_reset_hangs_up_on_held_calls(aws: LocalAws) -> None:
    """Nothing of the account before reaches the new one."""
    with _held_cluster(aws, "hold_before") as ended:
        aws.reset()
    assert ended == ["hung up"]
    assert aws.ecs.list_clusters()["clusterArns"] == []


def test_a_fault_can_count_every_call(aws: LocalAws) -> None:
    """``*`` alone matches calls of all services, so ``skip`` reaches the n-th call whichever it is."""
    aws.fail("*", "deny", skip=2)
    aws.ecs.list_clusters()
    aws.client("iam").list_roles()
    with pytest.raises(ClientError, match="not authorized"):
        aws.elbv2.describe_load_balancers()
    aws.ecs.list_clusters()


def test_faults_do_not_hit_the_sandbox_itself(aws: LocalAws) -> None:
    """With every ELB call of clients failing, a deployment goes on."""
    aws.fail("elbv2:*", "error", times=None)
    arn = aws.settled()
    assert aws.deployment(arn)["status"] == "SUCCESSFUL"


def test_settings_are_listed_and_changed(aws: LocalAws) -> None:
    """All by name; a change lasts until the reset."""
    settings = aws.control("GET", "/settings")
    assert settings["role_propagation_seconds"] == 10
    aws.settings(role_propagation_seconds=0)
    assert aws.control("GET", "/settings")["role_propagation_seconds"] == 0
    aws.reset()
    assert aws.control("GET", "/settings") == settings


def test_a_reset_empties_the_account(aws: LocalAws) -> None:
    """Services, roles, load balancers, calls, faults: all gone; the account can be used again."""
    aws.settled()
    aws.fail("ecs:*", "error", times=None)
    aws.reset()
    assert aws.control("GET", "/calls") == {}
    assert aws.ecs.list_clusters()["clusterArns"] == []
    assert aws.client("iam").list_roles()["Roles"] == []
    assert aws.elbv2.describe_load_balancers()["LoadBalancers"] == []
    aws.settled()


def test_calls_from_many_threads_do_not_disturb_each_other(aws: LocalAws) -> None:
    """Eight services at once, each complete, with eight different priorities."""
    roles = aws.roles()
    failures: list[Exception] = []

    def create(number: int) -> None:
        try:
            aws.create(roles=roles, serviceName=f"web-{number}")
        except ClientError as error:
            failures.append(error)

    threads = [threading.Thread(target=create, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    aws.advance(300)
    (balancer,) = aws.elbv2.describe_load_balancers()["LoadBalancers"]
    (listener,) = aws.elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    rules = aws.elbv2.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
    assert sorted(rule["Priority"] for rule in rules) == [*"12345678", "default"]


def test_the_default_vpc_reaches_the_internet(aws: LocalAws) -> None:
    """Public subnets in three zones, an internet gateway, a route to it."""
    ec2 = aws.client("ec2")
    subnets = ec2.describe_subnets()["Subnets"]
    assert len({subnet["AvailabilityZone"] for subnet in subnets}) == 3
    (gateway,) = ec2.describe_internet_gateways()["InternetGateways"]
    assert gateway["Attachments"][0]["VpcId"] == subnets[0]["VpcId"]
    routes = ec2.describe_route_tables()["RouteTables"][0]["Routes"]
    assert gateway["InternetGatewayId"] in {route.get("GatewayId") for route in routes}


def test_what_is_not_imitated_says_so_at_once(aws: LocalAws) -> None:
    """No page of HTML and no status that clients retry."""
    with pytest.raises(ClientError, match="does not imitate ecs:ContinueServiceDeployment") as error:
        aws.ecs.continue_service_deployment(serviceDeploymentArn="arn:aws:ecs:x", hookId="x")
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
