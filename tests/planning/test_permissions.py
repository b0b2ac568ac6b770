"""The table of permissions and the policies made of it: complete, no more than that, narrow, and small enough."""

from __future__ import annotations

import importlib
import itertools
import json
import pkgutil
from typing import Any

import pytest
from tests.adapter_calls import action, called_methods, calls_in

import pulumi_ecs_express as express
from pulumi_ecs_express.model.fields.property_paths import camel
from pulumi_ecs_express.model.service.spec import rules
from pulumi_ecs_express.model.service_settings.spec import rules as settings_rules
from pulumi_ecs_express.planning import permissions
from pulumi_ecs_express.planning.permissions import adopt, app_runner
from pulumi_ecs_express.planning.permissions.document import LARGEST, policy, size
from pulumi_ecs_express.planning.permissions.permission import Caller, Command, Roles
from pulumi_ecs_express.planning.permissions.scopes import Place
from pulumi_ecs_express.planning.permissions.table import ALWAYS_ALLOWED, TABLE, arguments, needed

WEB = Place("123456789012", "eu-west-1", name="web")
EVERY_POLICY = [
    (command, roles, tuple(used)) for command, roles in itertools.product(Command, Roles) for used in ([], arguments())
]
COMPONENTS = tuple(name for name in arguments() if name in express.__all__)
"""What is used beside the service."""

COMMANDS = (adopt.COMMAND,)
"""What is no part of a program, and reads more than a preview does."""


OF_SETTINGS = ("ServiceSettings", "express_updates")
APART = (tuple(name for name in (*COMPONENTS, "sidecars") if name not in OF_SETTINGS), OF_SETTINGS)
"""What has policies of its own where one for all would be too large."""


def actions(document: dict[str, Any]) -> set[str]:
    """List what a policy allows."""
    found = set[str]()
    for statement in document["Statement"]:
        found |= {statement["Action"]} if isinstance(statement["Action"], str) else set(statement["Action"])
    return found


def statement(document: dict[str, Any], action_: str) -> dict[str, Any]:
    """Give the one statement that allows an action."""
    (found,) = [one for one in document["Statement"] if action_ in one["Action"]]
    return dict(found)


def test_the_table_has_exactly_what_the_adapters_call() -> None:
    """Walked through their source: a new call, or one that is gone, fails this test by name."""
    asked = {action(service, method) for service, method in called_methods()}
    reported = {row.action for row in TABLE if row.caller is Caller.PACKAGE}

    assert reported == asked - ALWAYS_ALLOWED - set(app_runner.ACTIONS)
    assert asked >= set(app_runner.ACTIONS), "what `ecs-express convert` reads"
    assert asked >= ALWAYS_ALLOWED


def test_a_call_by_a_paginator_is_found() -> None:
    """Also one on a client that is kept under another name."""
    text = 'ecs = client("ecs", r)\necs.list_clusters()\nself._x.get_paginator("list_task_definitions").paginate()\n'

    assert set(calls_in(text)) == {("ecs", "list_clusters"), ("ecs", "list_task_definitions")}
    assert action("elbv2", "describe_load_balancers") == "elasticloadbalancing:DescribeLoadBalancers"


def test_what_aws_demands_along_with_an_express_call_is_in_the_table() -> None:
    """As its service authorization reference and its deploy action say."""
    assert {row.action for row in TABLE if row.caller is Caller.AWS} == {
        "ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:DescribeTaskDefinition", "iam:PassRole",
    }  # fmt: skip


def test_whatever_needs_more_is_an_argument_of_the_service_or_a_component() -> None:
    """By its name in a program."""
    names = {camel(name) for name in set(arguments()) - {*COMPONENTS, *COMMANDS}}

    assert COMPONENTS == ("CustomDomain", "EcsServiceUpdate", "ServiceSettings", "TaskDefinitionRevision")
    assert names <= {path[0] for path in (*rules(), *settings_rules())}


@pytest.mark.parametrize(("command", "roles", "used"), EVERY_POLICY)
def test_a_policy_allows_what_is_needed_and_nothing_else(command: Command, roles: Roles, used: tuple[str, ...]) -> None:
    """Each action by its own name: none with a wildcard, none twice."""
    document = policy(command, roles, Place(), used)

    assert actions(document) == {row.action for row in needed(command, roles, used)}
    assert not [name for name in actions(document) if "*" in name]
    assert len({one["Sid"] for one in document["Statement"]}) == len(document["Statement"])


@pytest.mark.parametrize("roles", Roles)
def test_the_policy_for_previews_changes_nothing(roles: Roles) -> None:
    """It only reads, and `up` may do all of it."""
    reading = actions(policy(Command.PREVIEW, roles, Place(), arguments()))

    assert {name.partition(":")[2].startswith(("Describe", "List", "Get")) for name in reading} == {True}
    assert reading <= actions(policy(Command.UP, roles, Place(), arguments()))


def test_roles_of_ones_own_need_no_right_to_make_roles() -> None:
    """IAM is asked for nothing but the leave to pass them."""
    given = actions(policy(Command.UP, Roles.GIVEN, Place()))

    assert {name for name in given if name.startswith("iam:")} == {"iam:PassRole", "iam:GetRole"}


