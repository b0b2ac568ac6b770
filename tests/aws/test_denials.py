"""Denials in every form that AWS has for them: who may not do what, and where it has to be allowed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from tests.sandbox.local_aws import REGION, LocalAws

from pulumi_ecs_express import errors
from pulumi_ecs_express.aws import session
from pulumi_ecs_express.aws.ecr import BotoImages
from pulumi_ecs_express.aws.ecs.express_services import BotoExpressServices
from pulumi_ecs_express.aws.elbv2 import BotoLoadBalancers
from pulumi_ecs_express.aws.errors import denials
from pulumi_ecs_express.aws.errors.denials import Denial
from pulumi_ecs_express.aws.errors.translation import translated
from pulumi_ecs_express.aws.logs import BotoContainerLogs
from pulumi_ecs_express.model.connection.connection import Connection
from pulumi_ecs_express.model.rollout.evidence import LogStream

ME = "arn:aws:iam::123456789012:user/me"
CI = "arn:aws:sts::123456789012:assumed-role/deployer/ci"
SERVICE = "arn:aws:ecs:eu-west-1:123456789012:service/default/web"
ROLE = "arn:aws:iam::123456789012:role/web-execution"
UPDATE = "ecs:UpdateExpressGatewayService"

FORMS = {
    "ECS": (
        (
            f"User: {ME} is not authorized to perform: {UPDATE} on resource: {SERVICE} because no identity-based policy "
            f"allows the {UPDATE} action"
        ),
        Denial(UPDATE, SERVICE, ME, "identity-based policy"),
    ),
    "a passed role": (
        (
            f"User: {CI} is not authorized to perform: iam:PassRole on resource: {ROLE} because no identity-based policy "
            "allows the iam:PassRole action"
        ),
        Denial("iam:PassRole", ROLE, CI, "identity-based policy"),
    ),
    "ELB": (
        (
            f"User: {ME} is not authorized to perform: elasticloadbalancing:DescribeLoadBalancers because no identity-based "
            "policy allows the elasticloadbalancing:DescribeLoadBalancers action"
        ),
        Denial("elasticloadbalancing:DescribeLoadBalancers", "*", ME, "identity-based policy"),
    ),
    "every resource": (
        (
            f"User: {ME} is not authorized to perform: ecs:DescribeTaskDefinition on resource: * because no identity-based "
            "policy allows the ecs:DescribeTaskDefinition action"
        ),
        Denial("ecs:DescribeTaskDefinition", "*", ME, "identity-based policy"),
    ),
    "an older form": (
        f"User: {ME} is not authorized to perform: {UPDATE} on resource: {SERVICE}",
        Denial(UPDATE, SERVICE, ME),
    ),
    "EC2": (
        (
            f"You are not authorized to perform this operation. User: {ME} is not authorized to perform: ec2:DescribeVpcs "
            "because no identity-based policy allows the ec2:DescribeVpcs action. Encoded authorization failure message: A-b_9"
        ),
        Denial("ec2:DescribeVpcs", "*", ME, "identity-based policy"),
    ),
    "EC2 without an action": (
        "You are not authorized to perform this operation. Encoded authorization failure message: A-b_9",
        Denial(UPDATE),
    ),
    "S3": ("Access Denied", Denial(UPDATE)),
    "an empty one": ("", Denial(UPDATE)),
    "an explicit denial": (
        (
            f"User: {ME} is not authorized to perform: {UPDATE} on resource: {SERVICE} with an explicit deny in an "
            "identity-based policy: arn:aws:iam::123456789012:policy/no-updates"
        ),
        Denial(UPDATE, SERVICE, ME, "identity-based policy", explicit=True),
    ),
    "a service control policy that denies": (
        (
            f"User: {ME} is not authorized to perform: {UPDATE} on resource: {SERVICE} with an explicit deny in a service "
            "control policy"
        ),
        Denial(UPDATE, SERVICE, ME, "service control policy", explicit=True),
    ),
    "a service control policy that lacks it": (
        f"User: {ME} is not authorized to perform: {UPDATE} because no service control policy allows the {UPDATE} action",
        Denial(UPDATE, "*", ME, "service control policy"),
    ),
    "a permissions boundary": (
        (
            f"User: {CI} is not authorized to perform: iam:PassRole on resource: {ROLE} because no permissions boundary "
            "allows the iam:PassRole action"
        ),
        Denial("iam:PassRole", ROLE, CI, "permissions boundary"),
    ),
    "a session policy": (
        f"User: {CI} is not authorized to perform: {UPDATE} because no session policy allows the {UPDATE} action",
        Denial(UPDATE, "*", CI, "session policy"),
    ),
    "a VPC endpoint": (
        f"User: {CI} is not authorized to perform: {UPDATE} because no VPC endpoint policy allows the {UPDATE} action",
        Denial(UPDATE, "*", CI, "VPC endpoint policy"),
    ),
    "another account's repository": (
        (
            f"User: {ME} is not authorized to perform: ecr:DescribeImages on resource: "
            "arn:aws:ecr:eu-west-1:999999999999:repository/app because no resource-based policy allows the "
            "ecr:DescribeImages action"
        ),
        Denial("ecr:DescribeImages", "arn:aws:ecr:eu-west-1:999999999999:repository/app", ME, "resource-based policy"),
    ),
}


@pytest.mark.row("S0-35")
@pytest.mark.parametrize(("message", "denial"), FORMS.values(), ids=FORMS)
def test_a_denial_is_understood(message: str, denial: Denial) -> None:
    """Where AWS names no action, it is that of the call."""
    assert denials.read(message, UPDATE) == denial


@pytest.mark.row("S0-35")
@pytest.mark.parametrize(("message", "denial"), FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("code", ["AccessDeniedException", "AccessDenied", "UnauthorizedOperation"])
def test_the_error_names_the_action_and_keeps_awss_words(code: str, message: str, denial: Denial) -> None:
    """Under each of the codes that AWS's protocols have."""
    reported = {"Code": code, "Message": message, denials.MEMBER: UPDATE}
    with pytest.raises(errors.AccessDenied) as error, translated("updating service web", "eu-west-1"):
        raise ClientError({"Error": reported}, "UpdateExpressGatewayService")

    assert denial.action in error.value.remedy
    assert message in error.value.why
    assert len(error.value.render().splitlines()) == 3


