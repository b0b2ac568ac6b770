"""
App Runner.

Sources: Service, CustomDomain, AutoScalingConfiguration, VpcConnector, ObservabilityConfiguration and
VpcIngressConnection, AWS App Runner API reference, and "App Runner configuration file reference", AWS App Runner
developer guide, read 2026-11-28.
"""

from collections.abc import Mapping

from pulumi_ecs_express.planning.conversion.decisions import Argument, Decision, NoCounterpart

NOT_A_SETTING = Argument("nothing", "what App Runner reports of the service, and no setting")
CHECKED_BY_EXPRESS = NoCounterpart(
    "Express Mode chooses interval, timeout and thresholds of the load balancer's checks: nothing to do, unless the container "
    "needs long to start, for which ServiceSettings(health_check_grace_period_seconds=…) gives time"
)
BUILT_ELSEWHERE = NoCounterpart(
    "Express Mode builds nothing: build the image with a Dockerfile in your pipeline, push it, and set it as the image"
)

SOURCE = "Service.SourceConfiguration"
IMAGE, CODE = f"{SOURCE}.ImageRepository", f"{SOURCE}.CodeRepository"
VALUES = f"{CODE}.CodeConfiguration.CodeConfigurationValues"
CONTAINER = {
    "RuntimeEnvironmentVariables": Argument("primary_container.environment", "and `PORT`, which App Runner adds"),
    "RuntimeEnvironmentSecrets": Argument("primary_container.secrets"),
    "StartCommand": Argument("primary_container.command", "taken apart into words, as a shell does"),
    "Port": Argument("primary_container.container_port", "8080 where it is not set"),
}

REPORTED = (
    "Service.ServiceId", "Service.ServiceUrl", "Service.CreatedAt", "Service.UpdatedAt", "Service.DeletedAt",
    "Service.AutoScalingConfigurationSummary", "CustomDomains.*.Status", "CustomDomains.*.CertificateValidationRecords",
    "AutoScalingConfiguration.AutoScalingConfigurationArn", "AutoScalingConfiguration.AutoScalingConfigurationName",
    "AutoScalingConfiguration.AutoScalingConfigurationRevision", "AutoScalingConfiguration.Latest",
    "AutoScalingConfiguration.Status", "AutoScalingConfiguration.CreatedAt", "AutoScalingConfiguration.DeletedAt",
    "AutoScalingConfiguration.HasAssociatedService", "AutoScalingConfiguration.IsDefault",
    "VpcConnector.VpcConnectorName", "VpcConnector.VpcConnectorArn", "VpcConnector.VpcConnectorRevision",
    "VpcConnector.Status", "VpcConnector.CreatedAt", "VpcConnector.DeletedAt",
    "ObservabilityConfiguration.ObservabilityConfigurationArn", "ObservabilityConfiguration.ObservabilityConfigurationName",
    "ObservabilityConfiguration.ObservabilityConfigurationRevision", "ObservabilityConfiguration.Latest",
    "ObservabilityConfiguration.Status", "ObservabilityConfiguration.CreatedAt", "ObservabilityConfiguration.DeletedAt",
)  # fmt: skip
"""Members of answers that are no settings."""

