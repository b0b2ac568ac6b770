"""Whose account: the settings of the aws provider, or of aws: configuration, count for every call of a service."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pulumi
import pulumi_aws as aws_package
import pytest
from pulumi.automation import ConfigValue

import pulumi_ecs_express as express
from tests.engine.harness import REGION, SERVICE, LocalAws, Program, Project

pytestmark = pytest.mark.engine

ELSEWHERE, THIRD = "222222222222", "333333333333"
DEPLOY = f"arn:aws:iam::{ELSEWHERE}:role/deploy"
ASSUMED = [
    aws_package.ProviderAssumeRoleArgs(
        role_arn=DEPLOY, external_id="tell-nobody", session_name="ci", duration="1h", tags={"team": "web"}
    )
]
CHAIN = [*ASSUMED, aws_package.ProviderAssumeRoleArgs(role_arn=f"arn:aws:iam::{THIRD}:role/deploy")]
CONFIGURED = json.dumps([{"roleArn": DEPLOY, "externalId": "tell-nobody"}])


def program(settings: dict[str, Any] | None, **arguments: Any) -> Program:
    """Write a program whose service, with made roles, uses a provider with these settings; without any, the default one."""

    def declare() -> None:
        opts = None
        if settings is not None:
            chosen = {"region": REGION, "skip_credentials_validation": True, **settings}
            opts = pulumi.ResourceOptions(provider=aws_package.Provider("there", **chosen))
        container: Any = {"image": "app:1"}
        web = express.ExpressGatewayService("web", opts, primary_container=container, log_retention_days=7, **arguments)
        pulumi.export("arn", web.service_arn)
        pulumi.export("execution", web.execution_role_arn)
        pulumi.export("infrastructure", web.infrastructure_role_arn)

    return declare


def client_in(account: str, service: str) -> Any:
    """Give a client in an account, as somebody who has assumed a role there."""
    role = f"arn:aws:iam::{account}:role/look"
    keys = boto3.client("sts", region_name=REGION).assume_role(RoleArn=role, RoleSessionName="look")["Credentials"]
    return boto3.client(
        service,
        region_name=REGION,
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )


def accounts(outputs: dict[str, Any]) -> set[str]:
    """List the accounts of all that was made."""
    return {outputs[name].split(":")[4] for name in ("arn", "execution", "infrastructure")}


WAYS: list[Any] = [
    pytest.param({"assume_roles": ASSUMED}, None, ELSEWHERE, id="an assumed role"),
    pytest.param({"assume_roles": CHAIN}, None, THIRD, id="a chain of roles"),
    pytest.param(None, ("aws:assumeRoles", CONFIGURED), ELSEWHERE, id="the configuration"),
]


@pytest.mark.parametrize(("settings", "configured", "account"), WAYS)
@pytest.mark.sweep_only("an assumed role", "the configuration")
def test_a_service_and_its_roles_are_made_in_one_account(
    project: Project, aws: LocalAws, settings: Any, configured: Any, account: str
) -> None:
    """For the whole life: made, unchanged, refreshed and destroyed there; in the state nothing of it is in clear."""
    if configured:
        name, value = configured
        project.stack.set_config(name, ConfigValue(value))
    declare = program(settings)

    done = project.up(declare)
    assert done.ok, done.text
    assert accounts(done.outputs) == {account}
    assert client_in(account, "logs").describe_log_groups(logGroupNamePrefix="web")["logGroups"]
    assert aws.client("ecs").list_clusters()["clusterArns"] == []
    assert "tell-nobody" not in json.dumps(project.state(SERVICE))

    assert project.preview(declare).changed == {}, "a preview does not know what the provider leaves out as 'not known'"
    assert project.up(declare).changed == {}
    assert project.refresh().drifted == {}
    assert project.destroy().ok, project.last
    left = client_in(account, "iam").list_roles()["Roles"]
    assert [role["RoleName"] for role in left if not role["Path"].startswith("/aws-service-role/")] == []


def test_other_credentials_are_used_from_the_next_up_on(project: Project, aws: LocalAws) -> None:
    """The service is asked for with them, and nothing is sent; a destroy without the program uses them."""
    assert project.up(program({"assume_roles": ASSUMED})).ok, project.last
    another = [aws_package.ProviderAssumeRoleArgs(role_arn=DEPLOY, session_name="another")]

    preview = project.preview(program({"assume_roles": another}))
    assert "credentials or accounts have changed" in preview.text

    aws.forget_calls()
    done = project.up(program({"assume_roles": another}))
    assert done.ok, done.text
    assert {name for name in aws.changes() if not name.startswith("sts:")} == set()
    assert project.destroy().ok, project.last


def test_an_account_that_is_not_allowed_gets_nothing(project: Project, aws: LocalAws) -> None:
    """Refused before anything is made, with both accounts named."""
    refused = project.up(program({"allowed_account_ids": [ELSEWHERE]}, **_given(aws)))

    assert not refused.ok
    assert any(
        "123456789012" in error and ELSEWHERE in error and "[other-account]" in error for error in refused.errors
    )
    assert aws.client("ecs").list_clusters()["clusterArns"] == []


def _given(aws: LocalAws) -> dict[str, str]:
    return aws.make_roles("-given")


def test_default_tags_are_on_the_service(project: Project, aws: LocalAws) -> None:
    """Those of the program win; another default is an update of the tags, and none is drift."""

    def declare(**defaults: str) -> Program:
        return program(
            {"default_tags": aws_package.ProviderDefaultTagsArgs(tags=defaults)}, tags={"team": "web"}, **roles
        )

    roles = _given(aws)
    done = project.up(declare(team="all", stage="dev"))
    assert done.ok, done.text

    def tags() -> dict[str, str]:
        found = aws.client("ecs").list_tags_for_resource(resourceArn=done.outputs["arn"])["tags"]
        return {tag["key"]: tag["value"] for tag in found if tag["key"] != "pulumi:owner"}

    assert tags() == {"team": "web", "stage": "dev"}
    assert project.refresh().drifted == {}
    changed = project.up(declare(stage="test"))
    assert changed.changed.get(SERVICE) == "update"
    assert tags() == {"team": "web", "stage": "test"}


def test_keys_of_a_provider_are_used_and_never_shown(project: Project, aws: LocalAws) -> None:
    """Static keys reach the service as they reach the roles; the environment has none."""
    for call in (project.up, project.refresh):
        done = call(program({"access_key": "AKIAOTHER", "secret_key": "not-to-be-seen"}))
        assert done.ok, done.text
        assert "not-to-be-seen" not in done.text
    assert "not-to-be-seen" not in project.text_of_state()
