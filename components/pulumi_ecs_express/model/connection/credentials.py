"""Whose account a program uses, as Pulumi's aws provider is told it: keys, files, assumed roles, accounts."""

from typing import Annotated

from pydantic import BeforeValidator, ValidationError

from pulumi_ecs_express.model.fields.base import Model
from pulumi_ecs_express.model.fields.duration import seconds
from pulumi_ecs_express.model.fields.property_paths import snake
from pulumi_ecs_express.model.fields.types import RoleArn


def _as_seconds(duration: object) -> object:
    """Read a duration, or a number of seconds; what is neither is left for pydantic to judge."""
    found = seconds(duration) if isinstance(duration, str) else None
    return duration if found is None else found


Seconds = Annotated[int, BeforeValidator(_as_seconds)]


class AssumedRole(Model):
    """A role to assume. Source: AssumeRole, AWS Security Token Service API reference, read 2026-11-28."""

    role_arn: RoleArn
    external_id: str | None = None
    session_name: str | None = None
    duration: Seconds | None = None
    policy: str | None = None
    policy_arns: tuple[str, ...] | None = None
    source_identity: str | None = None
    tags: dict[str, str] | None = None
    transitive_tag_keys: tuple[str, ...] | None = None


class WebIdentityRole(Model):
    """A role to assume by a token. Source: AssumeRoleWithWebIdentity, same reference."""

    role_arn: RoleArn
    session_name: str | None = None
    duration: Seconds | None = None
    policy: str | None = None
    policy_arns: tuple[str, ...] | None = None
    web_identity_token: str | None = None
    web_identity_token_file: str | None = None


class Credentials(Model):
    """The settings together: keys or files, then the web identity, then the chain of roles, then the accounts that count."""

    access_key: str | None = None
    secret_key: str | None = None
    token: str | None = None
    shared_credentials_files: tuple[str, ...] = ()
    shared_config_files: tuple[str, ...] = ()
    assume_role_with_web_identity: WebIdentityRole | None = None
    assume_roles: tuple[AssumedRole, ...] = ()
    allowed_account_ids: tuple[str, ...] = ()
    forbidden_account_ids: tuple[str, ...] = ()


def setting_problems(text: str) -> list[str]:
    """List what is wrong with the settings, by the names that a program has them under; their values are never quoted."""
    try:
        Credentials.model_validate_json(text)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return [f"the aws provider's {_setting(one['loc'])}: {one['msg']}" for one in found]
    return []


def _setting(location: tuple[int | str, ...]) -> str:
    return ".".join(snake(step) if isinstance(step, str) else str(step) for step in location) or "credentials"
