"""
What people who come from elsewhere write, and what it is called here: wrong names, each with the right one.

Seen in programs of boto3 and classic ECS (RegisterTaskDefinition, CreateService), of Application Auto Scaling, of
Terraform's ``aws_ecs_express_gateway_service`` with its blocks in the plural, of CloudFormation and of ecspresso.
A name is looked up without underscores, hyphens and upper case, so ``entryPoint`` and ``entry_point`` are one.
"""

from collections.abc import Mapping

from pulumi_ecs_express.model.fields.property_paths import Path

TOP: Path = ()
CONTAINER: Path = ("primaryContainer",)
LOGS: Path = ("primaryContainer", "awsLogsConfiguration")
CREDENTIALS: Path = ("primaryContainer", "repositoryCredentials")
NETWORK: Path = ("networkConfiguration",)
SCALING: Path = ("scalingTarget",)

RIGHT_NAMES: Mapping[Path, Mapping[str, str]] = {
    TOP: {
        "primarycontainers": "primary_container, one map and no list",
        "container": "primary_container",
        "containerdefinitions": "primary_container, one map, and sidecars for further containers",
        "sidecar": "sidecars, a list",
        "sidecarcontainers": "sidecars",
        "volume": "volumes, a list",
        "image": "primary_container.image",
        "imageuri": "primary_container.image",
        "port": "primary_container.container_port",
        "containerport": "primary_container.container_port",
        "command": "primary_container.command",
        "env": "primary_container.environment",
        "environment": "primary_container.environment",
        "environmentvariables": "primary_container.environment",
        "secrets": "primary_container.secrets",
        "loggroup": "primary_container.aws_logs_configuration",
        "logconfiguration": "primary_container.aws_logs_configuration",
        "awslogsconfiguration": "primary_container.aws_logs_configuration",
        "repositorycredentials": "primary_container.repository_credentials",
        "networkconfigurations": "network_configuration, one map and no list",
        "network": "network_configuration",
        "awsvpcconfiguration": "network_configuration",
        "subnet": "network_configuration.subnets",
        "subnets": "network_configuration.subnets",
        "subnetids": "network_configuration.subnets",
        "securitygroups": "network_configuration.security_groups",
        "securitygroupids": "network_configuration.security_groups",
        "scalingtargets": "scaling_target, one map and no list",
        "autoscaling": "scaling_target",
        "scalabletarget": "scaling_target",
        "mincapacity": "scaling_target.min_task_count",
        "maxcapacity": "scaling_target.max_task_count",
        "mintaskcount": "scaling_target.min_task_count",
        "maxtaskcount": "scaling_target.max_task_count",
        "autoscalingmetric": "scaling_target.auto_scaling_metric",
        "autoscalingtargetvalue": "scaling_target.auto_scaling_target_value",
        "healthcheck": "health_check_path",
        "runtimeenvironmentvariables": "primary_container.environment",
        "runtimeenvironmentsecrets": "primary_container.secrets",
        "imageidentifier": "primary_container.image",
        "startcommand": "primary_container.command",
        "instancerolearn": "task_role_arn",
        "instancerole": "task_role_arn",
        "accessrolearn": "execution_role_arn",
        "taskrolearns": "task_role_arn",
        "scaling": "scaling_target",
        "minsize": "scaling_target.min_task_count",
        "maxsize": "scaling_target.max_task_count",
        "name": "service_name",
        "executionrole": "execution_role_arn",
        "taskrole": "task_role_arn",
        "infrastructurerole": "infrastructure_role_arn",
        "taskdefinition": "task_definition_arn",
        "clustername": "cluster",
        "clusterarn": "cluster",
        "service": "service_name",
        "architecture": "cpu_architecture",
        "runtimeplatform": "cpu_architecture",
        "forcenewdeployment": "redeploy_triggers",
        "waitforsteadystate": "wait_for_rollout",
    },
    CONTAINER: {
        "port": "container_port",
        "ports": "container_port",
        "containerports": "container_port",
        "portmappings": "container_port, one number",
        "env": "environment",
        "environments": "environment",
        "environmentvariables": "environment",
        "imageuri": "image",
        "commands": "command",
        "cmd": "command",
        "secret": "secrets",
        "logconfiguration": "aws_logs_configuration",
        "awslogsconfigurations": "aws_logs_configuration, one map and no list",
        "loggroup": "aws_logs_configuration.log_group",
        "registrycredentials": "repository_credentials",
        "credentialsparameter": "repository_credentials.credentials_parameter",
    },
    LOGS: {
        "group": "log_group",
        "loggroupname": "log_group",
        "awslogsgroup": "log_group",
        "prefix": "log_stream_prefix",
        "streamprefix": "log_stream_prefix",
        "awslogsstreamprefix": "log_stream_prefix",
    },
    CREDENTIALS: {
        "credentialsparameterarn": "credentials_parameter",
        "secretarn": "credentials_parameter",
    },
    NETWORK: {
        "subnet": "subnets",
        "subnetids": "subnets",
        "vpcsubnets": "subnets",
        "securitygroup": "security_groups",
        "securitygroupids": "security_groups",
    },
    SCALING: {
        "min": "min_task_count",
        "mincapacity": "min_task_count",
        "mintasks": "min_task_count",
        "maxtasks": "max_task_count",
        "mincount": "min_task_count",
        "max": "max_task_count",
        "maxcapacity": "max_task_count",
        "maxcount": "max_task_count",
        "metric": "auto_scaling_metric",
        "metrictype": "auto_scaling_metric",
        "predefinedmetrictype": "auto_scaling_metric",
        "target": "auto_scaling_target_value",
        "targetvalue": "auto_scaling_target_value",
    },
}
"""Another name for the same thing: where it stood, and what to write."""

