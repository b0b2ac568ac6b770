"""A container image whose logs go through Fluent Bit. The Region is `aws:region`, or that of the environment."""

import json
from typing import Any

import pulumi
import pulumi_aws as aws

import pulumi_ecs_express as express

config = pulumi.Config()
logs = aws.cloudwatch.LogGroup("app", retention_in_days=14)

trust = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
role = aws.iam.Role("app", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [trust]}))
write = {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]}
aws.iam.RolePolicy(
    "app",
    role=role.name,
    policy=logs.arn.apply(
        lambda arn: json.dumps({"Version": "2012-10-17", "Statement": [{**write, "Resource": f"{arn}:*"}]})
    ),
)

sidecars: list[dict[str, Any]] = []
container_definition: dict[str, Any] = {}
if config.require_bool("router"):
    sidecars.append(express.fluent_bit_sidecar())
    output = {"Name": "cloudwatch_logs", "region": aws.get_region().region, "log_group_name": logs.name}
    container_definition["logConfiguration"] = {"options": {**output, "log_stream_prefix": "app/"}}

web = express.ExpressGatewayService(
    "web",
    primary_container={"image": config.require("image")},
    task_role_arn=role.arn,
    sidecars=sidecars,
    container_definition=container_definition,
)

pulumi.export("url", web.url)
pulumi.export("task_definition", web.task_definition_arn)
