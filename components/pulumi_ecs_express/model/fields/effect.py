"""
What a change of a field does, and what its removal from the program means: said beside the field, once.

Both stand in the outermost ``Annotated`` of a field; pydantic drops them anywhere deeper.
"""

from dataclasses import dataclass
from enum import Enum

from pulumi_ecs_express.model.fields.property_paths import PropertyValue


class Effect(Enum):
    """What AWS does when a field changes."""

    DEPLOYMENT = "a new revision and a canary deployment; the URL stays"
    UPDATE = "an update; whether AWS deploys for it is AWS's decision"
    REDEPLOYMENT = "the same settings deployed again, by canary"
    REPLACEMENT = "another service: a new one is made, the URL changes"
    SETTING = "UpdateService; whether it starts a deployment, the table of settings says"
    TAGS = "TagResource and UntagResource, nothing else"
    DOMAIN = "the domain's certificate, its host in the listener rule or its records; the service stays as it is"
    REVISION = "another revision of the task definition, where it comes out differently; no service is changed"
    CONNECTION = "the same service, reached another way; AWS is asked for it and nothing is sent"
    NONE = "no AWS call at all"


@dataclass(frozen=True)
class ResetTo:
    """Removed from the program, the field goes back to this, the default that AWS is seen to choose."""

    default: PropertyValue


@dataclass(frozen=True)
class Refuse:
    """AWS offers no way back from a declared value, so its removal is refused at preview."""

    remedy: str


@dataclass(frozen=True)
class Keep:
    """Removed from the program, the value stays; ``reason`` says why that is no silent surprise."""

    reason: str


@dataclass(frozen=True)
class Superseded:
    """Removed from the program, another field takes its place; one of the two is always declared."""

    by: str


@dataclass(frozen=True)
class PutBack:
    """Removed from the program, the value found before the first apply is put back."""


Removal = ResetTo | Refuse | Keep | Superseded | PutBack
