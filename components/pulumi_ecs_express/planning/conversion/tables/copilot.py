"""
Copilot's manifests of services with a URL.

Sources: "Load Balanced Web Service" and "Request-Driven Web Service", Copilot documentation (release 1.33), read
2026-11-28.
"""

from collections.abc import Mapping

from pulumi_ecs_express.planning.conversion.decisions import Argument, Decision, NoCounterpart
from pulumi_ecs_express.planning.conversion.tables.app_runner import CHECKED_BY_EXPRESS

FROM_IMAGE = Argument(
    "primary_container.image", "built and pushed by your pipeline, and set as configuration of the stack"
)
ENV_FILE = Argument("primary_container.environment", "each variable becomes a secret of the stack's configuration")
RULES = NoCounterpart(
    "an Express service has one listener rule and one port: make a service for each, with a name of its own, or route paths in "
    "a proxy or a CDN in front"
)
NLB = NoCounterpart(
    "Express Mode has an Application Load Balancer alone: make the aws.lb.LoadBalancer and its parts beside it"
)
FIRELENS = Argument("sidecars, container_definition.logConfiguration", "`fluent_bit_sidecar()`")
SCALING_SPEED = NoCounterpart(
    "Express Mode chooses how fast it scales: aws.appautoscaling.Policy adds a policy of your own"
)
SPOT = NoCounterpart(
    'add ServiceSettings(service=…, capacity_provider_strategy=[{"capacity_provider": "FARGATE_SPOT", "weight": 1}]), '
    "as docs/service-settings.md shows"
)

HEALTH: Mapping[str, Decision] = {
    "http.healthcheck": Argument("health_check_path"),
    "http.healthcheck.path": Argument("health_check_path"),
    "http.healthcheck.port": NoCounterpart("the load balancer checks the port that gets the traffic: answer there too"),
    "http.healthcheck.success_codes": NoCounterpart("the check expects 200: let the path answer with it"),
    "http.healthcheck.grace_period": NoCounterpart(
        "add ServiceSettings(service=…, health_check_grace_period_seconds=…) where the container needs long to start"
    ),
    **{
        f"http.healthcheck.{name}": CHECKED_BY_EXPRESS
        for name in ("healthy_threshold", "unhealthy_threshold", "interval", "timeout")
    },
}

HTTP: Mapping[str, Decision] = {
    "http": Argument("nothing", "an Express service always has a load balancer; with `false` the list says so"),
    "http.path": Argument("nothing", "the service answers on all paths; the list says so of a path other than `/`"),
    "http.alb": NoCounterpart("Express Mode makes and shares load balancers itself"),
    **HEALTH,
    "http.deregistration_delay": NoCounterpart("Express Mode chooses how long old tasks drain"),
    "http.target_container": Argument(
        "primary_container", "the container that gets the traffic is the primary one; the other becomes a sidecar"
    ),
    "http.target_port": Argument("primary_container.container_port"),
    "http.stickiness": NoCounterpart(
        "Express Mode's target groups swap with each deployment: keep sessions outside of the tasks"
    ),
    "http.allowed_source_ips": NoCounterpart(
        'associate an aws.wafv2.WebAcl with managed_resources["load_balancer_arn"]; other services share that load balancer'
    ),
    "http.alias": Argument("CustomDomain.domain_name", "further names are `alternative_names`"),
    "http.alias.*.name": Argument("CustomDomain.domain_name"),
    "http.alias.*.hosted_zone": Argument("CustomDomain.zone_id"),
    "http.hosted_zone": Argument("CustomDomain.zone_id"),
    "http.redirect_to_https": NoCounterpart(
        "Express Mode has no listener on port 80: docs/custom-domains.md has one that redirects"
    ),
    "http.version": NoCounterpart("Express Mode's target groups speak HTTP/1.1"),
    "http.additional_rules": RULES,
    "http.private": NoCounterpart(
        "with private subnets in network_configuration, the URL answers inside of the VPC alone"
    ),
    "http.private.endpoint": NoCounterpart("a private URL needs no VPC endpoint of App Runner"),
    "nlb": NLB,
}

