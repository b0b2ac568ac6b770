"""What a made execution role may read: exactly what the container names."""

from __future__ import annotations

import fnmatch
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_ecs_express.planning.permissions.secret_access import secret_access

row = pytest.mark.row
REGION, ACCOUNT = "eu-west-1", "123456789012"
SECRETS = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:"
PARAMETERS = f"arn:aws:ssm:{REGION}:{ACCOUNT}:parameter/"


def readable(*sources: str, partition: str = "aws") -> list[str]:
    """List the resources that the policy names for reading."""
    policy = secret_access(sources, REGION, ACCOUNT, partition)
    assert policy is not None
    return [arn for statement in policy["Statement"] if "Condition" not in statement for arn in statement["Resource"]]


SOURCES = [
    pytest.param(f"{SECRETS}db-AbCdEf", [f"{SECRETS}db-AbCdEf"], id="the whole ARN", marks=row("S1-09")),
    pytest.param(f"{SECRETS}db-AbCdEf:user::", [f"{SECRETS}db-AbCdEf"], id="with a JSON key", marks=row("S1-09")),
    pytest.param(f"{SECRETS}db-AbCdEf:user:AWSPREVIOUS:", [f"{SECRETS}db-AbCdEf"], id="with a version stage",
                 marks=row("S1-09")),
    pytest.param(f"{SECRETS}db-AbCdEf:::9d4cb84b-ad69", [f"{SECRETS}db-AbCdEf"], id="with a version id",
                 marks=row("S1-09")),
    pytest.param(f"{SECRETS}rds!cluster-1-AbCdEf", [f"{SECRETS}rds!cluster-1-AbCdEf"], id="made by RDS",
                 marks=row("S1-09")),
    pytest.param(f"{SECRETS}db", [f"{SECRETS}db-??????"], id="without suffix", marks=row("S1-09")),
    pytest.param(f"{SECRETS}db:user::", [f"{SECRETS}db-??????"], id="with a key and without suffix",
                 marks=row("S1-09")),
    pytest.param(f"{SECRETS}app-secret", [f"{SECRETS}app-secret", f"{SECRETS}app-secret-??????"],
                 id="a name that ends as a suffix might", marks=row("S1-09")),
    pytest.param(f"{SECRETS}backup-202611", [f"{SECRETS}backup-202611", f"{SECRETS}backup-202611-??????"],
                 id="a date at the end", marks=row("S1-09")),
    pytest.param(f"{PARAMETERS}web/db", [f"{PARAMETERS}web/db"], id="a parameter's ARN", marks=row("S1-10")),
    pytest.param("arn:aws:ssm:us-east-1:123456789012:parameter/db", ["arn:aws:ssm:us-east-1:123456789012:parameter/db"],
                 id="a parameter of another Region", marks=row("S1-10")),
    pytest.param("/web/db", [f"{PARAMETERS}web/db"], id="a parameter by its path", marks=row("S1-10")),
    pytest.param("db", [f"{PARAMETERS}db"], id="a parameter by its name", marks=row("S1-10")),
]  # fmt: skip


@pytest.mark.row("S1-11")
@pytest.mark.parametrize(("source", "resources"), SOURCES)
def test_a_source_allows_reading_itself(source: str, resources: list[str]) -> None:
    """Key and version are cut off, a missing suffix is matched, a bare name is a parameter of the service's Region."""
    assert readable(source) == resources


@pytest.mark.row("S1-10")
def test_a_bare_name_lies_in_the_partition_of_the_role() -> None:
    """China and the government clouds have ARNs of their own."""
    assert readable("db", partition="aws-cn") == [f"arn:aws-cn:ssm:{REGION}:{ACCOUNT}:parameter/db"]


@pytest.mark.row("S1-11", "S0-18", "S0-19")
def test_the_policy_allows_reading_and_decrypting_on_behalf_of_it_and_no_more() -> None:
    """A key of one's own works within the encryption context of exactly these secrets and parameters."""
    policy = secret_access([f"{SECRETS}db-AbCdEf", "token"], REGION, ACCOUNT)
    assert policy is not None

    assert policy["Statement"] == [
        {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": [f"{SECRETS}db-AbCdEf"]},
        {
            "Effect": "Allow",
            "Action": "kms:Decrypt",
            "Resource": "*",
            "Condition": {
                "StringLike": {"kms:EncryptionContext:SecretARN": [f"{SECRETS}db-AbCdEf"]},
                "StringEquals": {"kms:ViaService": [f"secretsmanager.{REGION}.amazonaws.com"]},
            },
        },
        {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": [f"{PARAMETERS}token"]},
        {
            "Effect": "Allow",
            "Action": "kms:Decrypt",
            "Resource": "*",
            "Condition": {
                "StringLike": {"kms:EncryptionContext:PARAMETER_ARN": [f"{PARAMETERS}token"]},
                "StringEquals": {"kms:ViaService": [f"ssm.{REGION}.amazonaws.com"]},
            },
        },
    ]


def test_nothing_named_needs_no_policy() -> None:
    """IAM takes none without a statement."""
    assert secret_access([], REGION, ACCOUNT) is None


@given(st.permutations([f"{SECRETS}a-AbCdEf", f"{SECRETS}b-AbCdEf:key::", "c", f"{SECRETS}a-AbCdEf"]))
def test_order_and_repetition_make_no_other_policy(sources: list[str]) -> None:
    """Else a reordered program would change the role."""
    assert secret_access(sources, REGION, ACCOUNT) == secret_access(sorted(set(sources)), REGION, ACCOUNT)


@pytest.mark.row("S1-09", "S1-11")
@given(
    st.text(string.ascii_letters + string.digits + "/_+=.@!-", min_size=1, max_size=20),
    st.text(string.ascii_letters + string.digits, min_size=6, max_size=6),
)
def test_a_named_secret_can_be_read_by_its_full_arn(name: str, suffix: str) -> None:
    """With and without the suffix that AWS gives it, whatever its name ends in (but for a name like a suffix)."""
    real = f"{SECRETS}{name}-{suffix}"
    assert any(fnmatch.fnmatchcase(real, pattern) for pattern in readable(real))
    if not _ends_like_a_suffix(name):
        assert any(fnmatch.fnmatchcase(real, pattern) for pattern in readable(f"{SECRETS}{name}"))


def _ends_like_a_suffix(name: str) -> bool:
    """Tell whether a name ends in a hyphen and six characters that mix kinds, as random ones do."""
    head, _, tail = name.rpartition("-")
    mixed = not (tail.isdigit() or (tail.isalpha() and tail.islower()))
    return bool(head or "-" in name) and len(tail) == 6 and tail.isalnum() and mixed


@given(st.lists(st.sampled_from([f"{SECRETS}a-AbCdEf", f"{SECRETS}b", "c", "/d/e"]), min_size=1))
def test_no_statement_reads_more_than_one_secret_by_a_wildcard(sources: list[str]) -> None:
    """Only the six characters of a missing suffix are open."""
    policy: dict[str, Any] = secret_access(sources, REGION, ACCOUNT) or {}

    for statement in policy["Statement"]:
        if statement["Action"] != "kms:Decrypt":
            assert all("*" not in arn and arn.count("?") in (0, 6) for arn in statement["Resource"])
