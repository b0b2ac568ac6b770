"""A policy document out of the permissions that a command needs."""

import json
from collections.abc import Collection
from typing import Any

from pulumi_ecs_express.planning.permissions.permission import Command, Permission, Roles
from pulumi_ecs_express.planning.permissions.scopes import GIVEN_ROLES, Place, Scope
from pulumi_ecs_express.planning.permissions.table import needed

LARGEST = 6144
"""Characters of a managed policy, white space not counted. Source: IAM user guide, "IAM and AWS STS quotas"."""


def policy(
    command: Command, roles: Roles, place: Place, used: Collection[str] = (), *, without_service: bool = False
) -> dict[str, Any]:
    """Allow exactly what a command needs: one statement for each scope."""
    granted = dict[Scope, list[str]]()
    for row in needed(command, roles, used, without_service=without_service):
        granted.setdefault(row.scope, []).append(row.action)
        if _given_beside_made(row, place):
            granted.setdefault(GIVEN_ROLES, []).append(row.action)
    statements = [_statement(scope, actions, place) for scope, actions in granted.items()]
    return {"Version": "2012-10-17", "Statement": statements}


def _given_beside_made(row: Permission, place: Place) -> bool:
    """Report whether roles that are named are passed beside those that the component makes, as a task role is."""
    return row.action == "iam:PassRole" and row.scope is not GIVEN_ROLES and bool(place.roles)


def _statement(scope: Scope, actions: list[str], place: Place) -> dict[str, Any]:
    condition = scope.condition(place)
    return {
        "Sid": scope.name,
        "Effect": "Allow",
        "Action": _one_or_list(sorted(set(actions))),
        "Resource": _one_or_list(list(scope.resources(place))),
        **({"Condition": condition} if condition else {}),
    }


def _one_or_list(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def size(document: dict[str, Any]) -> int:
    """Count a document as IAM does."""
    return len(json.dumps(document, separators=(",", ":")))