IMAGE: Mapping[str, Decision] = {
    "image.build": FROM_IMAGE,
    "image.location": Argument("primary_container.image"),
    "image.credentials": Argument("primary_container.repository_credentials"),
    "image.labels": Argument("container_definition.dockerLabels"),
    "image.depends_on": Argument("container_definition.dependsOn"),
    "image.port": Argument("primary_container.container_port"),
    "image.healthcheck": Argument("container_definition.healthCheck"),
    **{
        f"image.healthcheck.{name}": Argument("container_definition.healthCheck")
        for name in ("command", "interval", "retries", "timeout", "start_period")
    },
}

COUNT: Mapping[str, Decision] = {
    "count": Argument("scaling_target", "a number is both bounds; a name of an App Runner configuration has none"),
    "count.spot": SPOT,
    "count.range": Argument("scaling_target.min_task_count, scaling_target.max_task_count"),
    "count.range.min": Argument("scaling_target.min_task_count"),
    "count.range.max": Argument("scaling_target.max_task_count"),
    "count.range.spot_from": SPOT,
    "count.cooldown": SCALING_SPEED,
    **{
        f"count.{name}": Argument(
            "scaling_target.auto_scaling_metric, scaling_target.auto_scaling_target_value",
            "one metric; the first that is set",
        )
        for name in ("cpu_percentage", "memory_percentage", "requests")
    },
    **{
        f"count.{name}.value": Argument("scaling_target.auto_scaling_target_value")
        for name in ("cpu_percentage", "memory_percentage", "requests")
    },
    **{f"count.{name}.cooldown": SCALING_SPEED for name in ("cpu_percentage", "memory_percentage", "requests")},
    "count.response_time": NoCounterpart(
        "no metric of Express Mode: aws.appautoscaling.Policy adds a policy of your own"
    ),
}

NETWORK: Mapping[str, Decision] = {
    "network.connect": NoCounterpart("add ServiceSettings(service=…, service_connect_configuration={…})"),
    "network.connect.alias": NoCounterpart("it is client_aliases of service_connect_configuration"),
    "network.vpc.placement": Argument(
        "network_configuration.subnets", "subnets of the environment's VPC, set as configuration of the stack"
    ),
    "network.vpc.placement.subnets": Argument("network_configuration.subnets"),
    "network.vpc.placement.subnets.from_tags": Argument(
        "network_configuration.subnets", "set as configuration of the stack; the list has the command"
    ),
    "network.vpc.security_groups": Argument("network_configuration.security_groups"),
    "network.vpc.security_groups.from_cfn": Argument(
        "network_configuration.security_groups", "set as configuration of the stack"
    ),
    "network.vpc.security_groups.deny_default": Argument(
        "nothing", "Copilot's own security group of the environment is not attached; the list says what that means"
    ),
    "network.vpc.security_groups.groups": Argument("network_configuration.security_groups"),
    "network.vpc.security_groups.*.from_cfn": Argument(
        "network_configuration.security_groups", "set as configuration of the stack"
    ),
    "network.vpc.security_groups.groups.from_cfn": Argument(
        "network_configuration.security_groups", "set as configuration of the stack"
    ),
    "network.vpc.security_groups.groups.*.from_cfn": Argument(
        "network_configuration.security_groups", "set as configuration of the stack"
    ),
}

MANAGED_VOLUME = NoCounterpart(
    "make an aws.efs.AccessPoint with this user, and name it in authorizationConfig of the volume"
)

