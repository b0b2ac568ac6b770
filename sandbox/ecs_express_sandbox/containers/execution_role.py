"""
What ECS reads with a task's execution role before it starts the task: secrets, parameters, environment files.

Wordings: stopped reasons in public reports (AWS knowledge center "ResourceInitializationError"; aws/copilot-cli #4504 and,
on environment files, #6066); ECS developer guide, "Stopped tasks errors".
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from ecs_express_sandbox.aws.account_region import AccountRegion
from ecs_express_sandbox.aws.iam.roles import is_permitted

_PULL = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
_RETRIED = "service call has been retried 1 time(s): "
_FILE = f"ResourceInitializationError: failed to download env files: file download command: non empty error stream: {_RETRIED}"


class Unreadable(Exception):
    """Something that cannot be had; the text is AWS's."""


@dataclass(frozen=True)
class ExecutionRole:
    """The execution role of a task; its ARN is empty where the task definition names none."""

    place: AccountRegion
    arn: str

    def read(self, source: str) -> str:
        """Read the value of a secret or a parameter; a name that is no ARN is a parameter."""
        return self._secret(source) if ":secretsmanager:" in source else self._parameter(source)

    def file(self, source: str) -> str:
        """Read an environment file, given by the ARN of its S3 object."""
        bucket, _, key = source.split(":::", 1)[-1].partition("/")
        self._check("s3:GetBucketLocation", source.removesuffix(f"/{key}"), _FILE)
        self._check("s3:GetObject", source, _FILE)
        try:
            content: bytes = self.place.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
        except ClientError as error:
            raise Unreadable(f"{_FILE}failed to download {source}: {_stated(error)}") from error
        return content.decode("utf-8", "replace")

    def _secret(self, name: str) -> str:
        parts = name.split(":")
        arn, (key, stage, version) = ":".join(parts[:7]), (*parts[7:10], "", "", "")[:3]
        prefix = (
            f"{_PULL}unable to retrieve secret from asm: {_RETRIED}failed to fetch secret {arn} from secrets manager: "
        )
        self._check("secretsmanager:GetSecretValue", arn, prefix)
        which = {"VersionStage": stage, "VersionId": version}
        try:
            answer = self.place.client("secretsmanager").get_secret_value(
                SecretId=arn, **{member: value for member, value in which.items() if value}
            )
        except ClientError as error:
            raise Unreadable(prefix + _stated(error)) from error
        text = str(answer.get("SecretString", ""))
        return _member(text, key) if key else text

    def _parameter(self, name: str) -> str:
        arn = name if name.startswith("arn:") else self.place.arn("ssm", f"parameter/{name.lstrip('/')}")
        prefix = f"{_PULL}unable to retrieve secrets from ssm: {_RETRIED}"
        self._check("ssm:GetParameters", arn, prefix)
        plain = arn.split(":parameter/", 1)[-1]
        found = self.place.client("ssm").get_parameters(Names=[plain, f"/{plain}"], WithDecryption=True)
        if not found["Parameters"]:
            raise Unreadable(f"{prefix}invalid ssm parameters: {name}")
        return str(found["Parameters"][0]["Value"])

    def _check(self, action: str, resource: str, prefix: str) -> None:
        if is_permitted(self.arn, action, resource):
            return
        session = self.arn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")
        raise Unreadable(
            f"{prefix}AccessDeniedException: User: {session}/{uuid.uuid4().hex} is not authorized to perform: {action} "
            f"on resource: {resource} because no identity-based policy allows the {action} action "
            f"status code: 400, request id: {uuid.uuid4()}"
        )


def _stated(error: ClientError) -> str:
    stated = error.response["Error"]
    return f"{stated['Code']}: {stated['Message']} status code: 400, request id: {uuid.uuid4()}"


def _member(text: str, key: str) -> str:
    """Return the value of a key of a secret that is a JSON object; what is no text is written as JSON."""
    try:
        found: Any = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict) or key not in found:
        raise Unreadable(
            f"{_PULL}unable to retrieve secret from asm: {_RETRIED}"
            f"retrieved secret from Secrets Manager did not contain json key {key}"
        )
    value = found[key]
    return value if isinstance(value, str) else json.dumps(value)
