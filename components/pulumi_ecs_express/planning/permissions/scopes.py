"""
On which resources a permission is given: the ARN patterns of a policy, and what a program's own names make of them.

Source of the resource types and their ARNs: service authorization reference, of each service "Resource types defined
by", for Amazon ECS read 2026-11-26; of the names that Express Mode gives: seen in live services.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pulumi_ecs_express.model.service.role import (
    ECS_PRINCIPAL,
    EXECUTION_POLICY,
    INFRASTRUCTURE_POLICY,
    TASKS_PRINCIPAL,
)
from pulumi_ecs_express.planning.managed_tag import MARK, TAG

ANY = "*"

LONGEST_STEM = 64 - 8
"""Characters of a role's name before Pulumi's hyphen and seven digits (CreateRole, IAM API reference, read 2026-11-28)."""

LONGEST_PREFIX = 38
"""Characters of ``name_prefix``, behind which the aws plugin puts 26 (role.go of terraform-provider-aws, read 2026-11-28)."""


EXPRESS_TARGET_GROUPS = "ecs-gateway-tg-*"
"""Names of the target groups that Express Mode makes, and the ids behind them."""

EXPRESS_BALANCERS = "ecs-express-gateway-alb-*"
"""Names of the load balancers that Express Mode makes, and all that is below them."""


def role_stem(component: str, use: str) -> str:
    """Begin the name of a role that a component makes; a long one is cut, and a hash of the whole keeps it its own."""
    whole = f"{component}-{use}"
    if len(whole) <= LONGEST_STEM:
        return whole
    end = f"-{hashlib.sha256(component.encode()).hexdigest()[:7]}-{use}"
    return f"{component[: LONGEST_PREFIX - 1 - len(end)]}{end}"


PASSED_TO = (ECS_PRINCIPAL, TASKS_PRINCIPAL)
"""Whom roles are passed to: the infrastructure role to ECS, the other two to its tasks."""


@dataclass(frozen=True)
class Place:
    """
    What narrows a policy down; ``*`` stands for any.

    Attributes:
        account: Twelve digits.
        region: The service's Region.
        cluster: Name of the cluster; the component uses ``default`` unless another one is given.
        name: The component's name in the program; roles and services without a name of their own begin with it.
        service_name: The service's name, where the program gives one.
        roles: ARNs of the roles that the program gives; none stands for any role of the account.
        log_groups: Names of log groups that the program names, beside those that AWS makes.
        families: Families of task definitions that the program names; none stands for any.
    """

    account: str = ANY
    region: str = ANY
    cluster: str = "default"
    name: str = ANY
    service_name: str | None = None
    roles: tuple[str, ...] = ()
    log_groups: tuple[str, ...] = ()
    families: tuple[str, ...] = ()

    @property
    def partition(self) -> str:
        """The partition of the Region."""
        special = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}
        return next((special[start] for start in special if self.region.startswith(start)), "aws")

    @property
    def service(self) -> str:
        """The service's name, as a pattern: a generated one is the component's name and seven hex digits."""
        return self.service_name or (ANY if self.name == ANY else f"{self.name}-*")

    def arn(self, service: str, resource: str) -> str:
        """Write the ARN pattern of a resource that belongs to a Region."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"

    def role(self, name: str) -> str:
        """Write the ARN pattern of a role."""
        return f"arn:{self.partition}:iam::{self.account}:role/{name}"

    def made_roles(self) -> list[str]:
        """List the roles that the component makes; Pulumi puts a hyphen and seven hex digits behind their names."""
        return [self.role(f"{role_stem(self.name, use)}-*") for use in ("execution", "infrastructure")]


@dataclass(frozen=True)
class Scope:
    """Resources, and the condition under which they may be used; ``name`` is a statement's ``Sid``."""

    name: str
    resources: Callable[[Place], Sequence[str]]
    condition: Callable[[Place], Mapping[str, object]] = field(default=lambda _: {})


def _own_family(place: Place) -> str:
    """Return the family of the service's task definitions, ``<cluster>-<service>``, with every revision."""
    return place.arn("ecs", f"task-definition/{place.cluster}-{place.service}:*")


def _families(place: Place) -> list[str]:
    return [place.arn("ecs", f"task-definition/{family}:*") for family in place.families or (ANY,)]


def _services(place: Place) -> list[str]:
    return [place.arn("ecs", f"service/{place.cluster}/{place.service}")]


def _rollouts(place: Place) -> list[str]:
    kinds = ("service-deployment", "service-revision")
    return _services(place) + [place.arn("ecs", f"{kind}/{place.cluster}/{place.service}/*") for kind in kinds]


def _log_streams(place: Place) -> list[str]:
    """List the log streams of groups that AWS makes, ``/aws/ecs/<cluster>/<service>-<4 hex>``, and of named ones."""
    groups = (f"/aws/ecs/{place.cluster}/{place.service}-*", *place.log_groups)
    return [place.arn("logs", f"log-group:{group}:log-stream:*") for group in groups]