SERVICE: Mapping[str, Decision] = {
    "Service.ServiceName": Argument("the component's name"),
    "Service.ServiceArn": Argument("nothing", "its Region becomes `aws:region` of the stack"),
    "Service.Status": Argument("paused", "where the service is `PAUSED`"),
    f"{IMAGE}.ImageIdentifier": Argument("primary_container.image"),
    f"{IMAGE}.ImageRepositoryType": Argument("nothing", "the image says it"),
    **{f"{IMAGE}.ImageConfiguration.{name}": decision for name, decision in CONTAINER.items()},
    f"{CODE}.RepositoryUrl": BUILT_ELSEWHERE,
    f"{CODE}.SourceCodeVersion": BUILT_ELSEWHERE,
    f"{CODE}.SourceDirectory": BUILT_ELSEWHERE,
    f"{CODE}.CodeConfiguration.ConfigurationSource": Argument(
        "nothing", "with `REPOSITORY`, convert the `apprunner.yaml` of the repository"
    ),
    f"{VALUES}.Runtime": BUILT_ELSEWHERE,
    f"{VALUES}.BuildCommand": BUILT_ELSEWHERE,
    **{f"{VALUES}.{name}": decision for name, decision in CONTAINER.items()},
    f"{SOURCE}.AutoDeploymentsEnabled": Argument(
        "nothing", "if it is on, the list says what to do: a push deploys nothing by itself"
    ),
    f"{SOURCE}.AuthenticationConfiguration.ConnectionArn": BUILT_ELSEWHERE,
    f"{SOURCE}.AuthenticationConfiguration.AccessRoleArn": Argument(
        "nothing", "the execution role, which the component makes, pulls images of the account's ECR repositories"
    ),
    "Service.InstanceConfiguration.Cpu": Argument("cpu"),
    "Service.InstanceConfiguration.Memory": Argument("memory"),
    "Service.InstanceConfiguration.InstanceRoleArn": Argument(
        "task_role_arn", "its trust policy must also name `ecs-tasks.amazonaws.com`"
    ),
    "Service.EncryptionConfiguration.KmsKey": NoCounterpart(
        "App Runner encrypts its copy of image and logs with this key: encrypt the ECR repository, and a log group that "
        "primary_container.aws_logs_configuration names, with it"
    ),
    "Service.HealthCheckConfiguration.Protocol": Argument(
        "nothing", "the load balancer checks by HTTP; with `TCP`, the list says that the path must answer 200"
    ),
    "Service.HealthCheckConfiguration.Path": Argument("health_check_path", "with `HTTP`"),
    **{
        f"Service.HealthCheckConfiguration.{name}": CHECKED_BY_EXPRESS
        for name in ("Interval", "Timeout", "HealthyThreshold", "UnhealthyThreshold")
    },
    "Service.NetworkConfiguration.EgressConfiguration.EgressType": Argument("network_configuration", "with `VPC`"),
    "Service.NetworkConfiguration.EgressConfiguration.VpcConnectorArn": Argument(
        "nothing", "what it holds stands at `VpcConnector`"
    ),
    "Service.NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible": Argument(
        "network_configuration.subnets", "private subnets make the URL a private one"
    ),
    "Service.NetworkConfiguration.IpAddressType": Argument(
        "nothing", "Express Mode's load balancer has IPv4; with `DUAL_STACK` the list says so"
    ),
    "Service.ObservabilityConfiguration.ObservabilityEnabled": Argument("sidecars", "`otel_sidecar()` where it is on"),
    "Service.ObservabilityConfiguration.ObservabilityConfigurationArn": Argument(
        "nothing", "what it holds stands at `ObservabilityConfiguration`"
    ),
    "DNSTarget": Argument("nothing", "`CustomDomain` has a target of its own"),
    "CustomDomains.*.DomainName": Argument("CustomDomain.domain_name"),
    "CustomDomains.*.EnableWWWSubdomain": Argument("CustomDomain.alternative_names"),
    "VpcDNSTargets": NoCounterpart(
        "names for callers in other VPCs: point their records at the load balancer of a service in private subnets"
    ),
    "AutoScalingConfiguration.MinSize": Argument(
        "scaling_target.min_task_count", "App Runner bills idle instances for their memory alone"
    ),
    "AutoScalingConfiguration.MaxSize": Argument("scaling_target.max_task_count"),
    "AutoScalingConfiguration.MaxConcurrency": NoCounterpart(
        "it counts requests at the same moment, and Express Mode has no such metric: the service scales by CPU; where that "
        "does not follow the load, set scaling_target to REQUEST_COUNT_PER_TARGET with a number that you have measured"
    ),
    "VpcConnector.Subnets": Argument("network_configuration.subnets", "load balancer and tasks share them"),
    "VpcConnector.SecurityGroups": Argument("network_configuration.security_groups"),
    "ObservabilityConfiguration.TraceConfiguration.Vendor": Argument(
        "nothing", "`otel_sidecar()` sends to X-Ray, the one vendor that there is"
    ),
    "VpcIngressConnections": NoCounterpart(
        "private endpoints: with private subnets in network_configuration the URL answers inside of the VPC"
    ),
    "Tags": Argument("tags"),
    **dict.fromkeys(REPORTED, NOT_A_SETTING),
}
"""What DescribeService, DescribeCustomDomains and the others answer, under the names of their results."""

FILE: Mapping[str, Decision] = {
    "version": Argument("nothing", "the version of the format"),
    "runtime": BUILT_ELSEWHERE,
    "build.commands": BUILT_ELSEWHERE,
    "build.env": BUILT_ELSEWHERE,
    "run.runtime-version": BUILT_ELSEWHERE,
    "run.pre-run": NoCounterpart("Express Mode runs no commands before: put them into the image's entry point"),
    "run.command": CONTAINER["StartCommand"],
    "run.network.port": CONTAINER["Port"],
    "run.network.env": Argument("primary_container.environment", "the variable's value is the port"),
    "run.env.*.name": CONTAINER["RuntimeEnvironmentVariables"],
    "run.env.*.value": CONTAINER["RuntimeEnvironmentVariables"],
    "run.env.*.value-from": Argument("primary_container.secrets"),
    "run.secrets.*.name": CONTAINER["RuntimeEnvironmentSecrets"],
    "run.secrets.*.value-from": CONTAINER["RuntimeEnvironmentSecrets"],
}
"""``apprunner.yaml``."""

SERVICE_SHAPES = {
    "Tags": ("list",),
    "Tags.*": ("map",),
    "CustomDomains": ("list",),
    "CustomDomains.*": ("map",),
    "VpcConnector.Subnets": ("list",),
    "VpcConnector.SecurityGroups": ("list",),
    "Service.AutoScalingConfigurationSummary": ("map",),
    "CustomDomains.*.CertificateValidationRecords": ("list",),
    **{
        f"{place}.{name}": ("map",)
        for place in (f"{IMAGE}.ImageConfiguration", VALUES)
        for name in ("RuntimeEnvironmentVariables", "RuntimeEnvironmentSecrets")
    },
}
"""Shapes that do not follow from the table."""

FILE_SHAPES = {
    "run.command": ("text", "list"),
    "run.env": ("list",),
    "run.secrets": ("list",),
    "run.env.*": ("map",),
    "run.secrets.*": ("map",),
}
