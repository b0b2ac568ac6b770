"""A container image under a domain of your own. The Region is `aws:region`, or that of the environment."""

import pulumi
import pulumi_aws as aws

import pulumi_ecs_express as express

config = pulumi.Config()
zone_name = config.require("zone")

if config.get_bool("makeZone"):
    zone_id: pulumi.Input[str] = aws.route53.Zone("zone", name=zone_name).zone_id
else:
    zone_id = aws.route53.get_zone(name=zone_name).zone_id

web = express.ExpressGatewayService("web", primary_container={"image": config.require("image")})
app = express.CustomDomain("app", service=web, domain_name=config.require("domain"), zone_id=zone_id)

pulumi.export("url", app.url)
pulumi.export("records", app.dns_records)
