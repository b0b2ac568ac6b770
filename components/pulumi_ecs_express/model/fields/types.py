"""
Named types: each with its range, unit and source, and the words that say what is wrong with a value.

A value that may be a secret is never quoted in a message.
"""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from pulumi_ecs_express.model.fields.base import UnknownPasses, mistake
from pulumi_ecs_express.model.fields.fargate_sizes import MEMORIES, MEMORY_FOR_CPU

ARN = re.compile(r"arn:aws[a-z-]*:(?P<service>[a-z0-9-]+):(?P<region>[a-z0-9-]*):(?P<account>\d{12})?:(?P<resource>.+)")


def as_text(value: Any) -> str:
    """Accept a string."""
    if not isinstance(value, str):
        raise mistake(f"is {_kind(value)}, and must be a string")
    return value


def _kind(value: Any) -> str:
    """Name the type of a value in the words of a program's author."""
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", type(None): "None"}
    return names.get(type(value), "a map" if isinstance(value, dict) else "a list")


def _whole(value: Any) -> int:
    """Accept whole numbers, which Pulumi's state gives back as floats."""
    if isinstance(value, bool) or not (isinstance(value, int) or (isinstance(value, float) and value.is_integer())):
        shown = f"{value} is" if isinstance(value, float) else f"is {_kind(value)}, and that is"
        raise mistake(f"{shown} not a whole number; write a number such as 8080, without quotes")
    return int(value)


def whole_number(low: int, high: int, meaning: str) -> BeforeValidator:
    """Accept whole numbers from ``low`` to ``high``."""

    def check(value: Any) -> int:
        number = _whole(value)
        if not low <= number <= high:
            raise mistake(f"{number} is out of range: {meaning} is a whole number from {low} to {high}")
        return number

    return BeforeValidator(check)


def matching(pattern: str, remedy: str) -> BeforeValidator:
    """Accept strings that match as a whole; ``remedy`` says what is wrong with others, and what to write."""
    compiled = re.compile(pattern)

    def check(value: Any) -> str:
        text = as_text(value)
        if not compiled.fullmatch(text):
            raise mistake(f"{text!r} {remedy}")
        return text

    return BeforeValidator(check)


def _size(sizes: frozenset[int], unit: str, example: str) -> BeforeValidator:
    listed = (
        ", ".join(map(str, sorted(sizes))) if len(sizes) < 10 else "one of Fargate's sizes, such as 512, 1024 or 2048"
    )

    texts = frozenset(map(str, sizes))

    def check(value: Any) -> str:
        text = str(_whole(value)) if not isinstance(value, str) else value
        if text not in texts:
            raise mistake(f"{text!r} is not a size of Fargate in {unit}: write {listed} ({example})")
        return text

    return BeforeValidator(check)


def _arn(service: str, resource: str, what: str, example: str) -> BeforeValidator:
    def check(value: Any) -> str:
        text = as_text(value)
        found = ARN.fullmatch(text)
        if not found or found["service"] != service or not found["resource"].startswith(resource):
            raise mistake(f"{text!r} is not the ARN of {what}: write one such as {example}")
        return text

    return BeforeValidator(check)


def _variable(value: Any) -> str:
    """Accept the value of an environment variable, which is never quoted."""
    if isinstance(value, str):
        if "\0" in value:
            raise mistake("holds a NUL, with which the system would end the value")
        return value
    if isinstance(value, bool | int | float):
        raise mistake(f"is {_kind(value)}; environment values are strings: put it in quotes, as in '8080' or 'true'")
    raise mistake(f"is {_kind(value)}; environment values are strings")


def _word(value: Any) -> str:
    """Accept one word of a command."""
    text = as_text(value)
    if "\0" in text:
        raise mistake("holds a NUL, with which the system would end the word")
    return text


def _variable_name(value: Any) -> str:
    text = as_text(value)
    if not text.strip():
        raise mistake("is a blank name; give the variable a name")
    if "=" in text or "\0" in text:
        raise mistake("is no name of a variable: '=' and NUL cannot stand in one, since the system ends the name there")
    return text


def _secret_source(value: Any) -> str:
    """Accept where a secret is kept; never quoted, since the usual slip is to write the secret itself."""
    text = as_text(value)
    if text.startswith("arn:"):
        found = ARN.fullmatch(text)
        kind = {"secretsmanager": "secret:", "ssm": "parameter/"}.get(found["service"] if found else "")
        if not found or not kind or not found["resource"].startswith(kind):
            raise mistake("is neither the ARN of a Secrets Manager secret nor of an SSM parameter")
    elif not re.fullmatch(r"[A-Za-z0-9_.-]+|(/[A-Za-z0-9_.-]+)+", text):
        raise mistake(
            "is neither an ARN nor the name of an SSM parameter: write the full ARN, or the bare name of a parameter in "
            "the service's own Region, with '/' in front where it has parts; one of another Region needs the full ARN"
        )
    return text


Port = Annotated[int, whole_number(1, 65535, "a port")]
"""TCP port."""

