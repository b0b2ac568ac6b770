"""The primary container of a service."""

import json
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from pulumi_ecs_express.model.fields.base import Model, mistake
from pulumi_ecs_express.model.fields.effect import Effect, Refuse, ResetTo
from pulumi_ecs_express.model.fields.image_reference import Image
from pulumi_ecs_express.model.fields.name_value_lists import by_name
from pulumi_ecs_express.model.fields.types import (
    Argument,
    LogGroupName,
    LogStreamPrefix,
    Port,
    SecretArn,
    SecretSource,
    Variable,
    VariableName,
)

MAIN = "Main"
"""The name that Express Mode gives to the primary container, and wants in a task definition of the user's own."""

DEFAULT_LOG_STREAM_PREFIX = "ecs"
"""Source: ExpressGatewayServiceAwsLogsConfiguration, Amazon ECS API reference, read 2026-11-22."""

DEFAULT_PORT = 80
"""Source: ExpressGatewayContainer, Amazon ECS API reference, read 2026-11-22."""

LARGEST_DEFINITION = 64 * 1024
"""Bytes of a task definition, which holds the container. Source: "Amazon ECS service quotas", developer guide, read 2026-11-28."""


def _list_of_strings(value: Any) -> Any:
    if isinstance(value, str):
        raise mistake('is a single string; write the words as a list, such as ["python", "-m", "app"]')
    return value


class AwsLogsConfiguration(Model):
    """Where the container's output goes."""

    log_group: Annotated[
        LogGroupName, Effect.DEPLOYMENT, Refuse("it belongs to the log configuration: write the log group")
    ]
    """Name of the CloudWatch Logs log group."""

    log_stream_prefix: Annotated[LogStreamPrefix | None, Effect.DEPLOYMENT, ResetTo(DEFAULT_LOG_STREAM_PREFIX)] = None
    """Prefix of the log streams' names."""


class RepositoryCredentials(Model):
    """How to log in to a private registry."""

    credentials_parameter: Annotated[
        SecretArn, Effect.DEPLOYMENT, Refuse("it belongs to the registry credentials: write the secret's ARN")
    ]
    """ARN of the Secrets Manager secret that holds user name and password."""


class PrimaryContainer(Model):
    """The container that receives the traffic."""

    image: Annotated[Image, Effect.DEPLOYMENT, Refuse("a container needs an image: name one")]
    """Image reference, passed to the container runtime as it is."""

    container_port: Annotated[Port | None, Effect.DEPLOYMENT, ResetTo(DEFAULT_PORT)] = None
    """Port on which the container listens."""

    command: Annotated[
        tuple[Argument, ...] | None, BeforeValidator(_list_of_strings), Effect.DEPLOYMENT, ResetTo(())
    ] = None
    """The command, as a list of words, in place of the image's own."""

    environment: Annotated[
        dict[VariableName, Variable] | None, by_name("name", "value"), Effect.DEPLOYMENT, ResetTo(())
    ] = None
    """Environment variables: name to value."""

    secrets: Annotated[
        dict[VariableName, SecretSource] | None, by_name("name", "valueFrom"), Effect.DEPLOYMENT, ResetTo(())
    ] = None
    """Environment variables whose values AWS reads when a task starts: name to ARN or parameter name."""

    aws_logs_configuration: Annotated[
        AwsLogsConfiguration | None,
        Effect.DEPLOYMENT,
        Refuse("AWS has no way back to a log group of its own: keep this one, or name another log group"),
    ] = None
    """Where the container's output goes, in place of a log group that AWS makes."""

    repository_credentials: Annotated[
        RepositoryCredentials | None,
        Effect.DEPLOYMENT,
        Refuse("AWS has no way to clear registry credentials: keep them, or bring a task definition of your own"),
    ] = None
    """How to log in to a private registry."""

    @model_validator(mode="after")
    def _one_name_space(self) -> "PrimaryContainer":
        """Plain values and secrets become environment variables alike, so a name stands in one of the two."""
        plain, secret = self.environment, self.secrets
        if isinstance(plain, dict) and isinstance(secret, dict) and (both := sorted(plain.keys() & secret.keys())):
            raise mistake(f"{', '.join(both)}: named in both environment and secrets; keep one of the two")
        return self

    @model_validator(mode="after")
    def _fits_a_task_definition(self) -> "PrimaryContainer":
        """Command, variables and secrets are what can be large."""
        if (size := len(json.dumps(self.tree(), default=str).encode())) > LARGEST_DEFINITION:
            raise mistake(
                f"takes {size} bytes, and AWS takes task definitions of at most {LARGEST_DEFINITION}: keep large values in a "
                "parameter, a secret or the image, and name them in secrets"
            )
        return self
