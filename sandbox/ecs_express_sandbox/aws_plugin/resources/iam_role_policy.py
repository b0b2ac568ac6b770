"""`aws:iam/rolePolicy:RolePolicy`: one policy within a role."""

from __future__ import annotations

from typing_extensions import override

from ecs_express_sandbox.aws_plugin.account import Account
from ecs_express_sandbox.aws_plugin.failures import is_missing
from ecs_express_sandbox.aws_plugin.resource_type import Declaration, ResourceType
from ecs_express_sandbox.aws_plugin.resources.iam_role import GONE, as_text
from ecs_express_sandbox.aws_plugin.values import Properties


class RolePolicy(ResourceType):
    """The policy, known to Pulumi as `<role>:<name>`."""

    declaration = Declaration(
        token="aws:iam/rolePolicy:RolePolicy",  # noqa: S106  # a type token
        inputs=frozenset({"name", "namePrefix", "policy", "role"}),
        required=frozenset({"policy", "role"}),
        immutable=frozenset({"name", "namePrefix", "role"}),
        documents=frozenset({"policy"}),
        unreadable=frozenset({"namePrefix"}),
        name_limit=128,
    )

    @override
    def create(self, account: Account, inputs: Properties) -> str:
        """Put the policy into its role."""
        put(account, inputs)
        return f"{inputs['role']}:{inputs['name']}"

    @override
    def read(self, account: Account, resource_id: str, known: Properties) -> Properties | None:
        """Read the document."""
        role, _, name = resource_id.partition(":")
        iam = account.client("iam")
        try:
            found = iam.get_role_policy(RoleName=role, PolicyName=name)
        except iam.exceptions.ClientError as failure:
            if is_missing(failure, GONE):
                return None
            raise
        return {"name": name, "policy": as_text(found["PolicyDocument"]), "role": role}

    @override
    def update(self, account: Account, resource_id: str, old: Properties, new: Properties) -> None:
        """Put the new document over the old one."""
        put(account, new)

    @override
    def delete(self, account: Account, resource_id: str, state: Properties) -> None:
        """Take it out of its role."""
        role, _, name = resource_id.partition(":")
        iam = account.client("iam")
        try:
            iam.delete_role_policy(RoleName=role, PolicyName=name)
        except iam.exceptions.ClientError as failure:
            if not is_missing(failure, GONE):
                raise


def put(account: Account, inputs: Properties) -> None:
    """Write the document; IAM has one call for both, make and change."""
    account.client("iam").put_role_policy(
        RoleName=inputs["role"], PolicyName=inputs["name"], PolicyDocument=inputs["policy"]
    )