def _given_roles(place: Place) -> list[str]:
    return list(place.roles) or [place.role(ANY)]


def _managed_policies(place: Place) -> Mapping[str, object]:
    policies = (EXECUTION_POLICY, INFRASTRUCTURE_POLICY)
    return {"ArnEquals": {"iam:PolicyARN": [f"arn:{place.partition}:iam::aws:policy/{policy}" for policy in policies]}}


def _passed(_: Place) -> Mapping[str, object]:
    return {"StringEquals": {"iam:PassedToService": list(PASSED_TO)}}


def _in_cluster(place: Place) -> Mapping[str, object]:
    return {"ArnEquals": {"ecs:cluster": place.arn("ecs", f"cluster/{place.cluster}")}}


def _managed_tag(_: Place) -> Mapping[str, object]:
    """No other tags than the two that `planning.managed_tag` knows: the group's own id is not known in advance."""
    return {"ForAllValues:StringEquals": {"aws:TagKeys": [TAG, MARK]}}


SERVICE = Scope("Service", _services)
ROLLOUTS = Scope("Rollouts", _rollouts)
CLUSTER = Scope("Cluster", lambda place: [place.arn("ecs", f"cluster/{place.cluster}")])
TASK_DEFINITIONS = Scope("TaskDefinitions", lambda place: [_own_family(place)])
FAMILIES = Scope("Families", _families)
"""Task definitions that the program itself registers, in families of its own choice."""

TAGGED = Scope("Tags", lambda place: [*_services(place), _own_family(place)])
TASKS = Scope("Tasks", lambda place: [place.arn("ecs", f"task/{place.cluster}/*")])
TASKS_OF_CLUSTER = Scope("TasksOfCluster", lambda _: [ANY], _in_cluster)
LOG_STREAMS = Scope("Logs", _log_streams)
IMAGES = Scope("Images", lambda place: [place.arn("ecr", "repository/*")])
EVERY_SERVICE = Scope("EveryService", lambda place: [place.arn("ecs", "service/*")])
LOG_GROUPS = Scope(
    "LogGroups", lambda place: [place.arn("logs", f"log-group:/aws/ecs/{place.cluster}/{place.service}-*")]
)
OWN_LOG_GROUP = Scope(
    "OwnLogGroup", lambda place: [place.arn("logs", f"log-group:/aws/ecs/{place.cluster}/{place.service}")]
)
OWN_LOG_STREAMS = Scope(
    "OwnLogs", lambda place: [place.arn("logs", f"log-group:/aws/ecs/{place.cluster}/{place.service}:log-stream:*")]
)
MADE_LOG_GROUP = Scope("MadeLogGroup", lambda place: [place.arn("logs", f"log-group:{place.name}-logs-*")])
MADE_LOG_STREAMS = Scope("MadeLogs", lambda place: [place.arn("logs", f"log-group:{place.name}-logs-*:log-stream:*")])
LISTENERS = Scope("Listeners", lambda place: [place.arn("elasticloadbalancing", f"listener/app/{EXPRESS_BALANCERS}")])
LISTENER_RULES = Scope(
    "ListenerRules", lambda place: [place.arn("elasticloadbalancing", f"listener-rule/app/{EXPRESS_BALANCERS}")]
)
TARGETS_AND_RULES = Scope(
    "TargetGroupsAndRules",
    lambda place: [
        place.arn("elasticloadbalancing", f"targetgroup/{EXPRESS_TARGET_GROUPS}"),
        place.arn("elasticloadbalancing", f"listener-rule/app/{EXPRESS_BALANCERS}"),
    ],
)
ALARMS = Scope("Alarms", lambda place: [place.arn("cloudwatch", f"alarm:{place.cluster}/{place.service}/*")])
SCALABLE_TARGETS = Scope("ScalableTargets", lambda place: [place.arn("application-autoscaling", "scalable-target/*")])
SECURITY_GROUPS = Scope("SecurityGroups", lambda place: [place.arn("ec2", "security-group/*")], _managed_tag)
CERTIFICATES = Scope("Certificates", lambda place: [place.arn("acm", "certificate/*")])
HOSTED_ZONES = Scope("HostedZones", lambda place: [f"arn:{place.partition}:route53:::hostedzone/*"])
CHANGES = Scope("Changes", lambda place: [f"arn:{place.partition}:route53:::change/*"])
EVERYTHING = Scope("WithoutResource", lambda _: [ANY])
"""Where AWS lets no resource be named."""

GIVEN_ROLES = Scope("PassGivenRoles", _given_roles, _passed)
READ_GIVEN_ROLES = Scope("GivenRoles", _given_roles)
PASSED_MADE_ROLES = Scope("PassMadeRoles", Place.made_roles, _passed)
MADE_ROLES = Scope("MadeRoles", Place.made_roles)
ATTACHED = Scope("AttachedPolicies", Place.made_roles, _managed_policies)