_BOUNDS = "auto scaling sets the number of tasks: write scaling_target={'min_task_count': …, 'max_task_count': …}"
_PUBLIC_IP = "tasks get a public address where the subnets are public, and none where they are private: leave it out"
_DEFINITION = {
    name.lower(): f"write it beside primary_container, in AWS's name: container_definition={{'{name}': …}}"
    for name in ("dependsOn", "dockerLabels", "entryPoint", "environmentFiles", "linuxParameters", "mountPoints",
                 "restartPolicy", "stopTimeout", "ulimits", "user", "volumesFrom", "workingDirectory")
}  # fmt: skip
_LOG_DRIVER = (
    "Express Mode's own logs go to CloudWatch, by log_group and log_stream_prefix: for another driver, its options and "
    "secretOptions write container_definition={'logConfiguration': {…}} beside primary_container, with a sidecar that "
    "routes the logs: sidecars=[fluent_bit_sidecar()]"
)
_DOMAIN = (
    "the service answers under its own URL; for a name of yours add a certificate to the listener and the host to the rule, "
    "whose ARNs are in managed_resources, and a DNS record"
)
_LOAD_BALANCER = "AWS makes load balancer, listener and target groups itself: leave it out"

NOT_OFFERED: Mapping[Path, Mapping[str, str]] = {
    TOP: {
        "assignpublicip": _PUBLIC_IP,
        "vpcid": "AWS takes the VPC of the subnets: write network_configuration={'subnets': […]}",
        "desiredcount": _BOUNDS,
        "healthcheckgraceperiodseconds": "Express Mode sets it: leave it out",
        "launchtype": "Express Mode always runs on Fargate: leave it out",
        "capacityproviderstrategy": "Express Mode always runs on Fargate: leave it out",
        "deploymentconfiguration": "Express Mode always deploys by canary: leave it out",
        "deploymentcontroller": "Express Mode always deploys by canary: leave it out",
        "propagatetags": "AWS copies tags to what it makes at creation: write tags={…}",
        "domainname": _DOMAIN,
        "customdomain": _DOMAIN,
        "webaclarn": "associate it with the load balancer: aws.wafv2.WebAclAssociation(resource_arn=web.managed_resources['load_balancer_arn'])",
        "vpcconnectorarn": "write network_configuration={'subnets': […]}: tasks run in the VPC itself",
        "maxconcurrency": "write scaling_target={'auto_scaling_metric': 'REQUEST_COUNT_PER_TARGET', 'auto_scaling_target_value': …}",
        "autodeploymentsenabled": "write pin_image_digest=True, which deploys a tag that was pushed anew in the next `pulumi up`",
        "loadbalancer": _LOAD_BALANCER,
        "loadbalancers": _LOAD_BALANCER,
        **_DEFINITION,
        "timeouts": "write opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create='45m', update='45m'))",
    },
    CONTAINER: {
        "name": "AWS calls this container Main: leave it out",
        "essential": "this container always is: leave it out",
        "healthcheck": "the load balancer checks the service, by health_check_path beside primary_container; for a check "
        "inside the container write container_definition={'healthCheck': …} beside it",
        "cpu": "write cpu beside primary_container: it is the size of the task",
        "memory": "write memory beside primary_container: it is the size of the task",
        "memoryreservation": "write memory beside primary_container: it is the size of the task",
        "hostport": "the load balancer reaches the container at container_port: leave it out",
        "args": "write command, the whole command line as a list",
        "volumes": "write volumes beside primary_container",
        "firelensconfiguration": "it belongs to a sidecar: write sidecars=[fluent_bit_sidecar()] beside primary_container",
        **_DEFINITION,
    },
    LOGS: {
        **dict.fromkeys(("driver", "logdriver", "options", "secretoptions"), _LOG_DRIVER),
        "awslogsregion": "logs go to the service's own Region: leave it out",
        "awslogscreategroup": "the log group must exist: make it with aws.cloudwatch.LogGroup",
        "region": "logs go to the service's own Region: leave it out",
    },
    NETWORK: {
        "awsvpcconfiguration": "its members stand in network_configuration itself: "
        "write network_configuration={'subnets': […], 'security_groups': […]}",
        "assignpublicip": _PUBLIC_IP,
        "vpcid": "AWS takes the VPC of the subnets: leave it out",
    },
    SCALING: {
        "desiredcount": _BOUNDS,
        "desiredcapacity": _BOUNDS,
        "scaleincooldown": "Express Mode sets it: leave it out",
        "scaleoutcooldown": "Express Mode sets it: leave it out",
    },
}  # fmt: skip
"""What Express Mode has under no name: why, and what to do instead."""


def right_name(path: Path) -> tuple[str | None, str | None]:
    """Look a wrong name up: the right name, or why there is none and what to do; None twice for a name unheard of."""
    name = path[-1].replace("_", "").replace("-", "").lower()
    return RIGHT_NAMES.get(path[:-1], {}).get(name), NOT_OFFERED.get(path[:-1], {}).get(name)