STORAGE: Mapping[str, Decision] = {
    "storage.ephemeral": NoCounterpart(
        "a task has 20 GiB: for more, register a TaskDefinitionRevision with ephemeral_storage and name it in task_definition_arn"
    ),
    "storage.readonly_fs": Argument("container_definition.readonlyRootFilesystem"),
    "storage.volumes.*": Argument("volumes, container_definition.mountPoints"),
    "storage.volumes.*.path": Argument("container_definition.mountPoints"),
    "storage.volumes.*.read_only": Argument("container_definition.mountPoints"),
    "storage.volumes.*.efs": Argument(
        "volumes", "a file system that Copilot makes is set as configuration of the stack"
    ),
    "storage.volumes.*.efs.id": Argument("volumes"),
    "storage.volumes.*.efs.id.from_cfn": Argument("volumes", "set as configuration of the stack"),
    "storage.volumes.*.efs.root_dir": Argument("volumes"),
    "storage.volumes.*.efs.uid": MANAGED_VOLUME,
    "storage.volumes.*.efs.gid": MANAGED_VOLUME,
    "storage.volumes.*.efs.auth.iam": Argument("volumes"),
    "storage.volumes.*.efs.auth.access_point_id": Argument("volumes"),
}

SIDECARS: Mapping[str, Decision] = {
    "sidecars.*.port": Argument("sidecars[].portMappings"),
    "sidecars.*.image": Argument("sidecars[].image"),
    "sidecars.*.image.build": Argument("sidecars[].image", "set as configuration of the stack"),
    "sidecars.*.image.location": Argument("sidecars[].image"),
    "sidecars.*.essential": Argument("sidecars[].essential"),
    "sidecars.*.credentialsParameter": Argument("sidecars[].repositoryCredentials"),
    "sidecars.*.variables": Argument("sidecars[].environment"),
    "sidecars.*.secrets": Argument("sidecars[].secrets"),
    "sidecars.*.env_file": Argument(
        "sidecars[].environment", "each variable becomes a secret of the stack's configuration"
    ),
    "sidecars.*.mount_points.*.source_volume": Argument("sidecars[].mountPoints"),
    "sidecars.*.mount_points.*.path": Argument("sidecars[].mountPoints"),
    "sidecars.*.mount_points.*.read_only": Argument("sidecars[].mountPoints"),
    "sidecars.*.labels": Argument("sidecars[].dockerLabels"),
    "sidecars.*.depends_on": Argument("sidecars[].dependsOn"),
    "sidecars.*.entrypoint": Argument("sidecars[].entryPoint"),
    "sidecars.*.command": Argument("sidecars[].command"),
    **{
        f"sidecars.*.healthcheck.{name}": Argument("sidecars[].healthCheck")
        for name in ("command", "interval", "retries", "timeout", "start_period")
    },
}

LOGGING: Mapping[str, Decision] = {
    "logging.retention": Argument("log_retention_days", "30 where it is not set, as in Copilot"),
    "logging.image": FIRELENS,
    "logging.destination": FIRELENS,
    "logging.enableMetadata": FIRELENS,
    "logging.secretOptions": Argument("container_definition.logConfiguration.secretOptions"),
    "logging.configFilePath": FIRELENS,
    "logging.env_file": Argument("sidecars", "variables of `fluent_bit_sidecar()`"),
}

