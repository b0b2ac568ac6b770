"""An application on the platform: a private API with a database's secret, and a public web service under a domain."""

import json

import pulumi
import pulumi_aws as aws

import pulumi_ecs_express as express

config = pulumi.Config()
shared = config.get("platform") or f"{pulumi.get_organization()}/platform/{pulumi.get_stack()}"
platform = pulumi.StackReference(shared)

login = aws.secretsmanager.Secret("database", description="Login of the application's database")
login_value = aws.secretsmanager.SecretVersion(
    "database",
    secret_id=login.id,
    secret_string=config.require_secret("database-password").apply(
        lambda password: json.dumps({"username": "app", "password": password})
    ),
)

api = express.ExpressGatewayService(
    "api",
    pulumi.ResourceOptions(depends_on=[login_value]),  # a task cannot start before its secret has a value
    primary_container={
        "image": config.require("api-image"),
        "secrets": {"DATABASE_PASSWORD": pulumi.Output.concat(login.arn, ":password::")},
    },
    cluster=platform.require_output("cluster"),
    infrastructure_role_arn=platform.require_output("infrastructure_role_arn"),
    network_configuration={"subnets": platform.require_output("private_subnets")},
    log_retention_days=30,
)

trust = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
web_role = aws.iam.Role("web", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}))
partition = aws.get_partition().partition
traces = aws.iam.RolePolicyAttachment(
    "web-traces", role=web_role.name, policy_arn=f"arn:{partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"
)

web = express.ExpressGatewayService(
    "web",
    pulumi.ResourceOptions(depends_on=[traces]),
    primary_container={
        "image": config.require("web-image"),
        "environment": {"API_URL": api.url, "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"},
    },
    sidecars=[express.otel_sidecar()],
    task_role_arn=web_role.arn,
    cluster=platform.require_output("cluster"),
    infrastructure_role_arn=platform.require_output("infrastructure_role_arn"),
    network_configuration={"subnets": platform.require_output("public_subnets")},
    log_retention_days=30,
)
shop = express.CustomDomain(
    "shop",
    service=web,
    domain_name=platform.require_output("zone_name").apply(lambda zone: f"{config.require('host')}.{zone}"),
    zone_id=platform.require_output("zone_id"),
)

pulumi.export("url", shop.url)
pulumi.export("endpoint", web.url)
pulumi.export("api_url", api.url)
pulumi.export("api_access_type", api.access_type)
