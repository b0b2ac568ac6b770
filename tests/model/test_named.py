"""The named types: what each takes, what it refuses, and the words that it refuses with."""

from __future__ import annotations

from typing import Annotated, Any, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from tests.service_samples import EXECUTION_ROLE, IMAGE, SECRET

from pulumi_ecs_express.model.fields import types
from pulumi_ecs_express.model.fields.fargate_sizes import MEMORY_FOR_CPU
from pulumi_ecs_express.model.fields.health_check_path import HealthCheckPath
from pulumi_ecs_express.model.fields.image_reference import Image
from pulumi_ecs_express.model.fields.tags import TagKey, TagValue

row = pytest.mark.row
DIGEST = "sha256:" + "0" * 64


def judged(kind: Any, value: Any) -> Any:
    """Let a named type judge a value, as a model's field would."""
    return TypeAdapter(kind).validate_python(value)


def problems(kind: Any, value: Any) -> list[Any]:
    """Give what is wrong with a value; nothing where it is taken."""
    try:
        judged(kind, value)
    except ValidationError as refused:
        return list(refused.errors(include_url=False, include_input=False))
    return []


def refusal(kind: Any, value: Any) -> str:
    """Give the words with which a named type refuses a value."""
    with pytest.raises(ValidationError) as refused:
        judged(kind, value)
    return refused.value.errors(include_url=False)[0]["msg"]


