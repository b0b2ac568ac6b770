"""`ecs-express policy`: the IAM policy for whoever runs Pulumi, on standard output, and nothing else there."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from pulumi_ecs_express.planning.permissions.document import LARGEST, size
from pulumi_ecs_express.planning.permissions.document import policy as policy_document
from pulumi_ecs_express.planning.permissions.permission import Command, Permission, Roles
from pulumi_ecs_express.planning.permissions.scopes import ANY, Place
from pulumi_ecs_express.planning.permissions.table import ALWAYS_ALLOWED, arguments, needed

ACCOUNT = r"\d{12}|\*"
REGION = r"[a-z]{2}(-[a-z]+)+-\d+|\*"
ROLE = r"arn:aws[\w-]*:iam::(\d{12}|\*):role/.+"
NAME = r"[\w*?-]+"
CLUSTER = rf"(arn:aws[\w-]*:ecs:[\w-]+:\d{{12}}:cluster/)?{NAME}"
FAMILY = r"[\w*?-]+"
LOG_GROUP = r"[\w./#*?-]+"

EXPECTED = {
    "--account": "the twelve digits of an account",
    "--region": "the name of a Region, as in eu-west-1",
    "--cluster": "the name or the ARN of a cluster",
    "--name": "the first argument of ExpressGatewayService",
    "--service-name": "letters, digits, hyphens and underscores",
    "--role": "the ARN of a role, as in arn:aws:iam::123456789012:role/web",
    "--log-group": "the name of a log group, as in /apps/web",
    "--family": "the family of a task definition, as in web",
}
"""What each option takes."""


def policy(
    command: Annotated[
        Command,
        typer.Option(
            "--for",
            help="`up` (and destroy), `preview` (and refresh), which changes nothing, or `status`, `logs`, `rollback` of this command.",
        ),
    ] = Command.UP,
    roles: Annotated[
        Roles,
        typer.Option(help="`made` by the component, at least one of both; or `given`: the program names both."),
    ] = Roles.MADE,
    role: Annotated[
        list[str] | None, typer.Option(help="ARN of a role that the program names, as often as needed.")
    ] = None,
    uses: Annotated[
        list[str] | None,
        typer.Option(
            help=f"An argument or a component of the program that needs more: {', '.join(arguments())}; as often as needed."
        ),
    ] = None,
    without_service: Annotated[
        bool,
        typer.Option(
            "--without-service", help="Only what --uses names: a second policy, where one for all would be too large."
        ),
    ] = False,
    account: Annotated[str, typer.Option(help="Twelve digits.")] = ANY,
    region: Annotated[str, typer.Option(help="As in eu-west-1.")] = ANY,
    cluster: Annotated[str, typer.Option(help="Name or ARN of the cluster.")] = "default",
    name: Annotated[str, typer.Option(help="The component's name in the program.")] = ANY,
    service_name: Annotated[
        str | None, typer.Option(help="The argument service_name, where the program has it.")
    ] = None,
    log_group: Annotated[
        list[str] | None, typer.Option(help="A log group that the program names, as often as needed.")
    ] = None,
    family: Annotated[
        list[str] | None,
        typer.Option(help="A family in which the program registers task definitions, as often as needed."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also say, on standard error, what each action is for.")
    ] = False,
) -> None:
    """
    The IAM policy for whoever runs Pulumi on a program with a service.

    It allows what one program needs and no more: all that an argument needs beyond that comes with --uses, so that
    nobody is allowed what no program of theirs does. The more is named, the less is allowed; an asterisk stands for
    what is not named.

    aws iam create-policy --policy-name web --policy-document "$(ecs-express policy --name web)"
    """
    place = Place(
        account=_checked("--account", ACCOUNT, account),
        region=_checked("--region", REGION, region),
        cluster=_checked("--cluster", CLUSTER, cluster).rpartition("/")[2],
        name=_checked("--name", NAME, name),
        service_name=None if service_name is None else _checked("--service-name", NAME, service_name),
        roles=tuple(_checked("--role", ROLE, arn) for arn in role or []),
        log_groups=tuple(_checked("--log-group", LOG_GROUP, group) for group in log_group or []),
        families=tuple(_checked("--family", FAMILY, one) for one in family or []),
    )
    used = [_checked("--uses", "|".join(arguments()), argument) for argument in uses or []]
    if without_service and not used:
        raise typer.BadParameter(
            "leaves nothing: name with --uses what the policy is for", param_hint="--without-service"
        )
    rows = list(needed(command, roles, used, without_service=without_service))
    _print(policy_document(command, roles, place, used, without_service=without_service))
    if explain:
        _explain(rows)


def _checked(option: str, form: str, value: str) -> str:
    """Refuse what would make a policy that fits nothing."""
    if re.fullmatch(form, value):
        return value
    expected = EXPECTED.get(option) or f"one of {', '.join(arguments())}"
    raise typer.BadParameter(f"{value!r} cannot be used: give {expected}", param_hint=option)


def _print(document: dict[str, Any]) -> None:
    import json

    print(json.dumps(document, indent=2))
    if size(document) > LARGEST:
        typer.echo(
            f"ecs-express policy: this policy has {size(document)} characters, and a managed policy may have {LARGEST}: "
            "name fewer roles and log groups, by patterns such as arn:aws:iam::123456789012:role/web-*, or print two: one "
            "without --uses, and one with --uses and --without-service",
            err=True,
        )


def _explain(rows: list[Permission]) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    table = Table(Column("action", no_wrap=True), "is for", "called during", "by", box=None, pad_edge=False)
    for row in rows:
        table.add_row(row.action, row.purpose, row.when, row.caller.value)
    console = Console(stderr=True, highlight=False)
    console.print(table)
    console.print(f"Not listed, since AWS always allows it: {', '.join(sorted(ALWAYS_ALLOWED))}.", markup=False)
