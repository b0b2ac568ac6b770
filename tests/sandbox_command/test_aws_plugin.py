"""The stand-in aws plugin under a real engine: unmodified `pulumi_aws` programs against the sandbox."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from pulumi import automation
from tests.engine.processes import state_file
from tests.sandbox_command.conftest import PROJECT, Deployment, Sandbox

pytestmark = [
    pytest.mark.engine,
    # A failed inline program leaves an open event loop behind; see `abandoned_programs_forgotten`.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Deploy = Callable[[Callable[[], None]], Deployment]

ROLE = "aws:iam/role:Role"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"


def trust() -> Any:
    """A trust policy as a program may write it: an object, not text."""
    statement = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def access(action: str) -> str:
    """A policy that allows one action."""
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]})


def role_with_policies(settings: dict[str, Any]) -> Callable[[], None]:
    """A role, an attachment and a policy within it; the settings may change between two runs."""

    def program() -> None:
        import pulumi_aws as aws

        role = aws.iam.Role("web", assume_role_policy=trust(), **settings.get("role", {}))
        aws.iam.RolePolicyAttachment("web", role=role.name, policy_arn=EXECUTION)
        aws.iam.RolePolicy("web", role=role.name, policy=access(settings.get("action", "logs:Describe*")))
        pulumi.export("arn", role.arn)
        pulumi.export("name", role.name)

    return program


def roles(sandbox: Sandbox) -> set[str]:
    """The roles that programs made."""
    return {role["RoleName"] for role in sandbox.client("iam").list_roles()["Roles"] if "web" in role["RoleName"]}


def test_in_a_preview_names_are_known_and_what_aws_makes_up_is_not(deploy: Deploy) -> None:
    """An output that only AWS knows is not known before the resource is made, as with the real plugin."""
    known: set[str] = set()

    def program() -> None:
        import pulumi_aws as aws

        role = aws.iam.Role("web", assume_role_policy=trust())
        for name in ("name", "path", "arn", "unique_id", "create_date", "id"):
            getattr(role, name).apply(lambda _, name=name: known.add(name))

    steps = deploy(program).preview()

    assert steps[ROLE].op == automation.OpType.CREATE
    assert known == {"name", "path"}


def test_a_second_run_changes_nothing_and_calls_nothing(deploy: Deploy, sandbox: Sandbox) -> None:
    """What was made is as declared, so the plugin has no question to AWS; and `destroy` leaves nothing of it."""
    others, deployment = roles(sandbox), deploy(role_with_policies({}))
    assert deployment.up() == {"create": 4}
    before = sandbox.calls()

    assert deployment.up() == {"same": 4}
    assert sandbox.calls() == before
    assert len(roles(sandbox)) == len(others) + 1
    deployment.destroy()
    assert roles(sandbox) == others


def test_what_may_change_is_updated_in_place_and_shown_by_path(deploy: Deploy, sandbox: Sandbox) -> None:
    """A policy, a description, a session's length and tags: nothing is replaced, and AWS has the new values."""
    settings: dict[str, Any] = {"role": {"description": "one", "tags": {"a": "b"}}}
    deployment = deploy(role_with_policies(settings))
    deployment.up()
    settings["role"] = {"description": "two", "max_session_duration": 7200, "tags": {"c": "d"}}
    settings["action"] = "logs:Get*"
    steps = deployment.preview()

    assert {kind for kind, step in steps.items() if step.op != automation.OpType.SAME} == {ROLE, ROLE_POLICY}
    assert set(steps[ROLE_POLICY].detailed_diff or {}) == {"policy"}
    assert set(steps[ROLE].detailed_diff or {}) == {
        "description",
        "maxSessionDuration",
        "tags.a",
        "tags.c",
        "tagsAll.a",
        "tagsAll.c",
    }
    assert deployment.up() == {"same": 2, "update": 2}
    name, iam = deployment.output("name"), sandbox.client("iam")
    role = iam.get_role(RoleName=name)["Role"]
    policy = iam.get_role_policy(RoleName=name, PolicyName=iam.list_role_policies(RoleName=name)["PolicyNames"][0])
    assert (role["Description"], role["MaxSessionDuration"], role["Tags"]) == (
        "two",
        7200,
        [{"Key": "c", "Value": "d"}],
    )
    assert policy["PolicyDocument"]["Statement"][0]["Action"] == "logs:Get*"


def test_a_change_from_outside_is_drift_that_the_next_run_repairs(deploy: Deploy, sandbox: Sandbox) -> None:
    """A refresh names the property; `up` puts it back."""
    deployment = deploy(role_with_policies({"role": {"tags": {"made": "here"}}}))
    deployment.up()
    name, iam = deployment.output("name"), sandbox.client("iam")
    policy = iam.list_role_policies(RoleName=name)["PolicyNames"][0]
    iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=access("iam:*"))
    iam.tag_role(RoleName=name, Tags=[{"Key": "by", "Value": "hand"}])
    found = deployment.refresh()

    assert set(found[ROLE_POLICY].detailed_diff or {}) == {"policy"}
    assert set(found[ROLE].detailed_diff or {}) == {"tags.by", "tagsAll.by"}
    assert deployment.up() == {"same": 2, "update": 2}
    assert iam.list_role_tags(RoleName=name)["Tags"] == [{"Key": "made", "Value": "here"}]


