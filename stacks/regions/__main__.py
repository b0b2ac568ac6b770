"""The same service in several Regions and accounts: one `aws` provider for each place."""

from typing import Any

import places
import pulumi
import pulumi_aws as aws

import pulumi_ecs_express as express

config = pulumi.Config()


def provider(place: places.Place) -> aws.Provider:
    """Make the provider of a place; an account that is not the role's is refused before anything is made there."""
    settings: dict[str, Any] = {"region": place.region}
    if place.role is not None:
        session = f"pulumi-{pulumi.get_stack()}"
        settings["assume_roles"] = [aws.ProviderAssumeRoleArgs(role_arn=place.role, session_name=session)]
        settings["allowed_account_ids"] = [place.account]
    tags = aws.ProviderDefaultTagsArgs(tags={"project": pulumi.get_project(), "place": place.name})
    return aws.Provider(place.name, default_tags=tags, **settings)


try:
    found = places.read(config.get_object("places"))
except places.Mistakes as mistakes:
    raise pulumi.RunError(str(mistakes)) from None

urls = {}
for place in found:
    web = express.ExpressGatewayService(
        f"web-{place.name}",
        pulumi.ResourceOptions(provider=provider(place)),
        primary_container={"image": config.require("image"), "environment": {"PLACE": place.name}},
    )
    urls[place.name] = web.url

pulumi.export("urls", urls)
