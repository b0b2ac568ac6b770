"""`ecs-express policy` on the real engine with IAM enforced: exactly the printed policy is enough, and no more is said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from typer.testing import CliRunner

from pulumi_ecs_express import cli
from tests.aws.guarded import without
from tests.engine import domains
from tests.engine.conftest import ROLES
from tests.engine.harness import REGION, LocalAws, Program, Project

pytestmark = pytest.mark.engine

Write = Callable[..., Program]
NO_ROLES = {"execution_role_arn": None, "infrastructure_role_arn": None}
NARROW = ("--account", "123456789012", "--region", REGION, "--name", "web")
USED = {"log_retention_days": 7, "clean_up": ["task_definitions", "log_group"]}
USES = tuple(word for argument in USED for word in ("--uses", argument))
GIVEN = ("--roles", "given", *(word for arn in ROLES.values() for word in ("--role", arn)))


def printed(*options: str) -> dict[str, Any]:
    """Give the policy that the command prints."""
    done = CliRunner().invoke(cli.app, ["policy", *NARROW, *options])
    assert done.exit_code == 0, done.output
    document: dict[str, Any] = json.loads(done.stdout)
    return document


class Account:
    """The account with a user who runs Pulumi, and its administrator."""

    def __init__(self, aws: LocalAws) -> None:
        self.aws = aws
        self.iam = boto3.client("iam", aws_access_key_id="AKIASANDBOXTESTS0000", aws_secret_access_key="secret")
        self.iam.create_user(UserName="alice")
        self.key = self.iam.create_access_key(UserName="alice")["AccessKey"]
        self._arns = list[str]()

    def permit(self, *documents: dict[str, Any]) -> None:
        """Make the policies, as the command's help says, and give the user these alone."""
        for arn in self._arns:
            self.iam.detach_user_policy(UserName="alice", PolicyArn=arn)
        self._arns = [self._attached(document) for document in documents]

    def _attached(self, document: dict[str, Any]) -> str:
        name = f"web{len(self.iam.list_policies(Scope='Local')['Policies'])}"
        made = self.iam.create_policy(PolicyName=name, PolicyDocument=json.dumps(document))
        self.iam.attach_user_policy(UserName="alice", PolicyArn=made["Policy"]["Arn"])
        return str(made["Policy"]["Arn"])


@pytest.fixture
def account(aws: LocalAws) -> Iterator[Account]:
    """IAM enforced, and Pulumi run by a user who may do nothing yet."""
    account = Account(aws)
    aws.settings(enforce_iam=True)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ACCESS_KEY_ID", account.key["AccessKeyId"])
        environment.setenv("AWS_SECRET_ACCESS_KEY", account.key["SecretAccessKey"])
        yield account
    aws.settings(enforce_iam=False)


@pytest.mark.row("S0-35")
@pytest.mark.parametrize(("roles", "options"), [({}, GIVEN), ({**NO_ROLES, **USED}, USES)], ids=["given", "made"])
@pytest.mark.sweep_only("given")
def test_the_printed_policies_are_enough(
    project: Project, account: Account, service: Write, roles: dict[str, Any], options: tuple[str, ...]
) -> None:
    """Create, change the image and the tags, refresh and destroy by the one; preview and refresh by the other."""
    account.permit(printed(*options))
    for program in (service("app:1", **roles), service("app:2", **roles), service("app:2", tags={"a": "b"}, **roles)):
        done = project.up(program)
        assert done.ok, done.text
    account.permit(printed("--for", "preview", *options))
    for look in (
        project.preview(service("app:3", tags={"a": "b"}, **roles), refresh=True),
        project.run(project.stack.preview_refresh),
        project.refresh(),
    ):
        assert look.ok, look.text
    refused = project.up()
    assert not refused.ok
    assert any("ecs:UpdateExpressGatewayService" in error for error in refused.errors), refused.text

    account.permit(printed(*options))
    healed = project.up(service("app:2", **roles), refresh=True)
    assert healed.ok, healed.text
    gone = project.destroy()

    assert gone.ok, gone.text


@pytest.mark.row("S0-35")
@pytest.mark.parametrize(
    ("roles", "options", "action"),
    [
        ({}, GIVEN, "ecs:CreateExpressGatewayService"),
        ({}, GIVEN, "iam:PassRole"),
        ({}, GIVEN, "ecs:DescribeServiceDeployments"),
        (NO_ROLES, (), "iam:AttachRolePolicy"),
    ],
    ids=["create", "pass", "wait", "attach"],
)
@pytest.mark.sweep_only("create", "wait")
def test_a_missing_action_is_named(
    project: Project, account: Account, service: Write, roles: dict[str, Any], options: tuple[str, ...], action: str
) -> None:
    """In the one message that the user sees; with it, the next `up` goes on."""
    whole = printed(*options)
    account.permit(without(whole, action))

    denied = project.up(service("app:1", **roles))

    assert not denied.ok
    assert any(action in error for error in denied.errors), denied.text
    account.permit(whole)
    done = project.up()
    assert done.ok, done.text


@pytest.mark.row("S0-35")
def test_the_printed_policies_are_enough_for_a_custom_domain(project: Project, account: Account) -> None:
    """One policy for both, and two of which each has its own part: made, changed, previewed, refreshed, and destroyed."""
    zone_id = domains.zone(account.aws)
    app = {"domain_name": "app.example.com", "zone_id": zone_id, "tags": {"a": "b"}}
    account.permit(printed(*GIVEN, "--uses", "CustomDomain"))
    made = project.up(domains.program({"app": app}))
    assert made.ok, made.text
    account.permit(printed(*GIVEN), printed("--uses", "CustomDomain", "--without-service"))
    changed = project.up(domains.program({"app": {**app, "domain_name": "new.example.com"}}))
    assert changed.ok, changed.text

    account.permit(printed("--for", "preview", *GIVEN, "--uses", "CustomDomain"))
    for look in (project.preview(domains.program({"app": app})), project.refresh()):
        assert look.ok, look.text
        assert "denied" not in look.text
    account.permit(without(printed(*GIVEN, "--uses", "CustomDomain"), "elasticloadbalancing:ModifyRule"))
    denied = project.up()
    assert not denied.ok
    assert any("elasticloadbalancing:ModifyRule" in error for error in denied.errors), denied.text
    account.permit(printed(*GIVEN, "--uses", "CustomDomain"))
    gone = project.destroy()

    assert gone.ok, gone.text