TAKEN = [
    pytest.param(Image, IMAGE, id="an image with a tag", marks=row("S1-01")),
    pytest.param(Image, "localhost:5000/team__a/app--x:v1.2_3", id="an image of a registry with a port"),
    pytest.param(TagValue, "Größe 大 ½\u00a0@", id="a tag in any language"),
    pytest.param(Image, "nginx", id="an image of Docker Hub", marks=row("S1-01")),
    pytest.param(Image, f"app@{DIGEST}", id="an image by digest", marks=row("S1-01")),
    pytest.param(Image, f"app:1.2@{DIGEST}", id="an image by tag and digest", marks=row("S1-01")),
    pytest.param(Image, "localhost:5000/app:V1", id="a registry with a port", marks=row("S1-01")),
    pytest.param(Image, "Registry.Example.COM/app", id="upper case in the host", marks=row("S1-01")),
    pytest.param(Image, f"{'a' * 250}:tag@{DIGEST}", id="255 characters without the digest", marks=row("S1-01")),
    pytest.param(types.ServiceName, "a" * 255, id="the longest service name"),
    pytest.param(types.ServiceName, "Web_1-b", id="all signs of a service name"),
    pytest.param(types.Cluster, "apps", id="the name of a cluster"),
    pytest.param(types.Cluster, "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/apps", id="a cluster's ARN"),
    pytest.param(types.RoleArn, EXECUTION_ROLE, id="a role's ARN", marks=row("S1-05")),
    pytest.param(types.RoleArn, "arn:aws-cn:iam::123456789012:role/path/app", id="a role elsewhere", marks=row("S1-05")),
    pytest.param(types.SecretArn, SECRET, id="a secret's ARN", marks=row("S1-05")),
    pytest.param(types.SubnetId, "subnet-12345678", id="a short subnet ID", marks=row("S1-05")),
    pytest.param(types.SubnetId, "subnet-0123456789abcdef0", id="a long subnet ID", marks=row("S1-05")),
    pytest.param(types.SecurityGroupId, "sg-12345678", id="a short security group ID", marks=row("S1-05")),
    pytest.param(types.SecurityGroupId, "sg-0123456789abcdef0", id="a long security group ID", marks=row("S1-05")),
    pytest.param(HealthCheckPath, "/", id="the root path", marks=row("S0-09")),
    pytest.param(HealthCheckPath, "/health?deep=1&x=%20", id="a path with a query", marks=row("S0-09")),
    pytest.param(types.LogGroupName, "/aws/ecs/web.log#1_a-b", id="all signs of a log group's name"),
    pytest.param(types.LogStreamPrefix, "web/blue", id="a stream prefix"),
    pytest.param(types.Region, "us-gov-east-1", id="a Region of another partition"),
    pytest.param(TagKey, "team:cost-center@x", id="a tag key"),
    pytest.param(TagKey, "Größe", id="a tag key with letters of other languages"),
    pytest.param(TagValue, "", id="an empty tag value"),
    pytest.param(types.Variable, "", id="an empty variable", marks=row("S0-17")),
    pytest.param(types.Variable, "off", id="a word that YAML would take for false", marks=row("S0-17")),
    pytest.param(types.Variable, "2.00", id="a number in quotes", marks=row("S0-17")),
    pytest.param(types.VariableName, "db.password", id="a variable with a dot"),
    pytest.param(types.SecretSource, SECRET, id="a secret's ARN with its suffix", marks=row("S1-09")),
    pytest.param(types.SecretSource, f"{SECRET}:user::", id="a secret with a JSON key", marks=row("S1-09")),
    pytest.param(types.SecretSource, f"{SECRET}::AWSPREVIOUS:", id="a version stage", marks=row("S1-09")),
    pytest.param(types.SecretSource, f"{SECRET}:user::9d4cb84b-ad69-40c0-a0ab-cead36b967e8", id="a version id",
                 marks=row("S1-09")),
    pytest.param(types.SecretSource, SECRET.removesuffix("-AbCdEf"), id="a secret without suffix", marks=row("S1-09")),
    pytest.param(types.SecretSource, "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-1-AbCdEf",
                 id="a secret that RDS made", marks=row("S1-09")),
    pytest.param(types.SecretSource, "arn:aws:ssm:us-east-1:123456789012:parameter/db", id="a parameter elsewhere",
                 marks=row("S1-09", "S1-10")),
    pytest.param(types.SecretSource, "/web/db_password", id="a parameter by its path", marks=row("S1-10")),
    pytest.param(types.SecretSource, "db.password", id="a parameter by its name", marks=row("S1-10")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value"), TAKEN)
def test_what_aws_takes_passes_unchanged(kind: Any, value: Any) -> None:
    """A legal value is not altered on its way to AWS."""
    assert judged(kind, value) == value


REFUSED = [
    pytest.param(Image, "", "empty", id="no image", marks=row("S1-01")),
    pytest.param(Image, "my app:1", "blank", id="an image with a blank", marks=row("S1-01")),
    pytest.param(Image, "https://ghcr.io/app", "scheme", id="an image as a URL", marks=row("S1-01")),
    pytest.param(Image, "ghcr.io/Team/app", "upper case", id="upper case in the repository", marks=row("S1-01")),
    pytest.param(Image, "app:", "no image reference", id="an image with an empty tag", marks=row("S1-01")),
    pytest.param(Image, "app@sha256:12", "no image reference", id="an image with half a digest"),
    pytest.param(Image, "ghcr.io//app", "no image reference", id="an image with an empty part"),
    pytest.param(types.Argument, "a\0b", "NUL", id="a word that the system would cut"),
    pytest.param(TagValue, "a\tb", "letters, digits, blanks", id="a tag with a tab"),
    pytest.param(TagKey, "a\n", "letters, digits, blanks", id="a tag's key with a line's end"),
    pytest.param(Image, "a" * 256, "255", id="an image too long", marks=row("S1-01")),
    pytest.param(Image, 5, "a number", id="a number as an image"),
    pytest.param(types.Port, 0, "1 to 65535", id="port 0", marks=row("S0-14")),
    pytest.param(types.Port, 65536, "1 to 65535", id="a port too high", marks=row("S0-14")),
    pytest.param(types.Port, "8080", "without quotes", id="a port as a string", marks=row("S0-14")),
    pytest.param(types.Port, 80.5, "whole number", id="half a port", marks=row("S0-14")),
    pytest.param(types.Port, True, "whole number", id="a boolean as a port", marks=row("S0-14")),
    pytest.param(types.Port, float("nan"), "whole number", id="not a number as a port"),
    pytest.param(types.Port, float("inf"), "whole number", id="an endless port"),
    pytest.param(types.Cpu, "2", "1024 is one vCPU", id="vCPUs instead of units", marks=row("S0-06")),
    pytest.param(types.Cpu, 1000, "1024", id="a cpu that Fargate lacks", marks=row("S0-06")),
    pytest.param(types.Cpu, "1 vCPU", "CPU units", id="a cpu with its unit", marks=row("S0-06")),
    pytest.param(types.Cpu, "0512", "CPU units", id="a cpu with a leading zero"),
    pytest.param(types.Cpu, "²", "CPU units", id="a sign that is a digit and no number"),
    pytest.param(types.Memory, "4", "2048 is 2 GB", id="gigabytes instead of MiB", marks=row("S0-06")),
    pytest.param(types.Memory, 3000, "MiB", id="a memory that Fargate lacks", marks=row("S0-06")),
    pytest.param(types.RoleArn, "web-execution", "arn:aws:iam::", id="a role's name", marks=row("S1-05")),
    pytest.param(types.RoleArn, "arn:aws:iam::123456789012:user/me", "IAM role", id="a user", marks=row("S1-05")),
    pytest.param(types.SecretArn, "hub", "Secrets Manager", id="a secret's name", marks=row("S1-05")),
    pytest.param(types.SecretArn, "arn:aws:ssm:eu-west-1:123456789012:parameter/hub", "Secrets Manager",
                 id="a parameter for the registry", marks=row("S1-05")),
    pytest.param(types.SubnetId, "0abc1234", "subnet-0abc1234", id="a subnet without prefix", marks=row("S1-05")),
    pytest.param(types.SubnetId, "sg-0abc1234", "subnet", id="a group as a subnet", marks=row("S1-05")),
    pytest.param(types.SecurityGroupId, "default", "sg-0abc1234", id="a group's name", marks=row("S1-05")),
    pytest.param(HealthCheckPath, "health", "begin with '/'", id="no leading slash", marks=row("S0-09")),
    pytest.param(HealthCheckPath, "http://x/health", "begin with '/'", id="a health URL", marks=row("S0-09")),
    pytest.param(HealthCheckPath, "HTTP:8080/path", "never gets ready", id="the form that AWS takes and fails on",
                 marks=row("S0-09")),
    pytest.param(types.ServiceName, "", "1 to 255", id="an empty service name"),
    pytest.param(types.ServiceName, "a" * 256, "1 to 255", id="a service name too long"),
    pytest.param(types.ServiceName, "my service", "letters", id="a blank in the service name"),
    pytest.param(types.Cluster, "arn:aws:ecs:eu-west-1:123456789012:service/a/b", "cluster", id="a service's ARN"),
    pytest.param(types.LogGroupName, "a b", "log group", id="a blank in the log group"),
    pytest.param(types.LogStreamPrefix, "a:b", "':'", id="a colon in the stream prefix"),
    pytest.param(types.Region, "Ireland", "eu-west-1", id="the everyday name of a Region"),
    pytest.param(types.Region, "eu-west-1a", "eu-west-1", id="a zone"),
    pytest.param(TagKey, "aws:cost", "aws:", id="a reserved tag"),
    pytest.param(TagKey, "AWS:cost", "aws:", id="a reserved tag in upper case"),
    pytest.param(TagKey, "pulumi:owner", "this package", id="the package's own tag"),
    pytest.param(TagKey, "a" * 129, "128", id="a tag key too long"),
    pytest.param(TagKey, "", "128", id="an empty tag key"),
    pytest.param(TagValue, "a" * 257, "256", id="a tag value too long"),
    pytest.param(TagValue, 5, "a string", id="a number as a tag value"),
    pytest.param(types.Variable, 8080, "'8080'", id="a number in the environment", marks=row("S0-17")),
    pytest.param(types.Variable, True, "'true'", id="a boolean in the environment", marks=row("S0-17")),
    pytest.param(types.Variable, {"a": 1}, "strings", id="a map in the environment", marks=row("S0-17")),
    pytest.param(types.VariableName, "  ", "blank", id="a blank name", marks=row("S1-07")),
    pytest.param(types.SecretSource, "eu-west-1:db", "bare name", id="a Region before a name", marks=row("S1-10")),
    pytest.param(types.SecretSource, "arn:aws:s3:::bucket", "Secrets Manager", id="the ARN of a bucket"),
    pytest.param(types.Argument, 8080, "a string", id="a number in the command", marks=row("S1-06")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "words"), REFUSED)
def test_what_aws_refuses_or_never_gets_ready_with_is_refused_with_what_to_write(
    kind: Any, value: Any, words: str
) -> None:
    """A mistake is told in words that hold the allowed values or the right form."""
    assert words in refusal(kind, value)


@pytest.mark.row("S0-14")
@given(st.integers(1, 65535))
def test_a_port_comes_back_from_state_as_a_float_and_leaves_as_an_integer(port: int) -> None:
    """Pulumi's state knows no integers; boto3 takes no floats."""
    judgement = judged(types.Port, float(port))

    assert judgement == port
    assert type(judgement) is int


@pytest.mark.row("S0-06")
@pytest.mark.parametrize("given_as", [str, int, float], ids=["string", "number", "float"])
def test_sizes_are_strings_whichever_way_they_are_written(given_as: type) -> None:
    """AWS wants strings; numbers are accepted, as floats too."""
    assert [judged(types.Cpu, given_as(cpu)) for cpu in MEMORY_FOR_CPU] == [str(cpu) for cpu in MEMORY_FOR_CPU]


KINDS = [kind for kind in vars(types).values() if get_origin(kind) is Annotated]


def test_every_named_type_is_tried() -> None:
    """The types are found in the module, so that a new one is among them."""
    assert len(KINDS) >= 17


@given(st.text() | st.integers() | st.floats() | st.lists(st.text()) | st.none())
def test_no_value_breaks_a_named_type(value: Any) -> None:
    """Whatever a program passes is taken or refused; nothing raises another error."""
    for kind in KINDS:
        assert all(problem["type"] == "mistake" for problem in problems(kind, value))


@given(st.text().map("hunter2 {}".format))
@pytest.mark.parametrize("kind", [types.Variable, types.SecretSource, TagValue], ids=["variable", "source", "tag"])
def test_a_value_that_may_be_a_secret_is_never_quoted(kind: Any, secret: str) -> None:
    """Whatever is wrong with a value, the words do not hold it."""
    for slip in (secret, [secret], f"arn:{secret}", {secret: 1}):
        assert "hunter2" not in str(problems(kind, slip))
