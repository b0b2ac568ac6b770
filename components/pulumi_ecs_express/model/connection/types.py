"""What a program may say of the session with AWS, beside the Region."""

from typing import Annotated

from pulumi_ecs_express.model.fields.base import UnknownPasses
from pulumi_ecs_express.model.fields.types import matching

Profile = Annotated[
    str, matching(r"\S(.*\S)?", "is not the name of a profile: write one of `aws configure list-profiles`")
]
"""Name of a profile in the shared configuration of AWS's tools; which ones exist, only the machine knows."""

EndpointUrl = Annotated[
    str,
    matching(
        r"https?://[^\s/]+(/\S*)?", "is not the URL of an endpoint: write one such as 'https://ecs.eu-west-1.api.aws'"
    ),
    UnknownPasses,
]
"""URL at which an AWS service answers."""
