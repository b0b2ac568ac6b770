"""The previews that are recorded: what was there, what the program says now. Each is one text of a program, or two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.engine.conftest import ROLES
from tests.engine.domains import zone
from tests.engine.harness import LocalAws
from tests.engine.test_ecs_service_update import classic

HEAD = f"""\
import pulumi
import pulumi_aws as aws
import pulumi_ecs_express as express

ROLES = {ROLES!r}
config = pulumi.Config()
"""

FOUR = 'alternative_names=["b.example.com", "c.example.com", "d.example.com"]'


def web(arguments: str = "", image: str = "app:1", name: str = "web") -> str:
    """Write one service whose roles are given."""
    more = f", {arguments}" if arguments else ""
    return (
        f'{name} = express.ExpressGatewayService("{name}", primary_container={{"image": "{image}"}}, **ROLES{more})\n'
    )


def container(members: str) -> str:
    """Write one service with these members of its container."""
    return f'web = express.ExpressGatewayService("web", primary_container={{{members}}}, **ROLES)\n'


def domain(name: str = "a.example.com", more: str = "") -> str:
    """Write a domain of the service."""
    return f'express.CustomDomain("shop", service=web, domain_name="{name}", zone_id=config.require("zone"), {more})\n'


def revision(more: str) -> str:
    """Write a task definition of a family."""
    return f'express.TaskDefinitionRevision("tool", family="tool", template="shop:1", {more})\n'


def release(more: str, service: str = "shop") -> str:
    """Write an update of a service that somebody else has made."""
    return f'express.EcsServiceUpdate("shop", service="{service}", {more})\n'


def settings(more: str) -> str:
    """Write settings of a service that somebody else has made."""
    return f'express.ServiceSettings("shop", service="shop", {more})\n'


def groups(count: int) -> str:
    """Write resources of another provider."""
    return f'for number in range({count}):\n    aws.cloudwatch.LogGroup(f"logs-{{number}}")\n'


@dataclass(frozen=True)
class Scenario:
    """
    One preview.

    Attributes:
        after: The program that is previewed.
        before: The program that was carried out before; None for a stack with nothing in it.
        prepare: What is in the account.
        between: What somebody else does between both.
        secrets: Secret configuration, before and after.
        options: Arguments of `pulumi preview`.
        fails: Whether the preview fails.
        goes_through: Whether `pulumi up` is run behind it, for the calls that are really made.
        pack: Whether the policy pack of `stacks/policy-pack` judges it.
    """

    after: str
    before: str | None = None
    prepare: Callable[[LocalAws], dict[str, str]] = field(default=lambda _aws: {})
    between: Callable[[LocalAws], None] = field(default=lambda _aws: None)
    secrets: dict[str, tuple[str, str]] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    fails: bool = False
    goes_through: bool = True
    pack: bool = False


def _zone(aws: LocalAws) -> dict[str, str]:
    return {"zone": zone(aws)}


def _classic(aws: LocalAws) -> dict[str, str]:
    classic(aws)
    ecs = aws.client("ecs")
    ecs.register_task_definition(
        family="shop", networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256", memory="512",
        containerDefinitions=[{"name": "app", "image": "app:0"}, {"name": "logger", "image": "logger:1"}],
    )  # fmt: skip
    return {}


SECRET = container('"image": "app:1", "environment": {"A": config.get("a") or "x", "DB": config.require_secret("db")}')
TWO = web(name="api") + web()
PROXY, AGENT = (f'{{"name": "{name}", "image": "{name}:1", "memoryReservation": 64}}' for name in ("proxy", "agent"))
SIDECARS = f"sidecars=[{PROXY}, {AGENT}]"

SCENARIOS: dict[str, Scenario] = {
    # a service
    "service-new": Scenario(web('cpu="512", memory="1024", tags={"team": "shop"}')),
    "service-new-with-made-roles": Scenario(
        'express.ExpressGatewayService("web", primary_container={"image": "app:1"}, region="us-east-1")\n'
    ),
    "service-unchanged": Scenario(web(), web()),
    "service-image": Scenario(web(image="app:2"), web()),
    "service-image-and-size": Scenario(web('cpu="2048", memory="4096"', "app:2"), web()),
    "service-smaller-on-arm": Scenario(
        web('cpu="256", memory="512", cpu_architecture="ARM64"'), web('cpu="1024", memory="2048"')
    ),
    "service-tags": Scenario(web('tags={"a": "2", "c": "3"}'), web('tags={"a": "1", "b": "2"}')),
    "service-environment": Scenario(
        container('"image": "app:1", "environment": {"A": "y", "NEW": "n", "DB": config.require_secret("db")}'),
        container('"image": "app:1", "environment": {"A": "x", "OLD": "o", "DB": config.require_secret("db")}'),
        secrets={"db": ("hunter2-before", "hunter2-after")},
    ),
    "service-secret-alone": Scenario(SECRET, SECRET, secrets={"db": ("hunter2-before", "hunter2-after")}),
    "service-scaling": Scenario(
        web('scaling_target={"min_task_count": 2, "max_task_count": 8}'),
        web('scaling_target={"min_task_count": 1, "max_task_count": 4}'),
    ),
    "service-scaled-to-zero": Scenario(web('scaling_target={"min_task_count": 0, "max_task_count": 0}'), web()),
    "service-never-leaves-zero": Scenario(web('scaling_target={"min_task_count": 0}'), web()),
    "service-paused": Scenario(web("paused=True"), web()),
    "service-resumed": Scenario(web("paused=False"), web("paused=True")),
    "service-health-check-removed": Scenario(web(), web('health_check_path="/ping"')),
    "service-replaced": Scenario(
        web('cluster="blue"'), web(),
        prepare=lambda aws: aws.client("ecs").create_cluster(clusterName="blue") and {},
    ),
    "service-replaced-same-name": Scenario(
        web('service_name="web"').replace("**ROLES", '**{**ROLES, "infrastructure_role_arn": config.require("role")}'),
        web('service_name="web"'),
        prepare=lambda aws: {"role": aws.make_roles("2")["infrastructure_role_arn"]},
    ),
    "service-demanded-replacement": Scenario(web(), web(), options=("--replace", "**ExpressGatewayService::web")),
    "service-deployed-again": Scenario(
        web('redeploy_triggers={"release": "2"}'), web('redeploy_triggers={"release": "1"}')
    ),
    "service-sidecar-first": Scenario(web(SIDECARS), web()),
    "service-sidecar-lost": Scenario(web(f"sidecars=[{PROXY.replace(':1', ':2')}]"), web(SIDECARS)),
    "service-sidecars-end": Scenario(web(), web(SIDECARS)),
    "service-to-own-definition": Scenario(
        'web = express.ExpressGatewayService("web", task_definition_arn=config.require("definition"),'
        ' infrastructure_role_arn=ROLES["infrastructure_role_arn"])\n',
        web(),
        prepare=lambda aws: {"definition": _own_definition(aws)},
    ),
    "service-log-retention": Scenario(web("log_retention_days=14"), web()),
    "service-not-waited-for": Scenario(web("wait_for_rollout=False"), web()),
    "service-deleted": Scenario("", web()),
    "service-deleted-with-clean-up": Scenario("", web('clean_up=["task_definitions", "log_group"]')),
    "service-drift": Scenario(
        web('tags={"a": "1"}'), web('tags={"a": "1"}'), options=("--refresh",), between=lambda aws: _tag(aws, "a", "9"),
    ),
    "services-two": Scenario(
        web('cluster="blue"', name="api") + web(image="app:2"), TWO,
        prepare=lambda aws: aws.client("ecs").create_cluster(clusterName="blue") and {},
    ),
    # a service that is refused
    "refused-arguments": Scenario(web('cpu="300", health_check_path="ping", tags={"aws:x": "1"}'), fails=True),
    "refused-removal": Scenario(
        web(), container('"image": "app:1", "repository_credentials": {"credentials_parameter": config.require("arn")}'),
        prepare=lambda aws: {"arn": aws.client("secretsmanager").create_secret(Name="registry", SecretString="x")["ARN"]},
        fails=True,
    ),
    "refused-wrong-name": Scenario(web('helth_check_path="/"'), fails=True),
    "reading-denied": Scenario(
        web(image="app:2") + settings("enable_execute_command=True"), web(), prepare=_classic,
        between=lambda aws: aws.faults({"operation": "ecs:DescribeServices", "kind": "deny", "times": 50}),
        goes_through=False,
    ),
    # a domain
    "domain-new": Scenario(web() + domain(), web(), prepare=_zone),
    "domain-renamed": Scenario(web() + domain("b.example.com"), web() + domain(), prepare=_zone),
    "domain-gap": Scenario(
        web() + domain("e.example.com", FOUR.replace("b.", "f.").replace("c.", "g.").replace("d.", "h.")),
        web() + domain("a.example.com", FOUR), prepare=_zone,
    ),
    "domain-deleted": Scenario(web(), web() + domain(), prepare=_zone),
    "domain-with-a-new-image": Scenario(web(image="app:2") + domain(), web() + domain(), prepare=_zone),
    # a task definition
    "definition-new": Scenario(revision('containers={"app": {"image": "app:2"}}'), prepare=_classic),
    "definition-image": Scenario(
        revision('containers={"app": {"image": "app:3"}}'), revision('containers={"app": {"image": "app:2"}}'),
        prepare=_classic,
    ),
    "definition-container-removed": Scenario(
        revision('template_x=1').replace('template="shop:1", template_x=1', 'template="shop:2", remove_containers=["logger"]'),
        revision('template_x=1').replace('template="shop:1", template_x=1', 'template="shop:2"'), prepare=_classic,
    ),
    "definition-deleted": Scenario("", revision('containers={"app": {"image": "app:2"}}'), prepare=_classic),
    # a service that somebody else has made
    "update-new": Scenario(release('family="shop", containers={"app": {"image": "app:2"}}'), prepare=_classic),
    "update-image": Scenario(
        release('family="shop", containers={"app": {"image": "app:3"}}, tags={"v": "3"}'),
        release('family="shop", containers={"app": {"image": "app:2"}}, tags={"v": "2"}'), prepare=_classic,
    ),
    "update-forced": Scenario(
        release('task_definition_arn="shop:1", force_new_deployment="2"'.replace('"shop:1"', 'config.require("definition")')),
        release('task_definition_arn="shop:1", force_new_deployment="1"'.replace('"shop:1"', 'config.require("definition")')),
        prepare=lambda aws: _classic(aws) or {"definition": "arn:aws:ecs:us-east-1:123456789012:task-definition/shop:1"},
    ),
    "update-other-service": Scenario(
        release('family="shop", containers={"app": {"image": "app:2"}}', "other"),
        release('family="shop", containers={"app": {"image": "app:2"}}'),
        prepare=lambda aws: _classic(aws) or _other(aws),
    ),
    "update-deleted": Scenario(
        "", release('family="shop", containers={"app": {"image": "app:2"}}, restore_on_destroy=True'), prepare=_classic
    ),
    # settings
    "settings-new": Scenario(settings("enable_execute_command=True, health_check_grace_period_seconds=60"), prepare=_classic),
    "settings-deploying": Scenario(
        settings('platform_version="1.4.0", enable_execute_command=True, force_new_deployment="2"'),
        settings("enable_execute_command=False"), prepare=_classic,
    ),
    "settings-put-back": Scenario(
        settings("propagate_tags='SERVICE'"), settings("propagate_tags='SERVICE', enable_execute_command=True"),
        prepare=_classic,
    ),
    "settings-deleted": Scenario("", settings("enable_execute_command=True"), prepare=_classic),
    "settings-refused": Scenario(
        web() + 'express.ServiceSettings("web", service=web, desired_count=3)\n', web(), fails=True
    ),
    "settings-block-express": Scenario(
        web() + 'express.ServiceSettings("web", service=web, express_updates="blocked")\n', web()
    ),
    # the rest of a program
    "others-many": Scenario(web(image="app:2") + groups(3), web() + groups(30)),
    "others-few": Scenario(groups(2), ""),
    "program-fails": Scenario(web() + 'raise ValueError("@octocat: no such key #1")\n', web(), fails=True),
    "program-is-no-program": Scenario("this is no program\n", web(), fails=True),
    "policies-not-kept": Scenario(
        container('"image": "app:latest", "environment": {"DB_PASSWORD": config.require_secret("db")}'), web(),
        secrets={"db": ("hunter2-before", "hunter2-after")}, pack=True, fails=True,
    ),
    "protected": Scenario(
        "", 'aws.cloudwatch.LogGroup("logs", opts=pulumi.ResourceOptions(protect=True))\n', fails=True
    ),
}  # fmt: skip
"""By the name of the file."""


def _own_definition(aws: LocalAws) -> str:
    made = aws.client("ecs").register_task_definition(
        family="own", networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256", memory="512",
        executionRoleArn=ROLES["execution_role_arn"],
        containerDefinitions=[
            {"name": "Main", "image": "own:1", "portMappings": [{"containerPort": 80, "name": "http", "protocol": "tcp"}]}
        ],
    )  # fmt: skip
    return str(made["taskDefinition"]["taskDefinitionArn"])


def _other(aws: LocalAws) -> dict[str, str]:
    ecs = aws.client("ecs")
    (known,) = ecs.describe_services(cluster="default", services=["shop"])["services"]
    more = {key: known[key] for key in ("networkConfiguration", "launchType") if known.get(key)}
    ecs.create_service(cluster="default", serviceName="other", taskDefinition="shop:1", desiredCount=1, **more)
    aws.clock(advance_seconds=600)
    return {}


def _tag(aws: LocalAws, key: str, value: str) -> None:
    ecs = aws.client("ecs")
    (arn,) = ecs.list_services(cluster="default", resourceManagementType="ECS")["serviceArns"]
    ecs.tag_resource(resourceArn=arn, tags=[{"key": key, "value": value}])