@pytest.mark.row("S0-35")
@pytest.mark.parametrize("form", ["ECS", "a passed role", "ELB", "EC2", "S3"])
def test_what_no_policy_allows_comes_with_the_statement_to_add(form: str) -> None:
    """For exactly what was denied, to whom it was denied; and with the command that prints all the others."""
    _, denial = FORMS[form]

    assert f'{{"Effect": "Allow", "Action": "{denial.action}", "Resource": "{denial.resource}"}}' in denial.remedy
    assert denial.principal is None or denial.principal in denial.remedy
    assert "`ecs-express policy`" in denial.remedy


@pytest.mark.row("S0-35")
@pytest.mark.parametrize(
    ("form", "advice"),
    [
        ("an explicit denial", f"take the denial of {UPDATE} out of the identity-based policy of {ME}"),
        (
            "a service control policy that denies",
            f"take the denial of {UPDATE} out of the service control policy of {ME}",
        ),
        ("a service control policy that lacks it", f"allow {UPDATE} in the service control policy of {ME}"),
        ("a permissions boundary", f"allow iam:PassRole in the permissions boundary of {CI}"),
        (
            "another account's repository",
            "allow ecr:DescribeImages in the resource-based policy of arn:aws:ecr:eu-west-1:999999999999:repository/app",
        ),
    ],
)
def test_where_a_statement_would_not_help_none_is_given(form: str, advice: str) -> None:
    """A denial outweighs every Allow, and a boundary or an organization's policy holds beside one's own."""
    _, denial = FORMS[form]

    assert advice in denial.remedy
    assert '"Effect"' not in denial.remedy


CALLS: dict[str, Callable[[], Any]] = {
    "ecs:DescribeExpressGatewayService": lambda: BotoExpressServices(Connection(REGION)).describe(SERVICE),
    "ecs:DescribeServices": lambda: BotoExpressServices(Connection(REGION)).find("default", "web"),
    "elasticloadbalancing:DescribeLoadBalancers": lambda: BotoLoadBalancers(Connection(REGION)).find("arn:a/app/b/c"),
    "logs:GetLogEvents": lambda: BotoContainerLogs(Connection(REGION)).newest(
        LogStream(REGION, "group", "stream", "Main"), 1
    ),
    "ecr:DescribeImages": lambda: BotoImages(Connection(REGION)).digest("123456789012", "app", "1"),
}


@pytest.mark.row("S0-35")
@pytest.mark.parametrize("action", CALLS)
def test_a_denial_without_an_action_is_told_with_the_one_of_the_call(sandbox: LocalAws, action: str) -> None:
    """Never with a wildcard for a whole service; shown on real answers of each protocol."""
    sandbox.reset()
    operation = action.replace("elasticloadbalancing", "elbv2")
    sandbox.fail(operation, "deny", message="Access Denied", times=1)

    with pytest.raises(errors.AccessDenied) as error:
        CALLS[action]()

    assert f'"Action": "{action}", "Resource": "*"' in error.value.remedy
    assert sandbox.control("GET", "/calls") == {operation: 1}, "a denial is never retried"


PROFILE = """\
[profile me]
aws_access_key_id = {AccessKeyId}
aws_secret_access_key = {SecretAccessKey}
[profile deployer]
role_arn = {role}
source_profile = me
region = eu-west-1
"""


@pytest.mark.row("S0-35")
def test_who_may_not_assume_the_role_of_a_profile_is_told_so_at_once(
    sandbox: LocalAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AWS's words are those of ECS about a role made moments ago; here it is the caller who is denied, and for good."""
    sandbox.reset()
    iam = sandbox.client("iam")
    iam.create_user(UserName="me")
    key, role = iam.create_access_key(UserName="me")["AccessKey"], sandbox.role("deployer", "ecs.amazonaws.com", None)
    (tmp_path / "config").write_text(PROFILE.format(role=role, **key))
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_PROFILE", "deployer")
    session.forget()
    sandbox.settings(enforce_iam=True)

    with pytest.raises(errors.ExpressError) as error:
        BotoExpressServices(Connection(REGION)).describe(SERVICE)

    sandbox.settings(enforce_iam=False)
    session.forget()
    assert type(error.value) is errors.AccessDenied
    assert f'"Action": "sts:AssumeRole", "Resource": "{role}"' in error.value.remedy
    assert ME in error.value.remedy
