"""
What people who come from elsewhere write, and what it is called here: wrong names, each with the right one.

Seen in ``aws.ecs.Service``, in programs of boto3's UpdateService and CreateService, in the options of the AWS CLI, in the AWS
CDK, and in ecspresso's service definitions.
"""

from collections.abc import Mapping

from pulumi_ecs_express.model.fields.property_paths import Path

RIGHT_NAMES: Mapping[Path, Mapping[str, str]] = {
    (): {
        "alarms": "deployment_configuration.alarms",
        "assignpublicip": "network_configuration.awsvpc_configuration.assign_public_ip",
        "awsvpcconfiguration": "network_configuration.awsvpc_configuration",
        "baketime": "deployment_configuration.bake_time_in_minutes",
        "baketimeinminutes": "deployment_configuration.bake_time_in_minutes",
        "canaryconfiguration": "deployment_configuration.canary_configuration",
        "capacityproviderstrategies": "capacity_provider_strategy",
        "circuitbreaker": "deployment_configuration.deployment_circuit_breaker",
        "cloudmapoptions": "service_registries",
        "clusterarn": "cluster",
        "clustername": "cluster",
        "count": "desired_count",
        "deploymentalarms": "deployment_configuration.alarms",
        "deploymentcircuitbreaker": "deployment_configuration.deployment_circuit_breaker",
        "deploymentmaximumpercent": "deployment_configuration.maximum_percent",
        "deploymentminimumhealthypercent": "deployment_configuration.minimum_healthy_percent",
        "deploymentstrategy": "deployment_configuration.strategy",
        "desiredtaskcount": "desired_count",
        "earlysuccesscriteria": "deployment_configuration.early_success_criteria",
        "enableecsexec": "enable_execute_command",
        "forceredeploy": "force_new_deployment",
        "healthcheckgraceperiod": "health_check_grace_period_seconds",
        "lifecyclehooks": "deployment_configuration.lifecycle_hooks",
        "linearconfiguration": "deployment_configuration.linear_configuration",
        "loadbalancer": "load_balancers",
        "maxhealthypercent": "deployment_configuration.maximum_percent",
        "maximumpercent": "deployment_configuration.maximum_percent",
        "metricconfigurations": "monitoring.metric_configurations",
        "minhealthypercent": "deployment_configuration.minimum_healthy_percent",
        "minimumhealthypercent": "deployment_configuration.minimum_healthy_percent",
        "name": "service",
        "network": "network_configuration",
        "orderedplacementstrategies": "placement_strategy",
        "orderedplacementstrategy": "placement_strategy",
        "placementstrategies": "placement_strategy",
        "redeploytriggers": "force_new_deployment, one value",
        "rollbackondestroy": "restore_on_destroy",
        "securitygroupids": "network_configuration.awsvpc_configuration.security_groups",
        "securitygroups": "network_configuration.awsvpc_configuration.security_groups",
        "serviceconnect": "service_connect_configuration",
        "servicearn": "service",
        "servicename": "service",
        "serviceregistry": "service_registries",
        "strategy": "deployment_configuration.strategy",
        "subnets": "network_configuration.awsvpc_configuration.subnets",
        "subnetids": "network_configuration.awsvpc_configuration.subnets",
        "triggers": "force_new_deployment, one value",
        "volumeconfiguration": "volume_configurations, a list",
        "vpclatticeconfiguration": "vpc_lattice_configurations, a list",
        "waitforservicestability": 'wait, "until_stable" or "dont_wait"',
        "waitforsteadystate": 'wait, "until_stable" or "dont_wait"',
        "waittimeout": 'timeout, such as "30m"',
    },
    ("capacityProviderStrategy",): {"provider": "capacity_provider"},
    ("deploymentConfiguration",): {
        "baketime": "bake_time_in_minutes",
        "circuitbreaker": "deployment_circuit_breaker",
        "deploymentalarms": "alarms",
        "lifecyclehook": "lifecycle_hooks, a list",
        "maxhealthypercent": "maximum_percent",
        "minhealthypercent": "minimum_healthy_percent",
        "type": "strategy",
    },
    ("deploymentConfiguration", "canaryConfiguration"): {
        "baketime": "canary_bake_time_in_minutes",
        "baketimeinminutes": "canary_bake_time_in_minutes",
        "percent": "canary_percent",
    },
    ("deploymentConfiguration", "deploymentCircuitBreaker"): {
        "enabled": "enable",
        "threshold": "threshold_configuration",
    },
    ("deploymentConfiguration", "lifecycleHooks"): {"lambdaarn": "hook_target_arn", "stages": "lifecycle_stages"},
    ("deploymentConfiguration", "linearConfiguration"): {
        "baketime": "step_bake_time_in_minutes",
        "baketimeinminutes": "step_bake_time_in_minutes",
        "percent": "step_percent",
    },
    ("loadBalancers",): {
        "elbname": "load_balancer_name",
        "targetgroup": "target_group_arn",
    },
    ("networkConfiguration",): {
        "assignpublicip": "awsvpc_configuration.assign_public_ip",
        "securitygroups": "awsvpc_configuration.security_groups",
        "subnets": "awsvpc_configuration.subnets",
    },
    ("placementConstraints",): {"expressions": "expression, a string"},
    ("serviceConnectConfiguration",): {
        "accesslogconfigurations": "access_log_configuration",
        "enable": "enabled",
        "namespacearn": "namespace",
        "service": "services, a list",
    },
    ("serviceConnectConfiguration", "logConfiguration"): {"secretoption": "secret_options, a list"},
    ("serviceConnectConfiguration", "services"): {
        "clientalias": "client_aliases, a list",
        "portmappingname": "port_name",
    },
    ("serviceConnectConfiguration", "services", "tls"): {"issuercertauthority": "issuer_certificate_authority"},
    ("volumeConfigurations",): {"managedebsvolumes": "managed_ebs_volume", "volumename": "name"},
    ("volumeConfigurations", "managedEBSVolume"): {
        "filesystem": "filesystem_type",
        "infrastructurerolearn": "role_arn",
        "size": "size_in_gib",
        "sizeingb": "size_in_gib",
        "type": "volume_type",
    },
    ("vpcLatticeConfigurations",): {"infrastructurerolearn": "role_arn", "targetgroup": "target_group_arn"},
}