OTHERS: Mapping[str, Decision] = {
    "name": Argument("the component's name"),
    "type": Argument("nothing", "both become the same"),
    "cpu": Argument("cpu", "the nearest size of Fargate"),
    "memory": Argument("memory", "the nearest size of Fargate"),
    "platform": Argument("cpu_architecture", "Windows is refused"),
    "platform.osfamily": Argument("nothing", "Express Mode runs Linux; Windows is refused"),
    "platform.architecture": Argument("cpu_architecture"),
    "exec": NoCounterpart(
        "add ServiceSettings(service=…, enable_execute_command=True) and a task role with execute_command_policy(), as "
        "docs/service-settings.md shows"
    ),
    "deployment.rolling": NoCounterpart("Express Mode deploys by canary, and old and new tasks serve at the same time"),
    "deployment.rollback_alarms": NoCounterpart(
        "Express Mode rolls back by an alarm on the rates of 4xx and 5xx; others are added with "
        'ServiceSettings(deployment_configuration={"alarms": {…}})'
    ),
    "entrypoint": Argument("container_definition.entryPoint"),
    "command": Argument("primary_container.command"),
    "variables": Argument("primary_container.environment"),
    "variables.*": Argument("primary_container.environment"),
    "variables.*.from_cfn": Argument("primary_container.environment", "set as configuration of the stack"),
    "env_file": ENV_FILE,
    "secrets.*": Argument("primary_container.secrets"),
    "secrets.*.secretsmanager": Argument("primary_container.secrets", "the ARN is set as configuration of the stack"),
    "secrets.*.from_cfn": Argument("primary_container.secrets", "set as configuration of the stack"),
    "publish.topics": NoCounterpart(
        "make each aws.sns.Topic in the program, allow sns:Publish to the task role, and set COPILOT_SNS_TOPIC_ARNS in environment"
    ),
    "observability.tracing": Argument("sidecars", "`otel_sidecar()`, which sends to X-Ray"),
    "taskdef_overrides": NoCounterpart(
        "write what it changes into container_definition, sidecars or volumes, or register a TaskDefinitionRevision"
    ),
    "tags": Argument("tags"),
    "environments": Argument("nothing", "`--environment NAME` applies one; otherwise the list says which there are"),
}

MANIFEST: Mapping[str, Decision] = {**OTHERS, **HTTP, **IMAGE, **COUNT, **NETWORK, **STORAGE, **SIDECARS, **LOGGING}
"""Both kinds of manifest; what belongs to one alone is converted all the same where the other has it."""

WORDS, MAPS, FILES = ("text", "list"), ("map",), ("text", "list")

SHAPES: Mapping[str, tuple[str, ...]] = {
    "image": ("map",),
    "image.build": ("text", "map"),
    "sidecars.*.image.build": ("text", "map"),
    "sidecars": MAPS,
    "sidecars.*": MAPS,
    "sidecars.*.mount_points": ("list",),
    "sidecars.*.mount_points.*": MAPS,
    "storage.volumes": MAPS,
    "storage.volumes.*": MAPS,
    "secrets": MAPS,
    "variables": MAPS,
    "environments": MAPS,
    "environments.*": MAPS,
    "network.vpc.security_groups": ("list", "map"),
    "network.vpc.security_groups.groups": ("list", "map"),
    "network.vpc.security_groups.*": ("text", "map"),
    "network.vpc.security_groups.groups.*": ("text", "map"),
    "network.vpc.placement.subnets": ("list", "map"),
    "http.alias.*": ("text", "map"),
    **{f"{place}.*": ("text",) for place in ("tags", "image.labels", "sidecars.*.labels", "logging.destination")},
    **dict.fromkeys(("image.healthcheck.command", "sidecars.*.healthcheck.command", "command", "entrypoint"), WORDS),
    **dict.fromkeys(("sidecars.*.command", "sidecars.*.entrypoint"), WORDS),
    **dict.fromkeys(("image.healthcheck.command", "sidecars.*.healthcheck.command"), ("list", "text")),
    **dict.fromkeys(
        ("tags", "image.labels", "sidecars.*.labels", "image.depends_on", "sidecars.*.depends_on", "logging.destination",
         "logging.secretOptions", "sidecars.*.variables", "sidecars.*.secrets", "network.vpc.placement.subnets.from_tags"),
        MAPS,
    ),
    **{f"{place}.*": ("text", "map") for place in ("sidecars.*.variables", "sidecars.*.secrets", "logging.secretOptions")},
    "network.vpc.placement.subnets.from_tags.*": ("text", "list"),
    **{f"{place}.*": ("text",) for place in ("image.depends_on", "sidecars.*.depends_on")},
}  # fmt: skip
"""Shapes that do not follow from the table."""