@pytest.mark.sweep_only(held_by="tests/sandbox_command/test_aws_plugin_load_balancing.py")
def test_a_role_deleted_from_outside_is_gone_after_a_refresh(deploy: Deploy, sandbox: Sandbox) -> None:
    """What AWS says does not exist leaves the state, and is made again."""
    deployment = deploy(role_with_policies({}))
    deployment.up()
    name, iam = deployment.output("name"), sandbox.client("iam")
    iam.detach_role_policy(RoleName=name, PolicyArn=EXECUTION)
    iam.delete_role_policy(RoleName=name, PolicyName=iam.list_role_policies(RoleName=name)["PolicyNames"][0])
    iam.delete_role(RoleName=name)
    found = deployment.refresh()

    assert {found[kind].op for kind in (ROLE, ROLE_POLICY, ATTACHMENT)} == {automation.OpType.DELETE}
    assert deployment.up() == {"create": 3, "same": 1}


@pytest.mark.sweep_only(held_by="tests/sandbox_command/test_aws_plugin_rules.py")
def test_another_path_replaces_the_role_under_another_name(deploy: Deploy, sandbox: Sandbox) -> None:
    """A generated name lets the new one come before the old one goes."""
    settings: dict[str, Any] = {}
    deployment = deploy(role_with_policies(settings))
    deployment.up()
    old = deployment.output("name")
    settings["role"] = {"path": "/web/"}

    assert deployment.up()["replace"] == 3
    new = deployment.output("name")
    assert old != new
    assert {old, new} & roles(sandbox) == {new}


def test_a_role_that_is_only_half_made_is_kept_and_completed(deploy: Deploy, sandbox: Sandbox) -> None:
    """A policy that does not exist fails the run, but the role is in the state and not made twice."""
    settings: dict[str, Any] = {"arn": "arn:aws:iam::aws:policy/NoSuchPolicy"}

    def program() -> None:
        import pulumi_aws as aws

        aws.iam.Role("half-web", assume_role_policy=trust(), managed_policy_arns=[settings["arn"]])

    before, deployment = roles(sandbox), deploy(program)
    with pytest.raises(automation.CommandError, match="AttachRolePolicy: NoSuchEntity"):
        deployment.up()
    made = roles(sandbox) - before
    settings["arn"] = EXECUTION

    assert len(made) == 1
    assert deployment.up() == {"same": 1, "update": 1}
    assert roles(sandbox) - before == made


def test_a_refusal_of_aws_is_one_line(deploy: Deploy, sandbox: Sandbox) -> None:
    """AWS's own words, without a traceback."""

    def program() -> None:
        import pulumi_aws as aws

        aws.iam.RolePolicyAttachment("web", role="no-such-role", policy_arn=EXECUTION)

    with pytest.raises(automation.CommandError) as failure:
        deploy(program).up()

    said = str(failure.value)
    assert "error: AttachRolePolicy: NoSuchEntity: " in said
    assert "Traceback" not in said
    assert "rpc error" not in said


def test_a_type_that_is_not_imitated_is_refused_at_preview(deploy: Deploy) -> None:
    """The program learns which types there are, and how to get the others."""

    def program() -> None:
        import pulumi_aws as aws

        aws.sqs.Queue("web")

    with pytest.raises(automation.CommandError, match=r"aws:sqs/queue:Queue is not known .*--aws-plugin real"):
        deploy(program).preview()


def test_an_existing_role_can_be_looked_up_and_imported(deploy: Deploy, sandbox: Sandbox) -> None:
    """`Role.get` reads it; `import_` takes it over without a change."""
    iam = sandbox.client("iam")
    iam.create_role(RoleName="imported-web", AssumeRolePolicyDocument=json.dumps(trust()), Description="by hand")

    def program() -> None:
        import pulumi_aws as aws

        found = aws.iam.Role.get("found", "imported-web")
        aws.iam.Role(
            "taken",
            name="imported-web",
            description="by hand",
            assume_role_policy=trust(),
            opts=pulumi.ResourceOptions(import_="imported-web"),
        )
        pulumi.export("description", found.description)

    deployment = deploy(program)

    assert deployment.up()["import"] == 1
    assert deployment.output("description") == "by hand"


def test_default_tags_region_and_functions_follow_the_provider(deploy: Deploy, sandbox: Sandbox) -> None:
    """A program's own provider has its own Region and tags."""

    def program() -> None:
        import pulumi_aws as aws

        default_tags = aws.ProviderDefaultTagsArgs(tags={"team": "web"})
        provider = aws.Provider("west", region="eu-west-1", default_tags=default_tags)
        options = pulumi.ResourceOptions(provider=provider)
        cluster = aws.ecs.Cluster("web", opts=options)
        invoked = pulumi.InvokeOptions(provider=provider)
        pulumi.export("arn", cluster.arn)
        pulumi.export("tags", cluster.tags_all)
        pulumi.export("region", aws.get_region_output(opts=invoked).region)
        pulumi.export("partition", aws.get_partition_output(opts=invoked).dns_suffix)
        pulumi.export("account", aws.get_caller_identity_output(opts=invoked).account_id)

    deployment = deploy(program)
    deployment.up()
    outputs = deployment.read_outputs()

    assert outputs.pop("arn").startswith(f"arn:aws:ecs:eu-west-1:{outputs['account']}:cluster/web-")
    assert outputs.pop("account").isdigit()
    assert outputs == {"tags": {"team": "web"}, "region": "eu-west-1", "partition": "amazonaws.com"}


def test_a_secret_stays_one(deploy: Deploy, sandbox: Sandbox) -> None:
    """A secret policy is encrypted in the state, in inputs and outputs, and in no output of the run."""

    def program() -> None:
        import pulumi_aws as aws

        role = aws.iam.Role("web", assume_role_policy=trust())
        aws.iam.RolePolicy("web", role=role.name, policy=pulumi.Output.secret(access("hunter2:Read")))

    deployment = deploy(program)
    result = deployment.stack.up()
    state = state_file(sandbox.variables["PULUMI_BACKEND_URL"], PROJECT, deployment.stack.name).read_text()

    assert ROLE_POLICY in state
    assert "hunter2" not in state + result.stdout