_AT_CREATION = "AWS takes it when a service is made, and UpdateService has no parameter for it"

_TASK_DEFINITION = (
    "the task definition belongs to EcsServiceUpdate, or to task_definition_arn of the ExpressGatewayService"
)

NOT_OFFERED: Mapping[str, str] = {
    "containers": _TASK_DEFINITION,
    "daemon": _AT_CREATION,
    "iamrole": f"{_AT_CREATION}: ECS uses its service-linked role, AWSServiceRoleForECS",
    "launchtype": f"{_AT_CREATION}: capacity_provider_strategy says where tasks run, and [] leads back to the launch type",
    "platformfamily": "the task definition says it, by runtime_platform",
    "role": f"{_AT_CREATION}: ECS uses its service-linked role, AWSServiceRoleForECS",
    "rolearn": f"{_AT_CREATION}: ECS uses its service-linked role, AWSServiceRoleForECS",
    "schedulingstrategy": _AT_CREATION,
    "sigintrollback": "Ctrl-C ends the wait, and the deployment goes on; a failed one is taken back by deployment_circuit_breaker",
    "tags": "AWS tags services by another call: they belong to who made the service, or to tags of EcsServiceUpdate",
    "taskdefinition": _TASK_DEFINITION,
    "taskdefinitionarn": _TASK_DEFINITION,
    "timeouts": 'write timeout, such as "30m"',
}
"""What is deliberately no argument, with what to do instead."""


def right_name(path: Path) -> tuple[str | None, str | None]:
    """Look a wrong name up: the right one, or why there is none and what to do; None twice for one unheard of."""
    key = path[-1].replace("_", "").replace("-", "").lower()
    return RIGHT_NAMES.get(path[:-1], {}).get(key), NOT_OFFERED.get(key) if len(path) == 1 else None