@pytest.mark.parametrize(("command", "roles", "used"), EVERY_POLICY)
def test_every_policy_fits_into_a_managed_policy(command: Command, roles: Roles, used: tuple[str, ...]) -> None:
    """With long names, the three roles that a service can have, and two log groups; other components have their own."""
    roles_ = tuple(f"arn:aws-us-gov:iam::123456789012:role/{number}{'r' * 63}" for number in range(3))
    groups = tuple(f"/apps/{number}{'g' * 60}" for number in range(2))
    place = Place("123456789012", "us-gov-west-1", "c" * 40, "n" * 40, "s" * 48, roles_, groups)

    of_the_service = [name for name in used if not any(name in together for together in APART)]
    assert size(policy(command, roles, place, of_the_service)) <= LARGEST
    for together in APART:
        assert size(policy(command, roles, place, together, without_service=True)) <= LARGEST


def test_only_what_aws_lets_nobody_narrow_is_for_every_resource() -> None:
    """Service authorization reference: neither action has resource types; ListTasks is held by its cluster."""
    document = policy(Command.UP, Roles.MADE, WEB)
    whole = {one["Sid"]: one["Action"] for one in document["Statement"] if one["Resource"] == "*"}

    assert whole == {
        "WithoutResource": ["ecs:DescribeTaskDefinition", "elasticloadbalancing:DescribeLoadBalancers"],
        "TasksOfCluster": "ecs:ListTasks",
    }
    assert statement(document, "ecs:ListTasks")["Condition"] == {
        "ArnEquals": {"ecs:cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/default"}
    }


def test_roles_are_passed_to_ecs_alone() -> None:
    """Those that are named, else any of the account; beside those that the component makes, which its name begins."""
    task, to = (
        "arn:aws:iam::123456789012:role/task",
        {"iam:PassedToService": ["ecs.amazonaws.com", "ecs-tasks.amazonaws.com"]},
    )
    named = Place("123456789012", "eu-west-1", name="web", roles=(task,))

    assert statement(policy(Command.UP, Roles.GIVEN, named), "iam:PassRole")["Resource"] == task
    assert (
        statement(policy(Command.UP, Roles.GIVEN, WEB), "iam:PassRole")["Resource"]
        == "arn:aws:iam::123456789012:role/*"
    )
    passing = [one for one in policy(Command.UP, Roles.MADE, named)["Statement"] if one["Action"] == "iam:PassRole"]
    assert [one["Resource"] for one in passing] == [
        ["arn:aws:iam::123456789012:role/web-execution-*", "arn:aws:iam::123456789012:role/web-infrastructure-*"], task,
    ]  # fmt: skip
    assert all(one["Condition"] == {"StringEquals": to} for one in passing)


def test_a_made_role_gets_no_policy_but_its_own() -> None:
    """Who may make roles could else give one everything: the policies that can be attached are these two."""
    attaching = statement(policy(Command.UP, Roles.MADE, WEB), "iam:AttachRolePolicy")

    assert attaching["Condition"]["ArnEquals"]["iam:PolicyARN"] == [
        "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
        "arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRoleforExpressGatewayServices",
    ]


@pytest.mark.parametrize(
    ("place", "resource"),
    [
        (Place(), "arn:aws:ecs:*:*:service/default/*"),
        (WEB, "arn:aws:ecs:eu-west-1:123456789012:service/default/web-*"),
        (Place(cluster="apps", name="web", service_name="shop"), "arn:aws:ecs:*:*:service/apps/shop"),
        (Place(region="cn-north-1"), "arn:aws-cn:ecs:cn-north-1:*:service/default/*"),
        (Place(region="us-gov-west-1"), "arn:aws-us-gov:ecs:us-gov-west-1:*:service/default/*"),
    ],
    ids=["nothing", "component", "service", "China", "GovCloud"],
)
def test_what_is_named_narrows_the_resources(place: Place, resource: str) -> None:
    """A service without a name of its own has the component's, and digits behind it."""
    assert statement(policy(Command.UP, Roles.GIVEN, place), "ecs:UpdateExpressGatewayService")["Resource"] == resource


def test_logs_of_groups_that_the_program_names_can_be_read_too() -> None:
    """Beside those that AWS makes for the service."""
    document = policy(Command.UP, Roles.GIVEN, Place("1", "r", name="web", log_groups=("/apps/web",)))

    assert statement(document, "logs:GetLogEvents")["Resource"] == [
        "arn:aws:logs:r:1:log-group:/aws/ecs/default/web-*-*:log-stream:*",
        "arn:aws:logs:r:1:log-group:/apps/web:log-stream:*",
    ]


def test_families_that_the_program_names_narrow_what_it_may_register() -> None:
    """Without one, any."""
    used = ["TaskDefinitionRevision"]
    named, any_ = (
        policy(Command.UP, Roles.GIVEN, Place("1", "r", families=families), used) for families in (("shop",), ())
    )

    found = [
        next(one["Resource"] for one in document["Statement"] if one["Sid"] == "Families") for document in (named, any_)
    ]
    assert found == ["arn:aws:ecs:r:1:task-definition/shop:*", "arn:aws:ecs:r:1:task-definition/*:*"]


def test_a_policy_is_json() -> None:
    """As IAM takes it."""
    document = policy(Command.UP, Roles.MADE, Place())

    assert json.loads(json.dumps(document)) == document
    assert document["Version"] == "2012-10-17"


def test_every_noun_adds_its_permissions() -> None:
    """A module with permissions that nobody collects would be missing in every printed policy."""
    modules = [
        importlib.import_module(f"{permissions.__name__}.{found.name}")
        for found in pkgutil.iter_modules(permissions.__path__)
    ]
    written = [row for module in modules for row in getattr(module, "PERMISSIONS", ())]

    assert len(written) > 40
    assert set(written) == set(TABLE)
