"""Sessions with AWS: the only place where boto3 clients are made."""

import os
from importlib.metadata import version
from typing import Any

import boto3
from botocore.config import Config

from pulumi_ecs_express.aws.credentials import session_of
from pulumi_ecs_express.aws.errors import denials
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.once import Once
from pulumi_ecs_express.aws.response_validation import with_validated_responses
from pulumi_ecs_express.model.connection.connection import Connection

ATTEMPTS = 6
"""Attempts of one call in botocore's standard mode, which waits longer each time: about half a minute in all."""

CONNECT_SECONDS, READ_SECONDS = 5, 60


@Once
def client(service: str, connection: Connection, attempts: int | None = None) -> Any:
    """
    Make the client of a service, once; the environment decides what the connection does not set.

    One at a time: sessions are not safe for threads (boto3 documentation, read 2026-11-22); clients are.

    Args:
        service: The service, as boto3 names it.
        connection: How AWS is reached.
        attempts: How often botocore sends a request that gets no usable answer; `ATTEMPTS` where it is not said. It is
            once for what must not be done twice: the caller then looks whether it was done.
    """
    with translated(f"connecting to {service}", connection.region or ""):
        made = _session(connection).client(
            service, endpoint_url=connection.endpoint(service), config=_config(attempts or ATTEMPTS)
        )
        made.meta.events.register("after-call", denials.named)
        return with_validated_responses(made)


@Once
def _session(connection: Connection) -> boto3.session.Session:
    """Make a session, once, so that all clients share the roles that it has assumed."""
    return session_of(connection, connection.region or _environment_region(), _config(ATTEMPTS))


def forget() -> None:
    """Drop all clients and sessions, so that the next ones read the environment again: for tests that change it."""
    client.cache_clear()
    _session.cache_clear()


def _environment_region() -> str | None:
    """Read ``AWS_REGION`` as well, as all other SDKs do; boto3 knows ``AWS_DEFAULT_REGION`` alone."""
    return os.environ.get("AWS_REGION") or None


def _config(attempts: int) -> Config:
    return Config(
        retries={"mode": "standard", "total_max_attempts": attempts},
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        max_pool_connections=64,
        user_agent_extra=f"pulumi-ecs-express/{version('pulumi-ecs-express')}",
    )
