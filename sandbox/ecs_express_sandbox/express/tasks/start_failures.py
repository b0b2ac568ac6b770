"""
What keeps a task from starting at all: secrets that are not there or not readable, a log group that does not exist.

Looked at once, when the tasks of a deployment are about to start. Wordings: stopped reasons in public reports (AWS
knowledge center "ResourceInitializationError"; aws/copilot-cli #4504); ECS developer guide, "Stopped tasks errors".
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws import logs
from ecs_express_sandbox.aws.iam.roles import is_permitted
from ecs_express_sandbox.express.managed_resources.context import ServiceContext
from ecs_express_sandbox.express.records import Revision
from ecs_express_sandbox.express.rollouts.image_behaviour import Behaviour, Fate

_PULL = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
_RETRIED = "service call has been retried 1 time(s): "
_STREAM = (
    "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to "
    "create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1"
)


class _Unreadable(Exception):
    """A secret that cannot be had; the text is AWS's."""


def start_failure(service_context: ServiceContext, revision: Revision) -> Behaviour | None:
    """Return the behaviour of a revision's tasks if something keeps them from starting."""
    reason = next(_reasons(service_context, revision), None)
    if reason is None:
        return None
    return Behaviour(
        Fate.NEVER_STARTS,
        starts_in=timedelta(seconds=20),
        stop_code="TaskFailedToStart",
        stopped_reason=reason,
    )


def _reasons(service_context: ServiceContext, revision: Revision) -> Iterator[str]:
    containers = revision.definition.get("containerDefinitions", [])
    reader = _Reader(service_context, str(revision.definition.get("executionRoleArn", "")))
    for container in containers:
        wanted = [secret["valueFrom"] for secret in container.get("secrets") or []]
        credentials = (container.get("repositoryCredentials") or {}).get("credentialsParameter")
        for name in [*wanted, *([credentials] if credentials else [])]:
            try:
                reader.read(name)
            except _Unreadable as unreadable:
                yield str(unreadable)
    for container in containers:
        if not _can_log(service_context, container):
            yield _STREAM


def _can_log(service_context: ServiceContext, container: Mapping[str, Any]) -> bool:
    configured = container.get("logConfiguration") or {}
    options = configured.get("options") or {}
    group = options.get("awslogs-group")
    if configured.get("logDriver") != "awslogs" or group is None or options.get("awslogs-create-group") == "true":
        return True
    return logs.has_group(service_context.service.account, service_context.service.region, group)


@dataclass(frozen=True)
class _Reader:
    """Reads secrets as the execution role would."""

    service_context: ServiceContext
    role: str

    def read(self, name: str) -> None:
        """Read a secret or a parameter; a name that is no ARN is a parameter."""
        if ":secretsmanager:" in name:
            self._read_secret(name)
        else:
            self._read_parameter(name)

    def _read_secret(self, name: str) -> None:
        parts = name.split(":")
        arn, key = ":".join(parts[:7]), parts[7] if len(parts) > 7 else ""
        prefix = (
            f"{_PULL}unable to retrieve secret from asm: {_RETRIED}failed to fetch secret {arn} from secrets manager: "
        )
        self._check("secretsmanager:GetSecretValue", arn, prefix)
        try:
            answer = self.service_context.client("secretsmanager").get_secret_value(SecretId=arn)
        except ClientError as error:
            raise _Unreadable(prefix + _stated(error)) from error
        if key and key not in _keys(answer.get("SecretString", "")):
            raise _Unreadable(
                f"{_PULL}unable to retrieve secret from asm: {_RETRIED}"
                f"retrieved secret from Secrets Manager did not contain json key {key}"
            )

    def _read_parameter(self, name: str) -> None:
        arn = name if name.startswith("arn:") else self.service_context.arn("ssm", f"parameter/{name.lstrip('/')}")
        prefix = f"{_PULL}unable to retrieve secrets from ssm: {_RETRIED}"
        self._check("ssm:GetParameters", arn, prefix)
        plain = arn.split(":parameter/", 1)[-1]
        found = self.service_context.client("ssm").get_parameters(Names=[plain, f"/{plain}"], WithDecryption=True)
        if not found["Parameters"]:
            raise _Unreadable(f"{prefix}invalid ssm parameters: {name}")

    def _check(self, action: str, arn: str, prefix: str) -> None:
        if is_permitted(self.role, action, arn):
            return
        session = self.role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")
        raise _Unreadable(
            f"{prefix}AccessDeniedException: User: {session}/{uuid.uuid4().hex} is not authorized to perform: {action} "
            f"on resource: {arn} because no identity-based policy allows the {action} action "
            f"status code: 400, request id: {uuid.uuid4()}"
        )


def _stated(error: ClientError) -> str:
    stated = error.response["Error"]
    return f"{stated['Code']}: {stated['Message']} status code: 400, request id: {uuid.uuid4()}"


def _keys(text: str) -> set[str]:
    """List the keys of a secret that is a JSON object."""
    try:
        value = json.loads(text)
    except ValueError:
        return set()
    return set(value) if isinstance(value, dict) else set()
