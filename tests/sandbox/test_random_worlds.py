"""Random sequences of calls, clock steps, faults and alarms: what must hold whatever anybody does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError, HTTPClientError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests import sampling
from tests.sandbox import classic_services as classic
from tests.sandbox.local_aws import INFRASTRUCTURE_POLICY, REGION, TERMINAL, LocalAws, own_definition

SERVICE = f"arn:aws:ecs:{REGION}:123456789012:service/default/"
NAMES = st.sampled_from(["web", "api"])
IMAGES = st.sampled_from(["a:1", "a:2", "a:unhealthy", "a:crash", "a:slow", "a:unpullable"])
CLASSIC = SERVICE + "old"
LIMITS = st.sampled_from([(100, 200), (50, 100), (0, 200), (100, 100)])
PATHS = st.sampled_from(["/", "/up", "HTTP:80/up"])
CALLS = st.sampled_from(["Create", "Update", "Delete"]).map(lambda verb: f"ecs:{verb}ExpressGatewayService")
KINDS = st.sampled_from(["throttle", "error", "deny", "drop_before", "drop_after"])
REFUSALS = {
    "AccessDeniedException",
    "ConflictException",
    "InvalidParameterException",
    "NoSuchEntity",
    "ResourceNotFound",
    "ServiceNotActiveException",
    "ServiceNotFoundException",
    "ThrottlingException",
}
ON_REQUEST = "Service Unavailable. Please try again later."
"""The message of a server error that a fault asked for."""


class Account(RuleBasedStateMachine):
    """One account with two names for services, and everything that can happen to them."""

    aws: LocalAws

    def __init__(self) -> None:
        super().__init__()
        self.aws.reset()
        self.roles = self.aws.roles()
        self.aws.ecs.create_cluster(clusterName="default")
        self.emptied: set[str] = set()

    def attempt(self, call: Callable[..., Any], *args: Any, **request: Any) -> None:
        """Make a call that may be refused, but in no way that nobody asked for."""
        try:
            call(*args, **request)
        except HTTPClientError:
            pass  # dropped on request
        except ClientError as error:
            logged = error.response["Error"]
            assert logged["Code"] in REFUSALS or logged["Message"] == ON_REQUEST, logged

    @rule(name=NAMES, image=IMAGES, tasks=st.integers(1, 3))
    def create(self, name: str, image: str, tasks: int) -> None:
        """Create a service."""
        self.attempt(self.aws.create, image, roles=self.roles, serviceName=name, scalingTarget={"minTaskCount": tasks})
        self.emptied.discard(name)

    @rule(name=NAMES, image=IMAGES)
    def update(self, name: str, image: str) -> None:
        """Deploy an image."""
        self.attempt(self.aws.update, SERVICE + name, image)

    @rule(name=NAMES, path=PATHS)
    def check_elsewhere(self, name: str, path: str) -> None:
        """Change the health check path."""
        self.attempt(self.aws.update, SERVICE + name, healthCheckPath=path)

    @rule(name=NAMES, tasks=st.integers(0, 4))
    def scale(self, name: str, tasks: int) -> None:
        """Change the number of tasks."""
        if tasks == 0:
            self.emptied.add(name)
        self.attempt(self.aws.update, SERVICE + name, scalingTarget={"minTaskCount": tasks})

    @rule(name=NAMES)
    def need_a_secret(self, name: str) -> None:
        """Ask for a parameter that does not exist."""
        container = {"secrets": [{"name": "A", "valueFrom": "missing"}]}
        self.attempt(self.aws.update, SERVICE + name, "a:3", primaryContainer=container)

    @rule(name=NAMES)
    def force(self, name: str) -> None:
        """Deploy the same again through the classic call."""
        self.attempt(self.aws.ecs.update_service, service=SERVICE + name, forceNewDeployment=True)

    @rule(name=NAMES, image=IMAGES)
    def bring_a_definition(self, name: str, image: str) -> None:
        """Deploy a task definition of one's own, by either call."""
        own = own_definition(self.aws, image)
        self.attempt(self.aws.ecs.update_service, service=SERVICE + name, taskDefinition=own)
        self.attempt(self.aws.update, SERVICE + name, taskDefinitionArn=own)

    @rule(name=NAMES)
    def stop(self, name: str) -> None:
        """Stop the newest deployment."""
        self.attempt(
            lambda: self.aws.ecs.stop_service_deployment(
                serviceDeploymentArn=self.aws.deployment(SERVICE + name)["serviceDeploymentArn"]
            )
        )

    @rule(name=NAMES, state=st.sampled_from(["ALARM", "OK"]))
    def alarm(self, name: str, state: str) -> None:
        """Let an alarm go off, or be quiet."""
        set_state = self.aws.client("cloudwatch").set_alarm_state
        self.attempt(set_state, AlarmName=f"default/{name}/RollbackAlarm", StateValue=state, StateReason="chance")

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        """Delete a service."""
        self.attempt(self.aws.ecs.delete_express_gateway_service, serviceArn=SERVICE + name)

    @rule(given=st.booleans())
    def permit(self, given: bool) -> None:
        """Take the infrastructure role's policy away, or give it back."""
        iam = self.aws.client("iam")
        change = iam.attach_role_policy if given else iam.detach_role_policy
        self.attempt(change, RoleName="infrastructure", PolicyArn=INFRASTRUCTURE_POLICY)

    @rule(image=IMAGES, tasks=st.integers(0, 3), breaker=st.booleans(), limits=LIMITS)
    def create_classic(self, image: str, tasks: int, breaker: bool, limits: tuple[int, int]) -> None:
        """Create a classic service."""
        least, most = limits
        watched = {"enable": breaker, "rollback": breaker}
        configuration = {
            "deploymentCircuitBreaker": watched, "minimumHealthyPercent": least, "maximumPercent": most,
        }  # fmt: skip
        own = classic.definition(self.aws, image)
        self.attempt(
            self.aws.ecs.create_service, serviceName="old", taskDefinition=own, desiredCount=tasks,
            networkConfiguration=classic.network(self.aws), deploymentConfiguration=configuration,
        )  # fmt: skip

    @rule(image=IMAGES)
    def update_classic(self, image: str) -> None:
        """Deploy a task definition."""
        self.attempt(
            self.aws.ecs.update_service, service=CLASSIC, taskDefinition=classic.definition(self.aws, image)
        )  # fmt: skip

    @rule(tasks=st.integers(0, 4))
    def scale_classic(self, tasks: int) -> None:
        """Change the number of tasks."""
        self.attempt(self.aws.ecs.update_service, service=CLASSIC, desiredCount=tasks)

    @rule()
    def stop_a_task(self) -> None:
        """Stop any task."""
        for task in self.aws.ecs.list_tasks()["taskArns"][:1]:
            self.attempt(self.aws.ecs.stop_task, task=task)

    @rule()
    def delete_classic(self) -> None:
        """Delete the classic service."""
        self.attempt(self.aws.ecs.delete_service, service=CLASSIC, force=True)

    @rule(operation=CALLS, kind=KINDS, skip=st.integers(0, 1))
    def fail(self, operation: str, kind: str, skip: int) -> None:
        """Let a call fail."""
        self.aws.fail(operation, kind, skip=skip)

    @rule(seconds=st.sampled_from([1, 30, 200, 600]))
    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.aws.advance(seconds)

    @precondition(lambda self: self.states())
    @rule()
    def wait_for_something(self) -> None:
        """Let time pass until something changes."""
        self.aws.next_change()

    def states(self) -> dict[str, str]:
        """Give the status of each service that is known."""
        found = self.aws.ecs.describe_services(services=["web", "api"])["services"]
        return {service["serviceName"]: service["status"] for service in found}

    def paths(self) -> dict[str, Any]:
        """Give the ingress path of each service that is not gone."""
        paths = {}
        for name, state in self.states().items():
            if state != "INACTIVE":
                paths[name] = self.aws.managed(SERVICE + name)["ingressPaths"][0]
        return paths

    @invariant()
    def nothing_dangles(self) -> None:
        """Each rule and each target group is some service's; each rule has both of its own groups."""
        paths, elbv2 = self.paths(), self.aws.elbv2
        groups = {group["arn"] for path in paths.values() for group in path["targetGroups"] if "arn" in group}
        found = {group["TargetGroupArn"] for group in elbv2.describe_target_groups()["TargetGroups"]}
        assert found <= groups
        by_host = {path["endpoint"]: path for path in paths.values()}
        for balancer in elbv2.describe_load_balancers()["LoadBalancers"]:
            for listener in elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]:
                for entry in elbv2.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]:
                    if not entry["IsDefault"]:
                        self.check_rule(entry, by_host)

    def check_rule(self, entry: Any, by_host: dict[str, Any]) -> None:
        """Look at one rule: a host that is known, two groups of its service, weights that add up."""
        (host,) = entry["Conditions"][0]["HostHeaderConfig"]["Values"]
        forward = entry["Actions"][0]["ForwardConfig"]["TargetGroups"]
        assert {group["TargetGroupArn"] for group in forward} == {g["arn"] for g in by_host[host]["targetGroups"]}
        assert sum(group["Weight"] for group in forward) == 100

    @invariant()
    def one_revision_at_rest_and_at_most_two_on_the_way(self) -> None:
        """And at most one deployment runs; traffic never goes to a group without healthy targets."""
        for name, state in self.states().items():
            if state != "ACTIVE":
                continue
            arn = SERVICE + name
            deployments = self.aws.ecs.list_service_deployments(service=arn)["serviceDeployments"]
            running = [row for row in deployments if row["status"] not in TERMINAL]
            active = self.aws.describe(arn)["activeConfigurations"]
            (service,) = self.aws.ecs.describe_services(services=[arn])["services"]
            assert running in ([], deployments[:1])
            assert len(active) in ((1, 2) if running else (1,))
            assert [row["status"] for row in service["deployments"]].count("PRIMARY") == 1
            assert len(service["deployments"]) <= len(active)
            if name not in self.emptied and any(row["status"] == "SUCCESSFUL" for row in deployments):
                self.check_traffic(arn)

    def check_traffic(self, arn: str) -> None:
        """Look at where the traffic of a service goes that has served before."""
        for weight, health in zip(self.aws.weights(arn), self.aws.health(arn), strict=True):
            assert weight == 0 or "healthy" in health
        assert self.aws.get(self.aws.endpoint(arn)).status == 200

    @invariant()
    def a_classic_service_has_one_primary_and_its_limits(self) -> None:
        """No more tasks than the percentages allow, at most one deployment that runs, the newest."""
        for service in self.aws.ecs.describe_services(services=[CLASSIC])["services"]:
            if service["status"] != "ACTIVE":
                continue
            statuses = [row["status"] for row in service["deployments"]]
            assert (statuses[0], statuses.count("PRIMARY")) == ("PRIMARY", 1)
            most = service["deploymentConfiguration"]["maximumPercent"]
            assert service["runningCount"] + service["pendingCount"] <= max(
                service["desiredCount"] * most // 100, service["desiredCount"]
            )
            found = self.aws.ecs.list_service_deployments(service=CLASSIC)["serviceDeployments"]
            assert [row for row in found if row["status"] not in TERMINAL] in ([], found[:1])

    def teardown(self) -> None:
        """Delete everything: nothing remains but what AWS keeps."""
        self.aws.control("DELETE", "/faults")
        self.permit(given=True)
        for name in ("web", "api"):
            self.delete(name)
        self.delete_classic()
        self.aws.run_out()
        assert set(self.states().values()) <= {"INACTIVE"}
        aws = self.aws
        assert aws.elbv2.describe_load_balancers()["LoadBalancers"] == []
        assert aws.elbv2.describe_target_groups()["TargetGroups"] == []
        assert aws.client("acm").list_certificates()["CertificateSummaryList"] == []
        assert len(aws.client("ec2").describe_security_groups()["SecurityGroups"]) == 1
        assert aws.client("cloudwatch").describe_alarms()["MetricAlarms"] == []
        scaling = aws.client("application-autoscaling")
        assert scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"] == []
        assert aws.ecs.list_tasks()["taskArns"] == []


def test_whatever_happens_the_account_stays_in_order(aws: LocalAws) -> None:
    """No failure of the sandbox, nothing dangling, one revision at rest, complete deletion."""
    machine = type("AccountOfThisSandbox", (Account,), {"aws": aws})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=sampling.examples(3, 10),
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        ),
    )
