"""An Express Mode service with a shell in its tasks and no bake time. The Region is `aws:region`, or that of the environment."""

import json

import pulumi
import pulumi_aws as aws

import pulumi_ecs_express as express

config = pulumi.Config()

trust = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
role = aws.iam.Role("web", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}))
session = aws.iam.RolePolicy("web", role=role.name, policy=express.execute_command_policy())

web = express.ExpressGatewayService(
    "web",
    primary_container={"image": config.require("image")},
    task_role_arn=role.arn,
)

arguments: express.ServiceSettingsArgs = {
    "service": web,
    "enable_execute_command": True,
    "force_new_deployment": "exec-1",  # tasks that run already cannot be entered
    "deployment_configuration": {"bake_time_in_minutes": config.require_int("bake-minutes")},
}
if config.require_bool("spot"):
    arguments["capacity_provider_strategy"] = [{"capacity_provider": "FARGATE_SPOT", "weight": 1}]
settings = express.ServiceSettings("web", arguments, pulumi.ResourceOptions(depends_on=[session]))

if other := config.get("other-service"):
    express.ServiceSettings("other", service=other, propagate_tags="SERVICE", health_check_grace_period_seconds=60)

pulumi.export("url", web.url)
pulumi.export("service", web.service_name)
pulumi.export("settings", settings.settings)
