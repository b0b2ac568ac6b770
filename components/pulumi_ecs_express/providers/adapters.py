"""Where the providers get their adapters from: functions that tests can have return a fake's."""

from pulumi_ecs_express.aws.acm import BotoCertificates
from pulumi_ecs_express.aws.ec2 import BotoSubnets
from pulumi_ecs_express.aws.ecr import BotoImages
from pulumi_ecs_express.aws.ecs.deployment_history import BotoDeploymentHistory
from pulumi_ecs_express.aws.ecs.express_services import BotoExpressServices
from pulumi_ecs_express.aws.ecs.registration_form import registration_form
from pulumi_ecs_express.aws.ecs.running_services import BotoWorkloads
from pulumi_ecs_express.aws.ecs.services import BotoEcsServices
from pulumi_ecs_express.aws.ecs.task_definitions import BotoTaskDefinitions
from pulumi_ecs_express.aws.ecs.task_history import BotoTaskHistory
from pulumi_ecs_express.aws.elbv2 import BotoListeners, BotoLoadBalancers
from pulumi_ecs_express.aws.iam import BotoRoles
from pulumi_ecs_express.aws.logs import BotoContainerLogs, BotoLogGroups
from pulumi_ecs_express.aws.once import Once
from pulumi_ecs_express.aws.public_dns import DnsQueries
from pulumi_ecs_express.aws.resource_tags import BotoResourceTags
from pulumi_ecs_express.aws.route53 import BotoHostedZones
from pulumi_ecs_express.aws.scaling import BotoScalableTargets
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.task_definition.form import Form
from pulumi_ecs_express.ports import (
    Certificates,
    ContainerLogs,
    DefinitionFamilies,
    DeploymentHistory,
    EcsServices,
    ExpressServices,
    HostedZones,
    Images,
    Listeners,
    LoadBalancers,
    LogGroups,
    PublicDns,
    ResourceTags,
    Roles,
    ScalableTargets,
    Subnets,
    TaskDefinitionRevisions,
    TaskDefinitions,
    TaskHistory,
    Workloads,
)
from pulumi_ecs_express.providers.polling import POLL_SECONDS, POLLS_TOGETHER


@Once
def connect(connection: Connection) -> ExpressServices:
    """Connect to the services of a Region; without one, that of the session counts."""
    return BotoExpressServices(connection, batch_seconds=POLL_SECONDS() / POLLS_TOGETHER)


@Once
def connect_ecs_services(connection: Connection) -> EcsServices:
    """Connect to the services of a Region that others have made."""
    return BotoEcsServices(connection, batch_seconds=POLL_SECONDS() / POLLS_TOGETHER)


@Once
def connect_deployment_history(connection: Connection) -> DeploymentHistory:
    """Connect to what deployments of services in a Region have led to."""
    return BotoDeploymentHistory(connection)


@Once
def connect_load_balancers(connection: Connection) -> LoadBalancers:
    """Connect to the load balancers of a Region."""
    return BotoLoadBalancers(connection)


@Once
def connect_roles(connection: Connection) -> Roles:
    """Connect to the IAM roles of the account."""
    return BotoRoles(connection)


@Once
def connect_images(connection: Connection) -> Images:
    """Connect to the private ECR registries of a Region."""
    return BotoImages(connection)


@Once
def connect_task_definitions(connection: Connection) -> TaskDefinitions:
    """Connect to the task definitions of a Region."""
    return BotoTaskDefinitions(connection)


@Once
def connect_task_history(connection: Connection) -> TaskHistory:
    """Connect to what ECS remembers of tasks in a Region."""
    return BotoTaskHistory(connection)


@Once
def connect_container_logs(connection: Connection) -> ContainerLogs:
    """Connect to the logs of containers in a Region."""
    return BotoContainerLogs(connection)


@Once
def connect_definition_families(connection: Connection) -> DefinitionFamilies:
    """Connect to the revisions of task definitions in a Region."""
    return BotoTaskDefinitions(connection)


@Once
def connect_revisions(connection: Connection) -> TaskDefinitionRevisions:
    """Connect to the revisions of task definitions in a Region, to read and to register them."""
    return BotoTaskDefinitions(connection)


def known_form() -> Form:
    """Give the form of RegisterTaskDefinition as the installed client knows it, which takes no connection."""
    return registration_form()


@Once
def connect_workloads(connection: Connection) -> Workloads:
    """Connect to what the living services of a Region run on."""
    return BotoWorkloads(connection)


@Once
def connect_scalable_targets(connection: Connection) -> ScalableTargets:
    """Connect to the auto scaling of services in a Region."""
    return BotoScalableTargets(connection)


@Once
def connect_subnets(connection: Connection) -> Subnets:
    """Connect to the subnets of a Region."""
    return BotoSubnets(connection)


@Once
def connect_resource_tags(connection: Connection) -> ResourceTags:
    """Connect to the tags of resources in a Region."""
    return BotoResourceTags(connection)


@Once
def connect_log_groups(connection: Connection) -> LogGroups:
    """Connect to the log groups of a Region."""
    return BotoLogGroups(connection)


@Once
def connect_listeners(connection: Connection) -> Listeners:
    """Connect to the listeners of load balancers in a Region."""
    return BotoListeners(connection)


@Once
def connect_certificates(connection: Connection) -> Certificates:
    """Connect to the certificates of a Region."""
    return BotoCertificates(connection)


@Once
def connect_hosted_zones(connection: Connection) -> HostedZones:
    """Connect to the hosted zones that the account reaches."""
    return BotoHostedZones(connection)


@Once
def connect_public_dns() -> PublicDns:
    """Connect to DNS, as everybody sees it."""
    return DnsQueries()
