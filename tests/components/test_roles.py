"""The roles that the component makes: which sources a container names, and the policy that comes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.service_samples import EXECUTION_ROLE, SECRET

from pulumi_ecs_express.planning.permissions.secret_access import NOTHING_TO_READ
from pulumi_ecs_express.roles import _naming, _policy_text, _sources

CONTAINERS: list[Any] = [
    pytest.param({"secrets": {"A": SECRET, "B": "db"}}, [SECRET, "db"], id="a map", marks=pytest.mark.row("S0-18")),
    pytest.param({"secrets": [{"name": "A", "valueFrom": "db"}]}, ["db"], id="boto3's list",
                 marks=pytest.mark.row("S0-18")),
    pytest.param({"repositoryCredentials": {"credentialsParameter": SECRET}}, [SECRET], id="the registry's secret",
                 marks=pytest.mark.row("S0-19")),
    pytest.param({"repositoryCredentials": {"credentials_parameter": SECRET}}, [SECRET], id="in snake_case",
                 marks=pytest.mark.row("S0-19")),
    pytest.param({"secrets": {"A": "db"}, "repositoryCredentials": {"credentialsParameter": SECRET}}, ["db", SECRET],
                 id="both"),
    pytest.param({"secrets": None, "repositoryCredentials": None}, [], id="none"),
    pytest.param({}, [], id="nothing"),
    pytest.param({"secrets": {"A": 5}}, [], id="a mistake, which the check tells"),
]  # fmt: skip


@pytest.mark.parametrize(("container", "sources"), CONTAINERS)
def test_a_container_names_its_sources_in_any_form(container: dict[str, Any], sources: list[str]) -> None:
    """Secrets and registry credentials alike."""
    assert _sources(container) == sources


def test_a_role_needs_a_policy_only_where_something_may_be_named() -> None:
    """A container without secrets gets no policy at all."""
    assert _naming({"secrets": {"A": "db"}})
    assert _naming({"repositoryCredentials": {"credentialsParameter": SECRET}})
    assert _naming({"secrets": {}, "environment": {"A": "1"}, "logConfiguration": {"options": {}}}) is None
    assert _naming(None) is None


@pytest.mark.row("S1-10", "S1-11")
def test_a_bare_name_takes_account_and_partition_from_the_role_and_the_services_region() -> None:
    """Asking AWS would make a call in a run without change."""
    role = EXECUTION_ROLE.replace("arn:aws:", "arn:aws-us-gov:")
    policy = json.loads(_policy_text(role, [{"secrets": {"A": "/web/db"}}], "us-gov-west-1"))

    assert policy["Statement"][0] == {
        "Effect": "Allow",
        "Action": "ssm:GetParameters",
        "Resource": ["arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/web/db"],
    }


def test_a_container_that_turns_out_to_name_nothing_allows_nothing() -> None:
    """IAM takes no policy without a statement, so there is one that denies what nobody has."""
    policy = json.loads(_policy_text(EXECUTION_ROLE, [{}], "eu-west-1"))

    assert policy == NOTHING_TO_READ
    assert {statement["Effect"] for statement in policy["Statement"]} == {"Deny"}
