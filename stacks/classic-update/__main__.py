"""A new release of an ECS service that is managed elsewhere. The Region is `aws:region`, or that of the environment."""

import pulumi

import pulumi_ecs_express as express

config = pulumi.Config()

release = express.EcsServiceUpdate(
    "release",
    cluster=config.require("cluster"),
    service=config.require("service"),
    family=config.require("family"),
    containers={config.require("container"): {"image": config.require("image")}},
    tags={"released-by": f"{pulumi.get_project()}-{pulumi.get_stack()}"},
)

pulumi.export(
    "revision", pulumi.Output.format("{0}:{1}", release.task_definition_family, release.task_definition_revision)
)
pulumi.export("service", release.service_name)
