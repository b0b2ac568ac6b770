"""Sessions by the settings of Pulumi's aws provider: keys, files, a web identity, a chain of assumed roles."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.credentials import (
    AssumeRoleCredentialFetcher,
    AssumeRoleWithWebIdentityCredentialFetcher,
    DeferredRefreshableCredentials,
)

from pulumi_ecs_express import errors
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.connection.credentials import AssumedRole, Credentials, WebIdentityRole

ClientMaker = Callable[..., Any]


def session_of(connection: Connection, region: str | None, config: Config) -> boto3.session.Session:
    """
    Make the session of a connection; assumed credentials are renewed by botocore as long as a wait lasts.

    Raises:
        errors.OtherAccount: The account is not one of those that the provider allows.
    """
    told = Credentials.model_validate_json(connection.credentials) if connection.credentials else Credentials()
    session = _first(told, connection, region)

    def sts(of: boto3.session.Session) -> ClientMaker:
        return partial(_sts, of, connection.endpoint("sts"), config)

    if identity := told.assume_role_with_web_identity:
        session = _with(_by_web_identity(identity, sts(session)), region)
    for role in told.assume_roles:
        session = _with(_by_role(role, session, sts(session)), region)
    if told.allowed_account_ids or told.forbidden_account_ids:
        _judge_account(told, str(sts(session)("sts").get_caller_identity()["Account"]))
    return session


def _sts(session: boto3.session.Session, endpoint: str | None, settings: Config, name: str, **given: Any) -> Any:
    """Make a client as a fetcher of botocore's wants it: the one for web identities wants requests that are not signed."""
    own = settings.merge(given.pop("config", None) or Config())
    return session.client(name, endpoint_url=endpoint, config=own, **given)


def _first(told: Credentials, connection: Connection, region: str | None) -> boto3.session.Session:
    """Make the session before any role is assumed."""
    keys = {
        "aws_access_key_id": told.access_key,
        "aws_secret_access_key": told.secret_key,
        "aws_session_token": told.token,
    }
    files = {"credentials_file": told.shared_credentials_files, "config_file": told.shared_config_files}
    core = botocore.session.get_session()
    for variable, paths in files.items():
        if paths:
            core.set_config_variable(variable, str(Path(paths[0]).expanduser()))
    return boto3.session.Session(botocore_session=core, region_name=region, profile_name=connection.profile, **keys)


def _with(credentials: DeferredRefreshableCredentials, region: str | None) -> boto3.session.Session:
    core = botocore.session.get_session()
    core._credentials = credentials  # noqa: SLF001 - botocore's own assume-role sessions are made so; there is no setter
    core.set_config_variable("profile", None)
    return boto3.session.Session(botocore_session=core, region_name=region)


def _by_role(role: AssumedRole, source: boto3.session.Session, sts: ClientMaker) -> DeferredRefreshableCredentials:
    tags = [{"Key": key, "Value": value} for key, value in (role.tags or {}).items()]
    extra = {**_extra(role), "ExternalId": role.external_id, "SourceIdentity": role.source_identity, "Tags": tags}
    extra["TransitiveTagKeys"] = list(role.transitive_tag_keys or ())
    fetcher = AssumeRoleCredentialFetcher(
        client_creator=sts,
        source_credentials=source.get_credentials(),
        role_arn=role.role_arn,
        extra_args={name: value for name, value in extra.items() if value},
    )
    return DeferredRefreshableCredentials(refresh_using=fetcher.fetch_credentials, method="assume-role")


def _by_web_identity(role: WebIdentityRole, sts: ClientMaker) -> DeferredRefreshableCredentials:
    def token() -> str:
        if role.web_identity_token:
            return role.web_identity_token
        return Path(str(role.web_identity_token_file)).expanduser().read_text()

    fetcher = AssumeRoleWithWebIdentityCredentialFetcher(
        client_creator=sts,
        web_identity_token_loader=token,
        role_arn=role.role_arn,
        extra_args={name: value for name, value in _extra(role).items() if value},
    )
    return DeferredRefreshableCredentials(
        refresh_using=fetcher.fetch_credentials, method="assume-role-with-web-identity"
    )


def _extra(role: AssumedRole | WebIdentityRole) -> dict[str, Any]:
    return {
        "RoleSessionName": role.session_name or "pulumi-ecs-express",
        "DurationSeconds": role.duration,
        "Policy": role.policy,
        "PolicyArns": [{"arn": arn} for arn in role.policy_arns or ()],
    }


def _judge_account(told: Credentials, account: str) -> None:
    allowed, forbidden = told.allowed_account_ids, told.forbidden_account_ids
    if account in forbidden or (allowed and account not in allowed):
        rule = (
            f"forbidden_account_ids has {account}"
            if account in forbidden
            else f"allowed_account_ids has {', '.join(allowed)}"
        )
        raise errors.OtherAccount(
            f"the credentials are those of account {account}",
            why=f"the aws provider's {rule}",
            remedy="use credentials of the right account, or change that setting of the provider",
        )