TaskCount = Annotated[int, whole_number(0, 100_000, "a number of tasks")]
"""Number of tasks; 0 is legal (seen in the Terraform provider's acceptance tests)."""

Cpu = Annotated[str, _size(frozenset(MEMORY_FOR_CPU), "CPU units", "1024 is one vCPU")]
"""CPU units of a task, as the string that AWS wants; numbers are accepted."""

Memory = Annotated[str, _size(MEMORIES, "MiB", "2048 is 2 GB")]
"""MiB of a task, as the string that AWS wants; numbers are accepted."""

RoleArn = Annotated[str, _arn("iam", "role/", "an IAM role", "arn:aws:iam::123456789012:role/app")]
"""ARN of an IAM role; a role's name is the usual slip."""

SecretArn = Annotated[
    str,
    _arn(
        "secretsmanager",
        "secret:",
        "a Secrets Manager secret",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:hub-AbCdEf",
    ),
]
"""ARN of a Secrets Manager secret."""

ServiceName = Annotated[
    str,
    matching(r"[A-Za-z0-9_-]{1,255}", "is not a service name: use 1 to 255 letters, digits, hyphens and underscores"),
]
"""Source: CreateExpressGatewayService, Amazon ECS API reference, read 2026-11-22."""

Cluster = Annotated[
    str,
    matching(
        r"[A-Za-z0-9_-]{1,255}|arn:aws[a-z-]*:ecs:[a-z0-9-]+:\d{12}:cluster/[A-Za-z0-9_-]{1,255}",
        "is neither the name of a cluster (1 to 255 letters, digits, hyphens and underscores) nor its ARN",
    ),
]
"""Name or ARN of a cluster; both mean the same one."""

Region = Annotated[
    str, matching(r"[a-z]{2}(-[a-z]+)+-\d+", "is not the name of a Region: write one such as 'eu-west-1'")
]
"""Name of an AWS Region; which ones exist is for AWS to say."""

TaskDefinitionArn = Annotated[
    str,
    matching(
        r"arn:aws[a-z-]*:ecs:[a-z0-9-]+:\d{12}:task-definition/[A-Za-z0-9_-]{1,255}:\d+",
        "is not the ARN of a revision of a task definition: write one with its number, such as "
        "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7 (a family alone would change under the program)",
    ),
]
"""ARN of one revision of a task definition."""


def _architecture(value: Any) -> str:
    text = as_text(value)
    right_name = {"x86_64": "X86_64", "amd64": "X86_64", "x64": "X86_64", "arm64": "ARM64", "aarch64": "ARM64"}
    if text not in ("X86_64", "ARM64"):
        hint = f"write {right_name[text.lower()]!r}" if text.lower() in right_name else "write 'X86_64' or 'ARM64'"
        raise mistake(f"{text!r} is not a CPU architecture: {hint}")
    return text


CpuArchitecture = Annotated[str, BeforeValidator(_architecture)]
"""``X86_64`` or ``ARM64``. Source: ExpressCpuArchitecture in botocore's ECS model 1.44.5."""


def _trigger(value: Any) -> str:
    if isinstance(value, bool | int | float | str):
        return str(value).lower() if isinstance(value, bool) else str(value)
    raise mistake(f"is {_kind(value)}; a trigger is a string, a number or a boolean")


Trigger = Annotated[str, BeforeValidator(_trigger), UnknownPasses]
"""A value that stands for something outside of the program, such as a build's number."""

SubnetId = Annotated[
    str,
    matching(r"subnet-[0-9a-f]{8,17}", "is not the ID of a subnet: write one such as 'subnet-0abc1234'"),
    UnknownPasses,
]
SecurityGroupId = Annotated[
    str,
    matching(r"sg-[0-9a-f]{8,17}", "is not the ID of a security group: write one such as 'sg-0abc1234'"),
    UnknownPasses,
]
LogGroupName = Annotated[
    str,
    matching(
        r"[A-Za-z0-9_/.#-]{1,512}", "is not the name of a log group: 1 to 512 letters, digits and the signs . - _ / #"
    ),
]
"""Source: CreateLogGroup, CloudWatch Logs API reference, read 2026-11-22."""

LogStreamPrefix = Annotated[
    str, matching(r"[^:*]{1,256}", "is not a prefix of log streams: 1 to 256 characters without ':' and '*'")
]
Argument = Annotated[str, BeforeValidator(_word), UnknownPasses]
"""One argument of a command."""

VariableName = Annotated[str, BeforeValidator(_variable_name)]
Variable = Annotated[str, BeforeValidator(_variable), UnknownPasses]
SecretSource = Annotated[str, BeforeValidator(_secret_source), UnknownPasses]
"""ARN of a secret or a parameter, or the bare name of a parameter. Sources: Secret, Amazon ECS API reference, and PutParameter,
AWS Systems Manager API reference ("For parameters in a hierarchy, you must include a leading forward slash"), read 2026-11-22."""
