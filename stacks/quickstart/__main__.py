"""A container image behind an HTTPS URL. The Region is `aws:region`, or that of the environment."""

import pulumi

import pulumi_ecs_express as express

image = pulumi.Config().require("image")

web = express.ExpressGatewayService("web", primary_container={"image": image})

pulumi.export("url", web.url)
pulumi.export("endpoint", web.endpoint)
